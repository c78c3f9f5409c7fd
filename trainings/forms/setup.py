"""Setting a training up: sessions, who leads, who signs, who pays. One small form each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.dates import format_day, format_time
from trainings.domain.sessions import MOST_SESSIONS, Pace
from trainings.domain.trainings import Signs
from trainings.models import Training
from trainings.queries.setup import trainers_offered


class SessionsForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Sessions"),
        choices=[
            ("half_days", _("Two half-days on every day, 9.00 to 12.30 and 13.30 to 17.00")),
            ("days", _("One session a day, 9.00 to 17.00")),
        ],
        widget=forms.RadioSelect,
        initial="half_days",
    )


class RepeatForm(forms.Form):
    """Which session, how often, until when. One of `until` and `times`."""

    session: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Session"), queryset=None, empty_label=None, to_field_name="position"
    )
    every = forms.IntegerField(
        label=_("Every how many"),
        min_value=1,
        max_value=60,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    unit = forms.ChoiceField(
        label=_("Days or weeks"), choices=[("days", _("days")), ("weeks", _("weeks"))], initial="weeks", widget=forms.RadioSelect
    )
    until = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    times = forms.IntegerField(
        label=_("Or so many times"),
        min_value=1,
        max_value=MOST_SESSIONS,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    def __init__(self, *args: Any, training: Training, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session"]
        field.queryset = training.sessions.order_by("starts_at", "position")
        field.label_from_instance = lambda row: (
            f"{format_day(row.starts_at)}, {format_time(row.starts_at)}–{format_time(row.ends_at)} {row.title}"
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and (given.get("until") is None) == (given.get("times") is None):
            raise forms.ValidationError(_("Write either the last day or how many times."))
        return given

    def pace(self) -> Pace:
        return Pace(**{name: self.cleaned_data[name] for name in ("every", "unit", "until", "times")})


class TrainerForm(forms.Form):
    """One of `queries.setup.trainers_offered`."""

    user: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=_("Trainer"), queryset=None, empty_label=_("choose"))

    def __init__(self, *args: Any, training: Training, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = trainers_offered(training, by)
        field.label_from_instance = lambda user: f"{user.name or user.number} ({user.number})"


class SignatoryForm(forms.Form):
    """One who signs; an empty name leaves the place empty."""

    use_required_attribute = False
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    post_ky = forms.CharField(label=_("Post in Kyrgyz"), max_length=120, required=False)
    post_ru = forms.CharField(label=_("Post in Russian"), max_length=120, required=False)
    post_en = forms.CharField(label=_("Post in English"), max_length=120, required=False)
    post_uz = forms.CharField(label=_("Post in Uzbek"), max_length=120, required=False)

    def signs(self) -> Signs | None:
        given = self.cleaned_data
        if not given["name"]:
            return None
        return Signs(name=given["name"], posts={code: given[f"post_{code}"] for code in ("ky", "ru", "en", "uz")})


SignatoryFormSet = forms.formset_factory(SignatoryForm, extra=0, min_num=3, max_num=3)

"""Setting a training up: sessions, who leads, who signs, who pays. One small form each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.dates import format_day, format_time
from trainings.domain.logos import keep_signature
from trainings.domain.sessions import MOST_SESSIONS, Pace
from trainings.domain.trainings import Signs
from trainings.enums import CertificateLanguages
from trainings.models import CertificateTemplate, Training
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
    image = forms.FileField(
        label=_("Signature"),
        required=False,
        help_text=_("A photo or scan of the signature on white paper, PNG or JPEG. Without it there is a line to sign on."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    drop_image = forms.BooleanField(label=_("Take the picture of the signature away"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("picture") is None:
            del self.fields["drop_image"]
        else:
            self.fields["image"].label = _("Another signature")

    def signs(self) -> Signs | None:
        given = self.cleaned_data
        if not given["name"]:
            return None
        return Signs(
            name=" ".join(given["name"].split()),
            posts={code: given[f"post_{code}"] for code in ("ky", "ru", "en", "uz")},
            image=keep_signature(given["image"]) if given["image"] else None,
            drop_image=given.get("drop_image", False),
        )


class CertificateForm(forms.Form):
    """What the training's certificates look like."""

    template: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Wording"), queryset=None, required=False, empty_label=_("the standard wording")
    )
    languages = forms.ChoiceField(label=_("Languages, the first is the larger text"), choices=CertificateLanguages.choices)
    with_logos = forms.BooleanField(
        label=_("Logos and funding statement"), required=False, help_text=_("Untick where a donor's logo would put people at risk.")
    )

    def __init__(self, *args: Any, training: Training, **kwargs: Any) -> None:
        initial = {
            "template": training.certificate_template_id,
            "languages": training.certificate_languages,
            "with_logos": training.with_logos,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        field: Any = self.fields["template"]
        chosen = CertificateTemplate.objects.filter(trainings=training).values("pk")
        field.queryset = CertificateTemplate.objects.offered_to(training.organisation_id) | CertificateTemplate.objects.filter(
            pk__in=chosen
        )


SignatoryFormSet = forms.formset_factory(SignatoryForm, extra=0, min_num=3, max_num=3)

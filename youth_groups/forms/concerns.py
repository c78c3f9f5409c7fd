from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.money import Currency, Money
from core.questions.fields import MoneyAnswer
from youth_groups.enums import Affected, HowOften, SupportKind, Theme
from youth_groups.models import ActionPlan, Group, Person, PlannedActivity, SafetyConcern
from youth_groups.models.concerns import WHOLE


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class ConcernForm(forms.Form):
    """What worries the group: theme, what happens, where, who is affected, how often."""

    use_required_attribute = False
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    description = forms.CharField(
        label=_("What happens"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In a sentence or two. No names of people."),
    )
    spot = forms.CharField(
        label=_("Where exactly"), max_length=160, required=False, help_text=_("For example: behind the school, on the road to the bazaar.")
    )
    affected = forms.MultipleChoiceField(label=_("Who is affected"), choices=Affected.choices, widget=forms.CheckboxSelectMultiple)
    how_often = forms.ChoiceField(label=_("How often"), choices=HowOften.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, concern: SafetyConcern | None = None, **kwargs: Any) -> None:
        if concern is not None:
            kwargs["initial"] = {name: getattr(concern, name) for name in ("theme", "description", "spot", "affected", "how_often")}
        super().__init__(*args, **kwargs)


class MapForm(forms.Form):
    """A photo of the drawn map."""

    use_required_attribute = False
    photo = forms.FileField(label=_("Photo of the map"), help_text=_("A picture of the paper, without people on it."))
    drawn_on = day_field(_("Drawn on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drawn_on"].initial = timezone.localdate()


class PinForm(forms.Form):
    """The place on the map without pointing: per cent from the left and from the top."""

    use_required_attribute = False
    left = forms.IntegerField(label=_("From the left edge, per cent"), min_value=0, max_value=100)
    top = forms.IntegerField(label=_("From the top edge, per cent"), min_value=0, max_value=100)

    def thousandths(self) -> tuple[int, int]:
        return self.cleaned_data["left"] * WHOLE // 100, self.cleaned_data["top"] * WHOLE // 100


class PlanForm(forms.Form):
    """A plan's title, and the concerns that it is about."""

    use_required_attribute = False
    title = forms.CharField(label=_("Title of the plan"), max_length=160)
    concerns = forms.ModelMultipleChoiceField(
        label=_("About which concerns"), queryset=SafetyConcern.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, group: Group, plan: ActionPlan | None = None, **kwargs: Any) -> None:
        if plan is not None:
            kwargs["initial"] = {"title": plan.title, "concerns": plan.concerns.all()}
        super().__init__(*args, **kwargs)
        field = self.fields["concerns"]
        field.queryset = group.concerns.filter(rank__isnull=False).order_by("rank")  # type: ignore[attr-defined]
        field.label_from_instance = concern_words  # type: ignore[attr-defined]


def concern_words(concern: SafetyConcern) -> str:
    words = concern.description if len(concern.description) <= 80 else f"{concern.description[:79]}…"
    return f"{concern.get_theme_display()}: {words}"


class ActivityForm(forms.Form):
    """One activity: what, who, when, how much."""

    use_required_attribute = False
    activity = forms.CharField(label=_("What will be done"), max_length=240)
    concern = forms.ModelChoiceField(label=_("Against which concern"), queryset=SafetyConcern.objects.none(), required=False)
    responsible = forms.ModelChoiceField(label=_("Who is responsible"), queryset=Person.objects.none(), required=False)
    first_day = day_field(_("From"), required=False)
    last_day = day_field(_("To"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices, initial=Currency.KGS)
    budget = MoneyAnswer(label=_("Budget"), required=False)

    def __init__(self, *args: Any, plan: ActionPlan, row: PlannedActivity | None = None, **kwargs: Any) -> None:
        if row is not None:
            names = ("activity", "concern", "responsible", "first_day", "last_day", "currency")
            kwargs["initial"] = {name: getattr(row, name) for name in names} | {"budget": row.budget_minor}
        super().__init__(*args, **kwargs)
        members = plan.group.memberships.filter(last_day__isnull=True)
        people: Any = self.fields["responsible"]
        people.queryset = Person.objects.filter(pk__in=members.values("person")).order_by("folded", "pk")
        people.label_from_instance = written_name
        concerns: Any = self.fields["concern"]
        concerns.queryset = plan.concerns.order_by("rank", "pk")
        concerns.label_from_instance = concern_words

    def values(self) -> dict[str, Any]:
        """What `save_activity` takes."""
        data = dict(self.cleaned_data)
        data["budget"] = Money(data["budget"] or 0, data.pop("currency"))
        return data


def written_name(person: Any) -> str:
    return str(person.written_name)


class AgreeForm(forms.Form):
    """The day on which the group agreed, and how many of its members were there."""

    use_required_attribute = False
    agreed_on = day_field(_("Agreed on"))
    people = forms.IntegerField(label=_("How many members were there"), min_value=1, max_value=10000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed_on"].initial = timezone.localdate()


class SupportForm(forms.Form):
    """Support of a group, as the office writes it down."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Kind"), choices=SupportKind.choices)
    day = day_field(_("Day"))
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate()

from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.money import Currency, Money
from core.questions.fields import MoneyAnswer
from programme.domain.places import PROVINCES
from programme.models import Locality, Organisation, Place
from youth_groups.campaign_rights import APPROVES
from youth_groups.enums import OutcomeStage, OutputKind, Theme
from youth_groups.forms.campaigns import PlaceForm, day_field
from youth_groups.forms.groups import field_name
from youth_groups.models import Campaign, Group, Outcome, Output


class OutcomeForm(PlaceForm):
    """One step of an advocacy outcome, with its evidence."""

    follows = forms.ModelChoiceField(label=_("Step before"), queryset=Outcome.objects.none(), required=False)
    stage = forms.ChoiceField(label=_("How far it came"), choices=OutcomeStage.choices)
    what = forms.CharField(label=_("What it is about"), max_length=240)
    institution = forms.CharField(label=_("Who decides on it"), max_length=160)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    day = day_field(_("Day"))
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices, initial=Currency.KGS)
    amount = MoneyAnswer(label=_("Amount"), required=False)
    evidence = forms.FileField(label=_("Evidence"), required=False, help_text=_("A photo or a file of the letter, decision or receipt."))
    evidence_note = forms.CharField(label=_("What the evidence is"), max_length=240, required=False)
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), required=False)
    field_order: tuple[str, ...] = ("follows", "stage", "what", "institution", "theme", "campaign", "day", "village")

    def __init__(
        self,
        *args: Any,
        place: Locality | None,
        before: QuerySet[Outcome],
        campaigns: QuerySet[Campaign] | None = None,
        row: Outcome | None = None,
        **kwargs: Any,
    ) -> None:
        """`campaigns`: those of the group; the office's own outcomes come of none."""
        if row is not None:
            names = ("follows", "campaign", "stage", "what", "institution", "theme", "day", "currency", "evidence_note")
            kwargs["initial"] = {name: getattr(row, name) for name in names} | {"amount": row.amount_minor} | kwargs.get("initial", {})
        super().__init__(*args, place=row.locality if row else place, **kwargs)
        field: Any = self.fields["follows"]
        field.queryset = (before.exclude(pk=row.pk) if row else before).order_by("-day", "-pk")
        field.label_from_instance = lambda step: f"{step.get_stage_display()}: {step.what}"
        if campaigns is None:
            del self.fields["campaign"]
        else:
            chosen: Any = self.fields["campaign"]
            chosen.queryset, chosen.label_from_instance = campaigns.order_by("-first_day", "-pk"), lambda campaign: campaign.title

    def facts(self) -> dict[str, Any]:
        data = super().facts()
        amount, currency, file = data["amount"], data.pop("currency"), data["evidence"]
        return {**data, "amount": None if amount is None else Money(amount, currency), "evidence_name": file.name if file else ""}


class OfficeOutcomeForm(OutcomeForm):
    """One step of an outcome of the office itself: with its organisation and the province."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None)
    of_province = forms.ModelChoiceField(label=_("Province"), queryset=Place.objects.filter(level__in=PROVINCES))
    field_order = ("organisation", "follows", "stage", "what", "institution", "theme", "day", "of_province", "village")

    def __init__(self, *args: Any, user: User, row: Outcome | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {"of_province": row.locality.province_id}
        before = Outcome.objects.in_scope(user, APPROVES).filter(group=None)
        super().__init__(*args, place=row.locality if row else None, before=before, row=row, **kwargs)
        self.fields["of_province"].label_from_instance = field_name  # type: ignore[attr-defined]
        choose_organisation(self, user, row)

    def province(self) -> Place | None:
        return cast(Place, self.cleaned_data["of_province"])

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if name != "of_province"}


def choose_organisation(form: forms.Form, user: User, row: Outcome | Output | None) -> None:
    """Those for which this account writes; a row that stands keeps its own."""
    if row is not None:
        del form.fields["organisation"]
        return
    everywhere, reached = user.reach(APPROVES)
    rows = Organisation.objects.all() if everywhere else Organisation.objects.filter(pk__in=reached)
    field: Any = form.fields["organisation"]
    field.queryset, field.label_from_instance = rows.order_by("kind", "code"), field_name


class OutputForm(forms.Form):
    """A publication or media item."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Kind"), choices=OutputKind.choices)
    title = forms.CharField(label=_("Title"), max_length=240)
    publisher = forms.CharField(label=_("Where it appeared"), max_length=160)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    published_on = day_field(_("Published on"))
    link = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), required=False)
    audience = forms.IntegerField(label=_("Audience, about"), min_value=1, max_value=100_000_000, required=False)
    audience_source = forms.CharField(label=_("Source of the audience"), max_length=240, required=False)

    def __init__(self, *args: Any, group: Group | None, row: Output | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(row, name) for name in self.base_fields} if row else {"published_on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        if group is None:
            del self.fields["campaign"]
            return
        field: Any = self.fields["campaign"]
        field.queryset = group.campaigns.all()
        field.label_from_instance = lambda campaign: campaign.title


class OfficeOutputForm(OutputForm):
    """A publication or media item of the office itself."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None)
    field_order = ("organisation",)

    def __init__(self, *args: Any, user: User, row: Output | None = None, **kwargs: Any) -> None:
        super().__init__(*args, group=None, row=row, **kwargs)
        choose_organisation(self, user, row)

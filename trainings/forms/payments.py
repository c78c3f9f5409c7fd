"""What is paid for a day and for travel, and whose travel costs another sum."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.money import Currency, Money
from core.questions.fields import MoneyAnswer, typed_amount
from programme.models import BudgetLine
from trainings.domain.payments import MOST_MINOR
from trainings.models import Participation, PaymentTerms


class PaymentsForm(forms.Form):
    """`places`: those on the roster whose travel can differ; `own`: place (id) -> minor units said before."""

    use_required_attribute = False
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency)
    per_day = MoneyAnswer(label=_("Per diem for a day"), high=MOST_MINOR)
    travel = MoneyAnswer(label=_("Travel, for each person"), high=MOST_MINOR, help_text=_("Write 0 where no travel is paid."))
    line: "forms.ModelChoiceField[BudgetLine]" = forms.ModelChoiceField(
        label=_("Budget line"), queryset=None, required=False, empty_label=_("none")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        terms: PaymentTerms | None,
        lines: Sequence[BudgetLine],
        places: Sequence[Participation],
        own: dict[int, int],
    ) -> None:
        currency = terms.currency if terms else Currency.KGS
        initial: dict[str, Any] = {"currency": currency}
        if terms is not None:
            initial |= {"per_day": terms.per_day_minor, "travel": terms.travel_minor, "line": terms.line_id}
        super().__init__(data, initial=initial)
        self.places = places
        field: Any = self.fields["line"]
        field.queryset = BudgetLine.objects.filter(pk__in=[line.pk for line in lines]).select_related("agreement")
        field.label_from_instance = lambda line: f"{line.agreement.number}, {line.code} {line.name}"
        if not lines:
            del self.fields["line"]
        for place in places:
            amount = own.get(place.pk)
            self.fields[f"travel-{place.pk}"] = MoneyAnswer(
                label=f"{_('Travel')}: {place.person.written_name}",
                required=False,
                high=MOST_MINOR,
                initial=typed_amount(amount, currency) if amount is not None else "",
            )

    def common(self) -> list[forms.BoundField]:
        """The fields that stand above the table."""
        return [self[name] for name in self.fields if not name.startswith("travel-")]

    def own_field(self, place: Participation) -> forms.BoundField:
        return self[f"travel-{place.pk}"]

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        currency = given["currency"]

        def money(minor: int | None) -> Money | None:
            return None if minor is None else Money(minor, currency)

        return {
            "per_day": money(given["per_day"]),
            "travel": money(given["travel"]),
            "line": given.get("line"),
            "own_travel": {place.pk: money(given[f"travel-{place.pk}"]) for place in self.places},
        }

"""Forms of the group: the conditions, a row of the budget."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import BORROWED, OWN
from core.money import Money
from core.questions import text_in
from core.questions.fields import MoneyAnswer, YesNoAnswer, decimal_text
from grants.enums import BudgetCategory
from grants.models import BudgetItem, GrantCall
from youth_groups.enums import GroupKind


class EligibilityForm(forms.Form):
    """The yes-or-no questions of a call."""

    use_required_attribute = False

    def __init__(self, *args: Any, call: GrantCall, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for condition in call.eligibility:
            self.fields[condition["key"]] = YesNoAnswer(label=text_in(condition["question"], language), required=True)


OTHER = "other"


class WhosePhone(forms.Form):
    """Is this phone yours? Asked of somebody without an account, too: on a borrowed one nothing is kept."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"] = forms.ChoiceField(
            label=_("Is this phone yours?"),
            choices=[(OWN, _("This is my own phone")), (BORROWED, _("Borrowed or shared phone"))],
            initial=OWN,
            widget=forms.RadioSelect,
            help_text=_("On a borrowed one nothing of you stays: it ends after 30 minutes or by “Finish and wipe”."),
        )

    def is_borrowed(self) -> bool:
        return bool(self.cleaned_data["whose"] == BORROWED)


class WithoutAccountForm(WhosePhone):
    """The conditions of a call, asked of somebody without an account."""

    def __init__(self, *args: Any, call: GrantCall, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [condition["key"] for condition in call.eligibility]
        for condition in call.eligibility:
            self.fields[f"c-{condition['key']}"] = YesNoAnswer(label=text_in(condition["question"], language), required=True)
        other = (OTHER, _("another one"))
        if call.group_kinds:
            kinds = [(code, label) for code, label in GroupKind.choices if code in call.group_kinds]
            self.fields["kind"] = forms.ChoiceField(
                label=_("What kind of group are you?"), choices=[*kinds, other], widget=forms.RadioSelect
            )
        if provinces := [(str(place.pk), place.name) for place in call.provinces.all()]:
            self.fields["province"] = forms.ChoiceField(
                label=_("In which province is your group?"), choices=[*provinces, other], widget=forms.RadioSelect
            )
        self.order_fields([f"c-{key}" for key in self.asked] + ["kind", "province"])

    def elsewhere(self) -> bool:
        return bool(self.cleaned_data.get("province") == OTHER)

    def other_kind(self) -> bool:
        return bool(self.cleaned_data.get("kind") == OTHER)

    def conditions(self) -> dict[str, bool]:
        return {key: self.cleaned_data[f"c-{key}"] for key in self.asked}


class ResumeForm(WhosePhone):
    """The code of a draft that was begun without an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        self.fields["code"] = forms.CharField(label=_("Code of the draft"), max_length=40, widget=forms.TextInput(attrs=attrs))
        self.order_fields(["code", "whose"])


class BudgetRowForm(forms.Form):
    """One thing that is spent. The amount is computed, never typed."""

    use_required_attribute = False
    item = forms.CharField(label=gettext_lazy("What"), max_length=160)
    category = forms.ChoiceField(label=gettext_lazy("Kind of cost"), choices=BudgetCategory.choices)
    quantity = forms.CharField(
        label=gettext_lazy("How many"), max_length=14, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"), max_length=40, required=False, help_text=gettext_lazy("For example: piece, day, trip.")
    )

    def __init__(self, *args: Any, call: GrantCall, currency: str, row: BudgetItem | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {
                "item": row.item,
                "category": row.category,
                "quantity": f"{row.quantity.normalize():f}",
                "unit": row.unit,
                "unit_cost": row.unit_cost_minor,
                "own": row.own_minor,
            }
        super().__init__(*args, **kwargs)
        paid = [(code, label) for code, label in BudgetCategory.choices if call.takes_cost(code)]
        self.fields["category"].choices = paid  # type: ignore[attr-defined]
        self.fields["unit_cost"] = MoneyAnswer(label=_("Price of one"), currency=currency, required=True)
        self.fields["own"] = MoneyAnswer(label=_("Of it your own contribution"), currency=currency, required=False)
        self.currency = currency

    def clean_quantity(self) -> Decimal:
        try:
            number = Decimal(decimal_text(self.cleaned_data["quantity"]))
        except (ArithmeticError, ValueError) as error:
            raise forms.ValidationError(_("Write a number, for example 12 or 2.5.")) from error
        if not number.is_finite() or number <= 0 or number >= 10**8 or number != round(number, 2):
            raise forms.ValidationError(_("Write a number above zero, with two digits after the point at most."))
        return number

    def values(self) -> dict[str, Any]:
        """What `save_budget_row` takes."""
        data = self.cleaned_data
        return {
            "item": data["item"],
            "category": data["category"],
            "quantity": data["quantity"],
            "unit": data["unit"],
            "unit_cost": Money(data["unit_cost"], self.currency),
            "own": Money(data["own"] or 0, self.currency),
        }

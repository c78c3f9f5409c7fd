"""Forms of screening, of many applications at once, of the panel and of taking a list out."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from grants.checks import CHECKS, WHY_NOT, why_not_in
from grants.enums import SanctionsResult
from grants.forms.office import OfficeForm


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class ScreeningPageForm(OfficeForm):
    """All of one screening: sanctions check (unless it is recorded), checklist, outcome. Enter in any field but the text sends it."""

    list_name = forms.CharField(label=gettext_lazy("Sanctions list"), max_length=120)
    name_asked = forms.CharField(label=gettext_lazy("Name asked for"), max_length=200)
    result = forms.ChoiceField(label=gettext_lazy("Result"), choices=SanctionsResult.choices, widget=forms.RadioSelect)
    checked_on = _day(gettext_lazy("Date"))
    checks = forms.MultipleChoiceField(
        label=gettext_lazy("Checklist"), choices=CHECKS.items(), widget=forms.CheckboxSelectMultiple, required=False
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[("eligible", gettext_lazy("Eligible")), ("not_eligible", gettext_lazy("Not eligible"))],
        widget=forms.RadioSelect,
    )
    ready = forms.ChoiceField(label=gettext_lazy("Why not, in ready words"), widget=forms.RadioSelect, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Or in your own words"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    SANCTIONS = ("list_name", "name_asked", "result", "checked_on")

    def __init__(self, *args: Any, language: str, checked: bool, last_list: str = "", name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.checked = language, checked
        self.fields["ready"].choices = [(key, why_not_in(key, language)) for key in WHY_NOT]  # type: ignore[attr-defined]
        if checked:
            for key in self.SANCTIONS:
                del self.fields[key]
        else:
            self.initial.setdefault("list_name", last_list)
            self.initial.setdefault("name_asked", name)
        first = next(iter(self.fields))
        self.fields[first].widget.attrs["autofocus"] = True

    def sanctions(self) -> dict[str, Any] | None:
        return None if self.checked else {key: self.cleaned_data[key] for key in self.SANCTIONS}

    def why_not(self) -> str:
        """Own words go before the ready ones."""
        ready = self.cleaned_data["ready"]
        return self.cleaned_data["reason"] or (why_not_in(ready, self.language) if ready else "")


class BatchForm(OfficeForm):
    """What is done with the chosen applications."""

    action = forms.ChoiceField(
        label=gettext_lazy("With the chosen ones"),
        choices=[
            ("assign", gettext_lazy("Assign reviewers evenly")),
            ("approve", gettext_lazy("Approve what is proposed")),
            ("return", gettext_lazy("Send the proposal back")),
            ("reserve", gettext_lazy("Propose the reserve list")),
            ("decline", gettext_lazy("Propose a decline")),
        ],
    )
    note = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000)
    strength = forms.CharField(label=gettext_lazy("One strength"), required=False, max_length=1000)
    next_step = forms.CharField(label=gettext_lazy("One next step"), required=False, max_length=1000)


class MeetingForm(OfficeForm):
    held_on = _day(gettext_lazy("Date"))
    members = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who was there"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.CharField(label=gettext_lazy("Minutes"), widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.queryset = people
        field.label_from_instance = lambda user: user.name or user.number


class RemarkForm(OfficeForm):
    text = forms.CharField(label=gettext_lazy("Remark"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)


class TakeOutForm(OfficeForm):
    """Why a list is taken out, and as what."""

    reason = forms.CharField(label=gettext_lazy("What is it for?"), max_length=140)
    kind = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[("xlsx", gettext_lazy("Excel workbook (.xlsx)")), ("csv", gettext_lazy("Table as text (.csv)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )

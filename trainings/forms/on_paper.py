"""Typing in a form on paper: whose it is, who of the register is on it, the call's questions for each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trainings.domain.nominations import Candidate, Paper
from trainings.forms.nominations import NominationForm
from trainings.models import TrainingCall
from youth_groups.models import Group, Person

NEW = "new"


class GroupForm(forms.Form):
    """First step: the group that filled in the form, or none."""

    group: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Group"),
        queryset=None,
        required=False,
        to_field_name="number",
        empty_label=_("no group: people on their own"),
    )

    def __init__(self, *args: Any, groups: "QuerySet[Group]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = groups
        field.label_from_instance = lambda group: f"{group.name} ({group.number})"


class PaperForm(forms.Form):
    """What the paper says of itself. After the deadline a reason is asked for."""

    use_required_attribute = False
    filled_by = forms.CharField(label=_("Filled in by"), max_length=160, help_text=_("Who wrote the form on paper, as it is signed."))
    day = forms.DateField(label=_("Date on the paper"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    late_reason = forms.CharField(label=_("Why is it taken after the deadline?"), max_length=300)

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_reason"]

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date on the paper is still to come."))
        return day

    def facts(self) -> Paper:
        given = self.cleaned_data
        return Paper(filled_by=given["filled_by"], day=given["day"], late_reason=given.get("late_reason", ""))


class SameForm(forms.Form):
    """Whether somebody new is one of these records: the number of a record, or "new"."""

    same = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, likely: Sequence[tuple[Person, list[str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(person.number, _described(person, reasons)) for person, reasons in likely]
        self.fields["same"].choices = [*choices, (NEW, _("somebody who is not in the register yet"))]  # type: ignore[attr-defined]


def _described(person: Person, reasons: Sequence[str]) -> str:
    facts = [person.number, str(person.birth_year or ""), person.locality.name if person.locality else ""]
    return f"{person.written_name} ({', '.join(fact for fact in facts if fact)}): {'; '.join(reasons)}"


class PaperNominationForm(NominationForm):
    """The blocks of people, what the paper says of itself, and for each new person the records that may be the same."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, call: TrainingCall, people: list[Person], new: int, language: str, late: bool
    ) -> None:
        super().__init__(data, call=call, people=people, new=new, language=language)
        self.paper = PaperForm(data, late=late)
        self.same: dict[int, SameForm] = {}
        self.records: dict[str, Person] = {}
        self.data = data

    def is_valid(self) -> bool:
        paper = self.paper.is_valid()
        return super().is_valid() and paper

    @property
    def written(self) -> list[dict[str, Any]]:
        """The new people as they were typed, in the order of the blocks."""
        return [block.new.cleaned_data for block in self.blocks if block.new is not None]

    def offer(self, likely: Sequence[Sequence[tuple[Person, list[str]]]]) -> bool:
        """Ask about each new person whom the register may hold. Returns whether everything is decided."""
        new = [place for place, block in enumerate(self.blocks) if block.new is not None]
        data = self.data or {}
        for place, records in zip(new, likely, strict=True):
            if records:
                prefix = f"s{place}"
                bound = data if f"{prefix}-same" in data else None
                self.same[place] = SameForm(bound, likely=records, prefix=prefix)
                self.records |= {person.number: person for person, _reasons in records}
        return [form.is_valid() for form in self.same.values()].count(False) == 0  # every one shows its errors

    @property
    def lines(self) -> list[tuple[Any, SameForm | None]]:
        """Each block with the question who it is, where there is one."""
        return [(block, self.same.get(place)) for place, block in enumerate(self.blocks)]

    def candidates(self) -> list[Candidate]:
        found = super().candidates()
        for place, form in self.same.items():
            chosen = form.cleaned_data["same"]
            if chosen != NEW:
                found[place] = Candidate(person=self.records[chosen], answers=found[place].answers)
        return found

    @property
    def forms(self) -> list[forms.Form]:
        return [self.paper, *super().forms, *(form for form in self.same.values() if form.is_bound)]

"""One form for several people: who is put forward, those who are new, and the call's questions for each."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.questions import QuestionsForm, answers_from, build_form
from core.questions.schema import Schema
from programme.domain.places import locality_for
from programme.models import Place
from trainings.domain.nominations import Candidate, not_of_the_age
from trainings.models import TrainingCall
from youth_groups.domain.people import PersonFacts
from youth_groups.enums import Sex
from youth_groups.models import Group, Person

MOST_NEW = 10
OLDEST = 100


def provinces() -> "QuerySet[Place]":
    return Place.objects.filter(level__in=[Place.Level.OBLAST, Place.Level.CITY_REPUBLIC], valid_to__isnull=True)


class NewPersonForm(forms.Form):
    """Somebody who is not in the group's list yet. The year of birth, never the date."""

    use_required_attribute = False
    written_name = forms.CharField(label=_("Name and family name"), max_length=200, help_text=_("As it is written in the papers."))
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, widget=forms.RadioSelect)
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        help_text=_("Four digits, for example 2010."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    province: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Province"), queryset=None, required=False, empty_label=_("choose")
    )
    village = forms.CharField(label=_("Village or town"), max_length=160)
    institution = forms.CharField(label=_("School or institution"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces()  # type: ignore[attr-defined]
        self.fields["province"].label_from_instance = lambda place: place.name  # type: ignore[attr-defined]

    def clean_birth_year(self) -> int:
        year: int = self.cleaned_data["birth_year"]
        this_year = timezone.localdate().year
        if not this_year - OLDEST <= year <= this_year:
            raise forms.ValidationError(_("Write the birth year with four digits."))
        return year

    def facts(self) -> PersonFacts:
        given = self.cleaned_data
        return PersonFacts(
            written_name=given["written_name"],
            sex=given["sex"],
            birth_year=given["birth_year"],
            locality=locality_for(given["village"], given["province"]),
            province=given["province"],
            institution=given["institution"],
        )


class ChooseForm(forms.Form):
    """First step: which members, and how many people who are not in the list yet."""

    p = forms.MultipleChoiceField(label=_("Members of the group"), required=False, widget=forms.CheckboxSelectMultiple)
    new = forms.TypedChoiceField(
        label=_("People who are not in the list yet"), coerce=int, choices=[(n, str(n)) for n in range(MOST_NEW + 1)], initial=0
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["p"].choices = [(person.number, person.written_name) for person in people]  # type: ignore[attr-defined]
        if not people:
            del self.fields["p"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("p") and not given.get("new"):
            raise forms.ValidationError(_("Choose at least one person, or say how many new people you will write down."))
        return given


@dataclass
class Block:
    """The part of the page about one person. `new` is None for a member."""

    person: Person | None
    new: NewPersonForm | None
    questions: QuestionsForm

    def is_valid(self) -> bool:
        right = self.questions.is_valid()
        return (self.new is None or self.new.is_valid()) and right

    @property
    def birth_year(self) -> int | None:
        if self.new is not None:
            return self.new.cleaned_data.get("birth_year")
        return self.person.birth_year if self.person else None

    def candidate(self) -> Candidate:
        facts = None if self.new is None else self.new.facts()
        return Candidate(person=self.person, facts=facts, answers=answers_from(self.questions))


class NominationForm:
    """The blocks of the second step and the key that makes sending it twice harmless."""

    def __init__(self, data: Mapping[str, Any] | None, *, call: TrainingCall, people: list[Person], new: int, language: str) -> None:
        questions = build_form(call.form_version.schema if call.form_version else Schema(format=1, parts=[]), language=language)
        members = [Block(person, None, questions(data, prefix=f"m{person.pk}")) for person in people]
        others = [Block(None, NewPersonForm(data, prefix=f"n{place}"), questions(data, prefix=f"n{place}q")) for place in range(new)]
        self.blocks = members + others
        self.key = _key((data or {}).get("key"))
        self.call = call
        self.bound = data is not None

    def is_valid(self) -> bool:
        return self.bound and [self._fits(block) for block in self.blocks].count(False) == 0  # every block shows its errors

    def _fits(self, block: Block) -> bool:
        """Whether the block is right, and whoever it is about can be of the call's age."""
        right = block.is_valid()
        year = block.birth_year
        if not self.call.is_meant_for(year):
            form, name = (block.questions, None) if block.new is None else (block.new, "birth_year")
            form.add_error(name, not_of_the_age(self.call))
            return False
        return right

    def candidates(self) -> list[Candidate]:
        return [block.candidate() for block in self.blocks]

    @property
    def forms(self) -> list[forms.Form]:
        return [form for block in self.blocks for form in (block.new, block.questions) if form is not None]


def _key(given: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(given))
    except ValueError:
        return uuid.uuid4()


def members_to_nominate(group: Group, call: TrainingCall) -> tuple[list[Person], list[Person]]:
    """Today's members who are not nominated yet, by name: those who can be of the call's age, and the others. One statement."""
    today = timezone.localdate()
    current = group.memberships.exclude(last_day__lt=today).values("person_id")
    meant: list[Person] = []
    others: list[Person] = []
    for person in Person.objects.filter(pk__in=current).exclude(nominations__call=call).order_by("folded", "pk"):
        (meant if call.is_meant_for(person.birth_year) else others).append(person)
    return meant, others

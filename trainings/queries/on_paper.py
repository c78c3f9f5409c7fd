"""Typing in nominations from paper: who of the register may be one of the people written on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.access import log_access
from trainings.models import TrainingCall
from youth_groups.enums import Sex
from youth_groups.models import Person
from youth_groups.queries.duplicates import likely_same_of
from youth_groups.rosters.duplicates import Entry
from youth_groups.rosters.names import institution_key, name_key, skeleton

#: So many likely records are shown for one person.
MOST_LIKELY = 5


def likely_records(call: TrainingCall, written: Sequence[Mapping[str, Any]]) -> list[list[tuple[Person, list[str]]]]:
    """For each person as typed (written_name, sex, birth_year, village, institution) the records that may be the same, the likeliest
    first, with the reasons. By the rules of the register's own search for duplicates. A bounded number of statements.
    """
    entries = [_entry(place, facts) for place, facts in enumerate(written)]
    found: list[list[tuple[Person, list[str]]]] = [[] for _each in entries]
    proposals = [each for each in likely_same_of(entries, call.organisation_id) if each.right.person_id] if entries else []
    people = Person.objects.select_related("locality").in_bulk([each.right.person_id for each in proposals])
    places = {entry.ref: place for place, entry in enumerate(entries)}
    for each in proposals:
        likely = found[places[each.left.ref]]
        if len(likely) < MOST_LIKELY:
            likely.append((people[each.right.person_id or 0], [str(reason) for reason in each.reasons]))
    return found


def _entry(place: int, facts: Mapping[str, Any]) -> Entry:
    return Entry(
        ref=f"paper-{place}",
        name=name_key(facts["written_name"]),
        sex=facts["sex"] if facts["sex"] in (Sex.FEMALE, Sex.MALE) else "not_stated",
        birth_year=facts["birth_year"],
        village=skeleton(facts["village"]),
        institution=institution_key(facts["institution"]),
    )


def minors_among(call: TrainingCall, people: Sequence[Person]) -> int:
    return sum(1 for person in people if person.is_minor_on(call.first_day))


def log_paper_reading(*, user: object, call: TrainingCall, minors: int) -> None:
    """Note that minors of the register were shown to whoever types in a paper."""
    if minors:
        log_access(user=user, action="read_people", model=Person, subject_id="", rows=minors, reason=f"paper: {call.slug}"[:200])

"""From decided rows to people: which rows are one person, who is known already, what is recorded."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from core.refusals import Refused
from programme.domain.places import PROVINCES, find_place, locality_for
from programme.models import Locality, Place
from trainings.models.imports import ImportPair, ImportRow, RosterImport
from youth_groups.domain.people import CaregiverFacts, PersonFacts, record_caregivers, record_people
from youth_groups.models import Person

if TYPE_CHECKING:
    from accounts.models import User


def people_of_import(*, roster_import: RosterImport, by: "User") -> list[Person]:
    """The person of each row, in the rows' order, recorded where they were not known. Runs inside the import's transaction.

    Raises Refused when the decisions contradict each other.
    """
    rows = list(roster_import.rows.order_by("position"))
    pairs = list(roster_import.pairs.select_related("row", "other", "person"))
    leader = _clusters(rows, pairs)
    known = _known(pairs, leader)
    clusters: dict[int, list[ImportRow]] = {}
    for row in rows:
        clusters.setdefault(leader[row.pk], []).append(row)
    places = _Places()
    new = [head for head in clusters if head not in known]
    made = record_people(organisation=roster_import.organisation, by=by, people=[places.facts(_merged(clusters[head])) for head in new])
    person_of = {**known, **dict(zip(new, made, strict=True))}
    for row in rows:
        row.person = person_of[leader[row.pk]]
    ImportRow.objects.bulk_update(rows, ["person"], batch_size=500)
    record_caregivers(by=by, caregivers=[care for row in rows if (care := _caregiver(row)) is not None])
    return [row.person for row in rows if row.person is not None]


def _clusters(rows: list[ImportRow], pairs: list[ImportPair]) -> dict[int, int]:
    """Row id -> id of the first row of the same person."""
    leader = {row.pk: row.pk for row in rows}
    place = {row.pk: row.position for row in rows}

    def root(pk: int) -> int:
        while leader[pk] != pk:
            pk = leader[pk]
        return pk

    def join(left: int, right: int) -> None:
        first, second = sorted((root(left), root(right)), key=place.__getitem__)
        leader[second] = first

    same_person: dict[int, int] = {}
    for pair in pairs:
        if pair.decision == ImportPair.Decision.SAME and pair.other_id is not None:
            join(pair.row_id, pair.other_id)
        elif pair.decision == ImportPair.Decision.SAME and pair.person_id is not None:
            join(pair.row_id, same_person.setdefault(pair.person_id, pair.row_id))
    found = {pk: root(pk) for pk in leader}
    for pair in pairs:
        if pair.decision == ImportPair.Decision.TWO and pair.other is not None and found[pair.row_id] == found[pair.other_id or 0]:
            raise Refused(
                _("Rows %(first)s and %(second)s are called two people, but other decisions make them one. Please look at them again.")
                % {"first": pair.row.reference, "second": pair.other.reference},
                code="contradiction",
            )
    return found


def _known(pairs: list[ImportPair], leader: dict[int, int]) -> dict[int, Person]:
    known: dict[int, Person] = {}
    for pair in pairs:
        if pair.person is None:
            continue
        head = leader[pair.row_id]
        if pair.decision == ImportPair.Decision.SAME and known.setdefault(head, pair.person) != pair.person:
            raise Refused(
                _("Row %(row)s cannot be two people of the records at once: %(first)s and %(second)s.")
                % {"row": pair.row.reference, "first": known[head].number, "second": pair.person.number},
                code="contradiction",
            )
    for pair in pairs:
        if pair.person is not None and pair.decision == ImportPair.Decision.TWO and known.get(leader[pair.row_id]) == pair.person:
            raise Refused(
                _("Row %(row)s is called another person than %(number)s, but other decisions make them one. Please look at them again.")
                % {"row": pair.row.reference, "number": pair.person.number},
                code="contradiction",
            )
    return known


def _merged(rows: list[ImportRow]) -> dict[str, Any]:
    """The first row's values; what it leaves empty comes from the later ones."""
    merged: dict[str, Any] = {}
    for row in rows:
        for name, value in row.data.items():
            if name not in merged or (name == "sex" and merged[name] == "not_stated"):
                merged[name] = value
    return merged


def _caregiver(row: ImportRow) -> CaregiverFacts | None:
    relation, phone = row.data.get("relation", ""), row.data.get("caregiver_phone", "")
    if row.person is None or not (relation or phone):
        return None
    return CaregiverFacts(person=row.person, relation=relation or _("caregiver"), phone=phone)


class _Places:
    """Villages and provinces of one import, each looked up once."""

    def __init__(self) -> None:
        self.provinces: dict[str, Place | None] = {}
        self.localities: dict[tuple[str, str], Locality] = {}

    def facts(self, data: dict[str, Any]) -> PersonFacts:
        province = self._province(data.get("province", ""))
        village = data.get("village", "")
        locality = None
        if village:
            key = (village, data.get("province", ""))
            if key not in self.localities:
                self.localities[key] = locality_for(village, province=province)
            locality = self.localities[key]
        return PersonFacts(
            written_name=data["name"],
            sex=data.get("sex", "not_stated"),
            birth_year=data.get("birth_year"),
            locality=locality,
            province=province,
            institution=data.get("institution", ""),
            phone=data.get("phone", ""),
            phone_owner=data.get("phone_owner", ""),
        )

    def _province(self, text: str) -> Place | None:
        if text not in self.provinces:
            self.provinces[text] = find_place(text, levels=PROVINCES) if text else None
        return self.provinces[text]

"""From decided rows to people: which rows are one person, who is known already, what is recorded, and how it is taken back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.bulk import set_each
from core.events import record_event
from core.refusals import Refused
from programme.domain.places import PROVINCES, find_place, locality_for
from programme.models import Locality, Place
from trainings.domain.rosters import add_participations
from trainings.enums import Source
from trainings.models import Participation
from trainings.models.imports import ImportPair, ImportRow, RosterImport
from youth_groups.domain.people import CaregiverFacts, PersonFacts, record_caregivers, record_people
from youth_groups.models import Caregiver, Person, PersonPair

if TYPE_CHECKING:
    from accounts.models import User


@dataclass
class Cluster:
    """The rows of one person, the first of the file first, and the recorded person they are, if somebody said so."""

    rows: list[ImportRow]
    known: Person | None = None
    #: Pairs of these rows that are two people.
    apart: list[ImportPair] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return all(row.person_id is not None for row in self.rows)


def clusters_of(roster_import: RosterImport) -> list[Cluster]:
    """The people of a decided import in the order of the file, what was read of their rows not yet with them. Three statements.

    Raises Refused when the decisions contradict each other.
    """
    rows = list(roster_import.rows.order_by("position").defer("data"))
    pairs = list(roster_import.pairs.select_related("person"))
    own = {row.pk: row for row in rows}
    for pair in pairs:
        # The rows of the list itself, so that both sides know whom they become.
        pair.row, pair.other = own[pair.row_id], own[pair.other_id] if pair.other_id else None
    leader = _clusters(rows, pairs)
    known = _known(pairs, leader)
    clusters: dict[int, Cluster] = {}
    for row in rows:
        clusters.setdefault(leader[row.pk], Cluster([], known.get(leader[row.pk]))).rows.append(row)
    for pair in pairs:
        if pair.decision == ImportPair.Decision.TWO:
            for row in filter(None, (pair.row, pair.other)):
                clusters[leader[row.pk]].apart.append(pair)
    return list(clusters.values())


def batches(clusters: list[Cluster], rows: int) -> Iterator[list[Cluster]]:
    """The clusters in pieces of about so many rows; a person is never divided."""
    batch: list[Cluster] = []
    held = 0
    for cluster in clusters:
        batch.append(cluster)
        held += len(cluster.rows)
        if held >= rows:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def import_batch(roster_import: RosterImport, batch: list[Cluster], places: "Places", *, by: "User") -> None:
    """One transaction: record who is new, link the rows, put everybody on the roster, note what was made.

    What another run of the same import has done in the meantime is left as it is; an import that is confirmed by now needs nothing.
    Raises Refused when it was taken back or undone.
    """
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
        if locked.state == RosterImport.State.CONFIRMED:
            return
        if locked.state != RosterImport.State.IMPORTING:
            raise Refused(_("This import was stopped."), code="stopped")
        apart = [pair for cluster in batch for pair in cluster.apart]
        batch = _left(batch)
        rows = [row for cluster in batch for row in cluster.rows]
        read = dict(ImportRow.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "data"))
        for row in rows:
            row.data = read[row.pk]
        new = [cluster for cluster in batch if cluster.known is None]
        made = record_people(
            organisation=roster_import.training.organisation, by=by, people=[places.facts(_merged(cluster.rows)) for cluster in new]
        )
        for cluster, person in zip(new, made, strict=True):
            cluster.known = person
        for cluster in batch:
            for row in cluster.rows:
                row.person = cluster.known
        set_each(ImportRow, "person", ((row.pk, row.person_id) for row in rows))
        care = record_caregivers(by=by, caregivers=[facts for row in rows if (facts := _caregiver(row)) is not None])
        people = [cluster.known for cluster in batch if cluster.known is not None]
        training = roster_import.training
        had = set(training.participations.filter(person__in=people).values_list("pk", flat=True))
        standing = add_participations(training=training, people=people, by=by, source=Source.IMPORT)
        _remember_two(apart)
        ids: dict[str, Sequence[models.Model]] = {
            "people": made,
            "caregivers": care,
            "participations": [row for row in standing if row.pk not in had],
        }
        locked.made = {kind: [*locked.made.get(kind, []), *(row.pk for row in found)] for kind, found in ids.items()}
        locked.save(update_fields=["made"])
    for row in rows:
        # Of a long list only this batch stands in memory.
        del row.data
    roster_import.made = locked.made


def _left(batch: list[Cluster]) -> list[Cluster]:
    """The people of a batch that no other run has recorded meanwhile. A person's rows are always linked in one transaction."""
    linked = ImportRow.objects.filter(pk__in=[row.pk for cluster in batch for row in cluster.rows], person__isnull=False)
    people = {row.pk: row.person for row in linked.select_related("person")}
    for cluster in batch:
        for row in cluster.rows:
            row.person = people.get(row.pk, row.person)
    return [cluster for cluster in batch if not cluster.done]


def _remember_two(pairs: Iterable[ImportPair]) -> None:
    """What was decided to be two people is remembered in the register: the pair does not come back there. Once both are recorded."""
    found: dict[tuple[int, int], ImportPair] = {}
    for pair in pairs:
        left, right = pair.row.person_id, pair.person_id if pair.other is None else pair.other.person_id
        if left and right and left != right:
            found[(min(left, right), max(left, right))] = pair
    if not found:
        return
    PersonPair.objects.bulk_create(
        [
            PersonPair(
                first_id=first,
                second_id=second,
                score=pair.score,
                state=PersonPair.State.TWO,
                decided_by_id=pair.decided_by_id,
                decided_at=pair.decided_at,
            )
            for (first, second), pair in found.items()
        ],
        ignore_conflicts=True,
    )


def take_back(roster_import: RosterImport) -> None:
    """An import that cannot go on: what its batches made goes, the rows are nobody's again, and it waits for decisions. One transaction."""
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
        if locked.state != RosterImport.State.IMPORTING:
            return
        delete_made(locked)
        locked.state = RosterImport.State.STAGED
        locked.save(update_fields=["state"])
        record_event(subject=locked, action="taken_back", by=None, source="importing", target="staged")


def delete_made(roster_import: RosterImport) -> None:
    """Delete the rows that the import made. What builds on them was looked for before; the database refuses what was overlooked."""
    made = roster_import.made
    roster_import.rows.update(person=None)
    for ids in _pieces(made.get("participations", [])):
        Participation.objects.filter(pk__in=ids).delete()
    for ids in _pieces(made.get("caregivers", [])):
        Caregiver.objects.filter(pk__in=ids).delete()
    for ids in _pieces(made.get("people", [])):
        PersonPair.objects.filter(Q(first__in=ids) | Q(second__in=ids)).delete()
        Person.objects.filter(pk__in=ids).delete()
    roster_import.made = {}
    roster_import.save(update_fields=["made"])


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


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


#: Values that belong together: a phone and whose it is, a village and its province.
TOGETHER = (("name",), ("sex",), ("birth_year",), ("village", "province"), ("institution",), ("phone", "phone_owner"))


def _merged(rows: list[ImportRow]) -> dict[str, Any]:
    """One person out of several rows: of each value the one that stands most often, then the fullest, whatever the order of the rows."""
    merged: dict[str, Any] = {}
    for fields in TOGETHER:
        said = [tuple(row.data.get(name, "") for name in fields) for row in rows]
        said = [values for values in said if values[0] not in ("", "not_stated")]
        if said:
            best = max(said, key=lambda values, said=said: (said.count(values), sum(len(str(v)) for v in values), str(values)))  # type: ignore[misc]
            merged |= {name: value for name, value in zip(fields, best, strict=True) if value}
    return merged


def _caregiver(row: ImportRow) -> CaregiverFacts | None:
    relation, phone = row.data.get("relation", ""), row.data.get("caregiver_phone", "")
    if row.person is None or not (relation or phone):
        return None
    return CaregiverFacts(person=row.person, relation=relation or _("caregiver"), phone=phone)


class Places:
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

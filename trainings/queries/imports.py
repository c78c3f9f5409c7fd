"""Reads for the pages of an import and of paper consents."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from trainings.enums import SessionState
from trainings.models import HeldRoster, ImportPair, ImportRow, KnownHeading, Mark, RosterImport, Session, Training
from trainings.queries.attendance import COUNTED, current_statuses
from trainings.states import has_begun
from youth_groups.enums import ConsentAnswer, ConsentBy, ConsentPurpose, Sex
from youth_groups.models import Person
from youth_groups.queries.consents import latest_consents
from youth_groups.rosters.columns import SESSION, survey
from youth_groups.rosters.duplicates import VERY

#: The purposes of a training's paper form. Taking part and photos are never one tick.
PAPER_PURPOSES = (ConsentPurpose.PARTICIPATION, ConsentPurpose.TRAVEL, ConsentPurpose.PHOTO_INTERNAL, ConsentPurpose.PHOTO_PUBLICATION)


@dataclass(frozen=True)
class Counts:
    """The figures of a dry run. `people`: persons if every open pair is the same; two-people decisions are taken as they are."""

    rows: int
    people: int
    pairs: int
    open: int
    very_likely: int


@dataclass(frozen=True)
class PairLine:
    """One pair as the page shows it: facts of both sides beside one another, where they differ marked."""

    pair: ImportPair
    left: str
    right: str
    facts: list[tuple[str, str, str, bool]]
    very_likely: bool


def counts_of(roster_import: RosterImport) -> Counts:
    """Three statements."""
    leader = {pk: pk for pk in roster_import.rows.values_list("pk", flat=True)}

    def root(pk: int) -> int:
        while leader[pk] != pk:
            pk = leader[pk]
        return pk

    by_person: dict[int, int] = {}
    pairs = roster_import.pairs.exclude(decision=ImportPair.Decision.TWO).values_list("row_id", "other_id", "person_id")
    for row, other, person in pairs:
        same = other or by_person.setdefault(person, row)
        leader[root(row)] = root(same)
    tally = roster_import.pairs.aggregate(
        all=Count("pk"), open=Count("pk", filter=Q(decision="")), very=Count("pk", filter=Q(decision="", score__gte=VERY))
    )
    return Counts(len(leader), len({root(pk) for pk in leader}), tally["all"], tally["open"], tally["very"])


def learnt_headings(organisation_id: int, sender: str) -> dict[str, str]:
    """Folded heading -> what was chosen for it: by this sender's lists first, else by lists without a sender. One statement."""
    rows = KnownHeading.objects.filter(organisation_id=organisation_id, sender__in=("", sender.casefold())).order_by("sender")
    return dict(rows.values_list("heading", "field"))


def senders_of(organisation_id: int) -> list[str]:
    """From whom lists came to this organisation, the latest first."""
    rows = RosterImport.objects.filter(organisation_id=organisation_id).exclude(sender="").order_by("-created_at")
    return list(dict.fromkeys(rows.values_list("sender", flat=True)[:200]))[:30]


def sessions_for_ticks(training: Training) -> list[Session]:
    """The sessions that attendance of a list can belong to: begun, and neither cancelled nor not held."""
    rows = training.sessions.exclude(state__in=(SessionState.CANCELLED, SessionState.NOT_HELD)).order_by("starts_at", "position")
    return [session for session in rows if has_begun(session) is None]


def samples_of(roster_import: RosterImport) -> dict[str, tuple[str, ...]]:
    """Column's key -> a few cells of a file that waits for its columns; nothing of columns that may never be taken."""
    held = HeldRoster.objects.filter(roster_import=roster_import).first()
    if held is None:
        return {}
    sheets = survey(
        base64.b64decode(held.content),
        learnt=learnt_headings(roster_import.organisation_id, roster_import.sender),
        headings={sheet["name"]: tuple(sheet["heading"]) for sheet in roster_import.columns["sheets"]},
    )
    return {key: cells for sheet in sheets for key, cells in sheet.samples.items()}


@dataclass(frozen=True)
class Attendance:
    """The attendance of an imported list. new: session id -> {place on the roster: was there} without a mark so far.

    differ: marks that stand and say something else than the list; agree: marks that stand and say the same.
    """

    sessions: list[Session]
    new: dict[int, dict[int, bool]]
    differ: int
    agree: int

    @property
    def marks(self) -> int:
        return sum(len(places) for places in self.new.values())


def list_attendance(roster_import: RosterImport) -> Attendance:
    """What the list says of each session and person, beside the marks that stand. Four statements."""
    wanted = {int(choice.removeprefix(SESSION)) for choice in roster_import.chosen.values() if choice.startswith(SESSION)}
    sessions = [session for session in sessions_for_ticks(roster_import.training) if session.pk in wanted]
    rows = list(roster_import.rows.filter(person__isnull=False).values_list("person_id", "data"))
    people = {person for person, _data in rows}
    places = roster_import.training.participations.order_by("-pk").values_list("person_id", "pk")
    place_of = {person: place for person, place in places if person in people}
    there: dict[int, dict[int, bool]] = {session.pk: dict.fromkeys(place_of.values(), False) for session in sessions}
    for person, data in rows:
        for session_id, present in data.get("ticks", {}).items():
            if present and int(session_id) in there and person in place_of:
                there[int(session_id)][place_of[person]] = True
    standing = current_statuses(Mark.objects.filter(session__in=sessions))
    new: dict[int, dict[int, bool]] = {}
    same = other = 0
    for session_id, said in there.items():
        stands = {place: standing[(place, session_id)].status in COUNTED for place in said if (place, session_id) in standing}
        new[session_id] = {place: present for place, present in said.items() if place not in stands}
        same += sum(present == said[place] for place, present in stands.items())
        other += sum(present != said[place] for place, present in stands.items())
    return Attendance(sessions, new, differ=other, agree=same)


def pairs_of(roster_import: RosterImport) -> QuerySet[ImportPair]:
    return roster_import.pairs.select_related("row", "other", "person__locality").order_by("-score", "pk")


def one_sheet(roster_import: RosterImport) -> bool:
    """Whether the rows stand in one sheet, so that a row's number says enough."""
    return len({column["sheet"] for column in roster_import.columns.get("taken", [])}) < 2


def pair_lines(pairs: Iterable[ImportPair], *, short: bool) -> list[PairLine]:
    """No statement: the pairs come with their rows. `short`: a row's number without its sheet."""
    return [_line(pair, short) for pair in pairs]


def _line(pair: ImportPair, short: bool) -> PairLine:
    left = pair.row.data
    right = pair.other.data if pair.other is not None else _data_of(pair.person)
    facts = [
        (
            str(label),
            str(left.get(name, "")),
            str(right.get(name, "")),
            bool(left.get(name) and right.get(name) and left[name] != right[name]),
        )
        for name, label in _shown_facts()
        if left.get(name) or right.get(name)
    ]
    words = {value: str(label) for value, label in Sex.choices}
    facts = [(label, words.get(a, a), words.get(b, b), differ) for label, a, b, differ in facts]
    return PairLine(pair, _row_words(pair.row, short), _other_words(pair, short), facts, pair.score >= VERY)


def _row_words(row: ImportRow, short: bool) -> str:
    return _("Row %(row)s") % {"row": row.reference.rpartition("!")[2] if short else row.reference}


def _other_words(pair: ImportPair, short: bool) -> str:
    if pair.other is not None:
        return _row_words(pair.other, short)
    return _("Record %(number)s") % {"number": pair.person.number if pair.person else ""}


def _shown_facts() -> list[tuple[str, str]]:
    return [
        ("name", _("Name")),
        ("sex", _("Sex")),
        ("birth_year", _("Birth year")),
        ("village", _("Village or town")),
        ("institution", _("School or institution")),
        ("phone", _("Phone")),
    ]


def _data_of(person: Person | None) -> dict[str, Any]:
    if person is None:
        return {}
    return {
        "name": person.written_name,
        "sex": person.sex,
        "birth_year": person.birth_year,
        "village": person.locality.name if person.locality else "",
        "institution": person.institution,
        "phone": person.phone,
    }


def rows_of(roster_import: RosterImport) -> QuerySet[ImportRow]:
    return roster_import.rows.select_related("person").order_by("position")


def rows_in_pairs(roster_import: RosterImport) -> dict[int, bool]:
    """Row id -> whether one of its pairs is still open, for the rows that stand in a pair. One statement."""
    found: dict[int, bool] = {}
    for row, other, decision in roster_import.pairs.values_list("row_id", "other_id", "decision"):
        for pk in (row, other):
            if pk is not None:
                found[pk] = found.get(pk, False) or not decision
    return found


@dataclass(frozen=True)
class Box:
    """One tick: the answer of one giver to one purpose for one person."""

    key: str
    person: int
    purpose: str
    by: str
    word: str
    standing: bool


@dataclass(frozen=True)
class PaperLine:
    """One person of the roster with the ticks of their paper form."""

    person: Person
    minor: bool
    relation: str
    cells: list[tuple[str, list[Box]]] = field(default_factory=list)

    @property
    def boxes(self) -> list[Box]:
        return [box for _purpose, boxes in self.cells for box in boxes]


def paper_lines(training: Training) -> list[PaperLine]:
    """The roster in the order of names, with what stands already for this training. Three statements for any number of people."""
    people = list(
        Person.objects.filter(participations__training=training).distinct().order_by("folded", "number").prefetch_related("caregivers")
    )
    latest = latest_consents([person.pk for person in people], purposes=PAPER_PURPOSES, about=training)
    lines = []
    for person in people:
        minor = person.is_minor_on(training.first_day)
        relation = next((caregiver.relation for caregiver in person.caregivers.all()), "")
        givers = (ConsentBy.CAREGIVER, ConsentBy.SELF) if minor else (ConsentBy.SELF,)
        words = {ConsentBy.CAREGIVER: _("caregiver"), ConsentBy.SELF: _("child") if minor else _("yes")}
        cells = []
        for purpose in PAPER_PURPOSES:
            boxes = []
            for by in givers:
                row = latest.get((person.pk, purpose, by))
                given = row is not None and row.answer == ConsentAnswer.GIVEN
                boxes.append(Box(f"{person.pk}-{purpose}-{by}", person.pk, purpose, by, words[by], given))
            cells.append((str(ConsentPurpose(purpose).label), boxes))
        lines.append(PaperLine(person, minor, relation, cells))
    return lines

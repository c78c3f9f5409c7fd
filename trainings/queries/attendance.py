"""Attendance: the current status of every place in every session, and who meets the rule for a certificate.

Rules: trainings, "Attendance". The first half of this module is arithmetic without a database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from trainings.enums import MarkHow, MarkStatus, SessionState
from trainings.models import Mark, Participation, Session, Training

#: Ties go to the first that is among them.
PRECEDENCE: tuple[str, ...] = (MarkStatus.PRESENT, MarkStatus.LATE, MarkStatus.EXCUSED, MarkStatus.ABSENT)
COUNTED = frozenset({MarkStatus.PRESENT.value, MarkStatus.LATE.value})
#: Excused sessions leave the denominator up to this share of the held sessions.
EXCUSED_SHARE_PERCENT = 20
#: Made where people stood, before the paper came to the office.
PHONE = frozenset({MarkHow.TAP.value, MarkHow.QR.value, MarkHow.SIGNATURE.value})


@dataclass(frozen=True)
class Current:
    """The status that stands. `tied`: marks of the same moment say different things, a person has to look."""

    status: str
    tied: bool = False


def current_status(marks: Iterable[tuple[datetime, str]]) -> Current | None:
    """The latest by time; ties go present, late, excused, absent and are flagged. The order of the marks does not matter."""
    latest: datetime | None = None
    statuses: set[str] = set()
    for moment, status in marks:
        if latest is None or moment > latest:
            latest, statuses = moment, {status}
        elif moment == latest:
            statuses.add(status)
    if not statuses:
        return None
    return Current(next(status for status in PRECEDENCE if status in statuses), tied=len(statuses) > 1)


@dataclass(frozen=True)
class Completion:
    """How somebody stands against the rule. `needed` of `denominator` sessions are asked for, `counted` are there."""

    held: int
    counted: int
    excused: int
    unmarked: int
    denominator: int
    needed: int

    @property
    def met(self) -> bool:
        return self.held > 0 and self.unmarked == 0 and self.counted >= self.needed


def completion(statuses: Iterable[str | None], rule_percent: int) -> Completion:
    """Apply the rule to the statuses of the held sessions (None: not marked).

    counted = present + late; excused leaves the denominator up to 20 % of the held sessions, rounded down; counted of the denominator must
    reach `rule_percent`. Nothing is met without a held session, or while one of them is not marked.
    """
    found = list(statuses)
    held = len(found)
    counted = sum(1 for status in found if status in COUNTED)
    excused = sum(1 for status in found if status == MarkStatus.EXCUSED)
    denominator = held - min(excused, held * EXCUSED_SHARE_PERCENT // 100)
    needed = -(-denominator * rule_percent // 100)
    return Completion(held, counted, excused, sum(1 for status in found if status is None), denominator, needed)


@dataclass
class Attendance:
    """A training's sessions, its roster in the order of the sheet, and the statuses that stand, by (participation id, session id)."""

    training: Training
    sessions: list[Session]
    roster: list[Participation]
    statuses: dict[tuple[int, int], Current] = field(default_factory=dict)

    @property
    def held(self) -> list[Session]:
        return [session for session in self.sessions if session.state == SessionState.HELD]

    @property
    def open_sessions(self) -> list[Session]:
        """Sessions of which nobody has said yet whether they were held."""
        return [session for session in self.sessions if session.state == SessionState.PLANNED]

    @property
    def ties(self) -> int:
        return sum(1 for current in self.statuses.values() if current.tied)

    def status(self, participation: Participation, session: Session) -> str | None:
        current = self.statuses.get((participation.pk, session.pk))
        return None if current is None else current.status

    def unmarked(self, session: Session) -> int:
        return sum(1 for row in self.roster if (row.pk, session.pk) not in self.statuses)

    def completions(self) -> dict[int, Completion]:
        """Participation id -> how the person stands. Two places of one person count once: in each session the better status stands."""
        places: dict[int, list[Participation]] = {}
        for row in self.roster:
            places.setdefault(row.person_id, []).append(row)
        held = self.held
        found = {}
        for rows in places.values():
            result = completion([self._best(rows, session) for session in held], self.training.attendance_rule_percent)
            found.update({row.pk: result for row in rows})
        return found

    def _best(self, rows: list[Participation], session: Session) -> str | None:
        given = {status for row in rows if (status := self.status(row, session)) is not None}
        return next((status for status in PRECEDENCE if status in given), None)


def attendance_of(training: Training) -> Attendance:
    """Load the whole grid in three statements, whatever its size."""
    roster = list(training.participations.select_related("person", "person__locality", "person__province").order_by("person__folded", "pk"))
    sessions = list(training.sessions.order_by("starts_at", "position"))
    return Attendance(training, sessions, roster, current_statuses(Mark.objects.filter(session__training=training)))


def current_statuses(marks: QuerySet[Mark]) -> dict[tuple[int, int], Current]:
    """(participation id, session id) -> the status that stands. One statement."""
    found: dict[tuple[int, int], list[tuple[datetime, str]]] = {}
    rows = marks.values_list("participation_id", "session_id", "marked_at", "status")
    for participation, session, moment, status in rows:
        found.setdefault((participation, session), []).append((moment, status))
    return {key: current for key, given in found.items() if (current := current_status(given)) is not None}


@dataclass(frozen=True)
class Conflict:
    """What paper says where a phone's mark stands and says something else."""

    participation: Participation
    session: Session
    phone: Mark
    paper: str

    @property
    def key(self) -> tuple[int, int]:
        return self.participation.pk, self.session.pk


def conflicts_of(attendance: Attendance, wanted: Mapping[Session, Mapping[int, str]]) -> list[Conflict]:
    """Where marks typed in from paper differ from a phone's that stands, in the order of the roster. One statement."""
    standing: dict[tuple[int, int], Mark] = {}
    marks = Mark.objects.filter(
        session__in=[session.pk for session in wanted], participation__in={pk for each in wanted.values() for pk in each}
    )
    for mark in marks.select_related("by").order_by("marked_at", "recorded_at"):
        standing[(mark.participation_id, mark.session_id)] = mark
    found = []
    for row in attendance.roster:
        for session, statuses in wanted.items():
            stands, status = standing.get((row.pk, session.pk)), statuses.get(row.pk)
            if stands is not None and status and stands.how in PHONE and attendance.status(row, session) != status:
                found.append(Conflict(row, session, stands, status))
    return found


def counts(statuses: Mapping[tuple[int, int], Current], session: Session) -> dict[str, int]:
    """How many stand with each status in one session."""
    found = dict.fromkeys(PRECEDENCE, 0)
    for (_row, pk), current in statuses.items():
        if pk == session.pk:
            found[current.status] += 1
    return found

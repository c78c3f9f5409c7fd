"""The list of trainings and the page of one."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import BISHKEK
from trainings.enums import SessionState
from trainings.models import Certificate, Participation, Session, SessionCountCell, SignInSheet, Training, TrainingCall
from trainings.queries.attendance import Attendance
from trainings.queries.grid import part_of_day


def trainings_of(user: Any) -> QuerySet[Training]:
    """A trainer's own trainings and those a coordinator has in scope, the newest first, with counts; one statement a page."""

    def counted(rows: QuerySet[Any]) -> Subquery:
        return Subquery(rows.filter(training=OuterRef("pk")).order_by().values("training").annotate(n=Count("pk")).values("n"))

    return (
        Training.objects.for_user(user)
        .select_related("locality")
        .annotate(
            people=counted(Participation.objects.all()),
            sessions_held=counted(Session.objects.filter(state=SessionState.HELD)),
            certificates_valid=counted(Certificate.objects.filter(state="valid")),
        )
        .order_by("-first_day", "number")
    )


def calls_of(user: Any) -> QuerySet[TrainingCall]:
    """Calls a coordinator has in scope, drafts too, with the number of nominations."""
    return TrainingCall.objects.for_user(user).annotate(nominated=Count("nominations")).order_by("-closes_at")


def when(training: Training, today: date | None = None) -> tuple[str, str]:
    """(tone, words): coming, running or over, by today's date."""
    now = today or timezone.localdate()
    if now < training.first_day:
        return "info", _("Coming")
    return ("ok", _("Running")) if now <= training.last_day else ("", _("Over"))


TONES = {SessionState.HELD: "ok", SessionState.CANCELLED: "bad", SessionState.NOT_HELD: "bad", SessionState.PLANNED: ""}


@dataclass(frozen=True)
class SessionLine:
    session: Session
    part: str
    tone: str
    marked: int
    people: int
    begun: bool
    actions: tuple[tuple[str, str], ...]
    printable: bool = False


def session_lines(attendance: Attendance) -> list[SessionLine]:
    """One line a session for the training's page: state, how many are marked, what can be said about it now."""
    people, today = len(attendance.roster), timezone.localdate()
    on_paper = not attendance.training.activity_type.is_remote
    lines = []
    for session in attendance.sessions:
        marked = people - attendance.unmarked(session)
        begun = timezone.localdate(session.starts_at) <= today
        tone, printable = TONES[SessionState(session.state)], on_paper and session.state in (SessionState.PLANNED, SessionState.HELD)
        actions = _actions(session, marked, begun)
        lines.append(SessionLine(session, part_of_day(session), tone, marked, people, begun, actions, printable))
    return lines


def _actions(session: Session, marked: int, begun: bool) -> tuple[tuple[str, str], ...]:
    if session.state != SessionState.PLANNED:
        return (("reopen", _("Open again")),) if not (session.state == SessionState.HELD and marked) else ()
    actions = [("not_held", _("Was not held"))] if begun and not marked else []
    return tuple(actions if marked else [*actions, ("cancel", _("Cancel"))])


@dataclass(frozen=True)
class EventLine:
    """A session of a public event. `heads`: how many were counted, None before that."""

    session: Session
    part: str
    tone: str
    heads: int | None
    begun: bool
    actions: tuple[tuple[str, str], ...]


def event_lines(training: Training) -> list[EventLine]:
    """One line a session with its head count. Two statements."""
    cells = SessionCountCell.objects.filter(count__session__training=training).order_by()
    heads = dict(cells.values("count__session").annotate(people=Sum("people")).values_list("count__session", "people"))
    lines, today = [], timezone.localdate()
    for session in training.sessions.order_by("starts_at", "position"):
        counted, begun = heads.get(session.pk), timezone.localdate(session.starts_at) <= today
        tone = TONES[SessionState(session.state)]
        lines.append(EventLine(session, part_of_day(session), tone, counted, begun, _actions(session, counted or 0, begun)))
    return lines


@dataclass(frozen=True)
class DayLine:
    day: date
    sessions: int
    sheet: SignInSheet | None


def day_lines(training: Training, attendance: Attendance) -> list[DayLine]:
    """The days that have sessions, else all days of the training, each with its newest sheet of the whole day. One statement."""
    days: dict[date, int] = {}
    for session in attendance.sessions:
        if session.state in (SessionState.PLANNED, SessionState.HELD):
            day = session.starts_at.astimezone(BISHKEK).date()
            days[day] = days.get(day, 0) + 1
    if not attendance.sessions:
        days = {training.first_day + timedelta(days=n): 0 for n in range((training.last_day - training.first_day).days + 1)}
    sheets = {sheet.day: sheet for sheet in training.sheets.filter(session=None).order_by("pk")}
    return [DayLine(day, count, sheets.get(day)) for day, count in sorted(days.items())]

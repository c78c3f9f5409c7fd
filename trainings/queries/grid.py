"""The attendance grid as a page draws it: people by sessions, the open session with its choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.dates import BISHKEK
from trainings.ages import age_group, age_group_label
from trainings.enums import MarkStatus, SessionState
from trainings.models import Participation, Session
from trainings.queries.attendance import Attendance, Conflict
from trainings.states import has_begun

CSS = {MarkStatus.PRESENT: "in", MarkStatus.LATE: "late", MarkStatus.EXCUSED: "ex", MarkStatus.ABSENT: "no"}
TONES = {MarkStatus.PRESENT: "ok", MarkStatus.LATE: "warn", MarkStatus.EXCUSED: "info", MarkStatus.ABSENT: "bad"}
NOON = 13


def sign_of(status: str) -> str:
    """The sign on paper and screen, one set a language."""
    return {
        "present": "+",
        "late": pgettext("sign of: late", "L"),
        "excused": pgettext("sign of: excused", "E"),
        "absent": "−",
    }[status]


@dataclass(frozen=True)
class Cell:
    """One session of one person. `current`: the session that is open on the page; then `choices` are (value, sign, word, chosen).

    `field`: the name under which another session's mark is sent, "" where nobody can be marked; `typed`: what a refused form held there.
    """

    current: bool
    css: str = ""
    sign: str = "·"
    word: str = ""
    tied: bool = False
    choices: tuple[tuple[str, str, str, bool], ...] = ()
    field: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Row:
    place: int
    participation: Participation
    name: str
    detail: str
    field: str
    cells: list[Cell]


def key_of_signs() -> list[dict[str, str]]:
    """The legend: css, tone, sign and word of every status."""
    return [
        {"value": str(status), "css": CSS[status], "tone": TONES[status], "sign": sign_of(status), "word": str(status.label)}
        for status in MarkStatus
    ]


def field_name(participation: Participation | int) -> str:
    return f"p{participation if isinstance(participation, int) else participation.pk}"


def cell_name(session: Session, participation: Participation) -> str:
    """The field of a mark in a session that is not the open one."""
    return f"m{session.pk}-{participation.pk}"


def can_be_marked(session: Session) -> bool:
    """Held, or planned and begun."""
    return session.state == SessionState.HELD or (session.state == SessionState.PLANNED and has_begun(session) is None)


def grid_rows(
    attendance: Attendance, session: Session, typed: Mapping[str, str] | None = None, start: int = 0, stop: int | None = None
) -> list[Row]:
    """Rows `start` to `stop` of the roster. `typed` is what a refused form held, so that nothing is lost."""
    day = attendance.training.first_day
    rows = []
    for place, participation in enumerate(attendance.roster[start:stop], start + 1):
        person = participation.person
        where = person.locality.name if person.locality else person.institution
        detail = " · ".join(part for part in (age_group_label(age_group(person.age_on(day))), where) if part)
        cells = [_cell(attendance, participation, other, session, typed) for other in attendance.sessions]
        rows.append(Row(place, participation, person.written_name, detail, field_name(participation), cells))
    return rows


def _cell(attendance: Attendance, participation: Participation, session: Session, chosen: Session, typed: Mapping[str, str] | None) -> Cell:
    current = attendance.statuses.get((participation.pk, session.pk))
    status = current.status if current else None
    if session.pk == chosen.pk:
        wanted = (typed or {}).get(field_name(participation), status)
        choices = tuple((str(value), sign_of(value), str(value.label), value == wanted) for value in MarkStatus)
        return Cell(True, tied=bool(current and current.tied), choices=choices)
    if session.state in (SessionState.CANCELLED, SessionState.NOT_HELD):
        return Cell(False, "soft", "×", str(session.get_state_display()))
    field = cell_name(session, participation) if can_be_marked(session) else ""
    new = (typed or {}).get(field, "") if field else ""
    shown = new if new in MarkStatus.values else status
    if shown is None:
        return Cell(False, "soft", "·", _("not marked yet"), field=field)
    tied = bool(current and current.tied and not new)
    return Cell(False, CSS[MarkStatus(shown)], sign_of(shown), str(MarkStatus(shown).label), tied, field=field, typed=new)


@dataclass(frozen=True)
class ConflictLine:
    """Phone and paper side by side: (sign, word) of each, who made the phone's mark and when, the field of the decision."""

    name: str
    day: str
    part: str
    phone: tuple[str, str]
    paper: tuple[str, str]
    made: datetime
    who: str
    field: str


def conflict_lines(conflicts: list[Conflict]) -> list[ConflictLine]:
    """One line a conflict, for the page on which a person decides."""
    lines = []
    for each in conflicts:
        phone, paper = ((sign_of(status), str(MarkStatus(status).label)) for status in (each.phone.status, each.paper))
        day = each.session.starts_at.astimezone(BISHKEK).strftime("%d.%m")
        who = " ".join(part for part in (each.phone.by.name if each.phone.by else "", each.phone.device) if part)
        field = f"d{cell_name(each.session, each.participation)}"
        name = each.participation.person.written_name
        lines.append(ConflictLine(name, day, part_of_day(each.session), phone, paper, each.phone.marked_at, who, field))
    return lines


def session_heads(sessions: list[Session]) -> list[dict[str, Any]]:
    """Day and part of the day of every session."""
    return [
        {"session": session, "day": session.starts_at.astimezone(BISHKEK).strftime("%d.%m"), "part": part_of_day(session)}
        for session in sessions
    ]


def part_of_day(session: Session) -> str:
    """Its title, else morning, afternoon or the whole day by its hours in Bishkek."""
    if session.title:
        return session.title
    starts, ends = session.starts_at.astimezone(BISHKEK), session.ends_at.astimezone(BISHKEK)
    if starts.hour >= NOON:
        return _("afternoon")
    return _("morning") if ends.hour <= NOON else _("day")

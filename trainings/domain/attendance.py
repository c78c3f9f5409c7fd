"""Verbs on attendance: marks are only added; the session says whether it was held."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from core.transitions import move
from trainings.domain.rights import require_leads
from trainings.enums import MarkHow, MarkStatus, SessionState
from trainings.models import Mark, Session, Training
from trainings.queries.attendance import attendance_of, conflicts_of, current_statuses
from trainings.states import has_begun

if TYPE_CHECKING:
    from accounts.models import User


def record_marks(
    *,
    session: Session,
    by: "User",
    statuses: Mapping[int, str],
    batch: uuid.UUID,
    how: str = MarkHow.PAPER,
    device: str = "",
    marked_at: datetime | None = None,
) -> list[Mark]:
    """Add a mark for every place (participation id -> present, late, excused, absent) whose status differs from the one that stands.

    Nothing is ever changed or deleted. `batch` is made by the form or device: each mark's id follows from it, so the same batch sent any
    number of times, also at once, adds its marks once. A planned session with marks was held. Returns the marks that were added.
    Raises Refused for a session that has not begun, was cancelled or not held, or for somebody who is not on this roster.
    """
    require_leads(by, session.training)
    if unknown := set(statuses.values()) - set(MarkStatus.values):
        raise ValueError(unknown)
    with transaction.atomic():
        locked = Session.objects.select_for_update().get(pk=session.pk)
        _require_markable(locked)
        on_roster = set(locked.training.participations.filter(pk__in=statuses).values_list("pk", flat=True))
        if on_roster != set(statuses):
            raise Refused(_("Somebody on this page is no longer on the roster. Open the page again."), code="not_on_roster")
        marks = _new_marks(locked, statuses, batch, how=how, device=device, marked_at=marked_at or timezone.now(), by=by)
        added = Mark.objects.bulk_create(marks)
        if added:
            record_event(subject=locked, action="marked", by=by, data={"marks": len(added), "how": how, "batch": str(batch)})
            if locked.state == SessionState.PLANNED:
                move(locked, "hold", by)
    session.state = locked.state
    return added


def record_grid(
    *,
    training: Training,
    by: "User",
    marks: Mapping[Session, Mapping[int, str]],
    batch: uuid.UUID,
    how: str = MarkHow.PAPER,
    device: str = "",
    by_paper: Mapping[tuple[int, int], bool] | None = None,
) -> int:
    """Record the marks of several sessions at once, all or none. Returns how many were added.

    Paper never goes over a phone's mark unseen: where they differ, `by_paper` says by (participation id, session id) whether the paper is
    right; otherwise the phone's mark stands. Raises Refused (`undecided`) when somebody has yet to look, or as `record_marks` does.
    """
    require_leads(by, training)
    with transaction.atomic():
        wanted = {session: dict(statuses) for session, statuses in marks.items()}
        if how == MarkHow.PAPER:
            for conflict in conflicts_of(attendance_of(training), wanted):
                if conflict.key not in (by_paper or {}):
                    raise Refused(_("The paper differs from marks of a phone. Say for each which is right."), code="undecided")
                if not (by_paper or {})[conflict.key]:
                    del wanted[conflict.session][conflict.participation.pk]
        added = 0
        for session, statuses in sorted(wanted.items(), key=lambda item: item[0].position):
            if statuses:
                added += len(record_marks(session=session, by=by, statuses=statuses, batch=batch, how=how, device=device))
    return added


@dataclass(frozen=True)
class DeviceMark:
    """A mark as a device made it: its own id and its own clock."""

    id: uuid.UUID
    session: int
    participation: int
    status: str
    marked_at: datetime
    how: str = MarkHow.TAP


def take_marks(*, training: Training, by: "User", marks: Iterable[DeviceMark], device: str) -> dict[uuid.UUID, str]:
    """Store marks that devices made, whenever and in whatever order they arrive: mark id -> `stored`, `duplicate`, or why it was rejected.

    Unlike a form's, every mark is kept, also one that says what stands already: what stands then follows from the marks alone, not from
    the order in which they came. A clock that runs ahead is set back to now, so that no later correction is overruled by it.
    """
    require_leads(by, training)
    now, given = timezone.now(), {mark.id: mark for mark in marks}
    with transaction.atomic():
        sessions = {row.pk: row for row in Session.objects.select_for_update().filter(training=training).order_by("pk")}
        roster = set(training.participations.values_list("pk", flat=True))
        known = set(Mark.objects.filter(pk__in=given).values_list("pk", flat=True))
        answers = {pk: "duplicate" if pk in known else _why_rejected(mark, sessions, roster) or "stored" for pk, mark in given.items()}
        rows = [
            Mark(
                id=mark.id,
                session_id=mark.session,
                participation_id=mark.participation,
                status=mark.status,
                marked_at=min(mark.marked_at, now),
                how=mark.how,
                device=device,
                by=by,
            )
            for mark in given.values()
            if answers[mark.id] == "stored"
        ]
        Mark.objects.bulk_create(rows)
        for pk in sorted({row.session_id for row in rows}):
            added = sum(1 for row in rows if row.session_id == pk)
            record_event(subject=sessions[pk], action="marked", by=by, data={"marks": added, "how": "device"})
            if sessions[pk].state == SessionState.PLANNED:
                move(sessions[pk], "hold", by)
    return answers


def _why_rejected(mark: DeviceMark, sessions: Mapping[int, Session], roster: Collection[int]) -> str:
    """A code; "" when nothing stands against it."""
    if mark.session not in sessions:
        return "no_session"
    if mark.participation not in roster:
        return "not_on_roster"
    if mark.status not in MarkStatus.values or mark.how not in MarkHow.values:
        return "no_such_status"
    try:
        _require_markable(sessions[mark.session])
    except Refused as refusal:
        return refusal.code
    return ""


def _require_markable(session: Session) -> None:
    if session.state in (SessionState.CANCELLED, SessionState.NOT_HELD):
        raise Refused(_("This session did not take place. Open it again before you mark anybody."), code="not_held")
    if session.state == SessionState.PLANNED and (reason := has_begun(session)):
        raise Refused(reason, code="not_begun")


def _new_marks(
    session: Session, statuses: Mapping[int, str], batch: uuid.UUID, *, how: str, device: str, marked_at: datetime, by: "User"
) -> list[Mark]:
    ids = {pk: uuid.uuid5(batch, f"{session.pk}:{pk}:{status}") for pk, status in statuses.items()}
    known = set(Mark.objects.filter(pk__in=ids.values()).values_list("pk", flat=True))
    standing = current_statuses(session.marks.all())
    return [
        Mark(id=ids[pk], session=session, participation_id=pk, status=status, marked_at=marked_at, how=how, device=device, by=by)
        for pk, status in statuses.items()
        if ids[pk] not in known and ((pk, session.pk) not in standing or standing[(pk, session.pk)].status != status)
    ]


def settle_session(*, session: Session, by: "User", action: str, note: str = "") -> Session:
    """Say what became of a session: `hold`, `not_held`, `cancel`, or `reopen` it. The table in trainings.states decides."""
    move(session, action, by, note)
    return session

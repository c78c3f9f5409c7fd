"""Verbs on attendance: marks are only added; the session says whether it was held."""

import uuid
from collections.abc import Mapping
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
from trainings.models import Mark, Session
from trainings.queries.attendance import current_statuses
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

"""Verbs on the head count of a session: how many were there as somebody counted and signed, by sex and age group."""

from collections.abc import Mapping
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from core.transitions import move
from core.uploads import store_upload
from trainings.ages import AGE_GROUPS, UNKNOWN
from trainings.domain.rights import require_leads
from trainings.domain.scans import SCANS
from trainings.enums import SessionState
from trainings.models import Session, SessionCount, SessionCountCell
from trainings.states import has_begun
from youth_groups.domain.reach import counted_and_signed

if TYPE_CHECKING:
    from accounts.models import User

AGES = frozenset({*(code for code, _low, _high, _label in AGE_GROUPS), UNKNOWN})


def save_head_count(
    *,
    session: Session,
    by: "User",
    cells: Mapping[tuple[str, str], int],
    counted_by: str,
    sheet: IO[bytes] | None = None,
    sheet_name: str = "",
) -> SessionCount:
    """Keep the reported head count of a session: (sex, age group) -> people. A second one replaces the first; a planned session was held.

    It stands beside the list of those who signed and changes nothing in it: two figures. Where nobody stands on a roster (public events),
    the photo of the signed count is the evidence and must be there.

    Raises Refused: nobody counted, nobody signed, the session has not begun or did not take place, no photo (`no_sheet`).
    """
    require_leads(by, session.training)
    filled = counted_and_signed(cells, AGES, counted_by)
    with transaction.atomic():
        locked = Session.objects.select_for_update().get(pk=session.pk)
        if locked.state in (SessionState.CANCELLED, SessionState.NOT_HELD):
            raise Refused(_("This session did not take place. Open it again before you count anybody."), code="not_held")
        if reason := has_begun(locked):
            raise Refused(reason, code="not_begun")
        before = SessionCount.objects.filter(session=locked).first()
        kept = store_upload(upload=sheet, name=sheet_name, by=by, kinds=SCANS) if sheet else (before.sheet if before else None)
        if kept is None and not locked.training.participations.exists():
            raise Refused(_("Add a photo of the signed sheet."), code="no_sheet")
        values = {"counted_by": " ".join(counted_by.split()), "sheet": kept, "written_by": by}
        count, _made = SessionCount.objects.update_or_create(session=locked, defaults=values)
        count.cells.all().delete()
        SessionCountCell.objects.bulk_create(
            [SessionCountCell(count=count, sex=sex, age=age, people=n) for (sex, age), n in sorted(filled.items())]
        )
        record_event(subject=locked, action="heads_counted", by=by, data={"people": sum(filled.values())})
        if locked.state == SessionState.PLANNED:
            move(locked, "hold", by)
    session.state = locked.state
    return count


def remove_head_count(*, session: Session, by: "User") -> None:
    """Take a head count out that was written to the wrong session. Gone already is no error."""
    require_leads(by, session.training)
    with transaction.atomic():
        if SessionCount.objects.filter(session=session).delete()[0]:
            record_event(subject=session, action="head_count_removed", by=by)

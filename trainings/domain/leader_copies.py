"""Copies of the leader's sheet: health data on paper, each numbered when it is taken and marked when it is destroyed."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.events import events_of, record_event
from core.refusals import Refused
from trainings.domain.rights import require_leads
from trainings.domain.risk import LEADER_SHEET
from trainings.models import Training

if TYPE_CHECKING:
    from accounts.models import User

DESTROYED = "leader_sheet_destroyed"


def mark_copy_destroyed(*, training: Training, copy: int, by: "User") -> None:
    """Write down that a copy was destroyed: who says so, when. For the training's trainers and coordinators, whoever took the copy.

    Saying it again changes nothing. Raises Refused for a copy that nobody took, and without the right.
    """
    require_leads(by, training)
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        told = events_of(locked).filter(action__in=(LEADER_SHEET, DESTROYED))
        done = {event.action for event in told if event.data.get("copy") == copy}
        if LEADER_SHEET not in done:
            raise Refused(_("There is no copy with this number."), code="no_copy")
        if DESTROYED not in done:
            record_event(subject=locked, action=DESTROYED, by=by, data={"copy": copy})

"""Papers for work with minors: on file for everybody who needs them, one briefing ends soon."""

from datetime import timedelta

from django.utils import timezone

from demo.build.programme import World
from youth_groups.domain.clearance import record_clearance
from youth_groups.queries.clearance import NEEDED

CLEARED = ("trainer", "grants_officer", "coordinator", "me_officer", "approver", "partner_coordinator")
#: The focal point's own papers are recorded by the manager.
ENDING = "me_officer"


def build_vetting(world: World) -> None:
    """Staff and trainers are cleared; the briefing of one ends within two months, so that the focal point has something to do."""
    today, focal = timezone.localdate(), world.user("safeguarding")
    for key in CLEARED:
        for kind in NEEDED:
            ends = key == ENDING and kind == NEEDED[-1]
            record_clearance(user=world.users[key], kind=kind, signed_on=today - timedelta(days=700 if ends else 200), by=focal)
    for kind in NEEDED:
        record_clearance(user=world.users["safeguarding"], kind=kind, signed_on=today - timedelta(days=100), by=world.user("approver"))

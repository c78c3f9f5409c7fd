"""A published summary for each of the two donors."""

from datetime import date

from django.utils import timezone

from demo.build.programme import World
from summaries.domain.snapshots import build_snapshot, publish_snapshot


def build_summaries(world: World) -> None:
    """The year so far, counted from the demo's records, frozen and published."""
    officer = world.user("me_officer")
    today = timezone.localdate()
    for key in ("donor", "donor2"):
        snapshot = build_snapshot(agreement=world.agreements[key], first_day=date(today.year, 1, 1), last_day=today, by=officer)
        publish_snapshot(snapshot=snapshot, by=officer)

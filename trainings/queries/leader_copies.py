"""The copies of a training's leader's sheet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from core.events import events_of, said_by
from trainings.domain.leader_copies import DESTROYED
from trainings.domain.risk import LEADER_SHEET
from trainings.models import Training
from youth_groups.domain.protected import CARE_DAYS


@dataclass(frozen=True, kw_only=True)
class Copy:
    """Who took it and when; who said that it is destroyed and when, "" and None while nobody did. overdue: it should be by now."""

    number: int
    taken_by: str
    taken_at: datetime
    destroyed_by: str = ""
    destroyed_at: datetime | None = None
    overdue: bool = False


def leader_copies(training: Training) -> list[Copy]:
    """Every copy, the first one first. One statement."""
    told = list(events_of(training).filter(action__in=(LEADER_SHEET, DESTROYED)))
    gone = {event.data["copy"]: event for event in told if event.action == DESTROYED}
    over = timezone.localdate() > training.last_day + timedelta(days=CARE_DAYS)
    return [
        Copy(
            number=event.data["copy"],
            taken_by=said_by(event),
            taken_at=event.at,
            destroyed_by=said_by(end) if end else "",
            destroyed_at=end.at if end else None,
            overdue=over and end is None,
        )
        for event in told
        if event.action == LEADER_SHEET
        for end in (gone.get(event.data["copy"]),)
    ]

"""A small world of trainings that an agreement funds, for counting by hand."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from core.dates import BISHKEK
from programme.models import Agreement
from tests.factories.trainings import TrainingFactory, with_sessions
from trainings.models import Mark, Participation, Session, Training, TrainingFunding
from youth_groups.models import Person

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def held_training(
    agreement: Agreement,
    present: Iterable[Person],
    *,
    day: date = date(2026, 3, 10),
    share_bp: int = 10_000,
    sessions: int = 2,
    **fields: Any,
) -> Training:
    """A held training with these people present in all of its sessions."""
    training = TrainingFactory(first_day=day, last_day=day + timedelta(days=2), **fields)
    TrainingFunding.objects.create(training=training, agreement=agreement, share_bp=share_bp)
    rows = with_sessions(training, sessions, state="held")
    for person in present:
        mark(training, person, dict.fromkeys(rows, "present"))
    return training


def mark(training: Training, person: Person, statuses: dict[Session, str], by: User | None = None) -> Participation:
    """Put somebody on the roster with a mark a session."""
    place = Participation.objects.create(training=training, person=person, source="staff")
    moment = datetime(2026, 3, 12, 12, tzinfo=BISHKEK)
    Mark.objects.bulk_create(
        Mark(session=session, participation=place, status=status, marked_at=moment, how="paper", by=by)
        for session, status in statuses.items()
    )
    return place

"""What is done once a day, and what every minute. Each app registers its tasks in `AppConfig.ready()`; the worker asks every minute.

    nightly.register("retention", run)                 # run(at) -> {"what": rows}
    nightly.register_often("overdue_answers", run)     # the same; for what cannot wait for the night

A task runs from `NIGHT_HOUR` on (Bishkek); when the worker stood still that night it runs as soon as one is back, once: a task looks at
what is due by then, so one run makes up for every night that was missed. It must be idempotent: a killed run is taken up again.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from core.dates import BISHKEK
from core.models import NightlyRun

logger = logging.getLogger(__name__)

#: A run without an end after this long was killed.
STALE = timedelta(hours=2)
NIGHT_HOUR = 2
Task = Callable[[datetime], dict[str, int]]
_tasks: dict[str, Task] = {}
_often: dict[str, Task] = {}


def register(name: str, function: Task) -> None:
    """Add a task; one a name."""
    _tasks[name] = function


def register_often(name: str, function: Task) -> None:
    """Add what cannot wait for the night: the worker runs it every minute, several workers perhaps at once. No row is kept of it, so it
    must be idempotent, take its own locks, and cost one statement where there is nothing to do.
    """
    _often[name] = function


def run_often(at: datetime | None = None) -> None:
    """Run each of these; one that fails stops no other and comes again with the next minute."""
    moment = at or timezone.now()
    for name, function in _often.items():
        try:
            function(moment)
        except Exception as error:
            logger.error("%s failed: %s", name, type(error).__name__)


def tasks() -> tuple[str, ...]:
    return tuple(_tasks)


def night_of(at: datetime) -> date:
    """The night to which a moment belongs: before 02:00 in Bishkek it is still the day before."""
    return (at.astimezone(BISHKEK) - timedelta(hours=NIGHT_HOUR)).date()


def run_due(at: datetime | None = None) -> list[NightlyRun]:
    """Run each task that has not run this night; the rows of those that ran here."""
    moment = at or timezone.now()
    claimed = [_claim(name, night_of(moment), moment) for name in _tasks]
    return [_run(row, moment) for row in claimed if row is not None]


def _claim(name: str, day: date, moment: datetime) -> NightlyRun | None:
    """The row of this night when it is ours to run: new, or of a worker that was killed or failed and has tries left."""
    known = NightlyRun.objects.filter(name=name, day=day)
    if not known.exists():
        try:
            with transaction.atomic():
                return NightlyRun.objects.create(name=name, day=day, started_at=moment)
        except IntegrityError:
            return None
    again = known.filter(finished_at=None, attempts__lt=settings.ASHAR["JOB_MAX_ATTEMPTS"])
    taken = again.filter(Q(started_at__lt=moment - STALE) | ~Q(error="")).update(started_at=moment, attempts=F("attempts") + 1, error="")
    return known.get() if taken else None


def _run(row: NightlyRun, moment: datetime) -> NightlyRun:
    try:
        row.counts, row.finished_at = _tasks[row.name](moment), timezone.now()
    except Exception as error:
        # The type only: its text may hold a value.
        row.error = type(error).__name__[:100]
        logger.error("nightly %s failed: %s", row.name, row.error)
    row.save(update_fields=["counts", "finished_at", "error"])
    return row

"""Until when device passes of a training open it."""

from datetime import date, datetime, time, timedelta

from core.dates import BISHKEK
from trainings.models import Training

DAYS_AFTER = 7


def last_day_of_passes(training: Training) -> date:
    """The seventh day after the training."""
    return training.last_day + timedelta(days=DAYS_AFTER)


def valid_until(training: Training) -> datetime:
    """The midnight in Bishkek that ends that day."""
    return datetime.combine(last_day_of_passes(training) + timedelta(days=1), time.min, tzinfo=BISHKEK)

"""Whether minors stand on a roster or among the candidates. One statement each, whatever their number."""

from trainings.models import Nomination, Training
from youth_groups.models import Person


def minors_on_roster(training: Training) -> bool:
    """Whether somebody on the roster is a minor for consent on the first day."""
    return Person.objects.minors_on(training.first_day).filter(participations__training=training).exists()


def minors_nominated(training: Training) -> bool:
    """Whether a minor was nominated by the training's call, whatever became of it."""
    minors = Person.objects.minors_on(training.first_day)
    return Nomination.objects.filter(call_id=training.call_id, person__in=minors.values("pk")).exists()

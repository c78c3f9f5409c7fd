"""A roster with minors opens for whoever has code of conduct and briefing on file; others read what is missing and who records it."""

from django.http import HttpRequest

from core.routes import account
from trainings.models import Training
from trainings.queries.minors import minors_nominated, minors_on_roster
from youth_groups.domain.clearance import require_cleared

__all__ = ["require_cleared_for_candidates", "require_cleared_for_roster"]


def require_cleared_for_roster(request: HttpRequest, training: Training) -> None:
    """Raise Refused "not_cleared" when a minor stands on the roster and the reader has no papers. For views under `cleared`."""
    if minors_on_roster(training):
        require_cleared(account(request))


def require_cleared_for_candidates(request: HttpRequest, training: Training) -> None:
    """The same for those who were nominated by the training's call."""
    if minors_nominated(training):
        require_cleared(account(request))

"""Who may change what in this app. Every verb asks here or through the tables of trainings.states."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.roles import Role
from core.refusals import Refused
from trainings.models import Training
from trainings.querysets import COORDINATES


def require_coordinates(by: Any, organisation_id: int) -> None:
    """Refuse who does not arrange the trainings of this organisation."""
    everywhere, organisations = by.reach(COORDINATES)
    if not everywhere and organisation_id not in organisations:
        raise Refused(_("Only the coordinators of this organisation can do this."), code="not_coordinator")


def require_leads(by: Any, training: Training) -> None:
    """Refuse who is neither a trainer of the training nor coordinates it."""
    if not Training.objects.for_user(by).filter(pk=training.pk).exists():
        raise Refused(_("Only the trainers of this training and its coordinators can do this."), code="not_trainer")
    by.acts_by((*COORDINATES, Role.TRAINER))

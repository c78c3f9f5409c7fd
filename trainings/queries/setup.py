"""What the page of setting up shows."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.roles import Role
from programme.models import RoleHeld
from trainings.models import Training, TrainingUserObjectPermission
from trainings.querysets import COORDINATES

if TYPE_CHECKING:
    from accounts.models import User


def setup_of(training: Training) -> dict[str, Any]:
    """{sessions: how many are planned, trainers: their accounts}. Two statements."""
    led = TrainingUserObjectPermission.objects.filter(content_object=training, permission__codename="lead_training").values("user_id")
    return {"sessions": training.sessions.count(), "trainers": list(get_user_model().objects.filter(pk__in=led).order_by("name"))}


def trainers_offered(training: Training, by: "User") -> "QuerySet[User]":
    """Who may lead the training when `by` chooses: trainers and coordinators of its organisation, today or later; by name, one statement.

    Somebody of the lead NGO chooses from the lead's, too, whatever organisation the training is of. A partner does not see who works there.
    """
    rows = RoleHeld.objects.filter(user=OuterRef("pk"), role__in=[Role.TRAINER, Role.TRAINING_COORDINATOR])
    rows = rows.exclude(last_day__lt=timezone.localdate())
    where = Q(organisation=training.organisation_id)
    if by.reach(COORDINATES, acting=False)[0]:
        where |= Q(organisation__kind="lead")
    return get_user_model().objects.filter(Exists(rows.filter(where)), is_active=True).order_by("name", "pk")

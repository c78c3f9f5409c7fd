"""Device passes of a training."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from accounts.models import DevicePass, User
from trainings.models import Training, TrainingUserObjectPermission


def passes_of(training: Training) -> QuerySet[DevicePass]:
    """The newest first, with their holders; one statement."""
    rows = DevicePass.objects.filter(subject_type=training._meta.label_lower, subject_id=str(training.pk))
    return rows.select_related("user").order_by("-made_at", "-pk")


def trainers_of(training: Training) -> QuerySet[User]:
    """Who leads the training, by name; one statement."""
    led = TrainingUserObjectPermission.objects.filter(content_object=training, permission__codename="lead_training").values("user_id")
    return get_user_model().objects.filter(pk__in=led, is_active=True, is_superuser=False).order_by("name", "pk")

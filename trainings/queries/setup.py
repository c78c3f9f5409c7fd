"""What the page of setting up shows."""

from typing import Any

from django.contrib.auth import get_user_model

from trainings.models import Training, TrainingUserObjectPermission


def setup_of(training: Training) -> dict[str, Any]:
    """{sessions: how many are planned, trainers: their accounts}. Two statements."""
    led = TrainingUserObjectPermission.objects.filter(content_object=training, permission__codename="lead_training").values("user_id")
    return {"sessions": training.sessions.count(), "trainers": list(get_user_model().objects.filter(pk__in=led).order_by("name"))}

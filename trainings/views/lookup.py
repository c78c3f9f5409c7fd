"""The training of an address, for those who lead it or coordinate it; 404 for everybody else."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from trainings.models import Training

RELATED = ("organisation", "locality", "call", "activity_type", "series")


def training_for(request: HttpRequest, slug: str) -> Training:
    """The training of a trainer or a coordinator in scope."""
    return get_object_or_404(Training.objects.for_user(request.user).select_related(*RELATED), slug=slug)


def coordinated_training(request: HttpRequest, **address: str) -> Training:
    """The training of a coordinator in scope, by its `slug` or its `number`."""
    return get_object_or_404(Training.objects.in_scope(request.user).select_related(*RELATED), **address)


def with_roster(training: Training) -> Training:
    """404 where heads are counted: there is no page about names."""
    if training.activity_type.is_counted:
        raise Http404
    return training

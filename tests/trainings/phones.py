"""A training that is going on, and a phone with a device pass for it."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.factories.trainings import ParticipationFactory, TrainingFactory, with_sessions
from trainings.domain.passes import make_training_pass


def running():
    """Began yesterday, ends tomorrow; six half-days, two people."""
    today = timezone.localdate()
    training = TrainingFactory(first_day=today - timedelta(days=1), last_day=today + timedelta(days=1))
    with_sessions(training)
    ParticipationFactory.create_batch(2, training=training)
    return training


def phone_of(training, user, by):
    """A browser that has scanned the QR code."""
    _made, token = make_training_pass(training=training, user=user, by=by)
    phone = Client()
    response = phone.post("/accounts/pass/", {"code": token})
    assert (response.status_code, response.url) == (302, f"/trainings/{training.slug}/pass/")
    return phone

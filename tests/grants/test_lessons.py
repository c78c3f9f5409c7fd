"""What went wrong in other systems of grants when it came to deciding, one test each; docs/decisions/0020 names the rest."""

from datetime import timedelta

import pytest
from django.db import models
from django.db.models import ProtectedError
from django.utils import timezone

from core.models import Event, Message
from grants.domain.decisions import approve_award
from grants.domain.digests import send_digests
from grants.models import Application, Award, Proposal
from tests.factories.accounts import UserFactory
from tests.factories.grants import officer, proposed, submitted

pytestmark = pytest.mark.django_db


def test_money_is_whole_minor_units_with_a_currency():
    for model in (Application, Proposal, Award):
        amounts = [field for field in model._meta.concrete_fields if field.name.endswith("_minor")]
        assert amounts
        assert all(isinstance(field, models.BigIntegerField) for field in amounts)
        assert model._meta.get_field("currency").choices
        assert not any(isinstance(field, models.FloatField) for field in model._meta.concrete_fields)


def test_whoever_decided_cannot_be_deleted_and_the_trail_stays():
    by = officer()
    application = proposed()
    approve_award(application=application, by=by)
    before = Event.objects.count()
    with pytest.raises(ProtectedError):
        by.delete()
    assert Event.objects.count() == before
    assert Award.objects.get(application=application).approved_by == by


def test_a_digest_comes_once_a_night_and_only_to_whom_something_waits_for():
    user, idle = officer(), UserFactory()
    submitted()
    now = timezone.now()
    send_digests(now)
    send_digests(now + timedelta(hours=1))
    message = Message.objects.get(kind="grants_digest", to=user)
    assert "1" not in message.subject
    assert not Message.objects.filter(kind="grants_digest", to=idle).exists()

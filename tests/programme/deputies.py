"""Naming a deputy in a few words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from core.refusals import Refused
from programme.domain.deputies import name_deputy
from programme.models import Deputy, RoleHeld

DAY = timedelta(days=1)


def role_of(user, role=None):
    rows = RoleHeld.objects.select_related("organisation", "user").filter(user=user)
    return rows.get(role=role) if role else rows.get()


def named(by, held, user, *, begins=0, days=5, reason="Leave"):
    first = timezone.localdate() + timedelta(days=begins)
    return name_deputy(by=by, held=held, user=user, first_day=first, last_day=first + timedelta(days=days), reason=reason)


def refused(expected, verb, /, *positional, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(*positional, **arguments)
    assert refusal.value.code == expected


def roles_now(user):
    return User.objects.get(pk=user.pk).role_codes()


def moved(deputy, first, last):
    today = timezone.localdate()
    Deputy.objects.filter(pk=deputy.pk).update(first_day=today + timedelta(days=first), last_day=today + timedelta(days=last))

"""A training that people were nominated for: chosen, waiting, asked whether they come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.refusals import Refused
from tests.factories.trainings import NominationFactory, TrainingCallFactory, TrainingFactory
from tests.factories.youth_groups import PersonFactory
from trainings.domain.offers import ask_places
from trainings.domain.selection import decide

GROWN = 1990


def coming(**fields):
    """A course in a month for which people were nominated."""
    today = timezone.localdate()
    days = {"first_day": today + timedelta(days=30), "last_day": today + timedelta(days=32)}
    return TrainingFactory(**({"call": TrainingCallFactory(age_from=None, age_to=None), **days} | fields))


def nominated(training, **person):
    group = person.pop("group", None)
    more = {"group": group} if group else {}
    return NominationFactory(call=training.call, person=PersonFactory(**({"birth_year": GROWN} | person)), **more)


def chosen(training, by, count, **fields):
    rows = [nominated(training, **fields) for _n in range(count)]
    return [decide(nomination=row, training=training, action="select", by=by, reason="First camp") for row in rows]


def waits(training, by, **fields):
    return decide(nomination=nominated(training, **fields), training=training, action="wait", by=by, reason="No place yet")


def in_a_week():
    return timezone.now() + timedelta(days=7)


def asked(training, by, **fields):
    return ask_places(training=training, by=by, answer_by=in_a_week(), **fields)


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


def refused_code(verb):
    """The code with which the verb is refused."""
    with pytest.raises(Refused) as refusal:
        verb()
    return refusal.value.code

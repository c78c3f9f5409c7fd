from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from tests.factories.trainings import ParticipationFactory, TrainingCallFactory, TrainingFactory, with_sessions
from tests.factories.youth_groups import GroupFactory
from tests.trainings.pages import coordinator
from trainings.models import TrainingCallIndexPage


@pytest.fixture(autouse=True)
def _second_factor_is_another_tests_subject(second_factor_aside: None) -> None:
    """No test of trainings is about it."""


@pytest.fixture
def training():
    """A training with a call, six half-days and three people."""
    training = TrainingFactory(call=TrainingCallFactory())
    with_sessions(training)
    ParticipationFactory.create_batch(3, training=training)
    return training


@pytest.fixture(name="coordinator")
def _coordinator():
    return coordinator()


@pytest.fixture
def camp():
    """A camp in five days, for three days."""
    today = timezone.localdate()
    return TrainingFactory(activity_type_id="camp", first_day=today + timedelta(days=5), last_day=today + timedelta(days=7))


@pytest.fixture
def group():
    return GroupFactory()


@pytest.fixture
def site():
    locale, _made = Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    index = root.add_child(instance=TrainingCallIndexPage(title="Training calls", slug="calls-en", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=index, is_default_site=True)
    return index

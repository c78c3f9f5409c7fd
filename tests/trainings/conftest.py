import pytest

from tests.factories.trainings import ParticipationFactory, TrainingCallFactory, TrainingFactory, with_sessions
from tests.factories.youth_groups import GroupFactory


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


@pytest.fixture
def group():
    return GroupFactory()

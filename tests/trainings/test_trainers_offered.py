"""Who may lead a training: the organisation's own; the lead's too, where somebody of the lead NGO chooses."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.refusals import Refused
from programme.models import RoleHeld
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder, lead
from tests.factories.trainings import TrainingFactory
from trainings.domain.trainings import add_trainer
from trainings.models import Training
from trainings.queries.setup import trainers_offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return OrganisationFactory()


def test_a_partner_chooses_from_its_own_and_the_lead_from_both(client, partner):
    training = TrainingFactory(organisation=partner)
    own, leads = holder(Role.TRAINER, partner, name="Own"), holder(Role.TRAINER, name="Leads")
    holder(Role.TRAINER, OrganisationFactory(), name="Elsewhere")
    by, lead_by = holder(Role.TRAINING_COORDINATOR, partner, name="By"), holder(Role.TRAINING_COORDINATOR, name="Lead by")
    assert set(trainers_offered(training, by)) == {own, by}
    assert set(trainers_offered(training, lead_by)) == {own, by, leads, lead_by}
    page = reverse("trainings:setup", args=[training.slug])
    client.force_login(by)
    assert "Leads" not in client.get(page).content.decode()
    answer = client.post(page, {"part": "trainer", "user": leads.pk})
    assert answer.context["forms"]["trainer"].errors.keys() == {"user"}
    client.force_login(lead_by)
    assert client.post(page, {"part": "trainer", "user": leads.pk}).status_code == 302
    assert Training.objects.led_by(leads).get() == training


def test_the_leads_own_training_offers_nobody_of_a_partner(partner):
    holder(Role.TRAINER, partner)
    assert set(trainers_offered(TrainingFactory(), by := holder(Role.TRAINING_COORDINATOR))) == {by}


def test_nobody_without_the_role_leads_whoever_asks(partner):
    training, by = TrainingFactory(organisation=partner), holder(Role.TRAINING_COORDINATOR, partner)
    today = timezone.localdate()
    former = UserFactory()
    RoleHeld.objects.create(
        user=former, organisation=partner, role=Role.TRAINER, first_day=today - timedelta(days=9), last_day=today - timedelta(days=1)
    )
    for user in (former, UserFactory(), holder(Role.TRAINER), holder(Role.REVIEWER, partner), UserFactory(is_active=False)):
        with pytest.raises(Refused) as raised:
            add_trainer(training=training, user=user, by=by)
        assert raised.value.code == "no_trainer"
    assert lead().roles_held.count() == 1

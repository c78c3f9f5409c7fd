"""The office selects, sets a training up, publishes its call and issues certificates."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Message
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import NominationFactory, TrainingCallFactory, consent_to_take_part, trainer_of
from tests.factories.youth_groups import member_account
from tests.trainings.pages import address, coordinator, get, marked
from trainings.models import Participation

pytestmark = pytest.mark.django_db


def test_selection_is_not_found_for_the_trainer(client, training):
    assert get(client, trainer_of(training), address("selection", training)).status_code == 404


def test_selection_takes_the_same_statements_for_1_and_for_30_candidates(client, training):
    NominationFactory(call=training.call)
    user = coordinator()
    get(client, user, address("selection", training))
    with CaptureQueriesContext(connection) as few:
        client.get(address("selection", training))
    for _n in range(29):
        NominationFactory(call=training.call)
    with CaptureQueriesContext(connection) as many:
        response = client.get(address("selection", training))
    assert len(few) == len(many)
    assert response.content.count(b"Speaks up for her class") == 30


def test_decide_page_chooses_with_a_reason_and_tells_the_group(client, training, group):
    member_account(group)
    nomination = NominationFactory(call=training.call, group=group)
    client.force_login(coordinator())
    url = reverse("trainings:decide", args=[training.slug, nomination.pk])
    assert "Speaks up for her class" in client.get(url).content.decode()
    assert client.post(url, {"action": "select", "reason": ""}).status_code == 200
    assert client.post(url, {"action": "select", "reason": "First camp"}).status_code == 302
    assert Participation.objects.filter(nomination=nomination).count() == 1
    client.post(reverse("trainings:tell", args=[training.slug]))
    assert Message.objects.count() == 1


def test_decide_page_at_the_capacity_says_why_and_keeps_the_reason(client, training):
    training.capacity = 3
    training.save()
    nomination = NominationFactory(call=training.call)
    client.force_login(coordinator())
    url = reverse("trainings:decide", args=[training.slug, nomination.pk])
    body = client.post(url, {"action": "select", "reason": "First camp"}).content.decode()
    assert "All 3 places are taken." in body
    assert "First camp" in body


def test_decide_page_for_a_candidate_of_another_call_is_not_found(client, training):
    nomination = NominationFactory()
    assert get(client, coordinator(), reverse("trainings:decide", args=[training.slug, nomination.pk])).status_code == 404


def test_certificates_page_issues_to_those_who_are_ready(client, training):
    by = coordinator()
    marked(training)
    consent_to_take_part(training.participations.first().person, by=by)
    client.force_login(by)
    client.post(address("certificates", training))
    assert training.certificates.count() == 1
    assert "consent is missing" in client.get(address("certificates", training)).content.decode()


def test_setup_page_saves_each_part(client, training):
    from tests.factories.programme import AgreementFactory
    from trainings.models import TrainingFunding

    agreement, trainer = AgreementFactory(), holder("trainer", name="Нурлан Эсенов")
    client.force_login(coordinator())
    url = reverse("trainings:setup", args=[training.slug])
    assert client.get(url).status_code == 200
    client.post(url, {"part": "sessions", "kind": "days"})
    assert training.sessions.count() == 3
    client.post(url, {"part": "trainer", "user": trainer.pk})
    assert "Нурлан Эсенов" in client.get(url).content.decode()
    signs = {"signs-TOTAL_FORMS": 3, "signs-INITIAL_FORMS": 0, "signs-0-name": "Гүлзат Маматкадырова", "signs-0-post_ky": "Директор"}
    client.post(url, {"part": "signatories", **signs})
    assert list(training.signatories.values_list("name", flat=True)) == ["Гүлзат Маматкадырова"]
    share = {"share-TOTAL_FORMS": 3, "share-INITIAL_FORMS": 0, "share-0-agreement": agreement.pk, "share-0-percent": "62.50"}
    client.post(url, {"part": "funding", **share})
    assert list(TrainingFunding.objects.values_list("agreement", "share_bp")) == [(agreement.pk, 6250)]
    client.post(url, {"part": "remove", "number": trainer.number})
    client.force_login(trainer)
    assert client.get(training.get_absolute_url()).status_code == 404


def test_shares_above_the_whole_are_refused(client, training):
    from tests.factories.programme import AgreementFactory
    from trainings.models import TrainingFunding

    client.force_login(coordinator())
    data = {"part": "funding", "share-TOTAL_FORMS": 3, "share-INITIAL_FORMS": 0}
    for place in range(2):
        data |= {f"share-{place}-agreement": AgreementFactory().pk, f"share-{place}-percent": "60"}
    body = client.post(reverse("trainings:setup", args=[training.slug]), data).content.decode()
    assert "at most the whole" in body
    assert not TrainingFunding.objects.exists()


@pytest.mark.parametrize("name", ["setup", "selection"])
def test_office_pages_are_not_found_for_a_trainer_and_a_partners_coordinator(client, training, name):
    for user in (trainer_of(training), holder("training_coordinator", OrganisationFactory())):
        assert get(client, user, address(name, training)).status_code == 404


def question_blocks(count=1):
    texts = {"en": "Why this person?", "ru": "", "ky": "", "uz": ""}
    question = {"type": "long_text", "value": {"label": texts, "help": {}, "required": True, "blind": False, "key": ""}}
    return [{"type": "part", "value": {"title": texts, "intro": {}, "questions": [question] * count, "key": ""}}]


def test_call_page_publishes_and_freezes_the_questions(client):
    import json

    call = TrainingCallFactory(state="draft", form_version=None, questions=json.dumps(question_blocks()))
    client.force_login(coordinator())
    url = reverse("trainings:call", args=[call.slug])
    assert "Why this person?" in client.get(url).content.decode()
    client.post(url, {"action": "publish"})
    call.refresh_from_db()
    assert (call.state, call.is_open()) == ("published", True)
    assert [q["label"] for q in call.form_version.schema["parts"][0]["questions"]] == [{"en": "Why this person?"}]
    client.post(url, {"action": "withdraw"})
    call.refresh_from_db()
    assert (call.state, call.is_open()) == ("withdrawn", False)


@pytest.mark.parametrize(("age_from", "state"), [(14, "draft"), (18, "published")])
def test_nine_questions_are_too_many_where_somebody_under_18_may_be_nominated(client, age_from, state):
    import json

    call = TrainingCallFactory(state="draft", form_version=None, age_from=age_from, questions=json.dumps(question_blocks(9)))
    client.force_login(coordinator())
    client.post(reverse("trainings:call", args=[call.slug]), {"action": "publish"})
    call.refresh_from_db()
    assert call.state == state


def test_certificates_page_issues_provisionally_then_confirms(client, training):
    by = coordinator()
    consent_to_take_part(*(row.person for row in training.participations.all()), by=by)
    client.force_login(by)
    url = address("certificates", training)
    client.post(url, {"action": "provisional"})
    assert set(training.certificates.values_list("state", flat=True)) == {"provisional"}
    marked(training)
    client.post(url, {"action": "settle_provisional"})
    assert set(training.certificates.values_list("state", flat=True)) == {"valid"}


def test_certificates_page_is_not_for_a_trainer_to_issue_provisionally(client, training):
    consent_to_take_part(*(row.person for row in training.participations.all()), by=coordinator())
    client.force_login(trainer_of(training))
    body = client.post(address("certificates", training), {"action": "provisional"}, follow=True).content.decode()
    assert "Only the coordinators of this organisation can do this." in body
    assert not training.certificates.exists()

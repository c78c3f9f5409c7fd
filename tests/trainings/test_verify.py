"""Verification without an account."""

import pytest
from django.urls import reverse

from tests.factories.programme import holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, consent_to_take_part, trainer_of, with_sessions
from tests.factories.youth_groups import PersonFactory
from tests.trainings.test_certificates import mark_all
from trainings.domain.certificates import issue_certificates, reissue_certificate, revoke_certificate
from trainings.models import Certificate
from trainings.numbers import in_groups, new_number

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["language"] = "en"


def certificate(**person):
    training = TrainingFactory(internal_title="Torture survivors: phase 2", public_title_en="Safety in our village")
    with_sessions(training)
    row = ParticipationFactory(training=training, person=PersonFactory(written_name="Сатыбалдиева Айпери", **person))
    consent_to_take_part(row.person, by=holder("training_coordinator"))
    mark_all(training)
    return issue_certificates(training=training, by=trainer_of(training)).certificates[0]


def url(row):
    return reverse("verify_number", args=[row.number])


def test_a_valid_certificate_shows_status_title_dates_hours_and_no_name(client):
    row = certificate()
    body = client.get(url(row)).content.decode()
    for words in ("This certificate is real and in force", "14–16 October 2026", ">18<", in_groups(row.number)):
        assert words in body
    assert "Сатыбалдиева" not in body
    assert "Айпери" not in body
    assert "Torture" not in body


@pytest.mark.parametrize("address", ["/V/{}", "/v/{}", "/v/{}/"])
def test_every_address_on_paper_works(client, address):
    assert client.get(address.format(certificate().number)).status_code == 200


def test_the_number_can_be_typed_with_dashes_and_small_letters(client):
    row = certificate()
    response = client.get(reverse("verify"), {"number": in_groups(row.number).lower()})
    assert response.status_code == 302
    assert response["Location"] == url(row)


def test_the_name_is_shown_to_who_knows_how_the_family_name_begins(client):
    row = certificate(birth_year=1990)
    assert "Сатыбалдиева Айпери" in client.post(url(row), {"letters": "сат"}).content.decode()
    wrong = client.post(url(row), {"letters": "асa"}).content.decode()
    assert "does not begin like this" in wrong
    assert "Сатыбалдиева" not in wrong


def test_of_a_minor_the_first_name_alone(client):
    body = client.post(url(certificate(birth_year=2011)), {"letters": "сат"}).content.decode()
    assert "<b>Айпери</b>" in body
    assert "Сатыбалдиева" not in body


def test_the_eleventh_try_of_one_number_is_stopped_but_not_other_numbers(client):
    row, other = certificate(), certificate()
    codes = [client.post(url(row), {"letters": "ааб"}).status_code for _n in range(11)]
    assert codes == [200] * 10 + [429]
    assert "Сатыбалдиева" not in client.post(url(row), {"letters": "сат"}).content.decode()
    assert client.post(url(other), {"letters": "сат"}).status_code == 200
    assert client.get(url(row)).status_code == 200


def test_an_unknown_number_gets_a_clear_message_and_keeps_what_was_typed(client):
    number = new_number()
    response = client.get(f"/v/{number}/")
    assert response.status_code == 404
    assert "No certificate has this number." in response.content.decode()
    assert f'value="{number}"' in response.content.decode()


def test_a_typing_error_is_called_one(client):
    response = client.get("/v/7K4M-Q2XD/")
    assert response.status_code == 404
    assert "typing error" in response.content.decode()
    assert 'value="7K4M-Q2XD"' in response.content.decode()


def test_a_replaced_certificate_leads_to_the_new_one(client):
    old = certificate()
    new = reissue_certificate(certificate=old, by=holder("training_coordinator"), reason="Married")
    body = client.get(url(old)).content.decode()
    assert "This certificate was replaced" in body
    assert url(new) in body


def test_a_revoked_certificate_says_so_without_the_reason(client):
    row = certificate()
    revoke_certificate(certificate=row, by=holder("training_coordinator"), reason="Given to a wrong person")
    body = client.get(url(row)).content.decode()
    assert "This certificate was revoked" in body
    assert "wrong person" not in body


def test_erased_facts_keep_number_status_and_training(client):
    row = certificate()
    Certificate.objects.update(facts="")
    body = client.get(url(row)).content.decode()
    assert "Erased" in body
    assert "Safety in our village" in body
    assert "<form" not in body.split("<main")[1]

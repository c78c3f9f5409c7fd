"""Verification without an account."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.pdf import check
from tests.factories.programme import holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, consent_to_take_part, trainer_of, with_sessions
from tests.factories.youth_groups import PersonFactory
from tests.trainings.test_certificates import mark_all
from trainings.documents import draw_certificate
from trainings.domain.certificates import issue_certificates, reissue_certificate, revoke_certificate
from trainings.models import Certificate
from trainings.numbers import ALPHABET, check_sign, in_groups, is_number, new_number

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


# nothing can be found out by trying


STATES = ["valid", "provisional", "replaced", "revoked", "void", "erased"]


def in_state(state):
    """A certificate as it stands in the database; what leads there is proved elsewhere."""
    row = certificate(birth_year=1990)
    Certificate.objects.filter(pk=row.pk).update(**({"facts": ""} if state == "erased" else {"state": state}))
    return row


def without_number(response, number):
    text = response.content.decode().replace(in_groups(number), "").replace(number, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_every_unknown_number_gets_the_same_answer_with_the_same_statements(client):
    real = in_state("valid").number
    bodies = (real[:5] + sign + real[6:-1] for sign in ALPHABET if sign != real[5])
    near = next(body + check_sign(body) for body in bodies)
    client.get(f"/v/{new_number()}/")
    answers, counts = [], []
    for number, data in ((near, None), (new_number(), None), (new_number(), {"letters": "сат"})):
        with CaptureQueriesContext(connection) as statements:
            response = client.get(f"/v/{number}/") if data is None else client.post(f"/v/{number}/", data)
        answers.append((response.status_code, without_number(response, number)))
        counts.append(len(statements))
    assert {answer[0] for answer in answers} == {404}
    assert len({answer[1] for answer in answers}) == 1
    assert len({*counts}) == 1


def test_what_has_a_typing_error_is_not_looked_up(client):
    wrong = certificate().number[:-1] + "2"
    wrong = wrong if not is_number(wrong) else wrong[:-1] + "3"
    with CaptureQueriesContext(connection) as statements:
        response = client.get(f"/v/{wrong}/")
    assert response.status_code == 404
    assert not any("trainings_certificate" in statement["sql"] for statement in statements)


def test_every_state_takes_the_same_statements_and_wrong_letters_as_many_as_right_ones(client):
    rows = [in_state(state) for state in STATES]
    client.get(url(rows[0]))
    counts = []
    for row in rows:
        with CaptureQueriesContext(connection) as statements:
            assert client.get(url(row)).status_code == 200
        counts.append(len(statements))
    assert len({*counts}) == 1
    tries = []
    client.post(url(rows[0]), {"letters": "ттт"})
    for letters in ("сат", "ааб", "Айп"):
        with CaptureQueriesContext(connection) as statements:
            client.post(url(rows[0]), {"letters": letters})
        tries.append(len(statements))
    assert len({*tries}) == 1


@pytest.mark.parametrize("state", STATES)
def test_every_state_says_what_it_is_in_every_language(client, state):
    row, found = in_state(state), set()
    for language in ("en", "ru", "ky", "uz"):
        client.cookies["language"] = language
        body = client.get(url(row)).content.decode()
        assert f'<html lang="{language}"' in body
        assert "Сатыбалдиева" not in body
        found.add(body[body.index("<h2>") : body.index("</h2>")])
    assert len(found) == 4


def test_a_number_is_not_tried_from_everywhere_without_end(client, monkeypatch):
    from trainings.views import verify

    monkeypatch.setattr(verify, "NAME_TRIES_A_DAY", 3)
    row = certificate()
    codes = [client.post(url(row), {"letters": "ааб"}, REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(4)]
    assert codes == [200, 200, 200, 429]


def test_a_hall_behind_one_address_is_never_locked_out(client, monkeypatch):
    """Somebody there types unknown numbers without end: the real ones still answer."""
    from trainings.views import verify

    monkeypatch.setattr(verify, "UNKNOWN_TRIES", 2)
    row = certificate()
    assert [client.get(f"/v/{new_number()}/").status_code for _n in range(3)] == [404, 404, 429]
    assert client.get(url(row)).status_code == 200
    assert client.post(url(row), {"letters": "сат"}).status_code == 200


def test_the_number_of_an_edited_pdf_shows_the_true_facts(client):
    """Whoever changes the paper cannot change what the number says."""
    row = certificate(birth_year=1990)
    content = draw_certificate(Certificate.objects.get(pk=row.pk).facts)
    forged = json.loads(row.facts) | {"name": "Асанова Бурул", "hours": "180"}
    paper = draw_certificate(json.dumps(forged))
    assert paper != content
    number = re.search(r"\b([2-9A-Z]{4}-){2}[2-9A-Z]{4}\b", check.text(paper))[0]
    body = client.post(f"/v/{number}/", {"letters": "сат"}).content.decode()
    assert "Сатыбалдиева Айпери" in body
    assert "Асанова" not in body
    assert ">18<" in body

import pytest
from django.urls import reverse

from accounts.models import User
from core.outbox import send_message
from demo.people import DEMO_PEOPLE, username
from programme.models import RoleHeld
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, lead

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    organisations = {"lead": lead(), "partner": OrganisationFactory(code="partner")}
    for person in DEMO_PEOPLE:
        user = UserFactory(username=username(person["key"]), name=person["name"], language=person["language"])
        if person["role"]:
            RoleHeld.objects.create(user=user, organisation=organisations[person["organisation"]], role=person["role"])


def test_keys_are_those_that_links_and_tests_know():
    assert {person["key"] for person in DEMO_PEOPLE} == {
        *("editor", "group", "group2", "grants_officer", "approver", "reviewer1", "reviewer2", "coordinator", "partner_coordinator"),
        *("trainer", "me_officer", "finance", "safeguarding", "donor", "donor2"),
    }


def test_page_has_a_button_for_everybody_and_says_what_it_is(client, people):
    page = client.get("/demo/").content.decode()
    assert all(f'action="/demo/enter/{person["key"]}/"' in page for person in DEMO_PEOPLE)
    assert "This is the demo" in page


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda person: person["key"])
def test_one_click_signs_in_and_goes_where_the_role_begins(client, people, person):
    address = f"/demo/enter/{person['key']}/"
    assert client.get(address).status_code == 200
    assert "_auth_user_id" not in client.session
    response = client.post(address)
    assert response.url == reverse(person["where"])
    assert response.cookies["language"].value == person["language"]
    page = client.get(response.url)
    assert page.status_code == 200
    assert client.session["demo_session"] is True


def test_another_role_takes_the_place_of_the_first(client, people):
    client.post("/demo/enter/finance/")
    client.post("/demo/enter/group/")
    assert client.session["_auth_user_id"] == str(User.objects.get(username="demo-group").pk)
    assert client.get("/office/").status_code == 404


def test_nobody_else_can_be_entered(client, people):
    stranger = UserFactory(username="demo-boss")
    for key in ("boss", str(stranger.username), "nobody"):
        assert client.post(f"/demo/enter/{key}/").status_code == 404
    User.objects.filter(username="demo-group").update(is_active=False)
    assert client.post("/demo/enter/group/").status_code == 404


@pytest.mark.parametrize("address", ["/demo/", "/demo/mail/", "/demo/enter/editor/"])
def test_outside_the_demo_there_is_nothing(client, people, settings, address):
    settings.DEMO = False
    assert client.get(address).status_code == 404
    assert client.post(address).status_code in (404, 405)


def test_mark_of_the_demo_opens_nothing_outside_it(client, people, settings):
    client.post("/demo/enter/finance/")
    assert client.get("/office/").status_code == 200
    settings.DEMO = False
    assert client.get("/office/").url == "/accounts/second-factor/"


def test_signing_in_for_real_takes_the_mark_away(client, people):
    client.post("/demo/enter/finance/")
    client.post("/accounts/logout/")
    user = User.objects.get(username="demo-finance")
    user.set_password("saffron-hill-42")
    user.save()
    client.post("/accounts/login/", {"login": user.email, "password": "saffron-hill-42"})
    assert client.get("/office/").url == "/accounts/second-factor/"


def test_mail_page_shows_what_was_written(client, people):
    user = User.objects.get(username="demo-group")
    send_message(to=user, kind="account_changed", context={"name": "", "what": "<b>Something</b> happened"})
    page = client.get("/demo/mail/").content.decode()
    assert "&lt;b&gt;Something&lt;/b&gt; happened" in page


def test_production_has_no_demo():
    from pathlib import Path

    import config.settings.base as base

    assert base.DEMO is False
    assert "demo" not in base.INSTALLED_APPS
    assert "DEMO" not in (Path(base.__file__).parent / "production.py").read_text()

"""On a borrowed phone a draft's pages show a code to be copied; it stands in no address and finds the draft of one's own groups again."""

import re

import pytest

from accounts.codes import ALPHABET
from tests.factories.accounts import UserFactory
from tests.factories.grants import draft, officer, ready, submitted
from tests.factories.youth_groups import GroupFactory, member_account

pytestmark = pytest.mark.django_db


def _sign_in(client, user, whose):
    user.set_password("saffron-hill-42-lantern")
    user.save()
    client.post("/accounts/login/", {"login": user.email, "password": "saffron-hill-42-lantern", "whose": whose})


@pytest.fixture
def group():
    return GroupFactory()


@pytest.fixture
def user(group):
    return member_account(group)


def _pages(application):
    home = application.get_absolute_url()
    return [home, f"{home}part/idea/"]


def test_pages_of_a_draft_show_a_code_that_stands_in_no_address(client, group, user):
    application = ready(group=group, by=user)
    _sign_in(client, user, "borrowed")
    code = application.code_to_copy
    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)
    for address in _pages(application):
        html = client.get(address).content.decode()
        assert f'<b class="nobr">{code}</b>' in html
        addresses = " ".join(re.findall(r'(?:href|action|src)="([^"]*)"', html)).upper()
        assert code not in addresses
        assert code.replace("-", "") not in addresses
        assert code.replace("-", "").lower() not in application.code


def test_on_the_own_phone_there_is_none(client, group, user):
    application = ready(group=group, by=user)
    _sign_in(client, user, "own")
    for address in _pages(application):
        assert application.code_to_copy not in client.get(address).content.decode()


def test_the_code_finds_the_draft_again_as_people_type_it(client, group, user):
    application = ready(group=group, by=user)
    draft(group=group, by=user)
    _sign_in(client, user, "own")
    for typed in (application.code_to_copy, application.code_to_copy.lower().replace("-", " ")):
        response = client.post("/grants/find/", {"code": typed})
        assert (response.status_code, response.url) == (302, application.get_absolute_url())


def test_the_code_is_no_key(client, group, user):
    """Without signing in, for another group, for the office and after sending it finds nothing."""
    application = ready(group=group, by=user)
    assert client.post("/grants/find/", {"code": application.code_to_copy}).url.startswith("/accounts/login/")
    for other in (member_account(GroupFactory()), officer(), UserFactory()):
        client.force_login(other)
        page = client.post("/grants/find/", {"code": application.code_to_copy})
        assert "No draft of your groups has this code" in page.content.decode()
        assert page.context["form"]["code"].value() == application.code_to_copy
    sent = submitted(group=group)
    client.force_login(user)
    assert client.post("/grants/find/", {"code": sent.code_to_copy}).status_code == 200

"""Borrowed phones: nothing is kept, the session ends after 30 minutes or by "Finish and wipe", pages are no-store."""

import re
from datetime import timedelta
from http.cookies import Morsel

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Message
from tests.accounts.test_second_factor import _now
from tests.factories.accounts import UserFactory
from tests.factories.programme import TOTP_SECRET, holder

pytestmark = pytest.mark.django_db
PASSWORD = "saffron-hill-42-lantern"


@pytest.fixture
def user():
    return UserFactory(email="aigul@example.org", phone="+996555123456", password=PASSWORD, language="ky")


def _sign_in(client, user, whose="borrowed", **data):
    return client.post("/accounts/login/", {"login": user.email or user.phone, "password": PASSWORD, "whose": whose, **data})


def _is_kept(morsel: Morsel) -> bool:
    """Whether the cookie outlives the browser."""
    return bool(morsel["max-age"] or morsel["expires"])


def _age(client, age):
    session = client.session
    session["signed_in_at"] = int((timezone.now() - age).timestamp())
    session.save()


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/"])
def test_every_way_in_asks_whose_phone_it_is(client, address):
    page = client.get(address)
    assert [label for _value, label in page.context["form"].fields["whose"].choices] == ["This is my own phone", "Borrowed or shared phone"]
    assert "Is this phone yours?" in page.content.decode()


def test_on_a_borrowed_phone_cookies_end_with_the_browser(client, user):
    response = _sign_in(client, user)
    assert client.get("/my/").status_code == 200
    for name in (settings.SESSION_COOKIE_NAME, "language"):
        assert not _is_kept(response.cookies[name]), name
    assert not _is_kept(client.get("/language/ru/").cookies["language"])


def test_on_the_own_phone_they_stay(client, user):
    response = _sign_in(client, user, "own")
    assert _is_kept(response.cookies[settings.SESSION_COOKIE_NAME])
    assert _is_kept(response.cookies["language"])
    assert "Finish and wipe" not in client.get("/my/").content.decode()


def test_the_answer_counts_for_this_sign_in_only(client, user):
    _sign_in(client, user)
    client.post("/accounts/logout/")
    _sign_in(client, user, "own")
    _age(client, timedelta(hours=2))
    assert client.get("/my/").status_code == 200


def _in_english(client, user):
    client.cookies["language"] = user.language = "en"
    user.save(update_fields=["language"])


def test_session_ends_after_thirty_minutes_however_busy(client, user):
    _in_english(client, user)
    _sign_in(client, user)
    _age(client, timedelta(minutes=29, seconds=50))
    assert client.get("/my/").status_code == 200
    _age(client, timedelta(minutes=30, seconds=5))
    response = client.get("/groups/G-1/?draft=7")
    assert (response.status_code, response.url) == (302, "/accounts/login/"), "the way back would stand in the address"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session
    assert "after 30 minutes" in client.get("/accounts/login/").content.decode()


def test_the_office_ends_after_thirty_minutes_too(client):
    person = holder("trainer", password=PASSWORD, email="trainer@example.org")
    _sign_in(client, person)
    _age(client, timedelta(minutes=31))
    assert client.get("/office/").url == "/accounts/login/"


def test_it_holds_through_the_second_factor(client):
    person = holder("grants_officer", password=PASSWORD, email="officer@example.org")
    assert _sign_in(client, person).url == "/accounts/2fa/authenticate/"
    response = client.post("/accounts/2fa/authenticate/", {"code": _now(TOTP_SECRET)})
    assert response.url == "/my/"
    assert not _is_kept(response.cookies[settings.SESSION_COOKIE_NAME])
    _age(client, timedelta(minutes=31))
    assert client.get("/office/").url == "/accounts/login/"


def test_it_holds_through_a_code_by_mail(client, user):
    _in_english(client, user)
    client.post("/accounts/login/code/", {"email": user.email, "whose": "borrowed"})
    code = re.search(r"^\w{4}-\w{4}$", Message.objects.get(kind="login_code").body, re.M).group()
    response = client.post("/accounts/login/code/confirm/", {"code": code})
    assert not _is_kept(response.cookies[settings.SESSION_COOKIE_NAME])
    assert "Finish and wipe" in client.get("/accounts/me/").content.decode()


def test_it_holds_through_opening_an_account(client):
    facts = {"name": "", "email": "new@example.org", "phone": "", "password1": PASSWORD, "whose": "borrowed"}
    client.post("/accounts/signup/", facts)
    code = re.search(r"\w{4}-\w{4}", Message.objects.get(kind="login_code").body).group()
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert "Finish and wipe" in client.get("/accounts/me/").content.decode()


@pytest.mark.parametrize(
    "address", ["/my/", "/accounts/me/", "/groups/", "/accounts/password/change/", "/v/", "/nothing/here/", "/accounts/login/code/"]
)
def test_every_page_has_the_way_out_and_is_kept_nowhere(client, user, address):
    client.cookies["language"] = "en"
    user.language = "en"
    user.save()
    _sign_in(client, user)
    page = client.get(address, follow=True)
    assert page["Cache-Control"] == "no-store, private"
    html = page.content.decode()
    assert '<form class="row" method="post" action="/accounts/finish/">' in html
    assert "Borrowed phone: until" in html


def test_the_office_and_its_lists_have_it_too(client):
    person = holder("content_editor", email="editor@example.org", password=PASSWORD)
    _sign_in(client, person)
    client.post("/accounts/2fa/authenticate/", {"code": _now(TOTP_SECRET)})
    assert "Finish and wipe" in client.get("/office/").content.decode()
    admin = client.get("/admin/")
    assert (admin.status_code, admin["Cache-Control"]) == (200, "no-store, private")
    assert "/accounts/finish/" in admin.content.decode()


def test_finishing_signs_out_and_lets_the_browser_forget(client, user):
    _sign_in(client, user)
    client.get("/accounts/me/")
    old = client.cookies[settings.SESSION_COOKIE_NAME].value
    response = client.post("/accounts/finish/")
    assert (response.status_code, response["Clear-Site-Data"]) == (200, '"cache", "cookies", "storage"')
    assert "no-store" in response["Cache-Control"]
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "language", "messages"):
        assert response.cookies[name].value == ""
        assert response.cookies[name]["max-age"] == 0
    assert user.name not in response.content.decode()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = old
    assert thief.get("/my/").url.startswith("/accounts/login/")


def test_finishing_asks_on_the_way_and_wipes_by_pressing_only(client, user):
    user.language = "en"
    user.save()
    _sign_in(client, user)
    page = client.get("/accounts/finish/")
    assert "Finish and wipe?" in page.content.decode()
    assert "Clear-Site-Data" not in page
    assert client.get("/my/").status_code == 200
    assert Client(enforce_csrf_checks=True).post("/accounts/finish/").status_code == 403


def test_finishing_opens_before_a_second_factor_is_set_up(client):
    person = holder("grants_officer", second_factor=False, password=PASSWORD, email="officer@example.org")
    _sign_in(client, person)
    assert client.get("/office/").url == "/accounts/second-factor/"
    assert client.post("/accounts/finish/").status_code == 200
    assert "_auth_user_id" not in client.session


def test_page_after_finishing_stands_alone(client):
    page = client.get("/accounts/finish/")
    assert page.status_code == 200
    assert "You can give the phone back" in page.content.decode()


def test_whoever_is_not_signed_in_costs_no_statement(client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/accounts/finish/")
    assert [query["sql"] for query in queries if "session" in query["sql"] or "accounts_" in query["sql"]] == []

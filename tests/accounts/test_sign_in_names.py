"""Users change their own e-mail address and phone number; nobody learns from it who has an account."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.domain.sign_in_names import change_address, change_phone
from accounts.models import User
from core.events import events_of
from core.models import Event, Message
from core.refusals import Refused
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "saffron-hill-42-lantern"


@pytest.fixture
def user():
    return UserFactory(email="aigul@example.org", phone="+996555123456", password=PASSWORD)


@pytest.fixture
def signed_in(client, user):
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def _stale(client):
    session = client.session
    session["signed_in_at"] = int((timezone.now() - timedelta(hours=1)).timestamp())
    session.save()


def _code(email):
    message = Message.objects.filter(kind="new_address", address=email).last()
    return re.search(r"^\w{4}-\w{4}$", message.body, re.M).group()


def _offer(client, email):
    return client.post("/accounts/me/email/", {"email": email})


def _refused(expected, verb, /, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(**arguments)
    assert refusal.value.code == expected
    return str(refusal.value)


# The address


def test_new_address_is_confirmed_by_a_code_sent_there(signed_in, user):
    assert _offer(signed_in, "New@Example.org").url == "/accounts/me/email/code/"
    user.refresh_from_db()
    assert user.email == "aigul@example.org"
    code = _code("new@example.org")
    assert signed_in.post("/accounts/me/email/code/", {"code": code.lower().replace("-", " ")}).url == "/accounts/me/"
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert [(row.email, row.verified) for row in EmailAddress.objects.filter(user=user)] == [("new@example.org", True)]
    event = events_of(user).get()
    assert (event.action, event.actor, event.data) == ("address_changed", user, {})


def test_the_former_address_is_told_and_opens_nothing_any_more(signed_in, user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    _offer(signed_in, "new@example.org")
    signed_in.post("/accounts/me/email/code/", {"code": _code("new@example.org")})
    assert Message.objects.get(kind="account_changed").address == "aigul@example.org"
    other = Client()
    other.post("/accounts/login/", {"login": "aigul@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in other.session
    other.post("/accounts/login/code/", {"email": "aigul@example.org"})
    assert not Message.objects.filter(kind="login_code").exists()
    third = Client()
    third.post("/accounts/login/", {"login": "new@example.org", "password": PASSWORD})
    assert "_auth_user_id" in third.session


def test_mail_to_an_address_not_yet_confirmed_names_nobody(signed_in, user):
    _offer(signed_in, "new@example.org")
    message = Message.objects.get(kind="new_address")
    assert user.name not in message.body + message.subject
    assert _code("new@example.org") not in message.subject


def test_address_of_somebody_else_looks_the_same_and_is_never_taken(signed_in, user):
    other = UserFactory(email="other@example.org", language="ky")
    signed_in.get("/accounts/me/")
    pages = []
    for email in ("new@example.org", other.email):
        assert _offer(signed_in, email).url == "/accounts/me/email/code/"
        pages.append(re.sub(r'value="[^"]{60,}"', "", signed_in.get("/accounts/me/email/code/").content.decode()))
    assert pages[0] == pages[1]
    assert [(message.kind, message.to) for message in Message.objects.filter(address=other.email)] == [("account_already_exists", other)]
    assert "newest mail" in signed_in.post("/accounts/me/email/code/", {"code": _code("new@example.org")}).content.decode()
    user.refresh_from_db()
    assert user.email == "aigul@example.org"


def test_address_taken_in_between_is_refused(user):
    UserFactory(email="new@example.org")
    _refused("taken", change_address, user=user, email="new@example.org")
    assert not Event.objects.filter(action="address_changed").exists()


def test_five_wrong_codes_end_it(signed_in, user):
    _offer(signed_in, "new@example.org")
    code = _code("new@example.org")
    for _try in range(5):
        signed_in.post("/accounts/me/email/code/", {"code": "BBBB-BBBB"})
    assert signed_in.post("/accounts/me/email/code/", {"code": code}).url == "/accounts/me/email/"
    user.refresh_from_db()
    assert user.email == "aigul@example.org"


def test_code_is_too_old_after_fifteen_minutes(signed_in, user):
    _offer(signed_in, "new@example.org")
    session = signed_in.session
    session["new_address"] = session["new_address"] | {"until": int(timezone.now().timestamp()) - 1}
    session.save()
    assert signed_in.post("/accounts/me/email/code/", {"code": _code("new@example.org")}).url == "/accounts/me/email/"


def test_code_works_in_the_browser_that_asked_only(signed_in, user):
    _offer(signed_in, "new@example.org")
    other = Client()
    other.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert other.post("/accounts/me/email/code/", {"code": _code("new@example.org")}).url == "/accounts/me/email/"


def test_codes_are_asked_for_five_times_in_a_quarter_of_an_hour(signed_in):
    for number in range(5):
        assert _offer(signed_in, f"new{number}@example.org").status_code == 302
    assert _offer(signed_in, "new9@example.org").status_code == 429


def test_somebody_with_a_phone_number_only_adds_an_address(client):
    user = UserFactory(email=None, phone="+996700112233", password=PASSWORD)
    client.post("/accounts/login/", {"login": user.phone, "password": PASSWORD})
    assert "Add an e-mail address" in client.get("/accounts/me/").content.decode()
    _offer(client, "new@example.org")
    client.post("/accounts/me/email/code/", {"code": _code("new@example.org")})
    user.refresh_from_db()
    assert (user.email, user.phone) == ("new@example.org", "+996700112233")


# The number


def test_number_is_changed_as_people_type_it_and_stays_unverified(signed_in, user):
    assert signed_in.get("/accounts/me/phone/").context["form"]["phone"].value() == "+996555123456"
    assert signed_in.post("/accounts/me/phone/", {"phone": "0700 11 22 33"}).url == "/accounts/me/"
    user.refresh_from_db()
    assert (user.phone, user.phone_verified) == ("+996700112233", False)
    assert [event.data for event in events_of(user)] == [{}]
    assert Message.objects.get(kind="account_changed").address == user.email


def test_number_of_somebody_else_is_refused_without_saying_whose(signed_in, user):
    other = UserFactory(phone="+996700112233")
    page = signed_in.post("/accounts/me/phone/", {"phone": other.phone})
    html = page.content.decode()
    assert "cannot be used here. Please ask the office" in html
    assert other.name not in html
    assert page.context["form"]["phone"].value() == other.phone
    user.refresh_from_db()
    assert user.phone == "+996555123456"


def test_number_is_taken_away_only_beside_an_address(signed_in, user):
    signed_in.post("/accounts/me/phone/", {"phone": ""})
    user.refresh_from_db()
    assert user.phone is None
    alone = UserFactory(email=None, phone="+996700112233")
    _refused("only_name", change_phone, user=alone, phone="")
    _refused("phone", change_phone, user=alone, phone="12")


def test_the_same_number_again_is_no_change(user):
    change_phone(user=user, phone="0555 12 34 56")
    assert not Event.objects.exists()


# Whether it is really you


@pytest.mark.parametrize("address", ["/accounts/me/email/", "/accounts/me/phone/"])
def test_later_the_password_is_asked_for_again(signed_in, user, address):
    _stale(signed_in)
    response = signed_in.get(address)
    assert (response.status_code, response.url) == (302, f"/accounts/reauthenticate/?next={address.replace('/', '%2F')}")
    assert signed_in.post("/accounts/reauthenticate/", {"password": "wrong-password", "next": address}).status_code == 200
    assert signed_in.get(address).status_code == 302
    assert signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": address}).url == address
    assert signed_in.get(address).status_code == 200


def test_what_was_typed_meanwhile_is_not_lost(signed_in, user):
    _stale(signed_in)
    assert signed_in.post("/accounts/me/phone/", {"phone": "0700 11 22 33"}).url.startswith("/accounts/reauthenticate/")
    signed_in.post("/accounts/reauthenticate/?next=/accounts/me/phone/", {"password": PASSWORD, "next": "/accounts/me/phone/"})
    user.refresh_from_db()
    assert user.phone == "+996700112233"


def test_whoever_has_no_password_signs_in_by_a_code_once_more(client):
    user = UserFactory(email="code@example.org")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    _stale(client)
    assert client.get("/accounts/me/phone/").url == "/accounts/login/"
    assert "_auth_user_id" not in client.session
    assert "please sign in again" in client.get("/accounts/login/").content.decode()


def test_nobody_changes_names_without_signing_in(client):
    for address in ("/accounts/me/email/", "/accounts/me/email/code/", "/accounts/me/phone/"):
        assert client.get(address).url.startswith("/accounts/login/?next=")


def test_names_stay_out_of_the_page_of_an_account_that_is_not_ones_own(signed_in, user):
    html = signed_in.get("/accounts/me/").content.decode()
    assert user.email in html
    assert User.objects.count() == 1

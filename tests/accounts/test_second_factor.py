import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from accounts.models import User
from accounts.roles import SECOND_FACTOR_ROLES, Role
from core.models import Message
from programme.models import RoleHeld
from tests.factories.accounts import UserFactory
from tests.factories.programme import holder, lead

PASSWORD = "saffron-hill-42-lantern"
NEEDED = sorted(SECOND_FACTOR_ROLES)


def _now(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def _sign_in(client, user):
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize("role", NEEDED)
@pytest.mark.parametrize(
    "address", ["/office/", "/my/", "/accounts/me/", "/admin/", "/accounts/password/change/", "/office/accounts/", "/nothing/here/"]
)
def test_nothing_works_before_the_second_factor(client, role, address):
    client.force_login(holder(role, second_factor=False))
    response = client.get(address)
    assert (response.status_code, response.url) == (302, "/accounts/second-factor/")
    assert client.post(address).url == "/accounts/second-factor/"


@pytest.mark.parametrize("role", NEEDED)
def test_before_the_second_factor_only_its_own_pages_open(client, role):
    client.force_login(holder(role, second_factor=False))
    page = client.get("/accounts/second-factor/").content.decode()
    assert "Your role sees money, registers or exports" in page
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/language/ru/").status_code == 302
    assert client.get("/language/ru/").url != "/accounts/second-factor/"


@pytest.mark.parametrize("role", [Role.TRAINER, Role.REVIEWER])
def test_trainers_and_reviewers_need_none(client, role):
    client.force_login(holder(role))
    assert client.get("/office/").status_code == 200


def test_superuser_needs_one(client):
    client.force_login(User.objects.create_superuser(email="root@example.org"))
    assert client.get("/admin/").url == "/accounts/second-factor/"


def test_recovery_codes_alone_are_no_second_factor(client):
    user = holder("grants_officer", second_factor=False)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    client.force_login(user)
    assert client.get("/office/").url == "/accounts/second-factor/"


def test_role_given_in_the_middle_of_a_session_asks_for_it(client):
    user = UserFactory(password=PASSWORD)
    _sign_in(client, user)
    assert client.get("/my/").status_code == 200
    RoleHeld.objects.create(user=user, organisation=lead(), role="finance_officer")
    assert client.get("/my/").url == "/accounts/second-factor/"


def test_set_up_then_sign_in_with_it_then_with_a_recovery_code(client, django_capture_on_commit_callbacks):
    user = holder("grants_officer", second_factor=False, password=PASSWORD, email="officer@example.org")
    _sign_in(client, user)
    page = client.get("/accounts/2fa/totp/activate/")
    assert "data:image/svg+xml;base64," in page.content.decode()
    secret = page.context["form"].secret
    wrong = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "six digits" in wrong.context["form"].errors["code"][0]
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/2fa/totp/activate/", {"code": _now(secret)}, follow=True)
    assert done.redirect_chain[-1][0] == "/accounts/2fa/recovery-codes/"
    codes = re.findall(r"<code>(\w{8})</code>", done.content.decode())
    assert len(codes) == 10
    assert client.get("/office/").status_code == 200
    assert Message.objects.filter(kind="account_changed", to=user).exists()

    again = Client()
    assert _sign_in(again, user).url == "/accounts/2fa/authenticate/"
    assert again.get("/office/").status_code == 302
    assert "_auth_user_id" not in again.session
    refused = again.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "six digits" in refused.context["form"].errors["code"][0]
    assert again.post("/accounts/2fa/authenticate/", {"code": codes[0]}).url == "/my/"
    assert again.get("/office/").status_code == 200

    third = Client()
    _sign_in(third, user)
    third.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert "_auth_user_id" not in third.session


def test_code_by_mail_alone_opens_no_office(client):
    user = holder("grants_officer", password=PASSWORD, email="officer@example.org")
    client.post("/accounts/login/code/", {"email": user.email})
    code = re.search(r"\w{4}-\w{4}", Message.objects.get(kind="login_code").body).group()
    assert client.post("/accounts/login/code/confirm/", {"code": code}).url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_totp_is_read_from_the_kept_secret():
    user = holder("grants_officer")
    row = Authenticator.objects.get(user=user)
    assert TOTP(row).validate_code(_now(row.data["secret"]))


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/second-factor/",
        "/accounts/2fa/",
        "/accounts/me/",
        "/accounts/password/change/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
    ],
)
@pytest.mark.parametrize("code", ["en", "ru", "ky", "uz"])
def test_pages_of_the_account_open_in_every_language(client, address, code):
    user = holder("grants_officer", second_factor=False, password=PASSWORD, email="officer@example.org", language=code)
    _sign_in(client, user)
    if address not in ("/accounts/second-factor/", "/accounts/2fa/totp/activate/"):
        secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
        client.post("/accounts/2fa/totp/activate/", {"code": _now(secret)})
    page = client.get(address)
    assert page.status_code == 200
    assert f'<html lang="{code}">' in page.content.decode()
    assert "style=" not in page.content.decode()

"""A passkey as the second factor: a device made of a few lines signs what it is asked, on the right site only."""

import hashlib
import json
import secrets
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

from accounts.middleware import has_second_factor
from accounts.models import User
from core.models import Message
from tests.factories.programme import holder

pytestmark = pytest.mark.django_db
PASSWORD = "saffron-hill-42-lantern"
ADD = "/accounts/2fa/webauthn/add/"


class Device:
    """An authenticator that keeps one key and signs for the site it is told to be on."""

    def __init__(self, site: str = "testserver", origin: str = "https://testserver") -> None:
        self.site, self.origin = site, origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin}).encode()

    def _about(self, flags: int) -> bytes:
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + (7).to_bytes(4, "big")

    def _answer(self, **response: bytes) -> str:
        words = {name: websafe_encode(value) for name, value in response.items()}
        key = websafe_encode(self.id)
        return json.dumps({"id": key, "rawId": key, "type": "public-key", "response": words, "clientExtensionResults": {}})

    def create(self, options: Any) -> str:
        client = self._client_data("create", options["publicKey"]["challenge"])
        cose = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        about = self._about(0x45) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        return self._answer(clientDataJSON=client, attestationObject=cbor.encode({"fmt": "none", "attStmt": {}, "authData": about}))

    def get(self, options: Any) -> str:
        client, about = self._client_data("get", options["publicKey"]["challenge"]), self._about(0x05)
        signature = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=about, signature=signature)


def asked(page: Any, name: str) -> Any:
    """What the page asks the device, as the browser reads it."""
    text = page.content.decode().split('<script id="js_data" type="application/json">')[1].split("</script>")[0]
    return json.loads(text)[name]


def sign_in(client: Client, user: User) -> Any:
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}, secure=True)


@pytest.fixture(autouse=True)
def _origins_are_checked(settings: Any) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


@pytest.fixture
def officer() -> User:
    return holder("grants_officer", second_factor=False, password=PASSWORD, email="officer@example.org", language="en")


def add(client: Client, device: Device, name: str = "Phone") -> Any:
    options = asked(client.get(ADD, secure=True), "creation_options")
    return client.post(ADD, {"name": name, "credential": device.create(options)}, secure=True)


def test_a_passkey_is_a_second_factor_and_brings_recovery_codes(officer: User, django_capture_on_commit_callbacks: Any) -> None:
    client, device = Client(), Device()
    sign_in(client, officer)
    assert client.get("/office/", secure=True).url == "/accounts/second-factor/"
    assert ADD in client.get("/accounts/second-factor/", secure=True).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert add(client, device).url == "/accounts/2fa/recovery-codes/"
    assert has_second_factor(officer)
    assert client.get("/office/", secure=True).status_code == 200
    assert "Phone" in client.get("/accounts/2fa/", secure=True).content.decode()
    assert "A passkey was added" in Message.objects.get(kind="account_changed", to=officer, body__contains="passkey").body


def test_signing_in_asks_for_it_and_only_the_device_opens(officer: User) -> None:
    client, device = Client(), Device()
    sign_in(client, officer)
    add(client, device)
    again = Client()
    assert sign_in(again, officer).url == "/accounts/2fa/authenticate/"
    page = again.get("/accounts/2fa/authenticate/", secure=True)
    assert "passkey_use" in page.content.decode()
    stranger = Device()
    stranger.id = device.id
    wrong = again.post("/accounts/2fa/authenticate/", {"credential": stranger.get(asked(page, "request_options"))}, secure=True)
    assert "This did not work" in wrong.content.decode()
    assert "_auth_user_id" not in again.session
    right = again.post("/accounts/2fa/authenticate/", {"credential": device.get(asked(wrong, "request_options"))}, secure=True)
    assert right.status_code == 302
    assert again.get("/office/", secure=True).status_code == 200


@pytest.mark.parametrize("device", [Device(site="other.example"), Device(origin="https://other.example")], ids=["site", "origin"])
def test_a_device_that_was_on_another_site_adds_nothing(officer: User, device: Device) -> None:
    client = Client()
    sign_in(client, officer)
    page = add(client, device)
    assert "This did not work" in page.content.decode()
    assert not Authenticator.objects.filter(user=officer).exists()


def test_it_is_renamed_and_taken_off_and_then_another_factor_comes_first(officer: User) -> None:
    client, device = Client(), Device()
    sign_in(client, officer)
    add(client, device)
    key = Authenticator.objects.get(user=officer, type=Authenticator.Type.WEBAUTHN)
    edit, remove = (f"/accounts/2fa/webauthn/keys/{key.pk}/{part}/" for part in ("edit", "remove"))
    client.post(edit, {"name": "Laptop"}, secure=True)
    assert "Laptop" in client.get("/accounts/2fa/webauthn/", secure=True).content.decode()
    assert client.get(remove, secure=True).status_code == 200
    client.post(remove, secure=True)
    assert not Authenticator.objects.filter(user=officer).exists()
    assert client.get("/office/", secure=True).url == "/accounts/second-factor/"


def test_a_key_of_another_account_is_not_there(officer: User) -> None:
    client = Client()
    sign_in(client, officer)
    add(client, Device())
    other = holder("grants_officer", second_factor=False)
    key = Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}})
    for part in ("edit", "remove"):
        assert client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{part}/", {"name": "y"}, secure=True).status_code == 404


def test_whoever_has_no_passkey_is_asked_for_the_code_alone() -> None:
    user = holder("grants_officer", password=PASSWORD, email="officer@example.org")
    client = Client()
    assert sign_in(client, user).url == "/accounts/2fa/authenticate/"
    assert "passkey" not in client.get("/accounts/2fa/authenticate/", secure=True).content.decode()

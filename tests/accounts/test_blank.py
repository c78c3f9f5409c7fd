"""Users are never deleted, only deactivated and blanked: e-mail, phone, factors at once; the name stays on decisions."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from accounts.domain.blank import blank_user
from accounts.domain.device_passes import claim_pass, make_pass, pass_of_phone
from accounts.domain.reset_codes import make_reset_code, use_reset_code
from accounts.models import DevicePass, User
from core.append_only import append_only_models
from core.events import events_of
from core.models import Message
from core.outbox import deliver, send_message
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import holder
from tests.factories.trainings import TrainingFactory

pytestmark = pytest.mark.django_db
PASSWORD = "saffron-hill-42-lantern"


@pytest.fixture
def boss():
    return holder("programme_manager", email="boss@example.org")


@pytest.fixture
def user(db):
    return UserFactory(email="hidden-address@example.org", phone="+996555987654", name="Айгүл Сапарова", password=PASSWORD)


def _everywhere(needle):
    """Tables of the whole database in which the words stand."""
    found = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(needle in str(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def test_address_and_number_stand_nowhere_any_more_and_the_name_stays(client, user, boss):
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "KRSXG5CTMVRXEZLU"})
    send_message(to=user, kind="account_changed", context={"name": user.name, "what": "x"})
    assert _everywhere("hidden-address") != []
    blank_user(user=user, by=boss)
    assert _everywhere("hidden-address") == []
    assert _everywhere("996555987654") == []
    assert _everywhere("KRSXG5CTMVRXEZLU") == []
    row = User.objects.get(pk=user.pk)
    assert (row.name, row.is_active, row.has_usable_password()) == ("Айгүл Сапарова", False, False)
    event = events_of(row).get()
    assert (event.action, event.actor, event.data) == ("closed", boss, {})


def test_mails_that_wait_are_not_sent(user, boss, mailoutbox):
    send_message(to=user, kind="account_changed", context={"name": user.name, "what": "x"})
    blank_user(user=user, by=boss)
    deliver()
    assert mailoutbox == []
    assert Message.objects.get().state == Message.State.CANCELLED


def test_sessions_codes_and_passes_end(client, user, boss):
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    neighbour = Client()
    neighbour.force_login(UserFactory())
    code = make_reset_code(user=user, by=boss, why="office")
    made, token = make_pass(
        user=user, by=boss, subject=TrainingFactory(), valid_until=timezone.now() + timedelta(days=1), label="Айгүл's phone"
    )
    _row, key = claim_pass(token=token)
    blank_user(user=user, by=boss)
    assert client.get("/my/").url.startswith("/accounts/login/")
    assert neighbour.get("/my/").status_code == 200
    with pytest.raises(Refused):
        use_reset_code(name="hidden-address@example.org", code=code, password="quiet-mountain-road-7")
    assert pass_of_phone(key) is None
    made = DevicePass.objects.get()
    assert (made.standing, made.label) == ("closed", "")


def test_blanked_twice_is_blanked_once(user, boss):
    first = blank_user(user=user, by=boss).blanked_at
    assert blank_user(user=user, by=boss).blanked_at == first
    assert events_of(user).count() == 1


def test_the_clock_can_do_it(user):
    blank_user(user=user, by=None)
    assert events_of(user).get().actor_role == "system"


def test_another_account_can_have_the_address_afterwards(user, boss):
    blank_user(user=user, by=boss)
    assert UserFactory(email="hidden-address@example.org").pk != user.pk


def test_append_only_rows_do_not_let_go_of_who_acted(boss):
    send_message(to=boss, kind="account_changed", context={"name": "", "what": "x"})
    with pytest.raises(ProtectedError):
        boss.delete()
    acts = [
        (model._meta.label, field.name, field.remote_field.on_delete.__name__)
        for model in append_only_models()
        for field in model._meta.local_fields
        if field.related_model is User
    ]
    assert len(acts) > 3
    assert [act for act in acts if act[2] != "PROTECT"] == []

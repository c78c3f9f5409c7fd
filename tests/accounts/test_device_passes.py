"""A device pass: made once, claimed by one phone, open until its time is over or it is closed. What it opens is tested with trainings."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.codes import ALPHABET
from accounts.domain.device_passes import claim_pass, give_back_pass, make_pass, pass_of_phone, revoke_pass
from accounts.models import DevicePass, User
from core.events import events_of
from core.refusals import Refused
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.programme import holder
from tests.factories.trainings import TrainingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return holder("training_coordinator")


def _make(by, user=None, **facts):
    facts = {"subject": TrainingFactory(), "valid_until": timezone.now() + timedelta(days=7), **facts}
    return make_pass(user=user or UserFactory(), by=by, **facts)


def _refused(expected, verb, /, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(**arguments)
    assert refusal.value.code == expected


def test_token_is_shown_once_and_kept_as_a_hash(coordinator):
    made, token = _make(coordinator)
    assert len(token.replace("-", "")) == 12
    assert set(token) <= {*ALPHABET, "-"}
    assert token.replace("-", "") not in "".join(str(value) for value in vars(made).values())
    assert made.standing == "waiting"


def test_the_first_phone_claims_it_and_its_key_is_kept_as_a_hash(coordinator):
    made, token = _make(coordinator)
    row, key = claim_pass(token=token.lower().replace("-", " "))
    assert (row.pk, row.standing, pass_of_phone(key)) == (made.pk, "open", row)
    assert key not in row.device_digest
    assert pass_of_phone("another key") is None
    assert pass_of_phone("") is None


def test_a_second_phone_is_refused_and_the_first_stays_open(coordinator):
    _made, token = _make(coordinator)
    _row, key = claim_pass(token=token)
    _refused("other_phone", claim_pass, token=token)
    _refused("other_phone", claim_pass, token=token, key="the key of another phone")
    assert claim_pass(token=token, key=key)[1] == key
    assert pass_of_phone(key) is not None


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_the_same_moment_one_opens():
    _made, token = _make(holder("training_coordinator"))
    outcomes = run_concurrently(lambda _n: claim_pass(token=token), range(8))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused"] * 7 + ["tuple"]
    assert DevicePass.objects.get().standing == "open"


def test_unknown_closed_and_over_are_one_answer(coordinator):
    closed, of_closed = _make(coordinator)
    revoke_pass(device_pass=closed, by=coordinator)
    over, of_over = _make(coordinator)
    DevicePass.objects.filter(pk=over.pk).update(valid_until=timezone.now())
    gone, of_gone = _make(coordinator)
    User.objects.filter(pk=gone.user_id).update(is_active=False)
    for token in (of_closed, of_over, of_gone, "BBBB-BBBB-BBBB", ""):
        _refused("opens_nothing", claim_pass, token=token)


@pytest.mark.parametrize("what", ["closed", "over", "given back", "account closed", "superuser"])
def test_an_open_pass_ends_at_once(coordinator, what):
    made, token = _make(coordinator)
    _row, key = claim_pass(token=token)
    if what == "closed":
        revoke_pass(device_pass=made, by=coordinator)
    elif what == "over":
        DevicePass.objects.update(valid_until=timezone.now())
    elif what == "given back":
        give_back_pass(device_pass=made)
    elif what == "account closed":
        User.objects.filter(pk=made.user_id).update(is_active=False)
    else:
        User.objects.filter(pk=made.user_id).update(is_superuser=True)
    assert pass_of_phone(key) is None


def test_events_say_who_made_claimed_and_closed_it(coordinator):
    made, token = _make(coordinator)
    claim_pass(token=token)
    revoke_pass(device_pass=made, by=coordinator)
    revoke_pass(device_pass=made, by=coordinator)
    found = [(event.action, event.actor, event.actor_role) for event in events_of(made)]
    assert found == [
        ("made", coordinator, "training_coordinator"),
        ("claimed", made.user, "trainer"),
        ("closed", coordinator, "training_coordinator"),
    ]
    assert events_of(made)[0].data == {"user": made.user_id, "subject": f"trainings.training {made.subject_id}"}


def test_a_pass_that_waits_is_replaced_by_the_next_one_of_the_same_person(coordinator):
    user, training = UserFactory(), TrainingFactory()
    first, of_first = _make(coordinator, user, subject=training)
    _make(coordinator, subject=training)
    second, of_second = _make(coordinator, user, subject=training)
    first.refresh_from_db()
    assert first.standing == "closed"
    _refused("opens_nothing", claim_pass, token=of_first)
    claim_pass(token=of_second)
    _make(coordinator, user, subject=training)
    second.refresh_from_db()
    assert second.standing == "open", "a phone in use is closed by hand only"


def test_no_pass_without_time_or_for_accounts_that_open_everything(coordinator):
    _refused("over", make_pass, user=UserFactory(), by=coordinator, subject=TrainingFactory(), valid_until=timezone.now())
    root = User.objects.create_superuser(email="root@example.org")
    for user in (root, UserFactory(is_active=False)):
        later = timezone.now() + timedelta(days=1)
        _refused("no_pass", make_pass, user=user, by=coordinator, subject=TrainingFactory(), valid_until=later)


def test_the_database_knows_one_phone_a_pass(coordinator):
    first, token = _make(coordinator)
    claim_pass(token=token)
    first.refresh_from_db()
    second, _token = _make(coordinator)
    for values in (
        {"claimed_at": timezone.now()},
        {"device_digest": "x"},
        {"claimed_at": timezone.now(), "device_digest": first.device_digest},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            DevicePass.objects.filter(pk=second.pk).update(**values)


def test_an_account_without_a_sign_in_name_opens_by_passes_only(client):
    user = User.objects.create_pass_holder(name="Тренер", language="ky")
    assert (user.email, user.phone, user.has_usable_password()) == (None, None, False)
    for name in (user.number, user.username, ""):
        client.post("/accounts/login/", {"login": name, "password": ""})
        assert "_auth_user_id" not in client.session
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(name="Тренер")


# The page


def test_wrong_codes_are_counted_by_address_widely(client, coordinator, monkeypatch):
    monkeypatch.setattr("accounts.limits.LIMITS", {"device_pass": "3/10m/ip"})
    for _try in range(3):
        page = client.post("/accounts/pass/", {"code": "BBBB-BBBB-BBBB"})
        assert "opens nothing" in page.content.decode()
        assert page.context["form"]["code"].value() == "BBBB-BBBB-BBBB"
    assert client.post("/accounts/pass/", {"code": "BBBB-BBBB-BBBB"}).status_code == 429


def test_forty_phones_behind_one_address_open_their_passes(coordinator):
    for _number in range(40):
        _made, token = _make(coordinator)
        assert Client().post("/accounts/pass/", {"code": token}).status_code == 302


def test_the_page_asks_for_nothing_in_the_address(client, coordinator):
    _made, token = _make(coordinator)
    page = client.get("/accounts/pass/", {"code": token})
    assert page.context["form"]["code"].value() is None
    assert 'src="/static/pass.js"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert DevicePass.objects.get().standing == "waiting"


def test_whoever_is_signed_in_opens_no_pass_of_another(client, coordinator):
    _made, token = _make(coordinator)
    client.force_login(UserFactory())
    assert "sign out first" in client.post("/accounts/pass/", {"code": token}).content.decode()
    assert DevicePass.objects.get().standing == "waiting"

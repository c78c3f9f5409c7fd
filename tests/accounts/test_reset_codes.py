"""A forgotten password is reset by a code from the group's owner or an officer, logged."""

import logging
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.codes import ALPHABET
from accounts.domain.reset_codes import make_reset_code, use_reset_code
from accounts.models import ResetCode, User
from core.events import events_of
from core.models import Message
from core.refusals import Refused
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.programme import holder

pytestmark = pytest.mark.django_db
OLD, NEW = "saffron-hill-42-lantern", "quiet-mountain-road-7"
WHY = ResetCode.Why


@pytest.fixture
def user():
    """A leader without e-mail."""
    return UserFactory(email=None, phone="+996555123456", password=OLD)


@pytest.fixture
def officer():
    return holder("grants_officer")


def _refused(expected, verb, /, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(**arguments)
    assert refusal.value.code == expected
    return str(refusal.value)


def _type(client, **data):
    return client.post("/accounts/code/", {"login": "0555 12 34 56", "password1": NEW, "password2": NEW, **data}, follow=True)


def test_code_is_short_without_look_alikes_and_kept_as_a_hash(user, officer):
    code = make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    assert len(code.replace("-", "")) == 10
    assert set(code) <= {*ALPHABET, "-"}
    assert not set("0O1IL") & set(ALPHABET)
    row = ResetCode.objects.get()
    assert code.replace("-", "") not in "".join(str(value) for value in vars(row).values())
    assert row.valid_until - row.made_at == timedelta(hours=24)


def test_code_opens_once_by_sign_in_name_as_people_type_it(client, user, officer):
    code = make_reset_code(user=user, by=officer, why=WHY.OWNER)
    page = _type(client, code=code.lower().replace("-", " "))
    assert page.redirect_chain[-1][0] == "/accounts/login/"
    assert "The new password stands" in page.content.decode()
    assert page.context["form"]["login"].value() == "+996555123456"
    client.post("/accounts/login/", {"login": "0555123456", "password": NEW})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert "do not fit together" in _type(Client(), code=code, password1="another-one-99", password2="another-one-99").content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_letters_of_a_cyrillic_keyboard_are_read(user, officer, monkeypatch):
    monkeypatch.setattr("accounts.domain.reset_codes.new_code", lambda _length: "ABEKMHPCTX")
    make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    assert use_reset_code(name=user.phone, code="авек-мнрс-тх", password=NEW) == user


def test_sessions_of_the_account_end(client, user, officer):
    client.post("/accounts/login/", {"login": user.phone, "password": OLD})
    assert client.get("/my/").status_code == 200
    use_reset_code(name=user.phone, code=make_reset_code(user=user, by=officer, why=WHY.OFFICE), password=NEW)
    assert client.get("/my/").url.startswith("/accounts/login/")


def test_making_and_using_are_logged_without_the_code(user, officer):
    code = make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    use_reset_code(name=user.phone, code=code, password=NEW)
    made, used = events_of(user)
    assert (made.action, made.actor, made.actor_role, made.data) == (
        "reset_code_made",
        officer,
        "grants_officer",
        {"code": ResetCode.objects.get().pk, "why": "office"},
    )
    assert (used.action, used.actor, used.data) == ("password_set_by_code", user, {})


def test_whoever_has_an_address_is_told_that_a_code_was_made_and_used(officer):
    user = UserFactory(email="aigul@example.org", language="ru")
    use_reset_code(name="Aigul@Example.org", code=make_reset_code(user=user, by=officer, why=WHY.OFFICE), password=NEW)
    letters = Message.objects.filter(to=user, kind="account_changed").order_by("pk")
    assert len(letters) == 2
    assert {letter.language for letter in letters} == {"ru"}


def test_nobody_without_an_address_gets_a_card_about_it(user, officer):
    use_reset_code(name=user.phone, code=make_reset_code(user=user, by=officer, why=WHY.OFFICE), password=NEW)
    assert Message.objects.count() == 0


def test_five_wrong_tries_end_a_code(user, officer):
    code = make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    for _try in range(5):
        _refused("wrong_code", use_reset_code, name=user.phone, code="BBBB-BBBB-BB", password=NEW)
    _refused("wrong_code", use_reset_code, name=user.phone, code=code, password=NEW)
    row = ResetCode.objects.get()
    assert (row.tries, row.used_at, row.closed_at is None) == (5, None, False)


def test_four_wrong_tries_do_not(user, officer):
    code = make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    for _try in range(4):
        _refused("wrong_code", use_reset_code, name=user.phone, code="BBBB-BBBB-BB", password=NEW)
    assert use_reset_code(name=user.phone, code=code, password=NEW) == user


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_counted_one_by_one():
    user = UserFactory(email=None, phone="+996555123456", password=OLD)
    make_reset_code(user=user, by=holder("grants_officer"), why=WHY.OFFICE)
    outcomes = run_concurrently(lambda _n: use_reset_code(name=user.phone, code="BBBBBBBBBB", password=NEW), range(12))
    assert {type(outcome).__name__ for outcome in outcomes} == {"Refused"}
    assert ResetCode.objects.get().tries == 5


@pytest.mark.django_db(transaction=True)
def test_a_code_typed_twice_at_once_is_used_once():
    user = UserFactory(email=None, phone="+996555123456", password=OLD)
    code = make_reset_code(user=user, by=holder("grants_officer"), why=WHY.OFFICE)
    outcomes = run_concurrently(lambda n: use_reset_code(name=user.phone, code=code, password=f"{NEW}-{n}"), range(6))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused"] * 5 + ["User"]


def test_code_is_too_old_after_a_day(user, officer):
    code = make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    ResetCode.objects.update(valid_until=timezone.now() - timedelta(seconds=1))
    _refused("wrong_code", use_reset_code, name=user.phone, code=code, password=NEW)


def test_a_new_code_ends_the_one_before(user, officer):
    first = make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    second = make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    _refused("wrong_code", use_reset_code, name=user.phone, code=first, password=NEW)
    assert use_reset_code(name=user.phone, code=second, password=NEW) == user


def test_the_database_holds_one_open_code_and_five_tries(user, officer):
    make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    facts = {"user": user, "digest": "x", "why": "office", "made_by": officer, "valid_until": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        ResetCode.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        ResetCode.objects.create(**facts, tries=6, used_at=timezone.now())


def test_a_code_of_another_account_opens_nothing(user, officer):
    other = UserFactory(email=None, phone="+996700112233")
    code = make_reset_code(user=other, by=officer, why=WHY.OFFICE)
    make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    _refused("wrong_code", use_reset_code, name=user.phone, code=code, password=NEW)


def test_whatever_is_wrong_the_answer_is_the_same(user, officer):
    make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    without, closed = UserFactory(email="without@example.org"), UserFactory(email="closed@example.org", is_active=False)
    names = ("0555123456", "0700 99 99 99", without.email, closed.email, "nobody@example.org", "x" * 200, "")
    assert len({_refused("wrong_code", use_reset_code, name=name, code="BBBBBBBBBB", password=NEW) for name in names}) == 1


@pytest.mark.parametrize("role", ["trainer", "reviewer", "grants_officer", "auditor", "programme_manager"])
def test_an_account_of_the_office_opens_only_by_the_lead(role, officer):
    colleague = holder(role)
    for why in (WHY.OFFICE, WHY.OWNER):
        _refused("office_account", make_reset_code, user=colleague, by=officer, why=why)
    assert make_reset_code(user=colleague, by=holder("programme_manager"), why=WHY.LEAD)


def test_a_role_that_begins_later_counts_as_the_office_and_one_that_ended_does_not(user, officer):
    from programme.models import RoleHeld
    from tests.factories.programme import lead

    today = timezone.localdate()
    held = RoleHeld.objects.create(user=user, organisation=lead(), role="trainer", first_day=today + timedelta(days=3))
    _refused("office_account", make_reset_code, user=user, by=officer, why=WHY.OWNER)
    RoleHeld.objects.filter(pk=held.pk).update(first_day=today - timedelta(days=3), last_day=today - timedelta(days=1))
    assert make_reset_code(user=user, by=officer, why=WHY.OWNER)


def test_a_superusers_account_opens_only_by_the_lead(officer):
    root = User.objects.create_superuser(email="root@example.org")
    _refused("office_account", make_reset_code, user=root, by=officer, why=WHY.OFFICE)


def test_the_second_factor_stays(client):
    colleague = holder("grants_officer", password=OLD, email="officer@example.org")
    code = make_reset_code(user=colleague, by=holder("programme_manager"), why=WHY.LEAD)
    use_reset_code(name=colleague.email, code=code, password=NEW)
    assert Authenticator.objects.filter(user=colleague).count() == 1
    assert client.post("/accounts/login/", {"login": colleague.email, "password": NEW}).url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_nobody_makes_one_for_the_own_account_or_a_closed_one_or_one_without_a_name(user, officer):
    _refused("own_account", make_reset_code, user=user, by=user, why=WHY.OWNER)
    _refused("no_password", make_reset_code, user=UserFactory(is_active=False), by=officer, why=WHY.OFFICE)
    passer = get_user_model().objects.create_pass_holder(name="Тренер", language="ky")
    _refused("no_password", make_reset_code, user=passer, by=officer, why=WHY.OFFICE)


def test_an_account_without_a_password_gets_one(officer):
    user = UserFactory(email="code@example.org")
    assert not user.has_usable_password()
    use_reset_code(name=user.email, code=make_reset_code(user=user, by=officer, why=WHY.OFFICE), password=NEW)
    assert User.objects.get(pk=user.pk).check_password(NEW)


# The page


def test_page_keeps_what_was_typed_and_asks_for_a_strong_password_twice(client, user, officer):
    code = make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    page = _type(client, code=code, password1="short", password2="short")
    assert [field for field, errors in page.context["form"].errors.items() if errors] == ["password1"]
    page = _type(client, code=code, password2="another-one-99")
    assert list(page.context["form"].errors) == ["password2"]
    assert (page.context["form"]["login"].value(), page.context["form"]["code"].value()) == ("0555 12 34 56", code)
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert ResetCode.objects.get().tries == 0


def test_page_of_a_new_password_leads_to_it(client):
    assert 'href="/accounts/code/"' in client.get("/accounts/password/reset/").content.decode()
    assert client.get("/accounts/code/").status_code == 200


def test_limit_counts_a_name_from_one_address_and_shuts_out_no_neighbour(client, user, officer):
    other = UserFactory(email=None, phone="+996700112233")
    for _try in range(8):
        assert _type(client, code="BBBBBBBBBB").status_code == 200
    assert _type(client, code="BBBBBBBBBB").status_code == 429
    code = make_reset_code(user=other, by=officer, why=WHY.OFFICE)
    assert _type(client, login=other.phone, code=code).redirect_chain[-1][0] == "/accounts/login/"


def test_forty_people_behind_one_address_use_their_codes(officer):
    for number in range(40):
        person = UserFactory(email=None, phone=f"+9967001122{number:02}")
        code = make_reset_code(user=person, by=officer, why=WHY.OFFICE)
        assert _type(Client(), login=person.phone, code=code).redirect_chain[-1][0] == "/accounts/login/"


def test_nothing_personal_goes_to_the_log(client, user, officer, caplog):
    caplog.set_level(logging.DEBUG)
    code = make_reset_code(user=user, by=officer, why=WHY.OFFICE)
    _type(client, code="BBBBBBBBBB")
    _type(client, code=code)
    quiet = ("django.db", "django.template", "faker", "factory")
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith(quiet))
    for secret in (code, code.replace("-", ""), "555123456", user.name, NEW):
        assert secret not in logged

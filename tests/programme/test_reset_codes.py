"""Codes for a forgotten password made by the office: for groups by officers of the organisation, for the office by the lead's manager."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.domain.reset_codes import use_reset_code
from accounts.models import ResetCode, User
from accounts.roles import Role
from core.events import events_of
from core.refusals import Refused
from programme.domain.deputies import name_deputy
from programme.domain.reset_codes import HELPS_GROUPS, make_code_by_lead, make_code_by_officer
from programme.domain.roles import reset_second_factor
from programme.models import RoleHeld
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder

pytestmark = pytest.mark.django_db
NEW = "quiet-mountain-road-7"


@pytest.fixture
def leader():
    return UserFactory(email=None, phone="+996555123456")


def _refused(expected, verb, /, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(**arguments)
    assert refusal.value.code == expected


@pytest.mark.parametrize("role", HELPS_GROUPS)
def test_officers_make_codes_for_groups_of_their_organisation(role, partner, leader):
    code = make_code_by_officer(user=leader, by=holder(role, partner), organisation=partner)
    assert use_reset_code(name=leader.phone, code=code, password=NEW) == leader
    assert make_code_by_officer(user=leader, by=holder(role), organisation=partner), "the lead reaches all"
    assert ResetCode.objects.filter(why="office").count() == 2


@pytest.mark.parametrize("role", sorted(set(Role) - set(HELPS_GROUPS)))
def test_nobody_else_does(role, partner, leader):
    for by in (holder(role, partner), holder("grants_officer", OrganisationFactory(code="other"))):
        _refused("not_officer", make_code_by_officer, user=leader, by=by, organisation=partner)


def test_officers_make_none_for_the_office(partner):
    colleague = holder("trainer", partner)
    for role in HELPS_GROUPS:
        _refused("office_account", make_code_by_officer, user=colleague, by=holder(role, partner), organisation=partner)


def test_the_leads_manager_makes_them_for_the_office_and_nobody_else(partner):
    colleague = holder("finance_officer", partner, email="finance@example.org")
    for by in (holder("programme_manager", partner), holder("grants_officer"), holder("trainer")):
        _refused("not_the_lead", make_code_by_lead, user=colleague, by=by)
    boss = holder("programme_manager")
    code = make_code_by_lead(user=colleague, by=boss)
    assert use_reset_code(name=colleague.email, code=code, password=NEW) == colleague
    assert ResetCode.objects.get().why == "lead"
    _refused("own_account", make_code_by_lead, user=boss, by=boss)


def test_one_person_never_opens_password_and_second_factor():
    colleague, boss, second = holder("finance_officer"), holder("programme_manager"), holder("programme_manager")
    reset_second_factor(by=boss, user=colleague)
    _refused("two_people", make_code_by_lead, user=colleague, by=boss)
    assert make_code_by_lead(user=colleague, by=second)
    _refused("two_people", reset_second_factor, by=second, user=colleague)
    ResetCode.objects.update(made_at=timezone.now() - timedelta(days=7, minutes=1))
    reset_second_factor(by=second, user=colleague)
    assert [event.action for event in events_of(colleague)] == ["second_factor_reset", "reset_code_made", "second_factor_reset"]


def test_a_deputy_makes_none_for_whom_they_act_for():
    boss, colleague, today = holder("programme_manager"), holder("trainer"), timezone.localdate()
    name_deputy(by=boss, held=RoleHeld.objects.get(user=boss), user=colleague, first_day=today, last_day=today, reason="Leave")
    acting = User.objects.get(pk=colleague.pk)
    _refused("own_account", make_code_by_lead, user=boss, by=acting)
    assert make_code_by_lead(user=holder("trainer"), by=acting)


# The button


def test_button_shows_the_code_once_and_the_code_works(client):
    boss, colleague = holder("programme_manager"), holder("finance_officer", email="finance@example.org", name="Айгүл")
    client.force_login(boss)
    home = f"/office/accounts/{colleague.number}/"
    assert "Make a code for a new password" in client.get(home).content.decode()
    page = client.post(f"{home}code/")
    code = page.context["code"]
    assert code in page.content.decode()
    assert "http://testserver/accounts/code/" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert code not in client.get(home).content.decode()
    assert use_reset_code(name=colleague.email, code=code, password=NEW) == colleague


def test_button_is_the_leads_and_refuses_with_a_reason(client, partner):
    colleague, partner_boss = holder("trainer", partner), holder("programme_manager", partner)
    client.force_login(partner_boss)
    home = f"/office/accounts/{colleague.number}/"
    assert "Make a code for a new password" not in client.get(home).content.decode()
    assert client.post(f"{home}code/").url == home
    assert "lead organisation" in client.get(home).content.decode()
    assert not ResetCode.objects.exists()


def test_page_is_not_there_for_others(client, partner):
    colleague = holder("finance_officer")
    for user in (holder("programme_manager", partner), holder("grants_officer"), UserFactory()):
        client.force_login(user)
        assert client.post(f"/office/accounts/{colleague.number}/code/").status_code == 404

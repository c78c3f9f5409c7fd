"""A deputy ends in time, and four eyes stay two people: what a deputy may not do for whom they act."""

import pytest
from django.utils import timezone

from accounts.models import User
from core.events import events_of
from core.refusals import Refused
from grants.domain.decisions import approve_award
from grants.models import Award
from programme.domain.deputies import end_deputy
from programme.domain.roles import close_account, end_role, grant_role, reset_second_factor
from programme.models import Deputy, RoleHeld
from tests.factories.accounts import UserFactory
from tests.factories.grants import proposed
from tests.factories.programme import holder, lead
from tests.factories.youth_groups import member_account
from tests.programme.deputies import DAY, moved, named, refused, role_of, roles_now

pytestmark = pytest.mark.django_db


def test_ended_it_ends_at_once_stays_on_record_and_ends_once(boss):
    colleague = holder("trainer")
    deputy = named(boss, role_of(boss), colleague)
    assert "programme_manager" in roles_now(colleague)
    end_deputy(by=boss, deputy=deputy)
    assert roles_now(colleague) == {"trainer"}
    assert Deputy.objects.get().ended_at is not None
    refused("ended_already", end_deputy, by=boss, deputy=deputy)
    over = named(boss, role_of(boss), colleague)
    moved(over, -5, -1)
    refused("ended_already", end_deputy, by=boss, deputy=over)


def test_it_ends_with_the_role_of_the_holder(boss):
    principal, colleague = UserFactory(), holder("reviewer")
    began = timezone.localdate() - 9 * DAY
    held = RoleHeld.objects.create(user=principal, organisation=lead(), role="content_editor", first_day=began)
    deputy = named(principal, held, colleague)
    assert colleague.groups.exists()
    end_role(by=boss, held=held)
    assert roles_now(colleague) == {"reviewer"}
    assert not colleague.groups.exists()
    deputy.refresh_from_db()
    assert deputy.ended_at is not None


def test_it_goes_with_a_role_that_is_taken_back(boss):
    principal, colleague = holder("finance_officer"), holder("trainer")
    deputy = named(principal, role_of(principal), colleague)
    end_role(by=boss, held=role_of(principal))
    assert roles_now(colleague) == {"trainer"}
    assert [event.action for event in events_of(deputy)] == ["deputy_named"]


def test_it_ends_with_the_deputys_account(boss):
    principal, colleague = holder("finance_officer"), holder("trainer")
    deputy = named(principal, role_of(principal), colleague)
    close_account(by=boss, user=colleague)
    deputy.refresh_from_db()
    assert deputy.ended_at is not None


def test_a_deputy_neither_ends_the_role_nor_touches_the_account_of_whom_they_act_for(boss):
    """Else no manager would remain, and one hand could hold both keys of a four-eyes rule."""
    colleague = holder("trainer")
    named(boss, role_of(boss), colleague)
    acting = User.objects.get(pk=colleague.pk)
    refused("own_role", end_role, by=acting, held=role_of(boss))
    refused("own_account", close_account, by=acting, user=boss)
    refused("own_account", reset_second_factor, by=acting, user=boss)
    refused("own_role", grant_role, by=acting, user=acting, organisation=lead(), role="finance_officer")


def _acts_for(principal, colleague):
    named(principal, role_of(principal), colleague)
    return User.objects.get(pk=colleague.pk)


def test_a_proposer_who_is_the_managers_deputy_does_not_approve_the_own_proposal(boss):
    proposer = _acts_for(boss, holder("grants_officer"))
    application = proposed(by=proposer)
    with pytest.raises(Refused, match="somebody else approves"):
        approve_award(application=application, by=proposer)
    assert Award.objects.count() == 0
    assert approve_award(application=application, by=boss).proposed_by == proposer


def test_who_proposed_as_a_deputy_does_not_approve_after_the_days_of_it(boss):
    proposer = holder("reviewer")
    officer = holder("grants_officer")
    deputy = named(officer, role_of(officer), proposer)
    application = proposed(by=User.objects.get(pk=proposer.pk))
    end_deputy(by=officer, deputy=deputy)
    RoleHeld.objects.create(user=proposer, organisation=lead(), role="programme_manager")
    with pytest.raises(Refused, match="somebody else approves"):
        approve_award(application=application, by=User.objects.get(pk=proposer.pk))


def test_a_reviewer_who_is_an_officers_deputy_does_not_approve_what_they_reviewed():
    application = proposed()
    assigned = application.assignments.first().reviewer
    if not assigned.holds("reviewer"):
        RoleHeld.objects.create(user=assigned, organisation=lead(), role="reviewer")
    acting = _acts_for(holder("grants_officer"), assigned)
    with pytest.raises(Refused, match="asked to review"):
        approve_award(application=application, by=acting)


def test_a_member_of_the_group_who_is_an_officers_deputy_does_not_approve_its_award():
    application = proposed()
    member = member_account(application.group, "view_group")
    RoleHeld.objects.create(user=member, organisation=lead(), role="trainer")
    acting = _acts_for(holder("grants_officer"), member)
    with pytest.raises(Refused, match="belong to this group"):
        approve_award(application=application, by=acting)


def test_a_deputy_who_stands_outside_approves_for_the_holder():
    """Else the refusals above would prove nothing."""
    acting = _acts_for(holder("grants_officer"), holder("trainer"))
    assert approve_award(application=proposed(), by=acting).approved_by == acting

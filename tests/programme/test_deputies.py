"""Every acting role can have a deputy for dates, under the same exclusions."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import SECOND_FACTOR_ROLES, Role
from core.events import events_of
from core.models import Message
from core.refusals import Refused
from grants.domain.decisions import approve_award
from grants.models import Award
from programme.domain.deputies import end_deputy, name_deputy
from programme.domain.roles import GIVEN_ELSEWHERE, LEAD_GIVES, close_account, end_role, grant_role, reset_second_factor
from programme.models import Deputy, RoleHeld
from programme.roles import PUBLISH, ensure_roles
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.grants import proposed
from tests.factories.programme import OrganisationFactory, holder, lead
from tests.factories.youth_groups import member_account

pytestmark = pytest.mark.django_db
ACTING = sorted(set(Role) - GIVEN_ELSEWHERE)
DAY = timedelta(days=1)


@pytest.fixture
def partner():
    return OrganisationFactory(code="partner")


@pytest.fixture
def boss():
    return holder("programme_manager")


def _held(user, role=None):
    rows = RoleHeld.objects.select_related("organisation", "user").filter(user=user)
    return rows.get(role=role) if role else rows.get()


def _name(by, held, user, *, begins=0, days=5, reason="Leave"):
    first = timezone.localdate() + timedelta(days=begins)
    return name_deputy(by=by, held=held, user=user, first_day=first, last_day=first + timedelta(days=days), reason=reason)


def _refused(expected, verb, /, *positional, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(*positional, **arguments)
    assert refusal.value.code == expected


def _roles(user):
    return User.objects.get(pk=user.pk).role_codes()


def _move(deputy, first, last):
    today = timezone.localdate()
    Deputy.objects.filter(pk=deputy.pk).update(first_day=today + timedelta(days=first), last_day=today + timedelta(days=last))


# What a deputy holds


@pytest.mark.parametrize("role", ACTING)
def test_every_acting_role_has_a_deputy_who_holds_it_in_that_organisation(role, partner):
    principal, colleague = holder(role, partner), holder("trainer" if role != "trainer" else "reviewer", partner)
    _name(principal, _held(principal), colleague)
    user = User.objects.get(pk=colleague.pk)
    assert user.holds(role, partner.pk)
    assert not user.holds(role, lead().pk)
    assert user.roles[role] == (False, frozenset({partner.pk}))
    assert principal.holds(role, partner.pk), "the holder keeps it"
    assert user.needs_second_factor == (role in SECOND_FACTOR_ROLES)


def test_in_the_lead_it_reaches_all_like_the_role(boss):
    colleague = holder("grants_officer")
    _name(boss, _held(boss), colleague)
    assert User.objects.get(pk=colleague.pk).reach(("programme_manager",))[0]


@pytest.mark.parametrize(("first", "last", "acts"), [(1, 5, False), (0, 0, True), (-3, 0, True), (-3, -1, False), (0, 9, True)])
def test_it_counts_from_the_first_to_the_last_day(boss, first, last, acts):
    colleague = holder("grants_officer")
    deputy = _name(boss, _held(boss), colleague)
    _move(deputy, first, last)
    assert ("programme_manager" in _roles(colleague)) == acts


def test_roles_are_read_in_one_statement(boss):
    colleague = holder("grants_officer")
    _name(boss, _held(boss), colleague)
    user = User.objects.get(pk=colleague.pk)
    with CaptureQueriesContext(connection) as queries:
        assert user.role_codes() == {"grants_officer", "programme_manager"}
    assert len(queries) == 1


def test_a_closed_account_acts_for_nobody(boss):
    colleague = holder("grants_officer")
    _name(boss, _held(boss), colleague)
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    assert _roles(colleague) == frozenset()


def test_the_second_factor_is_required_of_the_deputy(client, boss):
    colleague = holder("reviewer")
    client.force_login(colleague)
    assert client.get("/office/").status_code == 200
    _name(boss, _held(boss), colleague)
    assert client.get("/office/").url == "/accounts/second-factor/"


def test_pages_of_wagtail_open_and_shut_with_it(boss):
    colleague = holder("reviewer")
    deputy = _name(boss, _held(boss), colleague)
    assert colleague.groups.filter(name=PUBLISH).exists()
    ensure_roles()
    assert colleague.groups.filter(name=PUBLISH).exists()
    end_deputy(by=boss, deputy=deputy)
    assert not Group.objects.get(name=PUBLISH).user_set.filter(pk=colleague.pk).exists()
    assert not User.objects.get(pk=colleague.pk).enters_admin


def test_events_carry_the_acting_role(boss):
    colleague = holder("reviewer")
    _name(boss, _held(boss), colleague)
    acting = User.objects.get(pk=colleague.pk)
    held = grant_role(by=acting, user=UserFactory(), organisation=lead(), role="trainer")
    event = events_of(held).get()
    assert (event.actor, event.actor_role) == (acting, "programme_manager")


def test_naming_and_ending_are_events_and_the_deputy_is_told(boss):
    colleague = holder("reviewer", language="ru")
    deputy = _name(boss, _held(boss), colleague, reason="Поездка")
    end_deputy(by=boss, deputy=deputy)
    data = {"user": colleague.pk, "held": deputy.held_id, "role": "programme_manager", "organisation": lead().pk}
    assert [(event.action, event.actor, event.data) for event in events_of(deputy)] == [
        ("deputy_named", boss, data),
        ("deputy_ended", boss, data),
    ]
    message = Message.objects.get(kind="deputy_named")
    assert (message.to, message.language) == (colleague, "ru")
    assert colleague.name not in message.subject


# Who names, and whom


@pytest.mark.parametrize("role", ACTING)
def test_the_holder_names_for_the_own_role(role, partner):
    for organisation in (lead(), partner):
        principal = holder(role, organisation)
        colleague = holder("trainer" if role != "trainer" else "reviewer", organisation)
        assert _name(principal, _held(principal), colleague).user == colleague


@pytest.mark.parametrize("role", ACTING)
def test_who_gives_the_role_names_too(role, boss, partner):
    principal, colleague = holder(role, partner), holder("trainer" if role != "trainer" else "reviewer", partner)
    assert _name(boss, _held(principal), colleague)
    partner_boss = holder("programme_manager", partner)
    other = holder("trainer" if role != "trainer" else "reviewer", partner)
    if role in LEAD_GIVES:
        _refused("not_named_here", _name, partner_boss, _held(principal), other)
    else:
        assert _name(partner_boss, _held(principal), other)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_MANAGER}))
def test_nobody_else_names_or_ends(role, boss, partner):
    principal, colleague = holder("finance_officer"), holder("trainer")
    deputy = _name(boss, _held(principal), colleague)
    for by in (holder(role), holder("programme_manager", partner), UserFactory()):
        _refused("not_named_here", _name, by, _held(principal), holder("reviewer"))
        _refused("not_named_here", end_deputy, by=by, deputy=deputy)


def test_a_deputy_names_no_deputy_for_the_same_role(partner):
    principal, colleague, third = (holder(role, partner) for role in ("grants_officer", "trainer", "reviewer"))
    deputy = _name(principal, _held(principal), colleague)
    acting = User.objects.get(pk=colleague.pk)
    _refused("not_named_here", _name, acting, _held(principal), third)
    assert end_deputy(by=acting, deputy=deputy).ended_at is not None, "but lays it down"


def test_nobody_is_the_own_deputy_or_names_themselves(boss):
    principal = holder("finance_officer")
    _refused("own_deputy", _name, principal, _held(principal), principal)
    _refused("own_deputy", _name, boss, _held(principal), principal)
    _refused("own_role", _name, boss, _held(principal), boss)


def test_an_auditor_has_no_deputy_and_is_none(boss):
    auditor, principal = holder("auditor"), holder("finance_officer")
    _refused("no_deputy", _name, auditor, _held(auditor), holder("trainer"))
    _refused("not_of_here", _name, boss, _held(principal), auditor)


def test_a_deputy_works_in_the_same_organisation_in_these_days(boss, partner):
    principal = holder("finance_officer")
    for user in (UserFactory(), holder("trainer", partner)):
        _refused("not_of_here", _name, principal, _held(principal), user)
    leaving = UserFactory()
    RoleHeld.objects.create(user=leaving, organisation=lead(), role="trainer", last_day=timezone.localdate() + 2 * DAY)
    _refused("not_of_here", _name, principal, _held(principal), leaving)
    assert _name(principal, _held(principal), leaving, days=2)
    _refused("closed", _name, principal, _held(principal), holder("trainer", is_active=False))


def test_who_holds_the_role_or_acts_in_it_already_is_not_named_again(boss):
    principal, colleague = holder("finance_officer"), holder("trainer")
    _refused("held_already", _name, boss, _held(principal), holder("finance_officer"))
    _name(principal, _held(principal), colleague)
    _refused("named_already", _name, principal, _held(principal), colleague, begins=3)
    assert _name(principal, _held(principal), colleague, begins=6)


def test_days_and_reason(boss):
    principal, colleague, today = UserFactory(), holder("trainer"), timezone.localdate()
    held = RoleHeld.objects.create(user=principal, organisation=lead(), role="finance_officer", first_day=today, last_day=today + 9 * DAY)
    _refused("days", _name, principal, held, colleague, days=-1)
    _refused("days_past", _name, principal, held, colleague, begins=-1)
    _refused("days_of_role", _name, principal, held, colleague, days=10)
    _refused("no_reason", _name, principal, held, colleague, reason="  ")
    assert _name(principal, held, colleague, days=9).reason == "Leave"


def test_the_database_holds_days_and_one_row(boss):
    deputy = _name(boss, _held(boss), holder("trainer"))
    facts = {"held": deputy.held, "user": deputy.user, "reason": "x", "named_by": boss, "first_day": deputy.first_day}
    for values in ({"last_day": deputy.first_day - DAY}, {"last_day": deputy.last_day}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Deputy.objects.create(**facts, **values)


@pytest.mark.django_db(transaction=True)
def test_named_twice_at_once_stands_once():
    principal, colleague = holder("finance_officer"), holder("trainer")
    outcomes = run_concurrently(lambda _n: _name(principal, _held(principal), colleague), range(6))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Deputy"] + ["Refused"] * 5


# How it ends


def test_ended_it_ends_at_once_stays_on_record_and_ends_once(boss):
    colleague = holder("trainer")
    deputy = _name(boss, _held(boss), colleague)
    assert "programme_manager" in _roles(colleague)
    end_deputy(by=boss, deputy=deputy)
    assert _roles(colleague) == {"trainer"}
    assert Deputy.objects.get().ended_at is not None
    _refused("ended_already", end_deputy, by=boss, deputy=deputy)
    over = _name(boss, _held(boss), colleague)
    _move(over, -5, -1)
    _refused("ended_already", end_deputy, by=boss, deputy=over)


def test_it_ends_with_the_role_of_the_holder(boss):
    principal, colleague = UserFactory(), holder("reviewer")
    began = timezone.localdate() - 9 * DAY
    held = RoleHeld.objects.create(user=principal, organisation=lead(), role="content_editor", first_day=began)
    deputy = _name(principal, held, colleague)
    assert colleague.groups.exists()
    end_role(by=boss, held=held)
    assert _roles(colleague) == {"reviewer"}
    assert not colleague.groups.exists()
    deputy.refresh_from_db()
    assert deputy.ended_at is not None


def test_it_goes_with_a_role_that_is_taken_back(boss):
    principal, colleague = holder("finance_officer"), holder("trainer")
    deputy = _name(principal, _held(principal), colleague)
    end_role(by=boss, held=_held(principal))
    assert _roles(colleague) == {"trainer"}
    assert [event.action for event in events_of(deputy)] == ["deputy_named"]


def test_it_ends_with_the_deputys_account(boss):
    principal, colleague = holder("finance_officer"), holder("trainer")
    deputy = _name(principal, _held(principal), colleague)
    close_account(by=boss, user=colleague)
    deputy.refresh_from_db()
    assert deputy.ended_at is not None


def test_a_deputy_neither_ends_the_role_nor_touches_the_account_of_whom_they_act_for(boss):
    """Else no manager would remain, and one hand could hold both keys of a four-eyes rule."""
    colleague = holder("trainer")
    _name(boss, _held(boss), colleague)
    acting = User.objects.get(pk=colleague.pk)
    _refused("own_role", end_role, by=acting, held=_held(boss))
    _refused("own_account", close_account, by=acting, user=boss)
    _refused("own_account", reset_second_factor, by=acting, user=boss)
    _refused("own_role", grant_role, by=acting, user=acting, organisation=lead(), role="finance_officer")


# The same exclusions: four eyes are two people


def _acts_for(principal, colleague):
    _name(principal, _held(principal), colleague)
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
    deputy = _name(officer, _held(officer), proposer)
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


# Pages


def _post(client, held, user, **data):
    today = timezone.localdate()
    facts = {"user": user.pk, "first_day": today, "last_day": today + 5 * DAY, "reason": "Leave", **data}
    return client.post(f"/office/deputies/roles/{held.pk}/", facts)


def test_the_holder_names_on_the_own_account_and_everybody_sees_it(client, boss):
    principal, colleague = holder("finance_officer", name="Бакыт"), holder("trainer", name="Айгүл")
    client.force_login(principal)
    address = f"/office/deputies/roles/{_held(principal).pk}/"
    assert f'href="{address}"' in client.get("/accounts/me/").content.decode()
    page = client.get(address)
    assert set(page.context["form"].fields["user"].queryset) == {boss, colleague}
    assert _post(client, _held(principal), colleague).url == "/accounts/me/"
    mine = client.get("/accounts/me/").content.decode()
    assert "Deputy: Айгүл" in mine
    assert "Leave" in mine
    client.force_login(boss)
    people = client.get("/office/accounts/").content.decode()
    assert "Deputy: Айгүл" in people
    assert "deputy of Бакыт" in people
    assert "Deputy: Айгүл" in client.get(f"/office/accounts/{principal.number}/").content.decode()
    assert "deputy of Бакыт" in client.get(f"/office/accounts/{colleague.number}/").content.decode()


def test_the_deputy_sees_it_on_the_own_account_and_lays_it_down(client):
    principal, colleague = holder("reviewer", name="Бакыт"), holder("trainer")
    deputy = _name(principal, _held(principal), colleague)
    client.force_login(colleague)
    assert "deputy of Бакыт" in client.get("/accounts/me/").content.decode()
    assert client.post(f"/office/deputies/{deputy.pk}/end/").url == "/accounts/me/"
    assert "deputy of Бакыт" not in client.get("/accounts/me/").content.decode()


def test_the_manager_names_and_ends_on_the_page_of_the_person(client, boss):
    principal, colleague = holder("finance_officer"), holder("trainer")
    client.force_login(boss)
    home = f"/office/accounts/{principal.number}/"
    assert f"/office/deputies/roles/{_held(principal).pk}/" in client.get(home).content.decode()
    assert _post(client, _held(principal), colleague).url == home
    assert client.post(f"/office/deputies/{Deputy.objects.get().pk}/end/").url == home
    assert Deputy.objects.get().ended_at is not None


def test_a_refusal_keeps_what_was_typed(client):
    principal, colleague = holder("reviewer"), holder("trainer")
    client.force_login(principal)
    page = _post(client, _held(principal), colleague, last_day=timezone.localdate() - DAY, reason="Командировка")
    assert "The last day is before the first day" in page.content.decode()
    assert page.context["form"]["reason"].value() == "Командировка"


def test_pages_are_not_there_for_others(client, boss, partner):
    principal, colleague = holder("finance_officer"), holder("grants_officer")
    deputy = _name(principal, _held(principal), colleague)
    for user in (holder("grants_officer"), holder("programme_manager", partner), UserFactory(), colleague):
        client.force_login(user)
        assert client.get(f"/office/deputies/roles/{deputy.held_id}/").status_code == 404
        if user != colleague:
            assert client.post(f"/office/deputies/{deputy.pk}/end/").status_code == 404
    auditor = holder("auditor")
    client.force_login(auditor)
    assert client.get(f"/office/deputies/roles/{_held(auditor).pk}/").status_code == 404
    assert "Name a deputy" not in client.get("/accounts/me/").content.decode()
    focal = holder("safeguarding_focal_point", partner)
    client.force_login(holder("programme_manager", partner))
    assert client.get(f"/office/deputies/roles/{_held(focal).pk}/").status_code == 404


def test_lists_take_as_many_statements_with_thirty_deputies(client, boss):
    principal = holder("reviewer")

    def cost(user, address):
        client.force_login(user)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    _name(principal, _held(principal), holder("trainer"))
    one = cost(boss, "/office/accounts/"), cost(principal, "/accounts/me/")
    for _number in range(29):
        _name(principal, _held(principal), holder("trainer"))
    assert (cost(boss, "/office/accounts/"), cost(principal, "/accounts/me/")) == one

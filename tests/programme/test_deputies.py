"""Every acting role can have a deputy for dates, under the same exclusions."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import SECOND_FACTOR_ROLES, Role
from core.events import events_of, said_by
from core.models import Message
from grants.domain.calls import withdraw_grant_call
from programme.domain.deputies import end_deputy
from programme.domain.roles import GIVEN_ELSEWHERE, LEAD_GIVES, grant_role
from programme.models import Deputy, RoleHeld
from programme.roles import PUBLISH, ensure_roles
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.grants import GrantCallFactory
from tests.factories.programme import holder, lead
from tests.factories.trainings import ParticipationFactory, TrainingFactory
from tests.factories.youth_groups import PersonFactory
from tests.programme.deputies import DAY, moved, named, refused, role_of, roles_now
from trainings.domain.risk import confirm_place
from trainings.domain.rosters import add_participations
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.people import PersonFacts, record_people

pytestmark = pytest.mark.django_db
ACTING = sorted(set(Role) - GIVEN_ELSEWHERE)


@pytest.mark.parametrize("role", ACTING)
def test_every_acting_role_has_a_deputy_who_holds_it_in_that_organisation(role, partner):
    principal, colleague = holder(role, partner), holder("trainer" if role != "trainer" else "reviewer", partner)
    named(principal, role_of(principal), colleague)
    user = User.objects.get(pk=colleague.pk)
    assert user.holds(role, partner.pk)
    assert not user.holds(role, lead().pk)
    assert user.roles[role] == (False, frozenset({partner.pk}))
    assert principal.holds(role, partner.pk), "the holder keeps it"
    assert user.needs_second_factor == (role in SECOND_FACTOR_ROLES)


def test_in_the_lead_it_reaches_all_like_the_role(boss):
    colleague = holder("grants_officer")
    named(boss, role_of(boss), colleague)
    assert User.objects.get(pk=colleague.pk).reach(("programme_manager",))[0]


@pytest.mark.parametrize(("first", "last", "acts"), [(1, 5, False), (0, 0, True), (-3, 0, True), (-3, -1, False), (0, 9, True)])
def test_it_counts_from_the_first_to_the_last_day(boss, first, last, acts):
    colleague = holder("grants_officer")
    deputy = named(boss, role_of(boss), colleague)
    moved(deputy, first, last)
    assert ("programme_manager" in roles_now(colleague)) == acts


def test_roles_are_read_in_one_statement(boss):
    colleague = holder("grants_officer")
    named(boss, role_of(boss), colleague)
    user = User.objects.get(pk=colleague.pk)
    with CaptureQueriesContext(connection) as queries:
        assert user.role_codes() == {"grants_officer", "programme_manager"}
    assert len(queries) == 1


def test_a_closed_account_acts_for_nobody(boss):
    colleague = holder("grants_officer")
    named(boss, role_of(boss), colleague)
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    assert roles_now(colleague) == frozenset()


def test_the_second_factor_is_required_of_the_deputy(client, boss):
    colleague = holder("reviewer")
    client.force_login(colleague)
    assert client.get("/office/").status_code == 200
    named(boss, role_of(boss), colleague)
    assert client.get("/office/").url == "/accounts/second-factor/"


def test_pages_of_wagtail_open_and_shut_with_it(boss):
    colleague = holder("reviewer")
    deputy = named(boss, role_of(boss), colleague)
    assert colleague.groups.filter(name=PUBLISH).exists()
    ensure_roles()
    assert colleague.groups.filter(name=PUBLISH).exists()
    end_deputy(by=boss, deputy=deputy)
    assert not Group.objects.get(name=PUBLISH).user_set.filter(pk=colleague.pk).exists()
    assert not User.objects.get(pk=colleague.pk).enters_admin


def test_events_carry_the_acting_role(boss):
    colleague = holder("reviewer")
    named(boss, role_of(boss), colleague)
    acting = User.objects.get(pk=colleague.pk)
    held = grant_role(by=acting, user=UserFactory(), organisation=lead(), role="trainer")
    event = events_of(held).get()
    assert (event.actor, event.actor_role) == (acting, "programme_manager")


def test_naming_and_ending_are_events_and_the_deputy_is_told(boss):
    colleague = holder("reviewer", language="ru")
    deputy = named(boss, role_of(boss), colleague, reason="Поездка")
    end_deputy(by=boss, deputy=deputy)
    data = {"user": colleague.pk, "held": deputy.held_id, "role": "programme_manager", "organisation": lead().pk}
    assert [(event.action, event.actor, event.data) for event in events_of(deputy)] == [
        ("deputy_named", boss, data),
        ("deputy_ended", boss, data),
    ]
    message = Message.objects.get(kind="deputy_named")
    assert (message.to, message.language) == (colleague, "ru")
    assert colleague.name not in message.subject


@pytest.mark.parametrize("role", ACTING)
def test_the_holder_names_for_the_own_role(role, partner):
    for organisation in (lead(), partner):
        principal = holder(role, organisation)
        colleague = holder("trainer" if role != "trainer" else "reviewer", organisation)
        assert named(principal, role_of(principal), colleague).user == colleague


@pytest.mark.parametrize("role", ACTING)
def test_who_gives_the_role_names_too(role, boss, partner):
    principal, colleague = holder(role, partner), holder("trainer" if role != "trainer" else "reviewer", partner)
    assert named(boss, role_of(principal), colleague)
    partner_boss = holder("programme_manager", partner)
    other = holder("trainer" if role != "trainer" else "reviewer", partner)
    if role in LEAD_GIVES:
        refused("not_named_here", named, partner_boss, role_of(principal), other)
    else:
        assert named(partner_boss, role_of(principal), other)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_MANAGER}))
def test_nobody_else_names_or_ends(role, boss, partner):
    principal, colleague = holder("finance_officer"), holder("trainer")
    deputy = named(boss, role_of(principal), colleague)
    for by in (holder(role), holder("programme_manager", partner), UserFactory()):
        refused("not_named_here", named, by, role_of(principal), holder("reviewer"))
        refused("not_named_here", end_deputy, by=by, deputy=deputy)


def test_a_deputy_names_no_deputy_for_the_same_role(partner):
    principal, colleague, third = (holder(role, partner) for role in ("grants_officer", "trainer", "reviewer"))
    deputy = named(principal, role_of(principal), colleague)
    acting = User.objects.get(pk=colleague.pk)
    refused("not_named_here", named, acting, role_of(principal), third)
    assert end_deputy(by=acting, deputy=deputy).ended_at is not None, "but lays it down"


def test_nobody_is_the_own_deputy_or_names_themselves(boss):
    principal = holder("finance_officer")
    refused("own_deputy", named, principal, role_of(principal), principal)
    refused("own_deputy", named, boss, role_of(principal), principal)
    refused("own_role", named, boss, role_of(principal), boss)


def test_an_auditor_has_no_deputy_and_is_none(boss):
    auditor, principal = holder("auditor"), holder("finance_officer")
    refused("no_deputy", named, auditor, role_of(auditor), holder("trainer"))
    refused("not_of_here", named, boss, role_of(principal), auditor)


def test_a_deputy_works_in_the_same_organisation_in_these_days(boss, partner):
    principal = holder("finance_officer")
    for user in (UserFactory(), holder("trainer", partner)):
        refused("not_of_here", named, principal, role_of(principal), user)
    leaving = UserFactory()
    RoleHeld.objects.create(user=leaving, organisation=lead(), role="trainer", last_day=timezone.localdate() + 2 * DAY)
    refused("not_of_here", named, principal, role_of(principal), leaving)
    assert named(principal, role_of(principal), leaving, days=2)
    refused("closed", named, principal, role_of(principal), holder("trainer", is_active=False))


def test_who_holds_the_role_or_acts_in_it_already_is_not_named_again(boss):
    principal, colleague = holder("finance_officer"), holder("trainer")
    refused("held_already", named, boss, role_of(principal), holder("finance_officer"))
    named(principal, role_of(principal), colleague)
    refused("named_already", named, principal, role_of(principal), colleague, begins=3)
    assert named(principal, role_of(principal), colleague, begins=6)


def test_days_and_reason(boss):
    principal, colleague, today = UserFactory(), holder("trainer"), timezone.localdate()
    held = RoleHeld.objects.create(user=principal, organisation=lead(), role="finance_officer", first_day=today, last_day=today + 9 * DAY)
    refused("days", named, principal, held, colleague, days=-1)
    refused("days_past", named, principal, held, colleague, begins=-1)
    refused("days_of_role", named, principal, held, colleague, days=10)
    refused("no_reason", named, principal, held, colleague, reason="  ")
    assert named(principal, held, colleague, days=9).reason == "Leave"


def test_the_database_holds_days_and_one_row(boss):
    deputy = named(boss, role_of(boss), holder("trainer"))
    facts = {"held": deputy.held, "user": deputy.user, "reason": "x", "named_by": boss, "first_day": deputy.first_day}
    for values in ({"last_day": deputy.first_day - DAY}, {"last_day": deputy.last_day}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Deputy.objects.create(**facts, **values)


@pytest.mark.django_db(transaction=True)
def test_named_twice_at_once_stands_once():
    principal, colleague = holder("finance_officer"), holder("trainer")
    outcomes = run_concurrently(lambda _n: named(principal, role_of(principal), colleague), range(6))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Deputy"] + ["Refused"] * 5


def test_events_say_for_whose_role_a_deputy_acted(boss):
    boss.name = "Айнура Төрөкулова"
    boss.save()
    colleague = holder("reviewer", name="Бакыт Асанов")
    named(boss, role_of(boss), colleague)
    acting = User.objects.get(pk=colleague.pk)
    held = grant_role(by=acting, user=UserFactory(), organisation=lead(), role="trainer")
    event = events_of(held).get()
    assert (event.actor, event.actor_role, event.deputy_for) == (acting, "programme_manager", boss)
    assert said_by(event) == "Бакыт Асанов (programme manager, as deputy for Айнура Төрөкулова)"
    own = grant_role(by=boss, user=UserFactory(), organisation=lead(), role="trainer")
    assert said_by(events_of(own).get()) == "Айнура Төрөкулова (programme manager)"
    assert events_of(own).get().deputy_for is None


def test_a_deputy_acts_in_the_own_role_where_that_gives_the_right(boss, partner):
    """A coordinator who is the deputy of a grants officer: trainings are their own, groups and grants by the role that was asked."""
    officer, colleague = holder("grants_officer"), holder("training_coordinator")
    named(boss, role_of(officer), colleague)
    acting = User.objects.get(pk=colleague.pk)
    place, call, person = ParticipationFactory(), GrantCallFactory(), PersonFactory(birth_year=1990)
    confirm_place(participation=place, by=acting)
    assert _acted(place) == ("training_coordinator", None)
    withdraw_grant_call(call=call, by=acting, note="no money")
    assert _acted(call) == ("grants_officer", officer)
    record_consents(answers=[ConsentGiven(person=person, purpose="contact", by="self")], by=acting, given_on=timezone.localdate())
    assert _acted(person) == ("training_coordinator", None)


def test_rows_written_many_at_once_say_it_too(boss):
    principal, colleague = holder("training_coordinator"), holder("reviewer")
    named(boss, role_of(principal), colleague)
    acting, person = User.objects.get(pk=colleague.pk), PersonFactory(birth_year=1990)
    record_consents(answers=[ConsentGiven(person=person, purpose="contact", by="self")], by=acting, given_on=timezone.localdate())
    assert _acted(person) == ("training_coordinator", principal)
    (place,) = add_participations(training=TrainingFactory(), people=[person], by=acting, source="staff")
    assert _acted(place) == ("training_coordinator", principal)
    (made,) = record_people(organisation=lead(), by=acting, people=[PersonFacts(written_name="Асан", birth_year=1990)], checked=True)
    assert _acted(made) == ("training_coordinator", principal)


def test_an_own_role_in_another_organisation_is_not_the_one_that_acted(boss, partner):
    """Coordinator of a partner, in the lead a reviewer and the deputy of its coordinator."""
    principal, colleague = holder("training_coordinator"), holder("reviewer")
    RoleHeld.objects.create(user=colleague, organisation=partner, role="training_coordinator")
    named(boss, role_of(principal), colleague)
    acting = User.objects.get(pk=colleague.pk)
    ours, theirs = (ParticipationFactory(training=TrainingFactory(organisation=where)) for where in (lead(), partner))
    for place in (ours, theirs):
        confirm_place(participation=place, by=acting)
    assert _acted(ours) == ("training_coordinator", principal)
    assert _acted(theirs) == ("training_coordinator", None)


def _acted(row):
    event = events_of(row).last()
    return event.actor_role, event.deputy_for

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import User
from accounts.roles import ADMIN_ROLES, Role
from core.events import events_of
from core.models import Message
from core.refusals import Refused
from programme.domain.roles import GIVEN_ELSEWHERE, LEAD_GIVES, close_account, end_role, grant_role, open_account, reset_second_factor
from programme.models import RoleHeld
from programme.roles import DRAFT, PUBLISH, ensure_roles
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder, lead

pytestmark = pytest.mark.django_db
GIVEN = sorted(set(Role) - GIVEN_ELSEWHERE)


@pytest.fixture
def partner_boss(partner):
    return holder("programme_manager", partner)


def _refused(code, verb, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(**arguments)
    assert refusal.value.code == code


@pytest.mark.parametrize("role", GIVEN)
def test_lead_manager_gives_every_role_everywhere_with_event_and_message(boss, partner, role):
    for organisation in (lead(), partner):
        user = UserFactory(language="ru")
        held = grant_role(by=boss, user=user, organisation=organisation, role=role)
        assert user.holds(role, organisation.pk)
        event = events_of(held).get()
        assert (event.action, event.actor, event.data["role"]) == ("role_given", boss, role)
        message = Message.objects.get(kind="role_given", to=user)
        assert (message.language, user.name in message.subject) == ("ru", False)


@pytest.mark.parametrize("role", GIVEN)
def test_partner_manager_gives_what_belongs_to_the_partner_in_the_partner_only(partner_boss, partner, role):
    user = UserFactory()
    other = OrganisationFactory(code="other")
    for organisation in (lead(), other):
        _refused("not_the_manager", grant_role, by=partner_boss, user=user, organisation=organisation, role=role)
    if role in LEAD_GIVES:
        _refused("not_given_here", grant_role, by=partner_boss, user=user, organisation=partner, role=role)
    else:
        assert grant_role(by=partner_boss, user=user, organisation=partner, role=role).role == role


@pytest.mark.parametrize("code", sorted(set(Role) - {Role.PROGRAMME_MANAGER}))
def test_no_other_role_gives_ends_opens_or_closes(code, boss):
    by, user = holder(code), UserFactory()
    held = grant_role(by=boss, user=user, organisation=lead(), role="trainer")
    _refused("not_the_manager", grant_role, by=by, user=user, organisation=lead(), role="reviewer")
    _refused("not_the_manager", end_role, by=by, held=held)
    _refused("not_the_manager", open_account, by=by, organisation=lead(), role="trainer", name="", language="en", email="a@example.org")
    _refused("not_the_lead", close_account, by=by, user=user)
    _refused("not_the_lead", reset_second_factor, by=by, user=user)


def test_nobody_acts_on_the_own_roles_or_account(boss):
    _refused("own_role", grant_role, by=boss, user=boss, organisation=lead(), role="finance_officer")
    _refused("own_role", end_role, by=boss, held=RoleHeld.objects.get(user=boss))
    _refused("own_account", close_account, by=boss, user=boss)
    _refused("own_account", reset_second_factor, by=boss, user=boss)


def test_partner_manager_has_no_hand_on_who_works_elsewhere_too(boss, partner_boss, partner):
    user = UserFactory()
    grant_role(by=boss, user=user, organisation=lead(), role="trainer")
    grant_role(by=partner_boss, user=user, organisation=partner, role="trainer")
    _refused("not_the_lead", close_account, by=partner_boss, user=user)
    _refused("not_the_lead", reset_second_factor, by=partner_boss, user=user)
    _refused("not_the_lead", close_account, by=partner_boss, user=UserFactory())


def test_unknown_and_per_agreement_roles_are_not_given_here(boss):
    for role in ("auditor", "emperor", ""):
        _refused("not_given_here", grant_role, by=boss, user=UserFactory(), organisation=lead(), role=role)


def test_same_role_is_given_once_for_the_same_days(boss):
    user, today = UserFactory(), timezone.localdate()
    grant_role(by=boss, user=user, organisation=lead(), role="trainer", last_day=today)
    _refused("held_already", grant_role, by=boss, user=user, organisation=lead(), role="trainer")
    grant_role(by=boss, user=user, organisation=lead(), role="trainer", first_day=today + timedelta(days=1))
    _refused("days", grant_role, by=boss, user=user, organisation=lead(), role="reviewer", last_day=today - timedelta(days=1))


def test_role_ends_at_once_and_stays_on_record(boss):
    user, today = UserFactory(), timezone.localdate()
    held = RoleHeld.objects.create(user=user, organisation=lead(), role="grants_officer", first_day=today - timedelta(days=9))
    end_role(by=boss, held=held)
    held.refresh_from_db()
    assert held.last_day == today - timedelta(days=1)
    assert not User.objects.get(pk=user.pk).holds("grants_officer")
    _refused("ended_already", end_role, by=boss, held=held)
    fresh = grant_role(by=boss, user=user, organisation=lead(), role="grants_officer")
    end_role(by=boss, held=fresh)
    assert RoleHeld.objects.filter(user=user).count() == 1


def test_account_opens_with_its_first_role(boss):
    user = open_account(
        by=boss, organisation=lead(), role="trainer", name="Айбек уулу", language="ky", email="New@Example.org", phone="0555 12 34 56"
    )
    assert (user.email, user.phone, user.has_usable_password()) == ("new@example.org", "+996555123456", False)
    again = open_account(by=boss, organisation=lead(), role="reviewer", name="Other", language="ru", email="new@example.org")
    assert (again.pk, again.name, again.language) == (user.pk, "Айбек уулу", "ky")
    assert Message.objects.filter(to=user, kind="role_given").count() == 2
    arguments = {"by": boss, "organisation": lead(), "role": "trainer", "name": "", "language": "en"}
    _refused("no_address", open_account, **arguments, phone="0700112233")
    _refused("phone", open_account, **arguments, email="x@example.org", phone="12")
    _refused("phone_taken", open_account, **arguments, email="x@example.org", phone="0555123456")


def test_closed_account_is_blank_at_once_and_keeps_its_name(boss):
    user = holder("grants_officer", email="officer@example.org", phone="+996555123456", password="saffron-hill-42", name="Эрлан")
    EmailAddress.objects.create(user=user, email=user.email)
    visitor = Client()
    visitor.force_login(user)
    assert visitor.get("/office/").status_code == 200
    close_account(by=boss, user=user)
    row = User.objects.get(pk=user.pk)
    assert (row.email, row.phone, row.is_active, row.has_usable_password(), row.name) == (None, None, False, False, "Эрлан")
    assert row.blanked_at is not None
    assert (row.groups.count(), Authenticator.objects.filter(user=row).count(), EmailAddress.objects.filter(user=row).count()) == (0, 0, 0)
    assert visitor.get("/office/").url.startswith("/accounts/login/")
    assert [event.action for event in events_of(row)] == ["closed"]
    _refused("closed", grant_role, by=boss, user=row, organisation=lead(), role="trainer")


def test_second_factor_taken_off_must_be_set_up_anew(boss):
    user = holder("grants_officer")
    visitor = Client()
    visitor.force_login(user)
    reset_second_factor(by=boss, user=user)
    assert visitor.get("/office/").url == "/accounts/second-factor/"
    assert [event.action for event in events_of(user)] == ["second_factor_reset"]


# The way into the admin


@pytest.mark.parametrize("role", sorted(Role))
@pytest.mark.parametrize("place", ["lead", "partner"])
def test_admin_opens_for_its_roles_only(client, role, place):
    ensure_roles()
    organisation = lead() if place == "lead" else OrganisationFactory(code="partner")
    user = holder(role, organisation)
    client.force_login(user)
    assert user.has_perm("wagtailadmin.access_admin") is (role in ADMIN_ROLES)
    assert client.get("/admin/").status_code == (200 if role in ADMIN_ROLES else 302)


def test_admin_stays_shut_outside_the_office_and_for_the_closed(client):
    assert not UserFactory().has_perm("wagtailadmin.access_admin")
    user = holder("content_editor", is_active=False)
    assert not user.has_perm("wagtailadmin.access_admin")


def test_role_that_is_over_opens_nothing():
    user = UserFactory()
    today = timezone.localdate()
    RoleHeld.objects.create(
        user=user, organisation=lead(), role="content_editor", first_day=today - timedelta(days=9), last_day=today - timedelta(days=1)
    )
    assert not user.has_perm("wagtailadmin.access_admin")
    RoleHeld.objects.create(user=user, organisation=lead(), role="grants_officer", first_day=today + timedelta(days=1))
    assert not User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")


def test_groups_follow_the_roles(boss, partner):
    user = UserFactory()
    ours = grant_role(by=boss, user=user, organisation=lead(), role="content_editor")
    assert [group.name for group in user.groups.all()] == [PUBLISH]
    grant_role(by=boss, user=user, organisation=partner, role="grants_officer")
    end_role(by=boss, held=ours)
    assert [group.name for group in user.groups.all()] == [DRAFT]


def test_date_that_passed_counts_from_the_next_sign_in(client):
    user = holder("content_editor", password="saffron-hill-42")
    ensure_roles()
    assert user.groups.count() == 1
    RoleHeld.objects.filter(user=user).update(first_day="2020-01-01", last_day="2020-02-01")
    client.force_login(User.objects.get(pk=user.pk))
    assert user.groups.count() == 0


def test_ensure_roles_is_idempotent_and_gives_pages_only():
    root = Page.objects.get(depth=1)
    Group.objects.get_or_create(name=PUBLISH)[0].permissions.add(Permission.objects.get(codename="add_user"))
    for _time in range(2):
        ensure_roles()
    assert [group.permissions.count() for group in Group.objects.filter(name__in=(PUBLISH, DRAFT))] == [0, 0]
    rights = GroupPagePermission.objects.filter(group__name=PUBLISH)
    assert sorted(right.permission.codename for right in rights) == ["add_page", "change_page", "lock_page", "publish_page", "unlock_page"]
    assert {right.page_id for right in rights} == {root.pk}
    assert GroupPagePermission.objects.filter(group__name=DRAFT).count() == 1
    assert GroupCollectionPermission.objects.filter(group__name__in=(PUBLISH, DRAFT)).count() == 10


def test_lead_publishes_partner_proposes(partner):
    home = Page.objects.get(depth=2)
    editor, drafter = holder("content_editor"), holder("content_editor", partner)
    ensure_roles()
    assert home.permissions_for_user(editor).can_publish()
    assert not home.permissions_for_user(drafter).can_publish()
    assert not home.permissions_for_user(drafter).can_edit()
    assert home.permissions_for_user(drafter).can_add_subpage()


@pytest.mark.django_db(transaction=True)
def test_role_given_twice_at_once_stands_once():
    by, user, place = holder("programme_manager"), UserFactory(), lead()
    outcomes = run_concurrently(lambda _n: grant_role(by=by, user=user, organisation=place, role="trainer"), range(4))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "Refused", "Refused", "RoleHeld"]
    assert RoleHeld.objects.filter(user=user).count() == 1


# The pages


def test_people_page_shows_the_own_organisation_only(client, partner_boss, partner, boss):
    mine, other = holder("trainer", partner, name="Наш тренер"), holder("trainer", name="Чужой тренер")
    RoleHeld.objects.create(user=mine, organisation=lead(), role="reviewer")
    client.force_login(partner_boss)
    page = client.get("/office/accounts/").content.decode()
    assert ("Наш тренер" in page, "Чужой тренер" in page, "Lead NGO" in page) == (True, False, False)
    for way in ("", "second-factor/", "close/"):
        assert client.post(f"/office/accounts/{other.number}/{way}").status_code == 404
    elsewhere = RoleHeld.objects.get(user=mine, organisation=lead())
    client.post(f"/office/accounts/{mine.number}/roles/{elsewhere.pk}/end/")
    assert RoleHeld.objects.filter(pk=elsewhere.pk).exists()
    client.force_login(boss)
    assert "Чужой тренер" in client.get("/office/accounts/").content.decode()


@pytest.mark.parametrize("role", ["grants_officer", "training_coordinator", "trainer", "content_editor"])
def test_people_pages_are_the_managers(client, role, boss):
    client.force_login(holder(role))
    for way in ("", "new/", f"{boss.number}/", f"{boss.number}/close/"):
        assert client.get(f"/office/accounts/{way}").status_code == 404


def test_people_page_takes_as_many_statements_for_thirty(client, boss):
    client.force_login(boss)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/office/accounts/").status_code == 200
        return len(queries)

    holder("trainer")
    count()  # the first page of a session writes its mark
    few = count()
    for _n in range(29):
        holder("trainer")
    assert count() == few


def test_manager_opens_gives_ends_and_closes_in_the_browser(client, boss, partner):
    client.force_login(boss)
    data = {"name": "Айбек", "email": "aibek@example.org", "phone": "", "language": "ky", "role": "trainer", "organisation": partner.pk}
    assert client.post("/office/accounts/new/", {**data, "email": "nothing"}).status_code == 200
    response = client.post("/office/accounts/new/", data)
    user = User.objects.get(email="aibek@example.org")
    assert response.url == f"/office/accounts/{user.number}/"
    client.post(response.url, {"role": "reviewer", "organisation": lead().pk, "first_day": "", "last_day": ""})
    assert sorted(user.roles_held.values_list("role", flat=True)) == ["reviewer", "trainer"]
    held = user.roles_held.get(role="reviewer")
    assert client.post(f"/office/accounts/{user.number}/roles/{held.pk}/end/").url == response.url
    assert "cannot be undone" in client.get(f"/office/accounts/{user.number}/close/").content.decode()
    assert client.post(f"/office/accounts/{user.number}/close/").url == "/office/accounts/"
    assert not User.objects.get(pk=user.pk).is_active
    assert client.get(response.url).status_code == 404


def test_partner_manager_is_offered_what_may_be_given(client, partner_boss, partner):
    client.force_login(partner_boss)
    form = client.get("/office/accounts/new/").context["form"]
    assert set(dict(form.fields["role"].choices)) == set(Role) - LEAD_GIVES - GIVEN_ELSEWHERE
    assert list(form.fields["organisation"].queryset) == [partner]

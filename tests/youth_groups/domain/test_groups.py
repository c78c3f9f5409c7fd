from datetime import date

import pytest

from accounts.roles import Role
from core.events import events_of
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import LocalityFactory, OrganisationFactory, holder, lead
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account
from youth_groups.domain.groups import add_member, give_access, register_group
from youth_groups.models import Group

pytestmark = pytest.mark.django_db


def test_register_group_gives_a_number_and_no_access():
    officer = holder(Role.GRANTS_OFFICER)
    group = register_group(organisation=lead(), by=officer, kind="youth", locality=LocalityFactory(), name_ky="Келечек")
    assert group.number == f"G-{group.pk:04d}"
    assert [event.action for event in events_of(group)] == ["registered"]


def test_register_group_without_a_name_or_a_right_is_refused():
    partner = OrganisationFactory()
    with pytest.raises(Refused) as refusal:
        register_group(organisation=lead(), by=holder(Role.GRANTS_OFFICER), kind="youth", locality=LocalityFactory(), name_ky="  ")
    assert refusal.value.code == "no_name"
    with pytest.raises(Refused) as refusal:
        register_group(
            organisation=lead(), by=holder(Role.GRANTS_OFFICER, partner), kind="youth", locality=LocalityFactory(), name_ky="Келечек"
        )
    assert refusal.value.code == "not_your_organisation"
    assert Group.objects.count() == 0


def test_add_member_twice_is_kept_once():
    group, person = GroupFactory(), PersonFactory()
    editor = member_account(group)
    first = add_member(group=group, person=person, by=editor, function="leader", first_day=date(2026, 1, 5))
    assert add_member(group=group, person=person, by=editor, function="leader") == first
    assert [event.data for event in events_of(group)] == [{"person": person.pk, "function": "leader"}]


def test_add_member_of_another_organisation_or_by_a_viewer_is_refused():
    group = GroupFactory()
    with pytest.raises(Refused) as refusal:
        add_member(group=group, person=PersonFactory(organisation=OrganisationFactory()), by=member_account(group))
    assert refusal.value.code == "other_organisation"
    with pytest.raises(Refused) as refusal:
        add_member(group=group, person=PersonFactory(), by=member_account(group, "view_group"))
    assert refusal.value.code == "not_your_group"


def test_give_access_replaces_the_earlier_right():
    group, user = GroupFactory(), UserFactory()
    owner = member_account(group, "own_group")
    give_access(group=group, user=user, right="edit_group", by=owner)
    assert Group.objects.editable_by(user).get() == group
    give_access(group=group, user=user, right="view_group", by=owner)
    assert not Group.objects.editable_by(user).exists()
    assert Group.objects.for_user(user).get() == group


def test_give_access_by_an_editor_is_refused():
    group = GroupFactory()
    with pytest.raises(Refused):
        give_access(group=group, user=UserFactory(), right="view_group", by=member_account(group, "edit_group"))

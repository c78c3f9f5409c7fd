from datetime import date, timedelta

import pytest
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import ResetCode
from accounts.roles import Role
from core.events import events_of
from core.models import Message
from core.refusals import Refused
from core.transitions import machine_of
from programme.models import Locality
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.programme import LocalityFactory, OrganisationFactory, holder, lead
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account
from youth_groups.domain.access import change_access, hand_over, make_members_reset_code, rights_held, take_access
from youth_groups.domain.groups import add_member, change_membership, decide_on_group, register_own_group
from youth_groups.domain.invitations import accept_invitation, find_invitation, invite, withdraw_invitation
from youth_groups.domain.support import record_support
from youth_groups.models import Group, GroupInvitation, GroupUserObjectPermission, Support

pytestmark = pytest.mark.django_db


def refused(call, **kwargs):
    with pytest.raises(Refused) as refusal:
        call(**kwargs)
    return refusal.value.code


def own_group(user, place: Locality | None = None, **more):
    return register_own_group(
        organisation=more.pop("organisation", None) or lead(),
        by=user,
        kind="youth",
        locality=place or LocalityFactory(),
        name_ky=more.pop("name_ky", "Келечек"),
        **more,
    )


def test_a_group_registers_itself_and_waits_with_its_owner():
    user, partner = UserFactory(email=None, phone="+996555111222"), OrganisationFactory()
    group = own_group(user, organisation=partner)
    assert (group.state, group.organisation, group.registered_by) == ("waiting", partner, user)
    assert rights_held(group, user) == ["own_group"]
    assert [event.action for event in events_of(group)] == ["registered", "access_given"]


def test_the_same_name_in_the_same_village_by_the_same_account_is_refused():
    user, place = UserFactory(), LocalityFactory()
    own_group(user, place)
    assert refused(own_group, user=user, place=place, name_ky=" келечек ") == "stands_already"
    assert own_group(user, LocalityFactory()).state == own_group(UserFactory(), place).state == "waiting"


def test_a_sixth_group_that_waits_is_refused():
    user = UserFactory()
    for place in range(5):
        own_group(user, name_ky=f"Келечек {place}")
    assert refused(own_group, user=user, name_ky="Дагы бири") == "too_many"


def test_the_office_refuses_with_a_reason_approves_retires_and_revives():
    user, officer = UserFactory(), holder(Role.GRANTS_OFFICER)
    group = own_group(user)
    assert refused(decide_on_group, group=group, action="refuse", by=officer, reason=" ") == "no_reason"
    decide_on_group(group=group, action="refuse", by=officer, reason="Айылы такталсын.")
    event = events_of(group).last()
    assert (group.state, event.detail.text, event.data) == ("refused", "Айылы такталсын.", {})
    for action, state in (("approve", "active"), ("retire", "defunct"), ("revive", "active")):
        decide_on_group(group=group, action=action, by=officer)
        assert Group.objects.get(pk=group.pk).state == state
    mails = Message.objects.filter(kind="group_decided")
    assert (mails.count(), set(mails.values_list("to", flat=True))) == (4, {user.pk})
    assert "Келечек" not in "".join(mails.values_list("subject", flat=True))


def test_every_move_of_a_group_that_the_table_does_not_hold_and_every_stranger_is_refused():
    officer, strangers = holder(Role.GRANTS_OFFICER), [holder(Role.GRANTS_OFFICER, OrganisationFactory()), holder(Role.CONTENT_EDITOR)]
    for state in Group.State.values:
        for action in ("approve", "refuse", "retire", "revive"):
            group = GroupFactory(state=state)
            people = strangers + [member_account(group, "own_group")] + ([] if machine_of(group).find(action, state) else [officer])
            for user in people:
                assert refused(decide_on_group, group=group, action=action, by=user, reason="…") == f"{action}_refused"
            assert Group.objects.get(pk=group.pk).state == state


def test_a_waiting_group_writes_members_a_refused_one_does_not():
    group, person = GroupFactory(state="waiting"), PersonFactory()
    owner = member_account(group, "own_group")
    membership = add_member(group=group, person=person, by=owner)
    Group.objects.filter(pk=group.pk).update(state="refused")
    assert refused(add_member, group=group, person=PersonFactory(), by=owner) == "not_active"
    assert refused(change_membership, membership=membership, by=owner, function="leader") == "not_active"


def test_membership_gets_function_and_days_and_ends():
    group = GroupFactory()
    editor = member_account(group)
    row = add_member(group=group, person=PersonFactory(), by=editor)
    changed = change_membership(membership=row, by=editor, function="elders_court", first_day=date(2025, 1, 1), last_day=date(2026, 1, 1))
    assert (changed.function, changed.last_day) == ("elders_court", date(2026, 1, 1))
    days = {"first_day": date(2026, 2, 1), "last_day": date(2026, 1, 1)}
    assert refused(change_membership, membership=row, by=editor, function="member", **days) == "days"
    assert refused(change_membership, membership=row, by=member_account(group, "view_group"), function="member") == "not_your_group"
    add_member(group=group, person=row.person, by=editor, function="leader")
    assert refused(change_membership, membership=row, by=editor, function="leader") == "stands_already"


def test_a_code_lets_one_account_in_once_and_only_its_hash_is_kept():
    group = GroupFactory()
    owner, guest = member_account(group, "own_group"), UserFactory(email=None, phone="+996555333444")
    row, code = invite(group=group, right="edit_group", by=owner)
    assert len(code.replace("-", "")) == 10
    assert code.replace("-", "") not in str(GroupInvitation.objects.filter(pk=row.pk).values()) + str(list(events_of(group).values("data")))
    found = find_invitation(code=f" {code.lower().replace('-', ' ')} ")
    accept_invitation(invitation=found, by=guest)
    assert rights_held(group, guest) == ["edit_group"]
    assert refused(find_invitation, code=code) == "closed"
    assert refused(accept_invitation, invitation=found, by=UserFactory()) == "closed"
    assert [event.action for event in events_of(group)] == ["invited", "invitation_accepted"]


def test_a_code_is_not_used_up_by_who_may_as_much_already():
    group = GroupFactory()
    owner = member_account(group, "own_group")
    row, _code = invite(group=group, right="edit_group", by=owner)
    assert refused(accept_invitation, invitation=row, by=owner) == "has_it"
    viewer = member_account(group, "view_group")
    accept_invitation(invitation=row, by=viewer)
    assert rights_held(group, viewer) == ["edit_group"]


def test_codes_withdrawn_too_old_or_of_a_group_that_was_refused_open_nothing():
    group = GroupFactory()
    owner = member_account(group, "own_group")
    first, code1 = invite(group=group, right="view_group", by=owner)
    withdraw_invitation(invitation=first, by=owner)
    old, code2 = invite(group=group, right="view_group", by=owner)
    GroupInvitation.objects.filter(pk=old.pk).update(valid_until=timezone.now())
    _third, code3 = invite(group=group, right="view_group", by=owner)
    Group.objects.filter(pk=group.pk).update(state="defunct")
    assert [refused(find_invitation, code=code) for code in (code1, code2, code3, "ABCD")] == ["closed"] * 4
    assert refused(invite, group=group, right="view_group", by=owner) == "not_active"


def test_only_owners_and_the_office_invite_and_withdraw_and_twenty_codes_are_enough():
    group = GroupFactory()
    row, _code = invite(group=group, right="own_group", by=holder(Role.GRANTS_OFFICER))
    for stranger in (member_account(group), UserFactory(), holder(Role.GRANTS_OFFICER, OrganisationFactory())):
        assert refused(invite, group=group, right="view_group", by=stranger) == "not_your_group"
        assert refused(withdraw_invitation, invitation=row, by=stranger) == "not_your_group"
    owner = member_account(group, "own_group")
    for _place in range(19):
        invite(group=group, right="view_group", by=owner)
    assert refused(invite, group=group, right="view_group", by=owner) == "too_many"
    accept_invitation(invitation=row, by=UserFactory())
    assert refused(withdraw_invitation, invitation=row, by=owner) == "used"


@pytest.mark.django_db(transaction=True)
def test_one_code_used_by_two_at_once_lets_one_in():
    group = GroupFactory()
    row, _code = invite(group=group, right="edit_group", by=member_account(group, "own_group"))
    outcomes = run_concurrently(lambda user: accept_invitation(invitation=row, by=user), [UserFactory(), UserFactory()])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Group", "Refused"]
    assert GroupUserObjectPermission.objects.filter(content_object=group).count() == 2


def test_the_last_owner_hands_over_before_leaving():
    group = GroupFactory()
    owner, editor = member_account(group, "own_group"), member_account(group)
    assert refused(take_access, group=group, user=owner, by=owner) == "last_owner"
    assert refused(change_access, group=group, user=owner, right="view_group", by=owner) == "last_owner"
    hand_over(group=group, to=editor, by=owner)
    assert (rights_held(group, editor), rights_held(group, owner)) == (["own_group"], ["edit_group"])
    take_access(group=group, user=owner, by=owner)
    assert rights_held(group, owner) == []
    assert [event.action for event in events_of(group)] == ["handed_over", "access_taken"]


def test_rights_are_changed_by_owners_for_accounts_of_the_group():
    group = GroupFactory()
    owner, editor = member_account(group, "own_group"), member_account(group)
    change_access(group=group, user=editor, right="view_group", by=owner)
    assert rights_held(group, editor) == ["view_group"]
    assert refused(change_access, group=group, user=owner, right="view_group", by=editor) == "not_your_group"
    assert refused(take_access, group=group, user=owner, by=editor) == "not_your_group"
    assert refused(change_access, group=group, user=UserFactory(), right="own_group", by=owner) == "not_of_this_group"
    assert refused(hand_over, group=group, to=UserFactory(), by=owner) == "not_of_this_group"
    assert refused(hand_over, group=group, to=owner, by=editor) == "not_owner"


def test_a_members_reset_code_by_the_owner_and_by_the_office_only():
    group = GroupFactory()
    owner, member = member_account(group, "own_group"), member_account(group)
    assert make_members_reset_code(group=group, user=member, by=owner)
    assert make_members_reset_code(group=group, user=member, by=holder(Role.GRANTS_OFFICER))
    assert list(ResetCode.objects.order_by("pk").values_list("user", "why")) == [(member.pk, "owner"), (member.pk, "office")]
    assert refused(make_members_reset_code, group=group, user=owner, by=member) == "not_your_group"
    assert refused(make_members_reset_code, group=group, user=UserFactory(), by=owner) == "not_of_this_group"
    officer = holder(Role.GRANTS_OFFICER)
    assign_perm("view_group", officer, group)
    assert refused(make_members_reset_code, group=group, user=officer, by=owner) == "office_account"
    assign_perm("own_group", member, GroupFactory())
    assert refused(make_members_reset_code, group=group, user=member, by=owner) == "other_groups"


def test_support_is_written_down_once_by_the_office():
    group, officer, today = GroupFactory(), holder(Role.TRAINING_COORDINATOR), timezone.localdate()
    for _time in range(2):
        record_support(group=group, by=officer, kind="visit", day=today, note="Картаны чогуу тарттык.")
    assert list(Support.objects.values_list("group", "kind", "day")) == [(group.pk, "visit", today)]
    assert refused(record_support, group=group, by=officer, kind="visit", day=today + timedelta(days=1)) == "future"
    assert refused(record_support, group=group, by=member_account(group, "own_group"), kind="visit", day=today) == "not_your_organisation"

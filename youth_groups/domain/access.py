"""Who acts for a group: changing a right, taking it away, handing the group over, a code for a forgotten password."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from accounts.domain.reset_codes import make_reset_code
from accounts.models import ResetCode
from core.events import record_event
from core.refusals import Refused
from youth_groups.domain.groups import RIGHTS
from youth_groups.domain.rights import REGISTERS_GROUPS, holds_one, owns_group
from youth_groups.models import Group, GroupUserObjectPermission

if TYPE_CHECKING:
    from accounts.models import User


def rights_held(group: Group, user: "User") -> list[str]:
    """The rights that the account itself holds on the group."""
    rows = GroupUserObjectPermission.objects.filter(content_object=group, user=user)
    return list(rows.values_list("permission__codename", flat=True))


def set_right(*, group: Group, user: "User", right: str) -> None:
    """Write the right; the caller holds the group's lock, has checked who may, and writes the event."""
    for other in RIGHTS:
        if other != right:
            remove_perm(other, user, group)
    assign_perm(right, user, group)


def require_another_owner(group: Group, user: "User") -> None:
    """Refuse to leave a group without an owner: somebody else must own it before the last owner lets go. Under the group's lock."""
    owners = GroupUserObjectPermission.objects.filter(content_object=group, permission__codename="own_group", user__is_active=True)
    if owners.filter(user=user).exists() and not owners.exclude(user=user).exists():
        raise Refused(_("This account is the last owner of the group. Hand the group over to somebody else first."), code="last_owner")


def change_access(*, group: Group, user: "User", right: str, by: "User") -> None:
    """Change the right of an account that acts for the group already (`own_group`, `edit_group`, `view_group`).

    New accounts come by an invitation, or by the office (`groups.give_access`).
    Raises Refused: no right, an account that is not of this group, the last owner.
    """
    if right not in RIGHTS:
        raise ValueError(right)
    with transaction.atomic():
        locked = _owned(group, by)
        held = _held(locked, user)
        if held == [right]:
            return
        if right != "own_group":
            require_another_owner(locked, user)
        set_right(group=locked, user=user, right=right)
        record_event(subject=locked, action="access_given", by=by, data={"user": user.pk, "right": right})


def take_access(*, group: Group, user: "User", by: "User") -> None:
    """Take every right on the group from an account. Everybody may leave by themselves; the last owner hands over first."""
    with transaction.atomic():
        locked = Group.objects.select_for_update().get(pk=group.pk) if by.pk == user.pk else _owned(group, by)
        held = _held(locked, user)
        require_another_owner(locked, user)
        for right in held:
            remove_perm(right, user, locked)
        record_event(subject=locked, action="access_taken", by=by, data={"user": user.pk, "rights": sorted(held)})


def hand_over(*, group: Group, to: "User", by: "User") -> None:
    """The owner makes another account of the group its owner and stays as editor. One event says who followed whom."""
    if to.pk == by.pk:
        raise Refused(_("You own the group already. Choose somebody else."), code="oneself")
    with transaction.atomic():
        locked = Group.objects.select_for_update().get(pk=group.pk)
        if "own_group" not in rights_held(locked, by):
            raise Refused(_("Only an owner can hand the group over."), code="not_owner")
        _held(locked, to)
        if not to.is_active:
            raise Refused(_("This account is closed."), code="closed_account")
        set_right(group=locked, user=to, right="own_group")
        set_right(group=locked, user=by, right="edit_group")
        record_event(subject=locked, action="handed_over", by=by, data={"from": by.pk, "to": to.pk})


def make_members_reset_code(*, group: Group, user: "User", by: "User") -> str:
    """Make a code for the forgotten password of an account of the group; shown once. Logged on the account.

    By an owner of the group, or by the office that registers its organisation's groups. Refused for accounts with office roles, and for
    an account that also acts for a group which `by` does not own: the code would open that one, too.
    """
    if not owns_group(by, group):
        raise Refused(_("Only the group's owners and the office can do this."), code="not_your_group")
    _held(group, user)
    others = Group.objects.granted_to(user, *RIGHTS).exclude(pk__in=Group.objects.owned_by(by).values("pk"))
    if others.exists():
        raise Refused(
            _("This account acts for another group, too. Ask the lead organisation's office to make the code."), code="other_groups"
        )
    office = holds_one(by, REGISTERS_GROUPS, group.organisation_id)
    return make_reset_code(user=user, by=by, why=ResetCode.Why.OFFICE if office else ResetCode.Why.OWNER)


def _owned(group: Group, by: "User") -> Group:
    if not owns_group(by, group):
        raise Refused(_("Only the group's owners and the office can give access to it."), code="not_your_group")
    return Group.objects.select_for_update().get(pk=group.pk)


def _held(group: Group, user: "User") -> list[str]:
    held = rights_held(group, user)
    if not held:
        raise Refused(_("This account does not act for the group."), code="not_of_this_group")
    return held

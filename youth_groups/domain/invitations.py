"""Invitations by code: made by an owner, sent over a messenger or written on paper, used once by one account."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.codes import digest, in_groups, new_code, tidy
from core.events import record_event
from core.refusals import Refused
from youth_groups.domain.access import rights_held, set_right
from youth_groups.domain.groups import RIGHTS
from youth_groups.domain.rights import owns_group
from youth_groups.models import Group, GroupInvitation
from youth_groups.states import why_group_does_not_write

if TYPE_CHECKING:
    from accounts.models import User

LENGTH = 10
STANDS = timedelta(days=14)
#: Codes of one group that are open at the same time.
MOST_OPEN = 20


def invite(*, group: Group, right: str, by: "User") -> tuple[GroupInvitation, str]:
    """Make a code that lets one account own, edit or view the group. Returns the row and the code as it is written (`ABCD-EFGH-JK`).

    The code is shown once: only its hash is kept. It stands for 14 days and for one use.
    Raises Refused unless `by` owns the group or registers groups of its organisation, and when 20 codes are open.
    """
    if right not in RIGHTS:
        raise ValueError(right)
    if not owns_group(by, group):
        raise Refused(_("Only the group's owners and the office can give access to it."), code="not_your_group")
    code, now = new_code(LENGTH), timezone.now()
    with transaction.atomic():
        locked = Group.objects.select_for_update().get(pk=group.pk)
        reason = why_group_does_not_write(locked)
        if reason:
            raise Refused(reason, code="not_active")
        if locked.invitations.filter(used_at=None, withdrawn_at=None, valid_until__gt=now).count() >= MOST_OPEN:
            raise Refused(_("Many codes of this group are open. Withdraw those that nobody needs first."), code="too_many")
        row = GroupInvitation.objects.create(
            group=locked, right=right, code_sha256=_digest(code), made_by=by, made_at=now, valid_until=now + STANDS
        )
        record_event(subject=locked, action="invited", by=by, data={"invitation": str(row.pk), "right": right})
    return row, in_groups(code)


def find_invitation(*, code: str) -> GroupInvitation:
    """The open invitation of a code as somebody typed it. The refusal is the same whatever is wrong: unknown, used, withdrawn, too old.

    How often somebody may try is the view's question.
    """
    row = GroupInvitation.objects.filter(code_sha256=_digest(tidy(code))).select_related("group__locality").first()
    if row is None or not row.is_open or why_group_does_not_write(row.group):
        raise _closed()
    return row


def accept_invitation(*, invitation: GroupInvitation, by: "User") -> Group:
    """Take the right that the invitation gives. Two at once: one gets it.

    Raises Refused when it is used, withdrawn or too old, or when the account may as much already (the code stays for somebody else).
    """
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=invitation.group_id)
        row = GroupInvitation.objects.select_for_update().get(pk=invitation.pk)
        if not row.is_open or why_group_does_not_write(group):
            raise _closed()
        held = rights_held(group, by)
        if held and min(RIGHTS.index(right) for right in held) <= RIGHTS.index(row.right):
            raise Refused(_("This account acts for the group already. The code is for somebody else."), code="has_it")
        row.used_by, row.used_at = by, timezone.now()
        row.save(update_fields=["used_by", "used_at"])
        set_right(group=group, user=by, right=row.right)
        data = {"invitation": str(row.pk), "user": by.pk, "right": row.right}
        record_event(subject=group, action="invitation_accepted", by=by, data=data)
    return group


def withdraw_invitation(*, invitation: GroupInvitation, by: "User") -> None:
    """End a code that nobody has used; one that is ended already is no error. Raises Refused when it was used, or without the right."""
    if not owns_group(by, invitation.group):
        raise Refused(_("Only the group's owners and the office can give access to it."), code="not_your_group")
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=invitation.group_id)
        row = GroupInvitation.objects.select_for_update().get(pk=invitation.pk)
        if row.used_at is not None:
            raise Refused(_("This code was used. Take the account's right away instead."), code="used")
        if row.withdrawn_at is None:
            row.withdrawn_at = timezone.now()
            row.save(update_fields=["withdrawn_at"])
            record_event(subject=row.group, action="invitation_withdrawn", by=by, data={"invitation": str(row.pk)})


def _digest(code: str) -> str:
    return digest("group_invitation", code)


def _closed() -> Refused:
    return Refused(
        _("This code opens nothing: it is mistyped, used, withdrawn or older than 14 days. Check it, or ask for a new one."), code="closed"
    )

"""A forgotten password is set anew with a code from an officer or the group's owner, told over a messenger or on paper."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.codes import digest, in_groups, new_code, tidy
from accounts.models import ResetCode
from accounts.phones import normalise
from core.events import record_event
from core.outbox import send_message
from core.refusals import Refused

if TYPE_CHECKING:
    from accounts.models import User

LENGTH = 10
STANDS = timedelta(hours=24)
CODE_MADE = gettext_lazy("A code for a new password was made for you by the office or by the owner of your group.")
CHANGED = gettext_lazy("Your password was changed.")


def make_reset_code(*, user: "User", by: "User", why: str) -> str:
    """Make a code for a new password and return it as it is written down (`ABCD-EFGH-JK`); it is shown once and kept as a hash.

    `why` is the right (ResetCode.Why) that **the caller has checked**: `owner` (by owns a group of which the account is a member),
    `office` (by is an officer of the account's organisation), `lead` (by is a programme manager of the lead). Checked here: nobody makes
    a code for the own account, and an account of the office opens only by `lead`. A code made before no longer works. The person gets a
    mail where there is an address. Not done: the second factor stays, and the password until the code is used.
    Raises Refused.
    """
    if by.pk == user.pk:
        raise Refused(_("You are signed in: choose a new password under “My account”."), code="own_account")
    code, now = new_code(LENGTH), timezone.now()
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        _require_possible(row, why)
        _close_codes(row)
        made = ResetCode.objects.create(
            user=row, digest=_digest(row, code), why=ResetCode.Why(why), made_by=by, made_at=now, valid_until=now + STANDS
        )
        record_event(subject=row, action="reset_code_made", by=by, data={"code": made.pk, "why": made.why})
        if row.email:
            _tell(row, CODE_MADE)
    return in_groups(code)


def use_reset_code(*, name: str, code: str, password: str) -> "User":
    """Set the password of the account with this sign-in name (address or phone number), once, with a code that stands.

    Every session of the account ends. Five wrong tries end a code. Whatever is wrong, the refusal is the same: nobody learns who has
    an account. The password's strength is the form's question. Raises Refused.
    """
    user = _by_name(name)
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().filter(pk=user.pk, is_active=True).first() if user else None
        if row is not None and _fits(row, code):
            row.set_password(password)
            row.save(update_fields=["password"])
            record_event(subject=row, action="password_set_by_code", by=row)
            if row.email:
                _tell(row, CHANGED)
            return row
    raise Refused(
        _("The sign-in name and the code do not fit together, or the code is used up or too old. Check both, or ask for a new code."),
        code="wrong_code",
    )


def close_reset_codes(*, user: "User") -> None:
    """End the codes of an account that still stand. For verbs that take an account's keys away; they write the event."""
    with transaction.atomic():
        _close_codes(user)


def _require_possible(row: "User", why: str) -> None:
    if not row.is_active or row.pass_only:
        raise Refused(_("This account has no password that could be set anew."), code="no_password")
    if row.has_office_keys and why != ResetCode.Why.LEAD:
        raise Refused(
            _("This account works in the office: only the lead organisation's programme manager makes a code for it."),
            code="office_account",
        )


def _close_codes(row: "User") -> None:
    ResetCode.objects.filter(user=row, used_at=None, closed_at=None).update(closed_at=timezone.now())


def _fits(row: "User", typed: str) -> bool:
    """Whether the open code of the account is this one: then it is used up; else the try is counted."""
    open_code = ResetCode.objects.select_for_update().filter(user=row, used_at=None, closed_at=None).first()
    if open_code is None or open_code.valid_until <= timezone.now():
        return False
    if constant_time_compare(open_code.digest, _digest(row, tidy(typed))):
        open_code.used_at = timezone.now()
        open_code.save(update_fields=["used_at"])
        return True
    open_code.tries += 1
    if open_code.tries >= ResetCode.MOST_TRIES:
        open_code.closed_at = timezone.now()
    open_code.save(update_fields=["tries", "closed_at"])
    return False


def _digest(row: "User", code: str) -> str:
    return digest("reset_code", f"{row.pk}:{code}")


def _by_name(name: str) -> "User | None":
    users, text = get_user_model().objects, name.strip().lower()
    if "@" in text:
        return users.filter(email__iexact=text).first()
    number = normalise(text)
    return users.filter(phone=number).first() if number else None


def _tell(row: "User", what: Promise) -> None:
    with translation.override(row.language):
        send_message(to=row, kind="account_changed", context={"name": row.name, "what": str(what)})

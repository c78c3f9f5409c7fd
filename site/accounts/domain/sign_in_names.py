"""One's own sign-in names: a new e-mail address by a code sent there, a phone number as a name that nobody has verified."""

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.codes import in_groups, new_code
from accounts.phones import normalise
from core.events import record_event
from core.outbox import send_message
from core.refusals import Refused

if TYPE_CHECKING:
    from accounts.models import User

CODE_LENGTH = 8
ADDRESS_CHANGED = gettext_lazy("The e-mail address of your account was changed.")
PHONE_CHANGED = gettext_lazy("The phone number of your account was changed.")


def offer_address(*, user: "User", email: str) -> str:
    """Send a code to the address that somebody wants to sign in with, and return it. The account is not changed yet.

    An address that belongs to another account gets a mail that says so instead, and the code then stands nowhere: the person sees the
    same page, and nobody learns who has an account. The caller limits how often.
    """
    code, users = in_groups(new_code(CODE_LENGTH)), get_user_model().objects
    with transaction.atomic():
        other = users.filter(email__iexact=email).exclude(pk=user.pk).first()
        if other is None:
            send_message(to=user, kind="new_address", context={"code": code}, address=email)
        elif other.is_active:
            send_message(to=other, kind="account_already_exists", context={"name": other.name})
    return code


def change_address(*, user: "User", email: str) -> "User":
    """Make the address the account's own. **The caller has seen the code** that `offer_address` sent there.

    The former address gets a mail and no longer opens the account. Raises Refused when somebody else has it by now.
    """
    address = email.strip().lower()
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        former, row.email = row.email, address
        _save(row, "email", _("This e-mail address cannot be used here. Please ask the office."))
        EmailAddress.objects.filter(user=row).delete()
        EmailAddress.objects.create(user=row, email=address, verified=True, primary=True)
        record_event(subject=row, action="address_changed", by=user)
        if former and former != address:
            _tell(row, former, ADDRESS_CHANGED)
    user.email = address
    return row


def change_phone(*, user: "User", phone: str) -> "User":
    """Change, add or (empty) take away one's own phone number. Nobody verifies it and nothing is sent to it.

    Raises Refused for what is no number, when it is another account's (without saying whose), and when no sign-in name would be left.
    """
    number = normalise(phone) if phone else None
    if phone and number is None:
        raise Refused(_("This is not a phone number."), code="phone")
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        if number is None and not row.email:
            raise Refused(_("Without an e-mail address the phone number is your only sign-in name: it stays."), code="only_name")
        if row.phone != number:
            row.phone, row.phone_verified = number, False
            _save(row, "phone", _("This phone number cannot be used here. Please ask the office."))
            record_event(subject=row, action="phone_changed", by=user)
            if row.email:
                _tell(row, row.email, PHONE_CHANGED)
    user.phone = number
    return row


def _save(row: "User", field: str, taken: str) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=[field, "phone_verified"])
    except IntegrityError:
        raise Refused(taken, code="taken") from None


def _tell(row: "User", address: str, what: Promise) -> None:
    with translation.override(row.language):
        send_message(to=row, kind="account_changed", context={"name": row.name, "what": str(what)}, address=address)

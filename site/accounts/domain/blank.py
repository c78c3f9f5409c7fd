"""Closing an account for good: users are never deleted, because what they did points to them."""

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.domain.reset_codes import close_reset_codes
from accounts.models import DevicePass
from core.events import record_event
from core.models import Message

if TYPE_CHECKING:
    from accounts.models import User


def blank_user(*, user: "User", by: "User | None") -> "User":
    """Deactivate an account and blank its e-mail address, phone number, password and factors at once.

    The name stays on decisions until their retention ends. Sessions end, codes and device passes close; mails that wait are not sent, and
    no row of the outbox keeps the address. **The caller has checked the right** and has ended the roles; `by` is None for the nightly
    job. An account that is blank stays as it is.
    """
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        if row.blanked_at is not None:
            return row
        row.email = row.phone = None
        row.is_active = row.is_staff = row.is_superuser = row.phone_verified = False
        row.blanked_at = timezone.now()
        row.set_unusable_password()
        row.save()
        row.groups.clear()
        Authenticator.objects.filter(user=row).delete()
        EmailAddress.objects.filter(user=row).delete()
        close_reset_codes(user=row)
        DevicePass.objects.filter(user=row).update(label="")
        DevicePass.objects.filter(user=row, revoked_at=None).update(revoked_at=row.blanked_at)
        Message.objects.filter(to=row, state=Message.State.QUEUED).update(state=Message.State.CANCELLED)
        Message.objects.filter(to=row).update(address="")
        end_sessions(row)
        record_event(subject=row, action="closed", by=by)
    user.forget_roles()
    return row


def end_sessions(row: "User") -> None:
    """Sign somebody out everywhere. A session holds the sign-in name with which it began, so the row goes; each is opened once."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator(chunk_size=500):
        if session.get_decoded().get(SESSION_KEY) == str(row.pk):
            session.delete()

"""Device passes: a QR code opens one thing on one phone for some days, without a password."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.codes import digest, in_groups, new_code, tidy
from accounts.models import DevicePass
from accounts.passes import holder
from core.events import record_event
from core.refusals import Refused

if TYPE_CHECKING:
    from accounts.models import User

TOKEN_LENGTH = 12


def make_pass(*, user: "User", by: "User", subject: models.Model, valid_until: datetime, label: str = "") -> tuple[DevicePass, str]:
    """Make a pass out to somebody and return it with its token as it is typed (`ABCD-EFGH-JKLM`), which is shown once and kept as a hash.

    **The caller has checked** that `by` may, and that the person has the right on the subject: a pass gives none. A pass of the same
    person for the same subject that still waits for its phone is closed, so that a page asked for twice leaves one. Raises Refused.
    """
    if valid_until <= timezone.now():
        raise Refused(_("The time for device passes is over here."), code="over")
    token = new_code(TOKEN_LENGTH)
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        if not row.is_active or row.is_superuser:
            raise Refused(_("No pass can be made out to this account."), code="no_pass")
        about = {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
        waiting = DevicePass.objects.filter(user=row, claimed_at=None, revoked_at=None, **about)
        for former in waiting:
            _close(former, by, "replaced")
        made = DevicePass.objects.create(
            user=row, made_by=by, token_digest=digest("device_pass", token), valid_until=valid_until, label=label.strip(), **about
        )
        record_event(subject=made, action="made", by=by, data={"user": row.pk, "subject": f"{made.subject_type} {made.subject_id}"})
    return made, in_groups(token)


def claim_pass(*, token: str, key: str = "") -> tuple[DevicePass, str]:
    """Open a pass on the phone that shows its token first. Returns the pass and the phone's key, which is kept there and here as a hash.

    `key` is what the phone has already: shown twice by the same phone, the pass stays open. Raises Refused for a second phone, and for a
    token that is unknown, closed or over (one answer for all three).
    """
    with transaction.atomic():
        row = DevicePass.objects.select_for_update(of=("self",)).select_related("user").filter(token_digest=_token(token)).first()
        if row is None or row.standing in ("closed", "over") or not _may_be_open(row.user):
            raise Refused(_("This code opens nothing, or no longer. Ask the coordinator for a new one."), code="opens_nothing")
        if row.claimed_at is not None:
            if key and row.device_digest == _device(key):
                return row, key
            raise Refused(
                _("This pass is open on another phone already. Ask the coordinator for a pass for this phone."), code="other_phone"
            )
        key = secrets.token_urlsafe(32)
        row.device_digest, row.claimed_at = _device(key), timezone.now()
        row.save(update_fields=["device_digest", "claimed_at"])
        record_event(subject=row, action="claimed", by=holder(row))
    return row, key


def revoke_pass(*, device_pass: DevicePass, by: "User") -> DevicePass:
    """Close a pass at once. **The caller has checked** that `by` may. Closed twice, it is closed once."""
    with transaction.atomic():
        row = DevicePass.objects.select_for_update().get(pk=device_pass.pk)
        if row.revoked_at is None:
            _close(row, by, "closed")
    return row


def move_end_of_passes(*, subject: models.Model, valid_until: datetime, by: "User") -> int:
    """Let the passes of a subject that nobody closed end at this moment, because its days moved. Returns how many changed.

    **The caller has checked** that `by` may. The cookie on a phone keeps the end that it was given: a later end is met there by a new pass.
    """
    with transaction.atomic():
        rows = DevicePass.objects.select_for_update().filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
        moved = list(rows.filter(revoked_at=None).exclude(valid_until=valid_until))
        for row in moved:
            row.valid_until = valid_until
            row.save(update_fields=["valid_until"])
            record_event(subject=row, action="end_moved", by=by, data={"valid_until": valid_until.isoformat()})
    return len(moved)


def give_back_pass(*, device_pass: DevicePass) -> DevicePass:
    """The holder finishes on this phone: the pass opens nothing any more."""
    with transaction.atomic():
        row = DevicePass.objects.select_for_update(of=("self",)).select_related("user").get(pk=device_pass.pk)
        if row.revoked_at is None:
            _close(row, holder(row), "given_back")
    return row


def pass_of_phone(key: str) -> DevicePass | None:
    """The pass that a phone's key opens now. One statement."""
    row = DevicePass.objects.select_related("user").filter(device_digest=_device(key)).first() if key else None
    return row if row is not None and row.standing == "open" and _may_be_open(row.user) else None


def _may_be_open(user: "User") -> bool:
    return user.is_active and not user.is_superuser


def _close(row: DevicePass, by: "User", action: str) -> None:
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    record_event(subject=row, action=action, by=by)


def _token(typed: str) -> str:
    return digest("device_pass", tidy(typed))


def _device(key: str) -> str:
    return digest("device_key", key)

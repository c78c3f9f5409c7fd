"""Verbs on summaries: count and freeze, publish, discard, keep the drawn file."""

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from core.transitions import move
from programme.models import Agreement
from summaries.enums import SnapshotState
from summaries.models import Snapshot
from summaries.queries.payload import payload_of
from summaries.querysets import WRITES_SUMMARIES

if TYPE_CHECKING:
    from accounts.models import User


def canonical(payload: Any) -> str:
    """JSON with sorted keys and no spaces, in its own letters: the same payload gives the same bytes."""
    return json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def build_snapshot(
    *, agreement: Agreement, first_day: date, last_day: date, by: "User", as_of: date | None = None, reason: str = ""
) -> Snapshot:
    """Count an agreement's figures for a period (both days included) and freeze them as a draft with the next number.

    `as_of`: marks recorded and awards made up to the end of this day are counted (today when none is given).
    The same records and days give the same bytes and the same hash.
    When the same period was published before, this is a correction: it replaces that snapshot and needs a reason.
    Nobody is told and nothing is shown to the donor before `publish_snapshot`.
    Raises Refused without the right, for impossible days, or for a correction without a reason.
    """
    everywhere, organisations = by.reach(WRITES_SUMMARIES)
    if not everywhere and agreement.organisation_id not in organisations:
        raise Refused(_("Only the M&E officer and the programme manager of this organisation count summaries."), code="not_yours")
    as_of = as_of or timezone.localdate()
    _require_days(agreement, first_day, last_day, as_of)
    with transaction.atomic():
        locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
        former = locked.snapshots.filter(first_day=first_day, last_day=last_day, state=SnapshotState.PUBLISHED).order_by("-number").first()
        reason = " ".join(reason.split())
        if former is not None and not reason:
            words = _("Summary no. %(number)s of this period is published. Write why it is counted again.") % {"number": former.number}
            raise Refused(words, code="no_reason")
        text = canonical(payload_of(locked, first_day, last_day, as_of))
        number = (locked.snapshots.aggregate(last=Max("number"))["last"] or 0) + 1
        snapshot = Snapshot.objects.create(
            agreement=locked,
            number=number,
            first_day=first_day,
            last_day=last_day,
            as_of=as_of,
            payload=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            replaces=former,
            reason=reason if former is not None else "",
            built_by=by,
        )
        data = {"agreement": locked.pk, "number": number, "sha256": snapshot.sha256, "replaces": former.pk if former else None}
        record_event(subject=snapshot, action="counted", by=by, target=SnapshotState.DRAFT, data=data)
    return snapshot


def _require_days(agreement: Agreement, first_day: date, last_day: date, as_of: date) -> None:
    if last_day < first_day:
        raise Refused(_("The last day lies before the first."), code="days")
    if last_day < agreement.first_day or first_day > agreement.last_day:
        raise Refused(_("This period lies outside the agreement."), code="outside_agreement")
    if as_of > timezone.localdate():
        raise Refused(_("Records of the future cannot be counted."), code="future")
    if as_of < first_day:
        raise Refused(_("This period has not begun."), code="not_begun")


def publish_snapshot(*, snapshot: Snapshot, by: "User") -> Snapshot:
    """Publish a draft: from now on the donor's contacts read it, and each is told by a message. One way; a correction is the next number.

    Raises Refused without the right, when it is published or discarded already, or when another of the same period was published meanwhile.
    """
    with transaction.atomic():
        agreement = Agreement.objects.select_for_update().get(pk=snapshot.agreement_id)
        same = agreement.snapshots.filter(first_day=snapshot.first_day, last_day=snapshot.last_day, state=SnapshotState.PUBLISHED)
        latest = same.order_by("-number").first()
        if latest is not None and snapshot.replaces_id != latest.pk and snapshot.state == SnapshotState.DRAFT:
            raise Refused(
                _("Summary no. %(number)s of this period was published meanwhile. Count again and write why.") % {"number": latest.number},
                code="needs_a_reason",
            )
        snapshot.published_at, snapshot.published_by = timezone.now(), by
        move(snapshot, "publish", by, update=("published_at", "published_by"))
    return snapshot


def discard_snapshot(*, snapshot: Snapshot, by: "User") -> Snapshot:
    """Set a draft aside. Its number is not used again; nothing is deleted."""
    move(snapshot, "discard", by)
    return snapshot

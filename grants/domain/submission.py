"""Sending an application: once, before the deadline, complete; what was sent is frozen. And withdrawing it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.events import record_event
from core.questions import missing, question_by_key, settled
from core.refusals import Refused
from core.transitions import move
from grants.domain.messages import tell_group
from grants.domain.rights import require_acts
from grants.enums import ApplicationState
from grants.models import Application, ApplicationFile, BudgetItem, Submission
from grants.queries.gaps import Gap, budget_gaps

if TYPE_CHECKING:
    from accounts.models import User

FORMAT = 1


@dataclass
class StoppedError(Exception):
    """An attempt that is refused and stays on record, with what was missing."""

    refusal: Refused
    data: dict[str, Any]


def submit_application(*, application: Application, by: "User") -> Application:
    """Send a draft, or reopened parts again. Sending twice, also at the same moment, makes one application and one frozen version.

    The row is locked first, then the clock is read once. After the closing moment nothing is accepted; what the office reopened may
    still come back. A refused attempt is kept as an event with what was missing.
    Raises Refused: no right, too late, something missing, amount outside floor and ceiling.
    """
    try:
        with transaction.atomic():
            return _submit(application, by)
    except StoppedError as stopped:
        record_event(subject=application, action="submit_refused", by=by, data=stopped.data)
        raise stopped.refusal from None


def _submit(application: Application, by: "User") -> Application:
    related = ("form_version", "call", "group", "organisation")
    locked = Application.objects.select_for_update(of=("self",)).select_related(*related).get(pk=application.pk)
    now = timezone.now()
    require_acts(by, locked)
    if not locked.in_writing:
        if locked.submitted_at is not None and locked.state != ApplicationState.WITHDRAWN:
            return locked
        raise Refused(_("This application was withdrawn."), code="withdrawn")
    rows = list(locked.budget.all())
    files = list(locked.files.select_related("file"))
    gaps = gaps_of(locked, rows, files)
    asked = [gap.key for gap in gaps]
    if locked.state == ApplicationState.DRAFT and not locked.call.is_open(now):
        refusal = Refused(_("This call is closed: the deadline has passed. Nothing can be sent now."), code="closed")
        raise StoppedError(refusal, {"reason": "closed", "missing": asked})
    if gaps:
        refusal = Refused(_("Something is missing. Look at the list, then send again."), code="incomplete")
        raise StoppedError(refusal, {"reason": "incomplete", "missing": asked})
    locked.number = locked.number or f"A-{timezone.localtime(now).year}-{locked.pk:04d}"
    locked.submitted_at = locked.submitted_at or now
    locked.rubric = locked.rubric or locked.call.rubric
    locked.open_parts = []
    version = Submission.objects.filter(application=locked).count() + 1
    payload = payload_of(locked, rows, files, now)
    digest = hashlib.sha256(payload.encode()).hexdigest()
    Submission.objects.create(
        application=locked, version=version, language=locked.language, payload=payload, sha256=digest, sent_at=now, sent_by=by
    )
    data = {"version": version, "sha256": digest, "requested_minor": locked.requested_minor}
    move(locked, "submit", by, data=data, update=("number", "submitted_at", "rubric", "open_parts"))
    tell_group(application=locked, kind="application_sent")
    return locked


def gaps_of(application: Application, rows: list[BudgetItem], files: list[ApplicationFile]) -> list[Gap]:
    """Everything that stands against sending, in the order of the form, in the reader's language."""
    schema = application.form_version.schema
    names: dict[str, list[str]] = {}
    for row in files:
        names.setdefault(row.question, []).append(row.file.name)
    language = (get_language() or application.language).split("-")[0]
    found = [Gap(gap.part, gap.key, gap.label, gap.reason) for gap in missing(schema, application.answers, names, language)]
    return found + budget_gaps(application, rows, language)


def payload_of(application: Application, rows: list[BudgetItem], files: list[ApplicationFile], now: datetime) -> str:
    """Canonical JSON (sorted keys, no spaces, UTF-8) of exactly what is sent. Money in whole minor units."""
    schema = application.form_version.schema
    answers = settled(schema, application.answers)
    asked = question_by_key(schema)
    group = application.group
    payload = {
        "format": FORMAT,
        "number": application.number,
        "call": {
            "number": application.call.number,
            **{f"title_{code}": getattr(application.call, f"title_{code}") for code in ("en", "ru", "ky", "uz")},
        },
        "organisation": {f"name_{code}": getattr(application.organisation, f"name_{code}") for code in ("en", "ru", "ky", "uz")},
        "group": {"number": group.number, **{f"name_{code}": getattr(group, f"name_{code}") for code in ("en", "ru", "ky", "uz")}},
        "language": application.language,
        "sent_at": now.isoformat(),
        "form_sha256": application.form_version.sha256,
        "eligibility": application.eligibility,
        "answers": answers,
        "budget": [
            {
                "item": row.item,
                "category": row.category,
                "unit": row.unit,
                "quantity": str(row.quantity.normalize().quantize(1) if row.quantity == row.quantity.to_integral() else row.quantity),
                "unit_cost_minor": row.unit_cost_minor,
                "amount_minor": row.amount_minor,
                "own_minor": row.own_minor,
            }
            for row in rows
        ],
        "requested_minor": application.requested_minor,
        "own_minor": application.own_minor,
        "currency": application.currency,
        "files": [
            {"question": row.question, "file": str(row.file_id), "name": row.file.name, "size": row.file.size, "sha256": row.file.sha256}
            for row in files
            if row.question in asked
        ],
    }
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def withdraw_application(*, application: Application, by: "User", note: str = "") -> Application:
    """Take an application back, until it is decided. What was sent stays on record; the group may begin again while the call is open."""
    move(application, "withdraw", by, note)
    return application

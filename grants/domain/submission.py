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
from grants.enums import ApplicationState, AssignmentState, CallState
from grants.holders import CodeHolder, account_of
from grants.models import Application, ApplicationFile, BudgetItem, Review, Submission
from grants.queries.gaps import Gap, budget_gaps

if TYPE_CHECKING:
    from accounts.models import User

FORMAT = 1


@dataclass
class StoppedError(Exception):
    """An attempt that is refused and stays on record, with what was missing."""

    refusal: Refused
    data: dict[str, Any]


def submit_application(*, application: Application, by: "User | CodeHolder") -> Application:
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


def _submit(application: Application, by: "User | CodeHolder") -> Application:
    related = ("form_version", "call", "group", "organisation", "received")
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
    arrived = decisive_moment(locked, now)
    if locked.state == ApplicationState.DRAFT and not locked.can_be_sent(arrived):
        raise StoppedError(Refused(too_late(locked), code="closed"), {"reason": "closed", "missing": asked})
    reason = _why_no_sender(locked)
    if reason is not None:
        raise StoppedError(reason, {"reason": reason.code, "missing": asked})
    if gaps:
        refusal = Refused(_("Something is missing. Look at the list, then send again."), code="incomplete")
        raise StoppedError(refusal, {"reason": "incomplete", "missing": asked})
    locked.number = locked.number or f"A-{timezone.localtime(now).year}-{locked.pk:04d}"
    locked.submitted_at = locked.submitted_at or now
    locked.rubric = locked.rubric or locked.call.rubric
    locked.open_parts, locked.open_questions = [], []
    version = Submission.objects.filter(application=locked).count() + 1
    payload = payload_of(locked, rows, files, now)
    digest = hashlib.sha256(payload.encode()).hexdigest()
    frozen = Submission.objects.create(
        application=locked, version=version, language=locked.language, payload=payload, sha256=digest, sent_at=now, sent_by=account_of(by)
    )
    # A review that is still a draft goes on with what is sent now; one that was sent stays one of the version it read.
    drafts = Review.objects.filter(assignment__application=locked, assignment__state=AssignmentState.DECLARED)
    drafts.update(submission=frozen)
    data = {"version": version, "sha256": digest, "requested_minor": locked.requested_minor}
    move(locked, "submit", by, data=data, update=("number", "submitted_at", "rubric", "open_parts", "open_questions"))
    tell_group(application=locked, kind="application_sent")
    return locked


def decisive_moment(application: Application, now: datetime) -> datetime:
    """When the application counts as arrived: now; of one that came otherwise, when the original came."""
    received = getattr(application, "received", None)
    return received.arrived_at if received is not None else now


def too_late(application: Application) -> str:
    """What somebody reads who is late (docs/decisions/0019) or whose call was taken back: nothing is lost, and whom to ask."""
    organisation = application.organisation
    contact = " · ".join(words for words in (organisation.phone, organisation.email) if words)
    if application.call.state == CallState.WITHDRAWN:
        said, kept = (
            _("The office has taken this call back. Nothing can be sent now."),
            _("What you wrote is kept. You can ask the office."),
        )
    else:
        said = _("This call is closed: the deadline has passed. Nothing can be sent now.")
        kept = _("What you wrote is kept. If the network held you up, ask the office for more time.")
    return " ".join(words for words in (said, kept, contact) if words)


def _why_no_sender(application: Application) -> Refused | None:
    """A draft is sent by a group; what staff typed is sent after the group has confirmed it."""
    if application.group_id is None:
        return Refused(_("A group sends an application. Join this draft to your group first."), code="no_group")
    received = getattr(application, "received", None)
    if received is not None and received.confirmed_at is None:
        return Refused(_("Read the typed text back to the group and write down how it was confirmed."), code="not_confirmed")
    return None


def gaps_of(application: Application, rows: list[BudgetItem], files: list[ApplicationFile]) -> list[Gap]:
    """Everything that stands against sending, in the order of the form, in the reader's language."""
    schema = application.form_version.schema
    names: dict[str, list[str]] = {}
    for row in files:
        names.setdefault(row.question, []).append(row.file.name)
    language = (get_language() or application.language).split("-")[0]
    spoken = {row.question for row in files if row.seconds is not None and row.question not in application.answers}
    open_ones = (gap for gap in missing(schema, application.answers, names, language) if gap.key not in spoken)
    found = [Gap(gap.part, gap.key, gap.label, gap.reason) for gap in open_ones]
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
        "answer_languages": {key: lang for key, lang in application.answer_languages.items() if key in answers},
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
        "files": [_sent_file(row) for row in files if row.question in asked],
    }
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sent_file(row: ApplicationFile) -> dict[str, Any]:
    found = {"question": row.question, "file": str(row.file_id), "name": row.file.name, "size": row.file.size, "sha256": row.file.sha256}
    return found if row.seconds is None else {**found, "seconds": row.seconds}


def withdraw_application(*, application: Application, by: "User | CodeHolder", note: str = "") -> Application:
    """Take an application back, until it is decided. What was sent stays on record; the group may begin again while the call is open."""
    move(application, "withdraw", by, note)
    return application

"""Messages to people: rows written inside the transaction, sent by the worker.

Templates: `emails/<kind>.txt` (body) and `emails/<kind>_subject.txt` (one line that names no person, no topic of a shared phone).
"""

import logging
from typing import Any

from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core.models import Message

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 5


def send_message(*, to: Any, kind: str, context: dict[str, Any], about: models.Model | None = None, address: str = "") -> Message:
    """Write one message to a user in the user's language. Someone without e-mail gets a "tell them" card.

    `address` stands for the user's own where that is the point: an address that is to be confirmed, or that is no longer theirs.
    Runs inside the caller's transaction; the worker is nudged after commit.
    """
    from core.jobs import nudge

    with translation.override(to.language):
        subject = render_to_string(f"emails/{kind}_subject.txt", context).strip().replace("\n", " ")[:200]
        body = render_to_string(f"emails/{kind}.txt", context).strip() + "\n"
    message = Message.objects.create(
        kind=kind,
        to=to,
        address=address or to.email or "",
        channel=Message.Channel.EMAIL if address or to.email else Message.Channel.TELL,
        language=to.language,
        subject=subject,
        body=body,
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
    )
    nudge()
    return message


def deliver(limit: int = 200) -> int:
    """Send the e-mails that wait. Each row is taken under its lock, so that two workers never send one twice.

    Returns how many were sent. A failure is tried again up to five times.
    """
    sent = 0
    waiting = Message.objects.filter(state=Message.State.QUEUED, channel=Message.Channel.EMAIL, attempts__lt=MAX_ATTEMPTS)
    for pk in list(waiting.order_by("created_at").values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            row = Message.objects.select_for_update().filter(pk=pk, state=Message.State.QUEUED).first()
            if row is None:
                continue
            try:
                EmailMessage(subject=row.subject, body=row.body, to=[row.address], headers={"Content-Language": row.language}).send()
            except (OSError, ValueError) as error:  # no server, or a header or address that cannot be written: the next ones still go
                logger.warning("message %s was not sent: %s", row.pk, type(error).__name__)
                state = Message.State.FAILED if row.attempts + 1 >= MAX_ATTEMPTS else Message.State.QUEUED
                Message.objects.filter(pk=pk).update(attempts=F("attempts") + 1, state=state)
                continue
            Message.objects.filter(pk=pk).update(state=Message.State.SENT, sent_at=timezone.now(), attempts=F("attempts") + 1)
            sent += 1
    return sent

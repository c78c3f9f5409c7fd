"""Messages to people: rows written inside the transaction, sent by the worker.

Templates: `emails/<kind>.txt` (body) and `emails/<kind>_subject.txt` (one line that names no person, no topic of a shared phone).
"""

import logging
from collections.abc import Callable
from typing import Any, Literal

from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from core.models import Message

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 5

#: What a reader of the contact's wishes may answer: everything is said, no topic is named, nothing is sent.
Wish = Literal["", "neutral", "none"]
_wishes: list[Callable[[Any], Wish]] = []


def register_wish(reader: Callable[[Any], Wish]) -> None:
    """An app that knows how somebody may be reached answers for a user; it is asked before every message."""
    if reader not in _wishes:
        _wishes.append(reader)


def wish_of(user: Any) -> Wish:
    """The narrowest wish that anybody knows."""
    found = {reader(user) for reader in _wishes}
    return "none" if "none" in found else "neutral" if "neutral" in found else ""


def send_message(*, to: Any, kind: str, context: dict[str, Any], about: models.Model | None = None, address: str = "") -> Message:
    """Write one message to a user in the user's language. Someone without e-mail gets a "tell them" card.

    Whoever wants no message at all gets none (the row says so and holds no text); on a shared phone a card names no topic.
    `address` stands for the user's own where that is the point: an address that is to be confirmed, or that is no longer theirs.
    Runs inside the caller's transaction; the worker is nudged after commit.
    """
    from core.jobs import nudge

    channel = Message.Channel.EMAIL if address or to.email else Message.Channel.TELL
    wish: Wish = "" if address else wish_of(to)
    with translation.override(to.language):
        subject = render_to_string(f"emails/{kind}_subject.txt", context).strip().replace("\n", " ")[:200]
        body = render_to_string(f"emails/{kind}.txt", context).strip() + "\n"
        if wish == "none":
            subject = body = ""
        elif wish == "neutral" and channel == Message.Channel.TELL:
            subject = body = gettext("Ashar: there is an answer for you")
    message = Message.objects.create(
        state=Message.State.CANCELLED if wish == "none" else Message.State.QUEUED,
        kind=kind,
        to=to,
        address=address or to.email or "",
        channel=channel,
        language=to.language,
        subject=subject,
        body=body,
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
    )
    nudge()
    return message


def leave_card(*, kind: str, context: dict[str, Any], language: str, about: models.Model) -> Message:
    """A "tell them" card for somebody who has no account: the same words, in their language, for the office to say."""
    with translation.override(language):
        subject = render_to_string(f"emails/{kind}_subject.txt", context).strip().replace("\n", " ")[:200]
        body = render_to_string(f"emails/{kind}.txt", context).strip() + "\n"
    return Message.objects.create(
        kind=kind,
        channel=Message.Channel.TELL,
        language=language,
        subject=subject,
        body=body,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
    )


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

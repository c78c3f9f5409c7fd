"""What the office sees around applying: late attempts, whom somebody must tell, the form before it opens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from core.models import Event, Message
from core.questions import build_form, text_in
from core.questions.blocks import schema_from_blocks
from grants.enums import ApplicationState
from grants.models import Application, GrantCall

MOST = 200


@dataclass(frozen=True)
class Attempt:
    """A refused sending after closing. missing: how many answers were not there."""

    application: Application
    at: datetime
    missing: int


def late_attempts(call: GrantCall) -> list[Attempt]:
    """The last refused sending of each draft that came too late. Two statements."""
    drafts = {
        str(row.pk): row for row in Application.objects.filter(call=call, state=ApplicationState.DRAFT).select_related("group", "call")
    }
    rows = Event.objects.filter(subject_type="grants.application", subject_id__in=list(drafts), action="submit_refused").order_by(
        "at", "pk"
    )
    last = {row.subject_id: row for row in rows if row.data.get("reason") == "closed"}
    return [Attempt(drafts[key], row.at, len(row.data.get("missing", []))) for key, row in list(last.items())[-MOST:]]


@dataclass(frozen=True)
class TellCard:
    """What somebody has to tell a group. whatsapp: opens the officer's own messenger with the words, "" without a number."""

    pk: int
    title: str
    number: str
    phone: str
    say: str
    language: str
    whatsapp: str
    told_at: datetime | None
    told_by: str
    how: str


def cards_of(call: GrantCall) -> list[TellCard]:
    """Messages about the applications of this call that no e-mail carries; those not told yet come first. Three statements."""
    rows = {str(row.pk): row for row in Application.objects.filter(call=call).select_related("group")}
    found = Message.objects.filter(
        channel=Message.Channel.TELL,
        about_type="grants.application",
        about_id__in=list(rows),
        state__in=[Message.State.QUEUED, Message.State.TOLD],
    ).select_related("to", "told_by")
    told = Event.objects.filter(subject_type="grants.application", subject_id__in=list(rows), action="told")
    how = {row.data.get("message"): str(row.data.get("how", "")) for row in told}
    cards = [_card(message, rows[message.about_id], how.get(message.pk, "")) for message in found.order_by("-pk")[:MOST]]
    return sorted(cards, key=lambda card: card.told_at is not None)


def _card(message: Message, application: Application, how: str) -> TellCard:
    group = application.group
    phone = message.to.phone if message.to is not None and message.to.phone else group.contact_phone if group is not None else ""
    say = " ".join(message.body.partition("\n-- \n")[0].split())
    digits = "".join(sign for sign in str(phone or "") if sign.isdigit())
    by = message.told_by
    return TellCard(
        pk=message.pk,
        title=group.name if group is not None else str(application),
        number=application.number or "",
        phone=str(phone or ""),
        say=say,
        language=message.language,
        whatsapp=f"https://wa.me/{digits}?text={quote(say)}" if digits else "",
        told_at=message.sent_at if message.state == Message.State.TOLD else None,
        told_by=(by.name or str(by)) if by is not None else "",
        how=how,
    )


def preview_of(call: GrantCall, language: str) -> list[dict[str, Any]]:
    """Each part with its fields, from the blocks as they stand now."""
    schema = schema_from_blocks(call.questions) if call.state == "draft" or call.form_version is None else call.form_version.schema
    return [
        {
            "title": text_in(part["title"], language),
            "intro": text_in(part.get("intro"), language),
            "form": build_form(schema, language=language, part=part["key"], partial=True)(auto_id=f"id_{part['key']}_%s"),
            "budget": next((text_in(q["label"], language) for q in part["questions"] if q["kind"] == "budget"), ""),
        }
        for part in schema["parts"]
    ]

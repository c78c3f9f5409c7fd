"""The chat of a course becomes attendance: whoever wrote on the day of a unit was there. The text of a message is stored nowhere."""

import uuid
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.codes import digest
from core.dates import programme_day
from core.events import record_event
from core.refusals import Refused
from core.text import fold
from trainings.chats import Chat, read_chat, tidy_label
from trainings.domain.attendance import record_marks
from trainings.domain.rights import require_leads
from trainings.enums import MarkHow, MarkStatus, SessionState
from trainings.models import ChatReading, ChatSender, Mark, Participation, Session, Training
from trainings.queries.minors import minors_on_roster
from trainings.states import has_begun
from youth_groups.domain.clearance import require_cleared
from youth_groups.rosters.parsing import read_roster

if TYPE_CHECKING:
    from accounts.models import User

PURPOSE = "chat_sender"


def take_chat(*, training: Training, by: "User", content: bytes, members: bytes | None = None) -> ChatReading:
    """Read an exported chat and, with it or from before, the list of members (name in the chat, name, phone); mark who is known.

    Senders are matched by what was decided before, by the list, by the phone number, by the name; never by likeness. Who is left is for a
    person to decide, and until then nobody is marked as absent. The contents are let go when this returns.
    Raises Refused: no right, no papers where minors learn, no course at a distance, no chat, no list.
    """
    _require(training, by)
    chat = read_chat(content, first_day=training.first_day, last_day=training.last_day)
    listed = _labels(members) if members else {}
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        roster = list(locked.participations.select_related("person").order_by("pk"))
        if not roster:
            raise Refused(_("First bring the members onto the roster: import their list."), code="no_roster")
        _keep_senders(locked, chat, _Matcher(roster, listed))
        reading = ChatReading.objects.create(
            training=locked, first_day=chat.first, last_day=chat.last, messages=chat.messages, senders=len(chat.days), read_by=by
        )
        record_event(subject=locked, action="chat_read", by=by, data={"messages": chat.messages, "senders": len(chat.days)})
        mark_from_chat(training=locked, by=by)
    return reading


def decide_senders(*, training: Training, by: "User", decisions: Mapping[int, int | None]) -> int:
    """Say who senders are: sender (id) -> place on the roster (id), None for somebody who is no participant. Their labels go.

    Returns how many marks were added. Raises Refused as `take_chat` does, or for a place of another roster.
    """
    _require(training, by)
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        places = {pk for pk in decisions.values() if pk is not None}
        if set(locked.participations.filter(pk__in=places).values_list("pk", flat=True)) != places:
            raise Refused(_("Somebody on this page is no longer on the roster. Open the page again."), code="not_on_roster")
        senders = list(ChatSender.objects.filter(training=locked, pk__in=decisions, decision=ChatSender.Decision.OPEN))
        for sender in senders:
            place = decisions[sender.pk]
            sender.label, sender.participation_id = "", place
            sender.decision = ChatSender.Decision.NOBODY if place is None else ChatSender.Decision.PLACE
        ChatSender.objects.bulk_update(senders, ["label", "participation", "decision"])
        record_event(subject=locked, action="senders_decided", by=by, data={"senders": sorted(sender.pk for sender in senders)})
        return mark_from_chat(training=locked, by=by)


def forget_senders(*, training: Training, by: "User") -> int:
    """Undo what was decided, wrongly perhaps: at the next reading everybody is matched and asked for anew. Marks stay; returns how many."""
    _require(training, by)
    with transaction.atomic():
        gone, _each = ChatSender.objects.filter(training=training).delete()
        if gone:
            record_event(subject=training, action="senders_forgotten", by=by, data={"senders": gone})
    return gone


def mark_from_chat(*, training: Training, by: "User") -> int:
    """Mark the units whose day the read chats cover, under the training's lock; returns how many marks were added.

    There: wrote on that day. Absent: everybody else, once it is decided who all senders are. A mark that a person made stands, and a chat
    that lacks a message never takes back what another one showed.
    """
    wrote: dict[int, set[date]] = {}
    senders = ChatSender.objects.filter(training=training)
    for place, days in senders.filter(decision=ChatSender.Decision.PLACE).values_list("participation", "days"):
        wrote.setdefault(place, set()).update(map(date.fromisoformat, days))
    settled = not senders.filter(decision=ChatSender.Decision.OPEN).exists()
    spans = list(training.chat_readings.values_list("first_day", "last_day"))
    roster = list(training.participations.values_list("pk", flat=True))
    standing = _standing(training)
    added = 0
    for session in training.sessions.order_by("position"):
        day = programme_day(session.starts_at)
        if not any(first <= day <= last for first, last in spans) or not _is_markable(session):
            continue
        statuses = {}
        for place in roster:
            there, stands = day in wrote.get(place, ()), standing.get((place, session.pk))
            if there and stands in (None, (MarkHow.IMPORT, MarkStatus.ABSENT)):
                statuses[place] = str(MarkStatus.PRESENT)
            elif not there and stands is None and settled:
                statuses[place] = str(MarkStatus.ABSENT)
        if statuses:
            added += len(record_marks(session=session, by=by, statuses=statuses, batch=uuid.uuid4(), how=MarkHow.IMPORT))
    return added


def _require(training: Training, by: "User") -> None:
    require_leads(by, training)
    if minors_on_roster(training):
        require_cleared(by)
    if not training.activity_type.is_remote:
        raise Refused(_("Only a course at a distance has its attendance in a chat."), code="not_remote")


def _is_markable(session: Session) -> bool:
    return session.state in (SessionState.PLANNED, SessionState.HELD) and not has_begun(session)


def _standing(training: Training) -> dict[tuple[int, int], tuple[str, str]]:
    """(place, session) -> (how, status) of the latest mark."""
    rows = Mark.objects.filter(session__training=training).order_by("marked_at", "recorded_at", "pk")
    return {
        (place, session): (how, status) for place, session, how, status in rows.values_list("participation", "session", "how", "status")
    }


def _labels(members: bytes) -> dict[str, tuple[str, str]]:
    """Name in the chat (folded) -> (name, phone) out of a list of members; a member without one is found by the phone."""
    found = {}
    for row in read_roster(members).rows:
        label = tidy_label(row.chat_label) or row.phone
        if label:
            found[fold(label)] = (row.name, row.phone)
    if not found:
        raise Refused(_("This list has no column with the names in the chat."), code="no_labels")
    return found


class _Matcher:
    """Which place on the roster a sender has. Two people with the same phone or name are nobody's match."""

    def __init__(self, roster: list[Participation], listed: dict[str, tuple[str, str]]) -> None:
        self.listed = listed
        firsts: dict[int, Participation] = {}
        for row in roster:
            firsts.setdefault(row.person_id, row)
        phones = Counter(row.person.phone for row in firsts.values() if row.person.phone)
        names = Counter(_words(row.person.written_name) for row in firsts.values())
        self.by_phone = {row.person.phone: row.pk for row in firsts.values() if phones[row.person.phone] == 1}
        self.by_name = {key: row.pk for row in firsts.values() if names[key := _words(row.person.written_name)] == 1}

    def place_of(self, label: str) -> int | None:
        if fold(label) in self.listed:
            name, phone = self.listed[fold(label)]
            return self.by_name.get(_words(name)) or self.by_phone.get(phone)
        return self.by_phone.get(label) or self.by_name.get(_words(label))


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name).split()))


def _keep_senders(training: Training, chat: Chat, matcher: _Matcher) -> None:
    """The senders of this chat beside those of earlier ones: their days grow, what was decided stays."""
    keys = {digest(PURPOSE, f"{training.pk}:{fold(label)}"): label for label in chat.days}
    known = {row.digest: row for row in ChatSender.objects.filter(training=training, digest__in=keys)}
    fresh: list[ChatSender] = []
    for key, label in keys.items():
        row = known.get(key) or ChatSender(training=training, digest=key)
        row.days = sorted({*row.days, *(day.isoformat() for day in chat.days[label])})
        if row.decision == ChatSender.Decision.OPEN:
            place = matcher.place_of(label)
            row.participation_id = place
            row.decision = ChatSender.Decision.PLACE if place else ChatSender.Decision.OPEN
            row.label = "" if place else label[:200]
        if row.pk is None:
            fresh.append(row)
    ChatSender.objects.bulk_create(fresh)
    ChatSender.objects.bulk_update(known.values(), ["days", "participation", "decision", "label"])

"""Asking who has a place whether they come: a deadline, a code for each, a message where there is an address."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.codes import derived, digest, tidy
from core.dates import BISHKEK
from core.events import record_event, record_events
from core.models import Message
from core.outbox import send_message
from core.refusals import Refused
from trainings.domain.rights import require_coordinates
from trainings.enums import Source
from trainings.models import ConfirmationTerms, Nomination, Participation, PlaceOffer, Training, TrainingCall
from trainings.models.offers import HOLDS, MOVE_UP_HOURS
from youth_groups.models import Group, GroupUserObjectPermission

if TYPE_CHECKING:
    from accounts.models import User

CODE_LENGTH = 8
#: Days to answer where nobody says otherwise, and days that stay then for those who move up.
USUAL_DAYS, DAYS_LEFT = 7, 3
HOUR = time(18, 0)


def code_of(offer: PlaceOffer) -> str:
    """The code that answers for this place; stored nowhere."""
    return derived("place_offer", str(offer.salt), CODE_LENGTH)


def offer_by_code(typed: str) -> PlaceOffer | None:
    """The offer of a code as somebody typed it, whatever its state. None for a code that was never made."""
    code = tidy(typed)
    if len(code) != CODE_LENGTH:
        return None
    return PlaceOffer.objects.select_related("training__locality", "person").filter(digest=digest("place_offer", code)).first()


def lock_with_call(training_id: int) -> Training:
    """The training under its lock, and before it its call: several nominations of a call are taken by one transaction at a time.

    Two trainings of one call share the waiting list; without this order two transactions could wait for each other's rows.
    """
    call = Training.objects.values_list("call_id", flat=True).get(pk=training_id)
    if call is not None:
        TrainingCall.objects.select_for_update().get(pk=call)
    return Training.objects.select_for_update(of=("self",)).select_related("call").get(pk=training_id)


def latest_answer(training: Training) -> datetime:
    """Nobody is asked for an answer later than this: 18:00 in Bishkek on the eve of the first day."""
    return datetime.combine(training.first_day - timedelta(days=1), HOUR, tzinfo=BISHKEK)


def usual_deadline(training: Training, at: datetime | None = None) -> datetime | None:
    """18:00 in a week, or three days before the training when that is earlier, at least tomorrow; None when it is too late to ask."""
    today = timezone.localdate(at)
    day = max(min(today + timedelta(days=USUAL_DAYS), training.first_day - timedelta(days=DAYS_LEFT)), today + timedelta(days=1))
    deadline = min(datetime.combine(day, HOUR, tzinfo=BISHKEK), latest_answer(training))
    return deadline if deadline > (at or timezone.now()) else None


def require_deadline(training: Training, answer_by: datetime) -> None:
    if answer_by <= timezone.now():
        raise Refused(_("This moment has passed. Choose a later one."), code="past")
    if answer_by > latest_answer(training):
        raise Refused(_("Ask for answers by 18:00 on the eve of the first day at the latest."), code="too_late")


def ask_places(*, training: Training, by: "User", answer_by: datetime, move_up_hours: int = MOVE_UP_HOURS) -> list[PlaceOffer]:
    """Ask everybody on the roster who was not asked yet, and is not confirmed, whether they come; returns those asked now.

    Whoever acts for the group and has an e-mail address gets one message, without names; whoever has an account of the own gets a link.
    For the others a card is left to tell (`PlaceOffer.Channel.TELL`). Walk-ins are not asked. Asked twice, nobody is asked twice.
    Raises Refused: no right, a deadline that has passed or lies behind the eve of the first day.
    """
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        locked = lock_with_call(training.pk)
        offers = ask_in_lock(locked, by=by, answer_by=answer_by, move_up_hours=move_up_hours)
        write_to_groups(locked, offers)
        write_to_people(locked, offers)
    return offers


def ask_in_lock(training: Training, *, by: "User", answer_by: datetime, move_up_hours: int = MOVE_UP_HOURS) -> list[PlaceOffer]:
    """The offers of `ask_places` without the messages. The caller holds the lock of the training's row and has checked the right."""
    require_deadline(training, answer_by)
    if not 2 <= move_up_hours <= 336:
        raise Refused(_("Give from 2 to 336 hours."), code="hours")
    terms = {"answer_by": answer_by, "move_up_hours": move_up_hours}
    ConfirmationTerms.objects.update_or_create(training=training, defaults=terms)
    places = training.participations.filter(confirmed_at=None).exclude(source=Source.WALK_IN).exclude(offers__state__in=HOLDS)
    offers = offer_to(training, places.select_related("nomination").order_by("pk"), by=by, answer_by=answer_by)
    if offers:
        record_event(subject=training, action="places_asked", by=by, data={"offers": len(offers)})
    return offers


def offer_to(
    training: Training,
    places: Iterable[Participation],
    *,
    by: "User | None",
    answer_by: datetime,
    instead_of: PlaceOffer | None = None,
) -> list[PlaceOffer]:
    """Write the offers of these places with an event each. Under the training's lock; nobody is written to here."""
    rows = [
        PlaceOffer(
            training=training,
            person_id=place.person_id,
            nomination=place.nomination,
            participation=place,
            instead_of=instead_of,
            answer_by=answer_by,
            asked_by=by,
        )
        for place in places
    ]
    _give_codes(rows)
    PlaceOffer.objects.bulk_create(rows)
    told = ((row, {"training": training.pk, "person": row.person_id, "participation": row.participation_id}) for row in rows)
    record_events(action="asked", by=by, about=training, rows=told)
    return rows


def _give_codes(rows: Sequence[PlaceOffer]) -> None:
    """A code that no other offer ever had. Two of 31^8 are the same once in a lifetime; then the database would refuse the row."""
    for row in rows:
        row.digest = digest("place_offer", code_of(row))
    taken = set(PlaceOffer.objects.filter(digest__in=[row.digest for row in rows]).values_list("digest", flat=True))
    for row in rows:
        if row.digest in taken:
            row.salt = uuid.uuid4()
            row.digest = digest("place_offer", code_of(row))


def editors_of(group: Group) -> "Iterable[User]":
    """The active accounts that act for the group."""
    rights = GroupUserObjectPermission.objects.filter(content_object=group, permission__codename__in=["own_group", "edit_group"])
    return get_user_model().objects.filter(pk__in=rights.values("user_id"), is_active=True).order_by("pk")  # type: ignore[return-value]


def nomination_address(training: Training, group: Group) -> str:
    """The group's page of the call, where it sees its people and answers for them; "" without a call."""
    if training.call is None:
        return ""
    return f"{settings.ASHAR['ADDRESS']}{reverse('trainings:nominate', args=[training.call.slug, group.number])}"


def by_group(offers: Iterable[PlaceOffer]) -> dict[int, list[PlaceOffer]]:
    found: dict[int, list[PlaceOffer]] = defaultdict(list)
    for offer in offers:
        nomination: Nomination | None = offer.nomination
        if nomination is not None and nomination.group_id is not None:
            found[nomination.group_id].append(offer)
    return found


def write_to_groups(training: Training, offers: Sequence[PlaceOffer], *, moved_up: bool = False) -> int:
    """One message to each person who acts for a group whose people are asked: how many places, until when, where. No names."""
    found, sent = by_group(offers), 0
    for group in Group.objects.filter(pk__in=found).order_by("pk"):
        theirs = found[group.pk]
        context = {
            "training": training,
            "group": group,
            "places": len(theirs),
            "answer_by": theirs[0].answer_by,
            "moved_up": moved_up,
            "address": nomination_address(training, group),
        }
        messages = [send_message(to=user, kind="place_offered", context=context, about=training) for user in editors_of(group)]
        note_written(theirs, messages)
        sent += len(messages)
    return sent


def write_to_people(training: Training, offers: Sequence[PlaceOffer]) -> int:
    """To everybody with an account and an address of the own: the link that answers, and the code in words."""
    users = get_user_model().objects.filter(person__in=[offer.person_id for offer in offers], is_active=True, email__isnull=False)
    accounts: dict[int, Any] = {user.person.pk: user for user in users.exclude(email="").select_related("person")}
    sent = 0
    for offer in offers:
        user = accounts.get(offer.person_id)
        if user is not None:
            code = code_of(offer)
            address = f"{settings.ASHAR['ADDRESS']}{reverse('place_code')}"
            context = {"training": training, "answer_by": offer.answer_by, "link": f"{address}#{code}", "address": address, "code": code}
            note_written([offer], [send_message(to=user, kind="place_offered_person", context=context, about=offer)])
            sent += 1
    return sent


def note_written(offers: Iterable[PlaceOffer], messages: Iterable[Message]) -> None:
    """Whoever was written to by e-mail needs no card."""
    if any(message.channel == Message.Channel.EMAIL and message.state == Message.State.QUEUED for message in messages):
        for offer in offers:
            offer.channel, offer.told_at = PlaceOffer.Channel.EMAIL, timezone.now()
        keys = [offer.pk for offer in offers]
        PlaceOffer.objects.filter(pk__in=keys).update(channel=PlaceOffer.Channel.EMAIL, told_at=timezone.now())


def mark_told(*, offer: PlaceOffer, by: "User") -> PlaceOffer:
    """Note that somebody told them: who, and when. Told already: it stays with the first."""
    require_coordinates(by, offer.organisation_id)
    with transaction.atomic():
        locked = PlaceOffer.objects.select_for_update(of=("self",)).select_related("training").get(pk=offer.pk)
        if locked.told_at is None:
            locked.told_at, locked.told_by = timezone.now(), by
            locked.save(update_fields=["told_at", "told_by"])
            record_event(subject=locked, action="told", by=by, data={"training": locked.training_id, "person": locked.person_id})
    return locked


def mark_message_told(*, training: Training, message: Message, by: "User") -> Message:
    """Note that somebody told an account without e-mail what a message of this training says."""
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        locked = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
        if locked.channel == Message.Channel.TELL and locked.state == Message.State.QUEUED:
            locked.state, locked.told_by, locked.sent_at = Message.State.TOLD, by, timezone.now()
            locked.save(update_fields=["state", "told_by", "sent_at"])
            record_event(subject=training, action="told", by=by, data={"message": locked.pk})
    return locked

"""Who gets a place. Places are given under the lock of the training's row: two people never get the last one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import format_period
from core.events import record_event
from core.models import Event, Message
from core.outbox import send_message
from core.refusals import Refused
from core.transitions import move
from trainings.domain.offers import ask_in_lock, by_group, editors_of, lock_with_call, nomination_address, note_written, write_to_people
from trainings.domain.protocols import keep_protocol
from trainings.domain.rights import require_coordinates
from trainings.domain.rosters import add_participation, take_off
from trainings.enums import NominationState, Source
from trainings.models import Nomination, Participation, PlaceOffer, Training
from trainings.models.offers import HOLDS, MOVE_UP_HOURS
from youth_groups.models import Group

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

#: What a decision writes beside the state; a place on the waiting list that was given by hand ends with it.
LEFT_THE_LINE = ("reason", "decided_at", "told_at", "training_id", "line_place")
#: What the coordinator presses -> the action of the table.
ACTIONS = ("select", "wait", "reject")


def decide(*, nomination: Nomination, training: Training, action: str, by: "User", reason: str) -> Nomination:
    """Choose a candidate, put them on the waiting list, or not this time (`select`, `wait`, `reject`), with a reason.

    Choosing puts them on the roster of the training under its lock; taking the choice back takes them off, unless they were already marked.
    Raises Refused: no reason, no free place, a training of another call, no right.
    """
    if action not in ACTIONS:
        raise ValueError(action)
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Write a reason: the group may ask."), code="no_reason")
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        if locked.call_id is None or locked.call_id != nomination.call_id:
            raise Refused(_("This candidate was nominated for another call."), code="other_call")
        require_coordinates(by, locked.organisation_id)
        stood = Nomination.objects.select_for_update(of=("self",)).select_related("training").get(pk=nomination.pk)
        was = stood.state
        if action == "select":
            _require_no_place_elsewhere(stood, locked)
        if was == NominationState.SELECTED:
            for row in Participation.objects.filter(nomination=nomination):
                take_off(participation=row, by=by)
        nomination.reason, nomination.decided_at, nomination.told_at = reason[:300], timezone.now(), None
        nomination.training, nomination.line_place = locked if action == "select" else None, None
        move(nomination, action, by, reason, data={"training": locked.pk}, update=LEFT_THE_LINE)
        if action == "select":
            add_participation(training=locked, person=nomination.person, by=by, source=Source.NOMINATION, nomination=nomination)
    return nomination


def _require_no_place_elsewhere(nomination: Nomination, training: Training) -> None:
    """One place in one call: whoever has one at another of its trainings is named with that training, so that somebody can look there."""
    other = nomination.training
    if nomination.state == NominationState.SELECTED and other is not None and other.pk != training.pk:
        words = _(
            "%(name)s has a place at “%(title)s” (%(dates)s, %(number)s), which belongs to the same call. Take that place back first."
        )
        dates = format_period(other.first_day, other.last_day)
        values = {"name": nomination.person.written_name, "title": other.public_title, "dates": dates, "number": other.number}
        raise Refused(words % values, code="select_refused")


#: What becomes of those not decided who are not ticked: nothing, or one of these.
REST = ("", "wait", "reject")


def save_choice(
    *, training: Training, by: "User", chosen: Mapping[int, str], rest: str = "", rest_reason: str = "", proposal: Event | None = None
) -> list[Nomination]:
    """Choose several candidates at once, all or none; returns those that are new. `chosen`: nomination -> its reason.

    `rest` puts whoever was not decided and is not ticked on the waiting list, or says not this time, with `rest_reason`; "" leaves them.
    Who has a place already is kept: the same form sent twice chooses once. The event says how far the choice follows the `proposal`.
    Raises Refused as `decide`: above all when a place is missing; then nothing is saved.
    """
    if rest not in REST:
        raise ValueError(rest)
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        locked = lock_with_call(training.pk)
        rows = {row.pk: row for row in Nomination.objects.select_for_update(of=("self",)).filter(call_id=locked.call_id).order_by("pk")}
        if set(chosen) - set(rows):
            raise Refused(_("This candidate was nominated for another call."), code="other_call")
        new = [rows[pk] for pk in sorted(chosen) if not _has_place(rows[pk], locked)]
        for row in new:
            decide(nomination=row, training=locked, action="select", by=by, reason=chosen[row.pk])
        left = [row for row in rows.values() if rest and row.state == NominationState.NOMINATED and row.pk not in chosen]
        for row in left:
            decide(nomination=row, training=locked, action=rest, by=by, reason=rest_reason)
        if new or left:
            record_event(subject=locked, action="selection_saved", by=by, data=_saved(new, left, rest, proposal))
    return new


def _has_place(row: Nomination, training: Training) -> bool:
    return row.state == NominationState.SELECTED and row.training_id == training.pk


def _saved(new: list[Nomination], left: list[Nomination], rest: str, proposal: Event | None) -> dict[str, Any]:
    data: dict[str, Any] = {"chosen": [row.pk for row in new], "rest": rest, "left": len(left)}
    if proposal is not None:
        proposed = set(proposal.data.get("chosen", []))
        picked = {row.pk for row in new}
        data |= {"proposal": proposal.pk, "added": sorted(picked - proposed), "dropped": sorted(proposed - picked)}
    return data


def tell_groups(*, training: Training, by: "User", answer_by: datetime | None = None, move_up_hours: int = MOVE_UP_HOURS) -> int:
    """Write one message to each person who acts for a group with decisions that it does not know yet. Returns how many messages.

    With `answer_by` everybody with a place is asked until then whether they come (`ask_places`), in the same message. It names the public
    title, counts and the deadline, no candidate. A group for which nobody has an account is not told by this: its decisions stay open until
    somebody notes that it was (`mark_group_told`). The protocol is kept as it stands at this moment.
    """
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        locked = lock_with_call(training.pk)
        offers = ask_in_lock(locked, by=by, answer_by=answer_by, move_up_hours=move_up_hours) if answer_by else []
        rows = list(untold(locked).select_for_update())
        if rows:
            keep_protocol(locked, by=by)
        asked, decided = by_group(offers), _by_group(rows)
        sent, reached = 0, []
        for group in Group.objects.filter(pk__in={*decided, *asked}).order_by("pk"):
            messages = _tell(locked, group, decided.get(group.pk, []), asked.get(group.pk, []))
            note_written(asked.get(group.pk, []), messages)
            sent += len(messages)
            reached += [row.pk for row in decided.get(group.pk, []) if messages]
        sent += write_to_people(locked, offers)
        # Who stands without a group and has a place learns it with the question whether they come; of all others somebody has to tell them.
        alone = [row.pk for row in rows if row.group_id is None]
        asked_alone = PlaceOffer.objects.filter(nomination__in=alone, state__in=HOLDS).values_list("nomination", flat=True)
        Nomination.objects.filter(pk__in=[*reached, *asked_alone]).update(told_at=timezone.now())
        record_event(subject=locked, action="groups_told", by=by, data={"groups": len(decided), "messages": sent})
    return sent


def untold(training: Training) -> "QuerySet[Nomination]":
    """Decisions of the training's call that their groups do not know yet."""
    return Nomination.objects.filter(call_id=training.call_id, decided_at__isnull=False, told_at__isnull=True).order_by("pk")


def mark_group_told(*, training: Training, group: Group, by: "User") -> int:
    """Note that somebody told a group without an account what was decided about its people. Returns how many decisions."""
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        keys = [row.pk for row in untold(training).filter(group=group)]
        if keys:
            keep_protocol(locked, by=by)
            Nomination.objects.filter(pk__in=keys).update(told_at=timezone.now())
            record_event(subject=training, action="group_told", by=by, data={"group": group.pk, "decisions": len(keys)})
    return len(keys)


def mark_person_told(*, training: Training, nomination: Nomination, by: "User") -> Nomination:
    """Note that somebody told a person who stands without a group what was decided. Told already: it stays with the first."""
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        row = untold(locked).filter(pk=nomination.pk, group__isnull=True).first()
        if row is not None:
            keep_protocol(locked, by=by)
            row.told_at = timezone.now()
            row.save(update_fields=["told_at"])
            record_event(subject=row, action="told", by=by, data={"training": locked.pk, "person": row.person_id})
    return nomination


def _by_group(rows: Iterable[Nomination]) -> dict[int, list[Nomination]]:
    found: dict[int, list[Nomination]] = {}
    for row in rows:
        if row.group_id is not None:
            found.setdefault(row.group_id, []).append(row)
    return found


def counted(rows: Iterable[Nomination]) -> dict[str, int]:
    """How many were chosen, wait, and were not chosen: what a group is told first."""
    states = [row.state for row in rows]
    return {
        "chosen": states.count(NominationState.SELECTED),
        "waiting": states.count(NominationState.WAITING),
        "not_chosen": states.count(NominationState.NOT_SELECTED),
    }


def _tell(training: Training, group: Group, rows: Sequence[Nomination], offers: Sequence[PlaceOffer]) -> list[Message]:
    context = {
        "training": training,
        "group": group,
        **counted(rows),
        "places": len(offers),
        "answer_by": offers[0].answer_by if offers else None,
        "address": nomination_address(training, group),
    }
    kind = "selection_decided" if rows else "place_offered"
    return [send_message(to=user, kind=kind, context=context, about=training) for user in editors_of(group)]

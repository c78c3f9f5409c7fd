"""Who gets a place. Places are given under the lock of the training's row: two people never get the last one."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.models import Event
from core.outbox import send_message
from core.refusals import Refused
from core.transitions import move
from trainings.domain.rights import require_coordinates
from trainings.domain.rosters import add_participation, take_off
from trainings.enums import NominationState, Source
from trainings.models import Nomination, Participation, Training
from youth_groups.models import Group, GroupUserObjectPermission

if TYPE_CHECKING:
    from accounts.models import User

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
        was = Nomination.objects.select_for_update().get(pk=nomination.pk).state
        if was == NominationState.SELECTED:
            for row in Participation.objects.filter(nomination=nomination):
                take_off(participation=row, by=by)
        nomination.reason, nomination.decided_at, nomination.told_at = reason[:300], timezone.now(), None
        nomination.training = locked if action == "select" else None
        move(nomination, action, by, reason, data={"training": locked.pk}, update=("reason", "decided_at", "told_at", "training_id"))
        if action == "select":
            add_participation(training=locked, person=nomination.person, by=by, source=Source.NOMINATION, nomination=nomination)
    return nomination


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
        locked = Training.objects.select_for_update().get(pk=training.pk)
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


def tell_groups(*, training: Training, by: "User") -> int:
    """Write one message to each person who acts for a group with decisions that it does not know yet. Returns how many messages.

    The message names the public title and counts, no candidate.
    """
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        locked = Training.objects.select_for_update(of=("self",)).select_related("call").get(pk=training.pk)
        rows = list(Nomination.objects.select_for_update().filter(call_id=locked.call_id, decided_at__isnull=False, told_at__isnull=True))
        by_group: dict[int, list[Nomination]] = {}
        for row in rows:
            if row.group_id is not None:
                by_group.setdefault(row.group_id, []).append(row)
        sent = 0
        for group in Group.objects.filter(pk__in=by_group):
            sent += _tell(locked, group, by_group[group.pk])
        Nomination.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=timezone.now())
        record_event(subject=locked, action="groups_told", by=by, data={"groups": len(by_group), "messages": sent})
    return sent


def _tell(training: Training, group: Group, rows: Iterable[Nomination]) -> int:
    states = [row.state for row in rows]
    context = {
        "training": training,
        "group": group,
        "chosen": states.count(NominationState.SELECTED),
        "waiting": states.count(NominationState.WAITING),
        "not_chosen": states.count(NominationState.NOT_SELECTED),
        "address": f"{settings.ASHAR['ADDRESS']}{reverse('trainings:nominate', args=[training.call.slug, group.number])}"
        if training.call
        else "",
    }
    editors = list(editors_of(group))
    for user in editors:
        send_message(to=user, kind="selection_decided", context=context, about=training)
    return len(editors)


def editors_of(group: Group) -> "Iterable[User]":
    """The active accounts that act for the group."""
    rights = GroupUserObjectPermission.objects.filter(content_object=group, permission__codename__in=["own_group", "edit_group"])
    return get_user_model().objects.filter(pk__in=rights.values("user_id"), is_active=True).order_by("pk")  # type: ignore[return-value]

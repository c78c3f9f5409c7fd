"""The waiting list: who is next, and giving them a place that came free. Decision 0015 says in which order, and why."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.events import record_event
from core.refusals import Refused
from core.transitions import move
from trainings.domain.offers import latest_answer, lock_with_call, offer_to, write_to_groups, write_to_people
from trainings.domain.rights import require_coordinates
from trainings.domain.rosters import give_place
from trainings.enums import NominationState, Source
from trainings.models import ConfirmationTerms, Nomination, PlaceOffer, Training
from trainings.models.offers import GAVE_BACK, MOVE_UP_HOURS
from trainings.queries.waiting import next_in_line, place_in_line

if TYPE_CHECKING:
    from accounts.models import User

#: With less time to answer nobody is moved up by itself: a human asks whoever can still come.
LEAST = timedelta(hours=2)


def move_up(*, training: Training, by: "User") -> list[PlaceOffer]:
    """Give every free place to whoever is next on the waiting list. For the coordinator, who wants no place to stay empty.

    Raises Refused: no right, too late to ask anybody.
    """
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        locked = lock_with_call(training.pk)
        if answer_time(locked, timezone.now()) is None:
            raise Refused(_("It is too late to ask by message: choose on the board who comes, and call them."), code="too_late")
        return fill_in_lock(locked, by=by, every=True)


def move_in_line(*, training: Training, nomination: Nomination, place: int, by: "User", reason: str) -> Nomination:
    """Give somebody who waits another place on the list, counted from 1 as the page shows it; who was put there later stays behind.

    The order is the call's: each training of the call takes from it. Targets are weighed as before. The place that they have already
    changes nothing. Raises Refused: no right, no reason, a training of another call, somebody who does not wait.
    """
    require_coordinates(by, training.organisation_id)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Refused(_("Write a reason: the group may ask."), code="no_reason")
    with transaction.atomic():
        locked = lock_with_call(training.pk)
        waiting = Nomination.objects.select_for_update(of=("self",)).filter(call_id=locked.call_id, state=NominationState.WAITING)
        line = sorted(waiting.order_by("pk"), key=place_in_line)
        row = next((each for each in line if each.pk == nomination.pk), None)
        if row is None or locked.call_id is None:
            raise Refused(_("This person is not on the waiting list any more."), code="not_waiting")
        seated = set(locked.participations.values_list("person_id", flat=True))
        shown = [each for each in line if each.person_id not in seated or each.pk == row.pk]
        was = shown.index(row) + 1
        others = [each for each in shown if each.pk != row.pk]
        now = max(1, min(place, len(shown)))
        if now == was:
            return row
        line.remove(row)
        line.insert(line.index(others[now - 1]) if now <= len(others) else len(line), row)
        _write_line(line)
        data = {"training": locked.pk, "from": was, "to": now, "of": len(shown)}
        record_event(subject=row, action="moved_in_line", by=by, data=data, note=reason)
    return row


def _write_line(line: Sequence[Nomination]) -> None:
    """Number the list from 1. First away with the old numbers: the database holds each once at every moment."""
    Nomination.objects.filter(pk__in=[row.pk for row in line]).update(line_place=None)
    for number, row in enumerate(line, 1):
        row.line_place = number
    Nomination.objects.bulk_update(line, ["line_place"])


def answer_time(training: Training, at: datetime) -> datetime | None:
    """Until when somebody who moves up now has to answer, a full hour; None when too little time is left."""
    terms = ConfirmationTerms.objects.filter(training=training).first()
    hours = timedelta(hours=terms.move_up_hours if terms else MOVE_UP_HOURS, minutes=59)
    until = min((at + hours).replace(minute=0, second=0, microsecond=0), latest_answer(training))
    return until if until - at >= LEAST else None


def fill_in_lock(training: Training, *, by: "User | None", every: bool = False, at: datetime | None = None) -> list[PlaceOffer]:
    """Pass on places that were given back (`every`: all that are free) to the waiting list. The caller holds the training's lock.

    Never more than there are free places; a place for which nobody who waits is right stays free. `by` None: it follows from an answer by
    code or from the clock. Each who moves up gets a deadline of the own and is written to, or a card is left.
    """
    moment = at or timezone.now()
    until = answer_time(training, moment)
    free = training.capacity - training.participations.count()
    if until is None or free <= 0 or training.call_id is None:
        return []
    given_back: list[PlaceOffer | None] = list(
        PlaceOffer.objects.filter(training=training, state__in=GAVE_BACK, passed_to__isnull=True).order_by("answer_by", "pk")[:free]
    )
    places = given_back + [None] * (free - len(given_back) if every else 0)
    moved: list[PlaceOffer] = []
    for former in places:
        row = _claim(training)
        if row is None:
            break
        moved += _give(training, row, by=by, until=until, former=former)
    write_to_groups(training, moved, moved_up=True)
    write_to_people(training, moved)
    return moved


def _claim(training: Training) -> Nomination | None:
    """The next one, locked: another training of the same call may be looking at the same list."""
    while (found := next_in_line(training)) is not None:
        row = Nomination.objects.select_for_update(of=("self",)).filter(pk=found.pk, state=NominationState.WAITING).first()
        if row is not None:
            return row
    return None


def _give(training: Training, row: Nomination, *, by: "User | None", until: datetime, former: PlaceOffer | None) -> list[PlaceOffer]:
    with override(settings.LANGUAGE_CODE):
        row.reason = _("Moved up from the waiting list.")
    row.training, row.decided_at, row.told_at = training, timezone.now(), timezone.now()
    data = {"training": training.pk, "instead_of": former.pk if former else None}
    move(row, "move_up", by, data=data, update=("training_id", "reason", "decided_at", "told_at"))
    place = give_place(training=training, person=row.person, by=by, source=Source.NOMINATION, nomination=row)
    return offer_to(training, [place], by=by, answer_by=until, instead_of=former)

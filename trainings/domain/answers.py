"""What is answered about a place: by code, by the group, by staff on behalf, or by the clock when nobody answers."""

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from core.transitions import move
from trainings.domain.offers import latest_answer, lock_with_call
from trainings.domain.rights import require_coordinates
from trainings.domain.risk import against_confirming, confirm_in_lock
from trainings.domain.rosters import give_place, require_free_of_marks
from trainings.domain.waiting import fill_in_lock
from trainings.enums import NominationState, Source
from trainings.models import PlaceOffer, Training
from trainings.models.offers import GAVE_BACK, MOVE_UP_HOURS, AnsweredHow, OfferState
from trainings.states import answers_for_place, coordinates
from youth_groups.domain.clearance import require_cleared

if TYPE_CHECKING:
    from accounts.models import User

STAMP = ("answered_at", "answered_by_id", "answered_how")


def answer_offer(*, offer: PlaceOffer, comes: bool, by: "User | None" = None, reason: str = "") -> PlaceOffer:
    """Say whether somebody comes. `by` None: whoever holds the code, **which the caller has checked**.

    Coming confirms the place; a minor without the consents, or somebody who refused one, is written down as coming and not confirmed
    (`against_confirming` says what is missing). Not coming frees the place, and whoever is next on the waiting list gets it in the same
    transaction. The same answer twice is given once. "Does not come" can be said until the first day, and taken back while the time to
    answer runs and the place has not gone to somebody else. The reason is kept in the history alone.
    Raises Refused: not theirs to answer, too late, given to somebody else, somebody already marked.
    """
    with transaction.atomic():
        row = _locked(offer)
        how = _how(row, by)
        _require_open(row, how)
        if comes:
            if row.state == OfferState.DECLINED:
                _take_back(row, by)
            _accept(row, by, how)
        elif row.holds:
            _give_up(row, "decline", by, how, reason)
            # Whoever answers chooses nobody: who moves up follows from the list.
            fill_in_lock(row.training, by=by if how == AnsweredHow.STAFF else None)
    return row


def take_answer_back(*, offer: PlaceOffer, by: "User") -> PlaceOffer:
    """Undo "comes" that staff wrote down wrongly: the place is asked for again, with time left to answer. Nothing happens while it is."""
    require_coordinates(by, offer.organisation_id)
    with transaction.atomic():
        row = _locked(offer)
        if row.state in (OfferState.COMES, OfferState.CONFIRMED):
            row.answered_at = row.answered_by = None
            row.answered_how = ""
            row.answer_by = max(row.answer_by, min(timezone.now() + timedelta(hours=MOVE_UP_HOURS), latest_answer(row.training)))
            row.training.participations.filter(offers=row).update(confirmed_at=None, confirmed_by=None)
            move(row, "reopen", by, data=_about(row), update=(*STAMP, "answer_by"))
    return row


def settle_answers(at: datetime) -> dict[str, int]:
    """For the nightly run: places nobody answered for in time are given back, free ones go to the waiting list, and whoever said they come
    is confirmed once the consents stand. From the first day on nothing is moved. Idempotent; each training in a transaction of its own.
    """
    done: Counter[str] = Counter(lapsed=0, confirmed=0, moved_up=0)
    waiting = (OfferState.ASKED, OfferState.COMES, *GAVE_BACK)
    trainings = Training.objects.filter(first_day__gt=timezone.localdate(at), offers__state__in=waiting)
    for pk in list(trainings.order_by("pk").values_list("pk", flat=True).distinct()):
        with transaction.atomic():
            done.update(_settle(lock_with_call(pk), at))
    return dict(done)


def give_back_overdue(at: datetime) -> dict[str, int]:
    """For the worker, every minute: a place whose time to answer is over goes back and moves on, instead of lying still until the night.

    Looked at are only trainings with such a place; one statement where there is none. Idempotent; each training in a transaction.
    """
    done: Counter[str] = Counter()
    late = PlaceOffer.objects.overdue(at).filter(training__first_day__gt=timezone.localdate(at), participation__marks__isnull=True)
    for pk in list(late.order_by("training_id").values_list("training_id", flat=True).distinct()):
        with transaction.atomic():
            done.update(_settle(lock_with_call(pk), at))
    return dict(done)


def _settle(training: Training, at: datetime) -> dict[str, int]:
    offers = PlaceOffer.objects.filter(training=training).select_for_update(of=("self",)).select_related("person", "nomination")
    late = [row for row in offers.overdue(at) if row.participation is None or not require_free_of_marks(row.participation, ask=True)]
    for row in late:
        row.training = training
        _give_up(row, "lapse", None, "", "")
    confirmed = 0
    for row in offers.filter(state=OfferState.COMES):
        row.training = training
        if row.participation is not None and not against_confirming(row.participation):
            _confirm(row, None)
            confirmed += 1
    return {"lapsed": len(late), "confirmed": confirmed, "moved_up": len(fill_in_lock(training, by=None, at=at))}


def _locked(offer: PlaceOffer) -> PlaceOffer:
    """The row under the lock of its training's: two answers, or an answer and the clock, come one after the other."""
    training = lock_with_call(offer.training_id)
    rows = PlaceOffer.objects.select_for_update(of=("self",)).select_related("person", "nomination", "participation")
    row = rows.get(pk=offer.pk)
    row.training = training
    return row


def _how(row: PlaceOffer, by: "User | None") -> str:
    if by is None:
        return AnsweredHow.CODE
    if coordinates(by, row) is None:
        return AnsweredHow.STAFF
    against = answers_for_place(by, row)
    if against is not None:
        raise Refused(against, code="not_yours")
    return AnsweredHow.ACCOUNT


def _require_open(row: PlaceOffer, how: str) -> None:
    if timezone.localdate() >= row.training.first_day:
        raise Refused(_("The training has begun. Who is there is marked on the list."), code="begun")
    if row.state in (OfferState.LAPSED, OfferState.CLOSED):
        raise Refused(_("This place is no longer kept. Please ask the organiser."), code="gone")
    if row.state in (OfferState.ASKED, OfferState.DECLINED) and how != AnsweredHow.STAFF and row.answer_by <= timezone.now():
        raise Refused(_("The time to answer is over. Please ask the organiser."), code="too_late")


def _accept(row: PlaceOffer, by: "User | None", how: str) -> None:
    if row.state not in (OfferState.ASKED, OfferState.COMES) or row.participation is None:
        return
    if how == AnsweredHow.STAFF and row.person.is_minor_on(row.training.first_day):
        require_cleared(by)  # type: ignore[arg-type]
    against = against_confirming(row.participation)
    if row.state == OfferState.COMES and against:
        return
    _stamp(row, by, how)
    if against:
        move(row, "accept", by, data=_about(row), update=STAMP)
    else:
        _confirm(row, by)


def _confirm(row: PlaceOffer, by: "User | None") -> None:
    place = row.participation
    if place is not None:
        confirm_in_lock(place, by=by)
        move(row, "confirm", by, data=_about(row), update=STAMP)


def _stamp(row: PlaceOffer, by: "User | None", how: str) -> None:
    row.answered_at, row.answered_by, row.answered_how = timezone.now(), by, how


def _about(row: PlaceOffer) -> dict[str, object]:
    return {"training": row.training_id, "person": row.person_id, "how": row.answered_how}


def _give_up(row: PlaceOffer, action: str, by: "User | None", how: str, reason: str) -> None:
    """Take the place off the roster; the nomination is withdrawn, so that nobody asks this person again by itself."""
    place = row.participation
    if place is not None:
        require_free_of_marks(place)
        data = {"training": row.training_id, "person": place.person_id, "participation": place.pk}
        record_event(subject=place, action="taken_off", by=by, data=data)
    if how:
        _stamp(row, by, how)
    row.participation = None
    move(row, action, by, " ".join(reason.split())[:300], data=_about(row), update=(*STAMP, "participation_id"))
    if place is not None:
        place.delete()
    nomination = row.nomination
    if nomination is not None and nomination.state == NominationState.SELECTED:
        nomination.training, nomination.told_at = None, timezone.now()
        move(nomination, "give_up", by, data={"training": row.training_id, "offer": row.pk}, update=("training_id", "told_at"))


def _take_back(row: PlaceOffer, by: "User | None") -> None:
    """Give the same person the place again, as long as nobody else has it."""
    training = row.training
    if PlaceOffer.objects.filter(instead_of=row).exists() or training.participations.count() >= training.capacity:
        raise Refused(_("The place has gone to the next person on the waiting list."), code="passed_on")
    nomination = row.nomination
    if nomination is not None and nomination.state == NominationState.WITHDRAWN:
        nomination.training, nomination.told_at = training, timezone.now()
        move(nomination, "take_back", by, data={"training": training.pk, "offer": row.pk}, update=("training_id", "told_at"))
    source = Source.NOMINATION if nomination is not None else Source.STAFF
    row.participation = give_place(training=training, person=row.person, by=by, source=source, nomination=nomination)
    move(row, "take_back", by, data=_about(row), update=("participation_id",))

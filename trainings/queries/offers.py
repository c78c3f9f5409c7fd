"""Who was asked whether they come, what they answered, who has to be told: the page of answers, the cards, counts for other pages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import format_deadline
from core.models import Event
from trainings.domain.offers import latest_answer
from trainings.domain.risk import missing_words, purposes_needed
from trainings.enums import NominationState, Source
from trainings.models import ConfirmationTerms, Nomination, Participation, PlaceOffer, Training, TrainingCall
from trainings.models.offers import GAVE_BACK, HOLDS, OfferState
from trainings.queries.pool import pool_of
from trainings.queries.waiting import waiting_line
from youth_groups.models import Group, Person
from youth_groups.queries.consents import Standing, standing_of_purposes

TONES = {
    OfferState.ASKED: "info",
    OfferState.COMES: "warn",
    OfferState.CONFIRMED: "ok",
    OfferState.DECLINED: "",
    OfferState.LAPSED: "",
    OfferState.CLOSED: "",
}


#: A nomination that may still become a place, or has become one.
STILL_OPEN = (NominationState.NOMINATED, NominationState.WAITING, NominationState.SELECTED)


@dataclass(frozen=True)
class Answer:
    """What stands about one place. offer: None where nobody was asked; tone, words: its state; missing: consents, in words."""

    person: Person
    group: Group | None
    offer: PlaceOffer | None
    place: Participation | None
    tone: str
    words: str
    minor: bool
    missing: list[str] = field(default_factory=list)
    note: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody can still say that they come."""
        return self.offer is not None and self.offer.state in (OfferState.ASKED, OfferState.COMES)


def state_words(offer: PlaceOffer | None, place: Participation | None = None, at: datetime | None = None) -> tuple[str, str]:
    """(tone, words) of a place: asked until when, confirmed, given back. ("", "not asked") where nobody was asked."""
    if offer is None:
        return ("ok", _("confirmed")) if place is not None and place.confirmed_at else ("", _("not asked"))
    if offer.state == OfferState.ASKED:
        if offer.answer_by <= (at or timezone.now()):
            return "warn", _("asked, the time to answer is over")
        return "info", _("asked, until %(deadline)s") % {"deadline": format_deadline(offer.answer_by)}
    return TONES[OfferState(offer.state)], str(offer.get_state_display())


def current_offers(training: Training) -> dict[int, PlaceOffer]:
    """Place on the roster -> the offer that stands for it. One statement."""
    rows = PlaceOffer.objects.filter(training=training, state__in=HOLDS, participation__isnull=False)
    return {row.participation_id: row for row in rows if row.participation_id is not None}


def offers_of_nominations(nominations: Iterable[Nomination]) -> dict[int, PlaceOffer]:
    """Nomination -> its latest offer. One statement."""
    rows = PlaceOffer.objects.filter(nomination__in=[row.pk for row in nominations]).select_related("training", "passed_to").order_by("pk")
    return {row.nomination_id: row for row in rows if row.nomination_id is not None}


def answers_of(training: Training) -> list[Answer]:
    """The roster by name with what was answered, then places that were given back, the latest first. A bounded number of statements."""
    related = ("person", "nomination__group")
    places = list(training.participations.select_related(*related).order_by("person__folded", "pk"))
    standing = current_offers(training)
    gone = list(PlaceOffer.objects.filter(training=training, state__in=GAVE_BACK).select_related(*related, "passed_to").order_by("-pk"))
    notes = notes_of(gone)
    needed = standings_of(training, [row.person_id for row in (*places, *gone)])
    lines = [_answer(training, place, standing.get(place.pk), place, needed) for place in places]
    return lines + [_answer(training, row, row, None, needed, note=notes.get(row.pk, "")) for row in gone]


def _answer(
    training: Training,
    row: Participation | PlaceOffer,
    offer: PlaceOffer | None,
    place: Participation | None,
    needed: Mapping[str, Mapping[int, Standing]],
    *,
    note: str = "",
) -> Answer:
    if offer is not None:
        offer.training = training
    tone, words = state_words(offer, place)
    group = row.nomination.group if row.nomination is not None else None
    minor = row.person.is_minor_on(training.first_day)
    standings = {purpose: by_person[row.person_id] for purpose, by_person in needed.items()}
    # A grown-up gives the consent on the day: only a refusal is worth a line.
    tells = place is not None and (minor or any(standing.stopped for standing in standings.values()))
    return Answer(row.person, group, offer, place, tone, words, minor, missing_words(standings) if tells else [], note)


def standings_of(training: Training, people: Iterable[int]) -> dict[str, dict[int, Standing]]:
    """The consents that this training needs: purpose -> person -> Standing. Three statements at most."""
    return standing_of_purposes(people, purposes_needed(training), training.first_day, about=training)


def needed_by(training: Training) -> datetime | None:
    """Until when what is missing is needed: until answers are asked for, else the eve of the first day; None when both have passed."""
    terms = ConfirmationTerms.objects.filter(training=training).first()
    moments = [terms.answer_by] if terms else []
    return next((moment for moment in [*moments, latest_answer(training)] if moment > timezone.now()), None)


def notes_of(offers: Sequence[PlaceOffer]) -> dict[int, str]:
    """Offer -> why somebody does not come, in their words. One statement."""
    keys = [str(offer.pk) for offer in offers]
    rows = Event.objects.filter(subject_type="trainings.placeoffer", subject_id__in=keys, action="decline", detail__isnull=False)
    return {int(event.subject_id): event.detail.text for event in rows.select_related("detail").order_by("pk")}


def waiting_of(training: Training) -> list[Nomination]:
    """The waiting list in its order; nothing without a call."""
    return waiting_line(pool_of(training)) if training.call_id is not None else []


def unasked(training: Training) -> int:
    """How many places nobody was asked to confirm yet."""
    rows = training.participations.filter(confirmed_at=None).exclude(source=Source.WALK_IN).exclude(offers__state__in=HOLDS)
    return rows.count()


def answer_counts(training: Training) -> list[tuple[str, str, int]]:
    """(tone, words, how many) of each state that stands on the roster. One statement; nothing while nobody was asked."""
    rows = PlaceOffer.objects.filter(training=training, state__in=HOLDS).order_by().values_list("state").annotate(n=Count("pk"))
    found = Counter(dict(rows))
    return [(TONES[OfferState(state)], str(OfferState(state).label), found[state]) for state in HOLDS if found[state]]


@dataclass(frozen=True)
class Nominated:
    """One nomination for its group: the offer that stands last, (tone, words) of it, consents that are missing."""

    nomination: Nomination
    offer: PlaceOffer | None
    answer: tuple[str, str]
    missing: list[str]


def _minors_of(rows: Iterable[Nomination], offers: Mapping[int, PlaceOffer], usual: Training | None) -> dict[Training, list[int]]:
    """Minors who may still come and are not confirmed, by training; `usual` where none is chosen for them yet. A call has one or two."""
    found: dict[Training, list[int]] = defaultdict(list)
    for row in rows:
        offer = offers.get(row.pk)
        training = offer.training if offer is not None else row.training or usual
        waits = row.state in STILL_OPEN if offer is None else offer.state in (OfferState.ASKED, OfferState.COMES)
        if waits and training is not None and row.person.is_minor_on(training.first_day):
            found[training].append(row.person_id)
    return found


def nominations_with_answers(call: TrainingCall, group: Group) -> list[Nominated]:
    """A group's nominations for a call by name, with their places, and from the first day on what is missing for minors.

    Seven statements at most.
    """
    rows = list(Nomination.objects.filter(call=call, group=group).select_related("person", "training").order_by("person__folded", "pk"))
    offers = offers_of_nominations(rows)
    missing: dict[int, list[str]] = {}
    usual = call.trainings.order_by("first_day", "pk").first() if rows else None
    for training, people in _minors_of(rows, offers, usual).items():
        needed = standings_of(training, people)
        missing |= {person: spoken(needed, person) for person in people}
    return [Nominated(row, offers.get(row.pk), state_words(offers.get(row.pk)), missing.get(row.person_id, [])) for row in rows]


# what is shown to whoever has the code, or acts for the group


def missing_for_them(training: Training, person: Person) -> list[str]:
    """What is missing before a minor's place is confirmed, and who can give it, for whoever has the code.

    A refusal or a withdrawal is not named to them: the office speaks with the family.
    """
    return spoken(standings_of(training, [person.pk]), person.pk) if person.is_minor_on(training.first_day) else []


def spoken(needed: Mapping[str, Mapping[int, Standing]], person: int) -> list[str]:
    """What is missing of one person's consents, in words for them or their group."""
    open_ones, stopped = {}, False
    for purpose, by_person in needed.items():
        standing = by_person[person]
        stopped = stopped or standing.stopped
        left = tuple(item for item in standing.missing if not item.stopped)
        open_ones[purpose] = Standing(ok=not left, minor=standing.minor, missing=left)
    return missing_words(open_ones) + ([_("The office will speak with you about a consent.")] if stopped else [])

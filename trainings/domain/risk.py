"""Before a training begins: confirming places, the risk form of a camp, who may collect each child, opening the camp."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.events import events_of, record_event
from core.refusals import Refused
from core.transitions import move
from trainings.domain.rights import require_coordinates, require_leads
from trainings.models import Collector, Participation, PlaceOffer, RiskForm, Training, TrainingUserObjectPermission
from trainings.models.offers import AnsweredHow
from trainings.queries.minors import minors_on_roster
from youth_groups.domain.clearance import require_cleared
from youth_groups.enums import ConsentPurpose
from youth_groups.models import Person
from youth_groups.queries.clearance import cleared_among
from youth_groups.queries.consents import Standing, standing_of_purposes

if TYPE_CHECKING:
    from accounts.models import User

CHILD = 18
LEADER_SHEET = "leader_sheet_printed"


@dataclass(frozen=True, kw_only=True)
class RiskFacts:
    """What the form asks: leaders by sex, children for each adult at most, sleeping, transport, dangers, nearest help."""

    women: int
    men: int
    children_per_adult: int
    sleeping: str
    transport: str
    dangers: str
    nearest_help: str


def purposes_needed(training: Training) -> tuple[str, ...]:
    """The consents without which nobody is confirmed: taking part; where people stay overnight, travel and stay, too."""
    stays = training.activity_type.overnight
    return (ConsentPurpose.PARTICIPATION, ConsentPurpose.TRAVEL) if stays else (ConsentPurpose.PARTICIPATION,)


def has_minors(training: Training) -> bool:
    """Whether somebody on the roster is a minor for consent on the first day; while it is empty, whether the call is for minors."""
    if minors_on_roster(training):
        return True
    return training.call is not None and training.call.age_from is not None and training.call.age_from < CHILD


def needs_risk_form(training: Training) -> bool:
    return training.activity_type.risk_form and has_minors(training)


def missing_words(standings: Mapping[str, Standing]) -> list[str]:
    """What of the needed consents is missing, for which purpose, and who can give it. `standings`: purpose -> Standing."""
    words: list[str] = []
    for purpose, standing in standings.items():
        for item in standing.missing:
            giver = (
                _("a parent, guardian or caregiver can give it; where asking them is dangerous, the safeguarding focal point decides")
                if item.kind == "caregiver"
                else _("only they themself can give it")
            )
            words.append(f"{ConsentPurpose(purpose).label}: {item.text} ({giver})")
    return words


def confirm_place(*, participation: Participation, by: "User") -> Participation:
    """Confirm that somebody on the roster comes. A minor is never confirmed without the caregiver's consent and the own assent.

    An adult is confirmed without consent on file: they give it on the day. Who comes unconfirmed is marked present all the same.
    Raises Refused with what is missing and who can give it.
    """
    require_coordinates(by, participation.training.organisation_id)
    with transaction.atomic():
        Training.objects.select_for_update().get(pk=participation.training_id)
        locked = (
            Participation.objects.select_for_update(of=("self",))
            .select_related("training__activity_type", "person")
            .get(pk=participation.pk)
        )
        if locked.confirmed_at is not None:
            return locked
        minor = locked.person.is_minor_on(locked.training.first_day)
        if minor:
            require_cleared(by)
        if words := against_confirming(locked):
            why = _("Cannot be confirmed yet. %(missing)s.") % {"missing": "; ".join(words)} if minor else words[0]
            raise Refused(why, code="no_consent")
        confirm_in_lock(locked, by=by)
        for offer in PlaceOffer.objects.holding().filter(participation=locked):
            offer.answered_at, offer.answered_by, offer.answered_how = timezone.now(), by, AnsweredHow.STAFF
            move(offer, "confirm", by, update=("answered_at", "answered_by_id", "answered_how"))
    return locked


def against_confirming(participation: Participation) -> list[str]:
    """What stands against confirming a place, in words; nothing when it can be confirmed.

    A minor needs every consent, with the own assent; an adult gives it on the day, and only a refusal or withdrawal stands against it.
    """
    training, person = participation.training, participation.person
    found = standing_of_purposes([person.pk], purposes_needed(training), training.first_day, about=training)
    standings = {purpose: by_person[person.pk] for purpose, by_person in found.items()}
    if person.is_minor_on(training.first_day):
        return missing_words(standings)
    stopped = any(standing.stopped for standing in standings.values())
    return [_("The person refused or withdrew the consent.")] if stopped else []


def confirm_in_lock(participation: Participation, *, by: "User | None") -> None:
    """Write that a place is confirmed. The caller has asked `against_confirming`; `by` None: answered by code, or the night's run."""
    participation.confirmed_at, participation.confirmed_by = timezone.now(), by
    participation.save(update_fields=["confirmed_at", "confirmed_by"])
    data = {"training": participation.training_id, "person": participation.person_id}
    record_event(subject=participation, action="confirmed", by=by, data=data)


def write_risk_form(*, training: Training, by: "User", facts: RiskFacts) -> RiskForm:
    """Write or change the risk form. A woman and a man lead at least; both are counted, and every part is answered.

    Raises Refused: no right, no clearance, a part left empty, too few adults for the children on the roster.
    """
    require_coordinates(by, training.organisation_id)
    require_cleared(by)
    if facts.women < 1 or facts.men < 1:
        raise Refused(_("A camp with children has a woman and a man among its leaders."), code="women_and_men")
    texts = {name: getattr(facts, name).strip() for name in ("sleeping", "transport", "dangers", "nearest_help")}
    if not all(texts.values()) or facts.children_per_adult < 1:
        raise Refused(_("Answer every part of the form."), code="empty")
    with transaction.atomic():
        Training.objects.select_for_update().get(pk=training.pk)
        values = {
            **texts,
            "women": facts.women,
            "men": facts.men,
            "children_per_adult": facts.children_per_adult,
            "written_by": by,
            "written_at": timezone.now(),
        }
        row, _created = RiskForm.objects.update_or_create(training=training, defaults=values)
        record_event(subject=training, action="risk_form_written", by=by, data={"women": facts.women, "men": facts.men})
    return row


def say_who_collects(*, training: Training, person: Person, who: str, by: "User") -> Collector:
    """Write down who may collect a child of this training; it replaces what stood. For its cleared trainers and coordinators."""
    require_leads(by, training)
    require_cleared(by)
    if not training.participations.filter(person=person).exists():
        raise Refused(_("This person is not on the roster."), code="not_on_roster")
    with transaction.atomic():
        Training.objects.select_for_update().get(pk=training.pk)
        row, _created = Collector.objects.update_or_create(
            training=training, person=person, defaults={"who": " ".join(who.split())[:300], "written_by": by, "written_at": timezone.now()}
        )
        record_event(subject=training, action="collector_written", by=by, data={"person": person.pk})
    return row


def against_opening(training: Training) -> list[str]:
    """What stands against opening a camp with minors, in words; nothing for other trainings. A bounded number of statements."""
    if not needs_risk_form(training):
        return []
    words: list[str] = []
    form = RiskForm.objects.filter(training=training).first()
    children = _children(training)
    if form is None:
        words.append(_("The risk form is not written."))
    elif children > form.adults * form.children_per_adult:
        words.append(_("The risk form has too few adults for %(children)s children.") % {"children": children})
    open_places = training.participations.filter(confirmed_at__isnull=True).count()
    if open_places:
        words.append(
            ngettext("%(count)s place is not confirmed.", "%(count)s places are not confirmed.", open_places) % {"count": open_places}
        )
    leaders = TrainingUserObjectPermission.objects.filter(content_object=training, permission__codename="lead_training")
    leading = set(leaders.values_list("user_id", flat=True))
    uncleared = len(leading - cleared_among(leading, training.first_day))
    if uncleared:
        words.append(
            ngettext(
                "%(count)s leader has no valid papers for work with minors.",
                "%(count)s leaders have no valid papers for work with minors.",
                uncleared,
            )
            % {"count": uncleared}
        )
    return words


def _children(training: Training) -> int:
    return Person.objects.minors_on(training.first_day).filter(participations__training=training).distinct().count()


def open_camp(*, training: Training, by: "User") -> RiskForm:
    """Say that the camp can begin. Refused with every reason while something stands against it; attendance is recorded all the same."""
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        Training.objects.select_for_update().get(pk=training.pk)
        if words := against_opening(training):
            raise Refused(_("The camp cannot open yet.") + " " + " ".join(words), code="not_ready")
        form = RiskForm.objects.select_for_update().filter(training=training).first()
        if form is None:
            raise Refused(_("Only a camp with children is opened."), code="no_risk_form")
        if form.opened_at is None:
            form.opened_at, form.opened_by = timezone.now(), by
            form.save(update_fields=["opened_at", "opened_by"])
            record_event(subject=training, action="opened", by=by)
    return form


def number_leader_sheet(*, training: Training, by: "User") -> int:
    """Give the next copy of the leader's sheet its number: 1, 2, 3 … of the training. Who took which copy stands in the history.

    The copy itself is not kept: it is drawn from the care data of the moment.
    Raises Refused for anybody but its trainers and coordinators, and without clearance.
    """
    require_leads(by, training)
    require_cleared(by)
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        number = sum(event.action == LEADER_SHEET for event in events_of(locked)) + 1
        record_event(subject=locked, action=LEADER_SHEET, by=by, data={"copy": number})
    return number

"""The page before a training: each place with what is missing for it, care needs as counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.dates import format_date, format_deadline, format_period
from core.translated import translated
from trainings.documents import LeaderSheet, NeedsSheet
from trainings.domain.risk import missing_words, purposes_needed
from trainings.models import Collector, Participation, RiskForm, Training
from trainings.queries.offers import current_offers, state_words
from trainings.queries.venue import beds_counted
from youth_groups.documents import ConsentFormData
from youth_groups.domain.protected import CARE_DAYS, care_counts
from youth_groups.enums import AccessNeed, DietNeed
from youth_groups.models import Person
from youth_groups.queries.consents import standing_of_purposes
from youth_groups.queries.people import consent_form_of


@dataclass(frozen=True)
class PlaceLine:
    """One place: a minor or not, what is missing and who can give it; answer: (tone, words) of what they were asked."""

    place: Participation
    minor: bool
    missing: list[str]
    answer: tuple[str, str] = ("", "")


def place_lines(training: Training) -> list[PlaceLine]:
    """The roster by name, with what is missing; the number of statements does not grow with it."""
    places = list(training.participations.select_related("person__organisation").order_by("person__folded", "pk"))
    found = standing_of_purposes([p.person_id for p in places], purposes_needed(training), training.first_day, about=training)
    offers = current_offers(training)
    return [
        PlaceLine(
            place,
            place.person.is_minor_on(training.first_day),
            missing_words({purpose: standings[place.person_id] for purpose, standings in found.items()}),
            state_words(offers.get(place.pk), place),
        )
        for place in places
    ]


def needs_counted(training: Training) -> list[tuple[str, list[tuple[str, int]]]]:
    """(Food, access, or beds; needs in words with how many people have them) for kitchen and venue. Four statements at most, no names."""
    counts = care_counts(training, training.participations.values_list("person_id", flat=True))
    parts = ((_("Food"), "diet", DietNeed), (_("Access"), "access", AccessNeed))
    needs = [(heading, [(str(kind(code).label), n) for code, n in sorted(counts[field].items())]) for heading, field, kind in parts]
    return [*needs, *beds_counted(training)]


def care_words(care: Mapping[str, Any]) -> str:
    """What the leaders must know of one person, in words: health, needs in food and access, with their notes. Whom to call stands apart."""
    needs = [str(kind(code).label) for kind, field in ((DietNeed, "diet"), (AccessNeed, "access")) for code in care.get(field, [])]
    return "; ".join(word for word in (care.get("health"), *needs, care.get("diet_note"), care.get("access_note")) if word)


def people_counted(training: Training) -> int:
    return training.participations.values("person").distinct().count()


def needs_sheet(training: Training, language: str) -> NeedsSheet:
    """What is printed for kitchen and venue, in the language: counts only."""
    with override(language):
        return NeedsSheet(
            language=language,
            title=_("For kitchen and venue"),
            number=training.number,
            organiser=translated(training.organisation, "name", language),
            facts=[
                (_("Training"), translated(training, "public_title", language)),
                (_("Dates"), format_period(training.first_day, training.last_day, language)),
                *([(_("Place"), training.where)] if training.where else []),
            ],
            people=(_("people"), people_counted(training)),
            parts=needs_counted(training),
            empty=_("No needs are written down."),
        )


def leader_sheet(training: Training, care: Mapping[int, Mapping[str, Any]], copy: int, holder: str, language: str) -> LeaderSheet:
    """What the leader carries, in the language. care: person id -> care data, as it was read for this copy. Two statements."""
    places = list(training.participations.select_related("person").order_by("person__folded", "pk"))
    collects = dict(Collector.objects.filter(training=training).values_list("person_id", "who"))
    people = {place.person_id: place.person for place in places}
    until = training.last_day + timedelta(days=CARE_DAYS)
    with override(language):
        return LeaderSheet(
            language=language,
            title=_("For the leader in an emergency"),
            number=f"{training.number}/{copy}",
            organiser=translated(training.organisation, "name", language),
            facts=[
                (_("Training"), translated(training, "public_title", language)),
                (_("Dates"), format_period(training.first_day, training.last_day, language)),
                (_("Copy"), f"{copy} · {holder} · {format_deadline(timezone.now(), language)}"),
            ],
            warning=_("Health data. Carry it on you, show it to nobody but a doctor, destroy it by %(day)s at the latest.")
            % {"day": format_date(until, language)},
            heads=(_("Name"), _("Whom to call"), _("What to know"), _("Who may collect the child")),
            people=[
                _carried(person, care.get(pk, {}), (collects.get(pk) or "–") if person.is_minor_on(training.first_day) else "")
                for pk, person in people.items()
            ],
            page=_("Page {page} of {pages}"),
        )


def _carried(person: Person, care: Mapping[str, Any], collects: str) -> tuple[str, str, str, str]:
    # A number that is dialled in a hurry stands in one line.
    phone = "".join(str(care.get("contact_phone", "")).split())
    contact = " ".join(word for word in (care.get("contact_name"), phone) if word)
    return person.written_name, contact or "–", care_words(care) or "–", collects


def risk_facts(form: RiskForm) -> list[tuple[str, str]]:
    """(question, answer) of a risk form, in its order."""
    names = ("women", "men", "children_per_adult", "sleeping", "transport", "dangers", "nearest_help")
    fields = {field.name: str(capfirst(field.verbose_name)) for field in RiskForm._meta.concrete_fields}
    return [(fields[name], str(getattr(form, name))) for name in names]


def children_collected(training: Training) -> list[tuple[str, str]]:
    """(name, who may collect the child) of every minor of the roster, by name; "" where it is not written down yet. Two statements."""
    who = dict(Collector.objects.filter(training=training).values_list("person_id", "who"))
    places = training.participations.select_related("person").order_by("person__folded", "pk")
    minors = {place.person_id: place.person for place in places if place.person.is_minor_on(training.first_day)}
    return [(person.written_name, who.get(pk, "")) for pk, person in minors.items()]


def forms_of_roster(training: Training, language: str) -> list[ConsentFormData]:
    """The paper form of everybody on the roster."""
    return [
        consent_form_of(line.place.person, language, number=f"{line.place.person.number}/{training.number}", activity=training.public_title)
        for line in place_lines(training)
    ]

"""The page before a training: each place with what is missing for it, care needs as counts."""

from dataclasses import dataclass

from trainings.domain.risk import missing_words, purposes_needed
from trainings.models import Participation, Training
from youth_groups.documents import ConsentFormData
from youth_groups.domain.protected import care_counts
from youth_groups.enums import AccessNeed, DietNeed
from youth_groups.queries.consents import standing_of_purposes
from youth_groups.queries.people import consent_form_of


@dataclass(frozen=True)
class PlaceLine:
    """One place: a minor or not, what is missing and who can give it."""

    place: Participation
    minor: bool
    missing: list[str]


def place_lines(training: Training) -> list[PlaceLine]:
    """The roster by name, with what is missing; the number of statements does not grow with it."""
    places = list(training.participations.select_related("person__organisation").order_by("person__folded", "pk"))
    found = standing_of_purposes([p.person_id for p in places], purposes_needed(training), training.first_day, about=training)
    return [
        PlaceLine(
            place,
            place.person.is_minor_on(training.first_day),
            missing_words({purpose: standings[place.person_id] for purpose, standings in found.items()}),
        )
        for place in places
    ]


def needs_counted(training: Training) -> list[tuple[str, int]]:
    """(need in words, how many) for kitchen and venue. Two statements, no names."""
    counts = care_counts(training, training.participations.values_list("person_id", flat=True))
    words = {**{code: str(label) for code, label in DietNeed.choices}}
    access = {code: str(label) for code, label in AccessNeed.choices}
    return [(words[code], n) for code, n in sorted(counts["diet"].items())] + [
        (access[code], n) for code, n in sorted(counts["access"].items())
    ]


def forms_of_roster(training: Training, language: str) -> list[ConsentFormData]:
    """The paper form of everybody on the roster."""
    return [
        consent_form_of(line.place.person, language, number=f"{line.place.person.number}/{training.number}", activity=training.public_title)
        for line in place_lines(training)
    ]

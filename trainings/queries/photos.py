"""Which photos of a training may stand in a report: worked out from the consents as they stand now."""

from dataclasses import dataclass

from trainings.models import Training, TrainingPhoto
from youth_groups.models import Person
from youth_groups.queries.consents import standing_of_purposes
from youth_groups.queries.photos import INSIDE, OUTSIDE


@dataclass(frozen=True)
class TrainingPicture:
    """A photo with what may be done with it. `missing`: whose consent stands against it. Somebody unknown cannot consent."""

    photo: TrainingPhoto
    people: tuple[Person, ...]
    inside: bool
    outside: bool
    missing: tuple[Person, ...]


def pictures_of(training: Training) -> list[TrainingPicture]:
    """The standing photos, the oldest first. Five statements at most."""
    rows = list(TrainingPhoto.objects.standing().filter(training=training).select_related("file").prefetch_related("people").order_by("pk"))
    ids = {person.pk for row in rows for person in row.people.all()}
    standing = standing_of_purposes(sorted(ids), (INSIDE, OUTSIDE), training.first_day, about=training)
    found = []
    for row in rows:
        people = tuple(sorted(row.people.all(), key=lambda person: (person.folded, person.pk)))
        told = not row.unknown_people and bool(people) == row.shows_people
        inside = told and all(standing[INSIDE][person.pk].ok for person in people)
        missing = tuple(person for person in people if not (standing[INSIDE][person.pk].ok and standing[OUTSIDE][person.pk].ok))
        found.append(TrainingPicture(row, people, inside, inside and not missing, missing))
    return found

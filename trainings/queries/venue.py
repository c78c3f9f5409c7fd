"""What the venue must prepare where people stay overnight: beds by sex and whether somebody is under 18. Counts only."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trainings.models import Training
from trainings.queries.passes import trainers_of
from youth_groups.enums import Sex
from youth_groups.models import Person


def beds_counted(training: Training) -> list[tuple[str, list[tuple[str, int]]]]:
    """(Beds with the number of nights, (who, how many)), or nothing where nobody stays overnight. Each person once; two statements.

    Whoever could be under 18 counts as such: they sleep apart from adults. Trainers stand by themselves, their sex is not kept.
    """
    nights = (training.last_day - training.first_day).days
    if not training.activity_type.overnight or not nights:
        return []
    people = Person.objects.filter(participations__training=training).distinct().only("sex", "birth_year", "shown_adult_at")
    found = Counter((person.sex, person.is_minor_on(training.first_day)) for person in people)
    words = {
        (Sex.FEMALE, True): _("girls under 18"),
        (Sex.MALE, True): _("boys under 18"),
        (Sex.FEMALE, False): _("women"),
        (Sex.MALE, False): _("men"),
    }
    lines = [(text, found.pop(key)) for key, text in words.items() if found[key]]
    if rest := found.total():
        lines.append((_("sex not stated"), rest))
    if leaders := trainers_of(training).count():
        lines.append((_("trainers"), leaders))
    heading = ngettext("Beds, %(count)s night", "Beds, %(count)s nights", nights) % {"count": nights}
    return [(heading, lines)] if lines else []

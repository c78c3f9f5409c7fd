"""Walk-ins who may be somebody of the register: for the coordinator who links them."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from core.access import log_access
from trainings.enums import Source
from trainings.models import Participation, Training
from youth_groups.models import Person, PersonMerge
from youth_groups.queries.duplicates import entry_of, likely_same_of

#: So many likely records are shown for one walk-in.
MOST_LIKELY = 5


@dataclass
class WalkIn:
    """A walk-in with the records of the register that may be the same person, the most likely first: (person, reasons)."""

    participation: Participation
    likely: list[tuple[Person, list[str]]] = field(default_factory=list)


def unlinked_walk_ins(training: Training) -> QuerySet[Participation]:
    """Walk-ins whose record was written for this place: nothing was merged into it or with it yet."""
    merged = PersonMerge.objects.filter(undone_at=None).values("survivor")
    rows = training.participations.filter(source=Source.WALK_IN).exclude(person__in=merged)
    return rows.select_related("person__locality").order_by("person__folded", "pk")


def walk_ins_of(training: Training) -> list[WalkIn]:
    """Every unlinked walk-in. The number of statements does not grow with them, but in steps with the blocks that are compared."""
    found = {row.person_id: WalkIn(row) for row in unlinked_walk_ins(training)}
    if not found:
        return []
    entries = [entry_of(each.participation.person) for each in found.values()]
    proposals = likely_same_of(entries, training.organisation_id)
    people = Person.objects.select_related("locality").in_bulk([proposal.right.person_id for proposal in proposals])
    for proposal in proposals:
        place, other = found[proposal.left.person_id or 0], people.get(proposal.right.person_id or 0)
        if other is not None and len(place.likely) < MOST_LIKELY:
            place.likely.append((other, [str(reason) for reason in proposal.reasons]))
    return [*found.values()]


def log_walk_ins(*, user: object, training: Training, walk_ins: list[WalkIn]) -> None:
    """Note that records of minors were read on the page that links."""
    people = [each.participation.person for each in walk_ins] + [person for each in walk_ins for person, _reasons in each.likely]
    minors = sum(1 for person in people if person.is_minor_on(training.first_day))
    if minors:
        log_access(user=user, action="read_roster", model=Participation, subject_id=str(training.pk), rows=minors, reason="walk-ins")

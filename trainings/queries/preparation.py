"""What is missing before and after a training: consents outstanding, people who stand twice, marks that contradict each other."""

from collections import Counter
from dataclasses import dataclass, field

from core.access import log_access
from trainings.models import Participation, Training
from trainings.queries.attendance import COUNTED, Attendance
from youth_groups.enums import ConsentPurpose
from youth_groups.queries.consents import Standing, consents_standing


@dataclass
class Preparation:
    """The state of a roster. `outstanding`: (place, what is missing); `unconsented_present`: minors who were there all the same."""

    standing: dict[int, Standing] = field(default_factory=dict)
    outstanding: list[tuple[Participation, str]] = field(default_factory=list)
    unconsented_present: list[Participation] = field(default_factory=list)
    twice: list[Participation] = field(default_factory=list)
    ties: int = 0

    @property
    def to_look_at(self) -> int:
        return len(self.unconsented_present) + len(self.twice) + self.ties


def preparation_of(attendance: Attendance) -> Preparation:
    """Two statements besides those of the grid."""
    standing = consents_of(attendance.training, attendance.roster)
    found = Preparation(standing=standing, ties=attendance.ties)
    there = {row for (row, _session), current in attendance.statuses.items() if current.status in COUNTED}
    places = Counter(row.person_id for row in attendance.roster)
    for row in attendance.roster:
        state = standing[row.person_id]
        if not state.ok:
            found.outstanding.append((row, "; ".join(item.text for item in state.missing)))
            if state.minor and row.pk in there:
                found.unconsented_present.append(row)
        if places[row.person_id] > 1:
            found.twice.append(row)
    return found


def consents_of(training: Training, roster: list[Participation]) -> dict[int, Standing]:
    """Whether the consent to take part stands, by person."""
    return consents_standing([row.person_id for row in roster], ConsentPurpose.PARTICIPATION, training.first_day, about=training)


def log_roster_reading(*, user: object, training: Training, roster: list[Participation], reason: str) -> None:
    """Note that a roster with minors was read: who, which training, how many minors, why. Nothing is noted for a roster of adults."""
    minors = sum(1 for row in roster if row.person.is_minor_on(training.first_day))
    if minors:
        log_access(user=user, action="read_roster", model=Participation, subject_id=str(training.pk), rows=minors, reason=reason)

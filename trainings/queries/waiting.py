"""Who is next on the waiting list of a training."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from trainings.domain.risk import purposes_needed
from trainings.enums import NominationState
from trainings.models import Nomination, SelectionTarget, Training
from trainings.queries.pool import Pool, pool_of
from youth_groups.queries.consents import standing_of_purposes

Counts = Counter[tuple[str, str]]


def waiting_line(pool: Pool) -> list[Nomination]:
    """Everybody who waits and has no place here, in the order in which they were put on the list, or set by hand."""
    rows = [row for row in pool.nominations if row.state == NominationState.WAITING and row.person_id not in pool.seated]
    return sorted(rows, key=place_in_line)


def place_in_line(row: Nomination) -> tuple[bool, int, datetime, int]:
    """First who was given a place by hand, in that order; then by the moment of the decision."""
    return row.line_place is None, row.line_place or 0, row.decided_at or row.created_at, row.pk


def next_in_line(training: Training) -> Nomination | None:
    """The first who waits, can be asked, and fits the targets; None when there is nobody. A bounded number of statements.

    Left out: whose record is erased, for whom the needed consent was refused or withdrawn, and by whom a target's most would be passed.
    While a target's least is not met, those come first who count for it. Targets on ethnicity are not weighed: nobody reads them here.
    """
    pool = pool_of(training)
    line = _can_be_asked(training, waiting_line(pool))
    now = pool.counted(pool.chosen)
    fitting = [row for row in line if not any(_passes_most(pool, target, row, now) for target in pool.targets)]
    if not fitting:
        return None
    helps = {row.pk: sum(_helps(pool, target, row, now) for target in pool.targets) for row in fitting}
    return min(fitting, key=lambda row: -helps[row.pk])


def _can_be_asked(training: Training, line: Sequence[Nomination]) -> list[Nomination]:
    found = standing_of_purposes([row.person_id for row in line], purposes_needed(training), training.first_day, about=training)
    stopped = {pk for by_person in found.values() for pk, standing in by_person.items() if standing.stopped}
    return [row for row in line if row.person.erased_at is None and row.person_id not in stopped]


def _key(pool: Pool, target: SelectionTarget, row: Nomination) -> str | None:
    """The key of the candidate that the target counts; None when it does not count them."""
    key = pool.kinds[row.pk].get(str(target.kind))
    return key if key is not None and target.key in ("", key) else None


def _passes_most(pool: Pool, target: SelectionTarget, row: Nomination, now: Counts) -> bool:
    key = _key(pool, target, row)
    return key is not None and target.at_most is not None and now[target.kind, key] >= target.at_most


def _helps(pool: Pool, target: SelectionTarget, row: Nomination, now: Counts) -> bool:
    key = _key(pool, target, row)
    return key is not None and now[target.kind, key] < target.at_least

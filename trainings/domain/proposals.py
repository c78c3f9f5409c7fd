"""A proposal of whom to choose. It is never the decision: it ticks, a person saves (domain.selection.save_choice)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.events import record_event
from core.models import Event
from core.refusals import Refused
from trainings.balance import Conflict, Demand, Task, TookTooLong, best_choice
from trainings.domain.rights import require_coordinates
from trainings.domain.targets import pool_for
from trainings.models import Nomination, Training
from trainings.queries.pool import Pool

if TYPE_CHECKING:
    from accounts.models import User

PROPOSED = "selection_proposed"
#: How the demands of a target are called: by the row and the side.
LEAST, MOST = "least", "most"


def propose_selection(*, training: Training, by: "User") -> Event:
    """Look for the choice that meets every target and keep it as an event: `chosen` nominations, or the `conflict` of demands.

    As many as there are places for; of several such, whoever is not decided before who waits, the earlier nominated before the later.
    Who was chosen, or not chosen, by hand stays so. Ethnicity counts only when `by` may read it. Nothing is decided here.
    Raises Refused: no right, no call, nobody left to be chosen, the search took too long.
    """
    require_coordinates(by, training.organisation_id)
    if training.call_id is None:
        raise Refused(_("This training has no call."), code="no_call")
    pool = pool_for(training=training, by=by)
    if not pool.open:
        raise Refused(_("Nobody is left to be chosen."), code="nobody_left")
    order = [*pool.chosen, *pool.open, *pool.refused]
    try:
        found = best_choice(task_of(pool, order))
    except TookTooLong:
        raise Refused(_("No proposal was found in time. Fewer targets make it easier."), code="too_long") from None
    data: dict[str, object] = {"targets": [target.pk for target in pool.targets], "with_origins": pool.with_origins}
    if isinstance(found, Conflict):
        data["conflict"] = list(found.names)
    else:
        can = {row.pk for row in pool.open}
        first = len(pool.others)
        data["chosen"] = [row.pk for row in (order[place - first] for place in found if place >= first) if row.pk in can]
    return record_event(subject=training, action=PROPOSED, by=by, data=data)


def task_of(pool: Pool, order: list[Nomination]) -> Task:
    """The targets as demands. First who stands on the roster besides the candidates, then the candidates in `order`."""
    kinds = [*pool.other_kinds, *(pool.kinds[row.pk] for row in order)]
    first, here, out = len(pool.others), {row.pk for row in pool.chosen}, {row.pk for row in pool.refused}
    chosen = [*range(first), *(first + place for place, row in enumerate(order) if row.pk in here)]
    refused = [first + place for place, row in enumerate(order) if row.pk in out]

    def members(kind: str, key: str) -> frozenset[int]:
        return frozenset(place for place, each in enumerate(kinds) if each.get(kind) == key)

    def demands() -> Iterator[Demand]:
        for target in pool.targets:
            sets = tuple(members(target.kind, key) for key in ([target.key] if target.key else pool.keys(target.kind)))
            if target.at_least:
                yield Demand(f"{target.pk}.{LEAST}", sets, low=target.at_least)
            if target.at_most is not None:
                yield Demand(f"{target.pk}.{MOST}", sets, high=target.at_most)

    places = pool.training.capacity - pool.taken + len(chosen)
    return Task(count=len(kinds), demands=list(demands()), places=places, chosen=chosen, refused=refused)


def proposal_of(training: Training, pk: int) -> Event | None:
    """A proposal that was made for this training."""
    return Event.objects.filter(subject_type="trainings.training", subject_id=str(training.pk), action=PROPOSED, pk=pk).first()

"""What a choice is to be balanced by. Whoever may not read declared attributes sets no target on ethnicity, sees none and changes none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from trainings.domain.rights import require_coordinates
from trainings.enums import TargetKind
from trainings.models import Nomination, Participation, SelectionTarget, Training
from trainings.queries.pool import Pool, pool_of
from youth_groups.domain.protected import read_origins, reads_sensitive

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Target:
    """So many of a kind: `key` as in SelectionTarget, "" for each of its kind."""

    kind: str
    key: str = ""
    at_least: int = 0
    at_most: int | None = None


def set_targets(*, training: Training, by: "User", targets: Sequence[Target]) -> list[SelectionTarget]:
    """Replace the targets of a training by these. Those on ethnicity stand as they are when `by` may not read declared attributes.

    Raises Refused: no right, more at least than at most, more than there are places, a target on ethnicity without the right to it.
    """
    require_coordinates(by, training.organisation_id)
    reads = reads_sensitive(by)
    if not reads and any(target.kind == TargetKind.ETHNICITY for target in targets):
        raise Refused(_("Only the lead organisation's focal point and M&E officer read this."), code="not_reader")
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        _require_within(targets, locked.capacity)
        standing = {(row.kind, row.key): row for row in SelectionTarget.objects.filter(training=locked)}
        if not reads:
            standing = {pair: row for pair, row in standing.items() if row.kind != TargetKind.ETHNICITY}
        wanted = {(target.kind, target.key): target for target in targets if target.at_least or target.at_most is not None}
        changed = _write(locked, standing, wanted)
        changed += [row for pair, row in standing.items() if pair not in wanted]
        _record(locked, by, changed)
        SelectionTarget.objects.filter(pk__in=[row.pk for pair, row in standing.items() if pair not in wanted]).delete()
    return list(SelectionTarget.objects.filter(training=training))


def _require_within(targets: Iterable[Target], places: int) -> None:
    for target in targets:
        if target.at_most is not None and target.at_most < target.at_least:
            raise Refused(_("The most is fewer than the least."), code="most_below_least")
        if max(target.at_least, target.at_most or 0) > places:
            raise Refused(_("A target asks for more than the %(places)s places.") % {"places": places}, code="above_places")


def _write(
    training: Training, standing: dict[tuple[str, str], SelectionTarget], wanted: dict[tuple[str, str], Target]
) -> list[SelectionTarget]:
    """Write what is new or different; returns those rows."""
    changed = []
    for (kind, key), target in wanted.items():
        row = standing.get((kind, key)) or SelectionTarget(training=training, kind=kind, key=key)
        if row.pk and (row.at_least, row.at_most) == (target.at_least, target.at_most):
            continue
        row.at_least, row.at_most = target.at_least, target.at_most
        row.save()
        changed.append(row)
    return changed


def _record(training: Training, by: "User", changed: Sequence[SelectionTarget]) -> None:
    """One event for open targets; one of its own for those on ethnicity, which names no kind and no word."""
    for protected in (False, True):
        rows = [row for row in changed if (row.kind == TargetKind.ETHNICITY) is protected]
        if rows:
            lines: list[dict[str, Any]] = [{"target": row.pk, "at_least": row.at_least, "at_most": row.at_most} for row in rows]
            if not protected:
                lines = [{**line, "kind": row.kind, "key": row.key} for line, row in zip(lines, rows, strict=True)]
            record_event(subject=training, action="protected_targets_set" if protected else "targets_set", by=by, data={"targets": lines})


def pool_for(*, training: Training, by: "User") -> Pool:
    """Everybody who is weighed for the training, with ethnicity for whoever may read it: that reading is logged.

    The caller has checked that `by` may see the candidates.
    """
    if not reads_sensitive(by):
        return pool_of(training)
    people = {*Nomination.objects.filter(call_id=training.call_id).values_list("person_id", flat=True)}
    people |= {*Participation.objects.filter(training=training).values_list("person_id", flat=True)}
    return pool_of(training, read_origins(about=training, person_ids=people, by=by, reason="selection"))

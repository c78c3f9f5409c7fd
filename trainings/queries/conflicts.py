"""What a proposal says when there is no choice that meets every target: which demands stand against one another, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from trainings.balance import BY_HAND, PLACES
from trainings.enums import TargetKind
from trainings.models import SelectionTarget
from trainings.queries.pool import Pool


def conflict_words(pool: Pool, names: Iterable[str]) -> list[str]:
    """Each demand of a conflict with what the candidates make of it. A target that the reader may not see, or that is gone, is left out."""
    rows = {str(target.pk): target for target in pool.targets}
    words = []
    for name in names:
        if name == PLACES:
            words.append(_("Places in all: %(places)s, taken: %(taken)s.") % {"places": pool.training.capacity, "taken": pool.taken})
        elif name == BY_HAND:
            values = {"chosen": len(pool.chosen) + len(pool.others), "refused": len(pool.refused)}
            words.append(_("Decided by hand: %(chosen)s have a place, %(refused)s were not chosen.") % values)
        elif target := rows.get(name.partition(".")[0]):
            words.append(_least(pool, target) if name.endswith(".least") else _most(pool, target))
    return words


def _who(pool: Pool, target: SelectionTarget) -> str:
    if not target.key:
        return pool.words(target.kind, "")
    return f"{TargetKind(target.kind).label}, {pool.words(target.kind, target.key)}"


def _least(pool: Pool, target: SelectionTarget) -> str:
    values = {"who": _who(pool, target), "count": target.at_least}
    if not target.key:
        return _("%(who)s: at least %(count)s.") % values
    pair = (target.kind, target.key)
    there = pool.counted([*pool.chosen, *pool.open])[pair]
    return _("%(who)s: at least %(count)s. Chosen or still to be decided: %(there)s.") % {**values, "there": there}


def _most(pool: Pool, target: SelectionTarget) -> str:
    values = {"who": _who(pool, target), "count": target.at_most}
    if not target.key:
        return _("%(who)s: at most %(count)s.") % values
    return _("%(who)s: at most %(count)s. With a place already: %(there)s.") % {
        **values,
        "there": pool.counted(pool.chosen)[target.kind, target.key],
    }

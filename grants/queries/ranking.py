"""The ranking of a call: weighted means with their spread, whose groups they are, what was granted before, what is left."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from grants.enums import ApplicationState as S
from grants.models import Application, Award, GrantCall
from grants.queries.scores import points, score_of, with_scores

#: Basis points between the highest and the lowest review from which the panel should talk: 1.5 points of 5.
WIDE = 3_000
RANKED = (S.ELIGIBLE, S.PROPOSED, S.RESERVE, S.AWARDED, S.DECLINED)


@dataclass(frozen=True)
class Place:
    """place: in the ranking, from 1; wide: the reviewers are far apart; within: what is left pays for it and all above it."""

    place: int
    application: Any
    mean: str
    spread: str
    low: int
    high: int
    wide: bool
    within: bool

    @property
    def wide_bp(self) -> int:
        """From the lowest to the highest review in basis points; never so narrow that it is not seen."""
        return max(self.high - self.low, 120)


def ranked(call: GrantCall, user: Any) -> "QuerySet[Any]":
    """Applications that reached the reviewers' quorum, the best weighted mean first; the earlier sent one goes before on a tie."""
    before = (
        Award.objects.filter(application__group=OuterRef("group")).exclude(application__call=call).order_by().values("application__group")
    )
    rows = Application.objects.for_office(user).filter(call=call, state__in=RANKED)
    return (
        with_scores(rows, "sent_reviews", "mean", "low", "high")
        .annotate(
            grants_before=Coalesce(Subquery(before.annotate(n=Count("pk")).values("n")), 0),
            money_before=Coalesce(Subquery(before.annotate(s=Sum("amount_minor")).values("s")), 0),
        )
        .filter(sent_reviews__gte=call.quorum)
        .select_related("group__locality__province", "call")
        .order_by(F("mean").desc(nulls_last=True), "submitted_at", "pk")
    )


def places(call: GrantCall, user: Any, left: int) -> list[Place]:
    """The ranking as the board shows it. `left`: minor units that are still to be proposed. One statement."""
    found = []
    for place, row in enumerate(ranked(call, user), 1):
        amount = min(row.requested_minor, call.ceiling_minor)
        within = row.state == S.ELIGIBLE and amount <= left
        left -= amount if within else 0
        spread = score_of(row).spread_bp
        found.append(Place(place, row, points(row.mean), points(spread), row.low, row.high, (spread or 0) >= WIDE, within))
    return found


def mix_of(found: list[Place]) -> list[tuple[str, int, int]]:
    """(province or kind of group, ranked, awarded or proposed or within what is left), provinces first."""
    every: Counter[tuple[int, str]] = Counter()
    chosen: Counter[tuple[int, str]] = Counter()
    for place in found:
        group = place.application.group
        province = group.locality.province
        keys = [(0, province.name if province else "–"), (1, str(group.get_kind_display()))]
        every.update(keys)
        if place.within or place.application.state in (S.AWARDED, S.PROPOSED):
            chosen.update(keys)
    return [(name, every[(order, name)], chosen[(order, name)]) for order, name in sorted(every)]

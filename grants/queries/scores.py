"""What the reviews of applications come to: how many were asked and have sent, mean, lowest, highest. Over complete reviews only.

One definition (`measured`), read in two ways: beside the rows of a list (`with_scores`), or for all applications at once (`every_score`).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.dates import language
from grants.models import ReviewAssignment

COUNTS = ("asked", "sent_reviews")
MEASURES = (*COUNTS, "mean", "low", "high")


@dataclass(frozen=True)
class Score:
    """Of one application. mean, low, high: basis points of the highest possible."""

    sent: int
    mean: float | None
    low: int | None
    high: int | None

    @property
    def spread_bp(self) -> int | None:
        """Between the lowest and the highest review; none before there are two."""
        return None if self.sent < 2 or self.low is None or self.high is None else self.high - self.low


def score_of(row: Any) -> Score:
    """Of a row that `with_scores` has measured."""
    return Score(row.sent_reviews, row.mean, row.low, row.high)


def measured() -> "QuerySet[Any, Any]":
    """Application by application; who abstained or was recused is neither asked nor counted."""
    sent = Q(state="sent")
    return (
        ReviewAssignment.objects.standing()
        .order_by()
        .values("application")
        .annotate(
            asked=Count("pk"),
            sent_reviews=Count("pk", filter=sent),
            mean=Avg("review__score_bp", filter=sent),
            low=Min("review__score_bp", filter=sent),
            high=Max("review__score_bp", filter=sent),
        )
    )


def with_scores(rows: "QuerySet[Any]", *names: str) -> "QuerySet[Any]":
    """The named measures (all, when none is named) of each application, in the same statement, worked out for the rows fetched only."""
    own = measured().filter(application=OuterRef("pk"))
    found: dict[str, Any] = {name: Subquery(own.values(name)) for name in names or MEASURES}
    for name in set(found) & set(COUNTS):
        found[name] = Coalesce(found[name], 0, output_field=IntegerField())
    return rows.annotate(**found)


def every_score() -> dict[int, Score]:
    """Application -> its score. One statement for all."""
    return {row: Score(*found) for row, *found in measured().values_list("application", "sent_reviews", "mean", "low", "high")}


def points(basis: float | None, point: str = "") -> str:
    """Basis points of the highest as points out of 5, as the reader writes: 4.5 in English, 4,5 otherwise; tables name the `point`."""
    point = point or ("." if language() == "en" else ",")
    return "" if basis is None else f"{basis / 2000:.1f}".replace(".", point)

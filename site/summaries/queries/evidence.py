"""From a figure to the records behind it, for staff. Counted anew: what was entered since the summary was frozen shows as a difference."""

from dataclasses import dataclass
from typing import Any

from grants.models import Application, Award
from summaries.models import Snapshot
from summaries.queries import counting
from summaries.queries.counting import Counted
from summaries.queries.records import Records, load_records
from trainings.models import Training
from youth_groups.models import Campaign, Group, Outcome, Output

KINDS = ("training", "group", "award", "application", "campaign", "outcome", "output")


@dataclass(frozen=True)
class Held:
    """A training behind a figure: how many people were there, and whether this user may open its roster."""

    training: Training
    present: int
    opens: bool


@dataclass(frozen=True)
class Opened:
    """A campaign or an outcome behind a figure, and whether this user may open it."""

    row: Any
    opens: bool


@dataclass(frozen=True)
class Evidence:
    """The figure as it counts now, and the records behind it by kind. No person is listed: the rosters hold them."""

    now: Counted
    trainings: list[Held]
    groups: list[Group]
    awards: list[Award]
    applications: list[Application]
    campaigns: list[Opened]
    outcomes: list[Opened]
    outputs: list[Output]


def counted(records: Records, code: str, row: str, column: str) -> Counted | None:
    """The figure of a tile (code), or of a cell of a table (code, row, column). None where there is no such figure."""
    if code in counting.FIGURES and not row and not column:
        return counting.FIGURES[code](records)
    if code == counting.INDIRECT:
        return counting.indirect(records).get(row) if column == "people" else None
    if code not in counting.TABLES:
        return None
    table = counting.TABLES[code](records)
    cells = dict(table.rows).get(row)
    return cells[table.columns.index(column)] if cells is not None and column in table.columns else None


def evidence_of(snapshot: Snapshot, code: str, row: str, column: str, user: Any) -> Evidence | None:
    """The records behind one figure of a snapshot, in a fixed number of statements. The caller has checked the right to the snapshot."""
    records = load_records(snapshot.agreement, snapshot.first_day, snapshot.last_day)
    found = counted(records, code, row, column)
    if found is None:
        return None
    ids = {kind: found.evidence.get(kind, frozenset()) for kind in KINDS}
    return Evidence(
        now=found,
        trainings=_trainings(records, ids["training"], user),
        groups=list(Group.objects.filter(pk__in=ids["group"]).select_related("locality").order_by("number")),
        awards=list(Award.objects.filter(pk__in=ids["award"]).select_related("application__group").order_by("awarded_on", "pk")),
        campaigns=_opened(Campaign.objects.select_related("group", "locality"), ids["campaign"], user),
        outcomes=_opened(Outcome.objects.select_related("group", "locality"), ids["outcome"], user),
        outputs=list(Output.objects.filter(pk__in=ids["output"]).select_related("group").order_by("published_on", "pk")),
        applications=list(Application.objects.filter(pk__in=ids["application"]).select_related("group").order_by("pk")),
    )


def _opened(rows: Any, ids: frozenset[int], user: Any) -> list[Opened]:
    opens = set(rows.model.objects.for_user(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [Opened(row, row.pk in opens) for row in rows.filter(pk__in=ids).order_by("pk")]


def _trainings(records: Records, ids: frozenset[int], user: Any) -> list[Held]:
    opens = set(Training.objects.for_user(user).filter(pk__in=ids).values_list("pk", flat=True))
    rows = [facts for facts in records.trainings if facts.training.pk in ids]
    return [Held(facts.training, len(facts.attended), facts.training.pk in opens) for facts in rows]

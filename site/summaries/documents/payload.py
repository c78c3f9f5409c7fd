"""What a summary's payload holds. One payload, written by `summaries.domain.snapshots`, is drawn as web page and PDF.

It holds ids of nothing and values of nobody: figures, codes and the names of donor, agreement, project and organisation.
Codes become words in `summaries.labels`. A withheld cell has no value anywhere, so that nothing can be drawn, computed or read from it.
The PDF is `summaries.documents.summary.draw_summary(payload, frame, language) -> bytes`; its module names a TEMPLATE_VERSION.
"""

from typing import Literal, NotRequired, TypedDict

#: The format of this file; a change of meaning makes 2.
FORMAT = 1


class Words(TypedDict):
    """One name in the three languages of a summary; an empty one falls back to English."""

    en: str
    ru: str
    ky: str


class Cell(TypedDict):
    """One figure. shown: `value` is a whole number, 0 is a real zero, `records` says how many records stand behind it.

    withheld: both are None, whether the figure is small itself or protects a small one.
    """

    state: Literal["shown", "withheld"]
    value: int | None
    records: int | None


class Tile(TypedDict):
    """A figure at a glance. code: see summaries.labels.TILES. `amounts`: of grants_awarded only, one a currency."""

    code: str
    cell: Cell
    amounts: NotRequired[list["Amount"]]


class Amount(TypedDict):
    currency: str
    amount_minor: int


class Row(TypedDict):
    """code: a sex, an age band, a province (ISO 3166-2, or "unknown"), a kind of group, a type of training, a stage."""

    code: str
    cells: list[Cell]


class Table(TypedDict):
    """code: see summaries.labels.TABLES. `columns` are codes; each row and `total` has a cell a column.

    `protected`: a cell was below the threshold, so that `rows` is empty and only the total is shown.
    """

    code: str
    columns: list[str]
    rows: list[Row]
    total: list[Cell]
    protected: bool


class Line(TypedDict):
    """A budget line of the agreement: its amount, awarded in the period, and awarded up to the last day."""

    code: str
    name: Words
    currency: str
    budget_minor: int
    awarded_in_period_minor: int
    awarded_to_date_minor: int


#: Stands for a campaign among the types of activities.
CAMPAIGN = "campaign"


class CoFunded(TypedDict):
    """An activity that others pay for, too: shown in full, with this agreement's share in hundredths of a per cent."""

    number: str
    type: str
    share_bp: int


class Indirect(TypedDict):
    """People reached indirectly by a channel: an estimate of two significant figures, never added to anything."""

    channel: str
    cell: Cell


class Scope(TypedDict):
    """Days are ISO dates; both ends are included."""

    donor: Words
    agreement: str
    project: Words
    organisation: Words
    first_day: str
    last_day: str
    as_of: str


class Payload(TypedDict):
    """`provinces`: ISO 3166-2 code -> name as it was then, in the order of the register. `threshold`: smaller figures are not shown.

    `types`: code of a type of activity -> name as it was then. `indirect` is missing in summaries that were counted before campaigns were,
    `types` in those from before the office kept the types.
    """

    format: int
    definitions: str
    threshold: int
    scope: Scope
    tiles: list[Tile]
    tables: list[Table]
    indirect: NotRequired[list[Indirect]]
    lines: list[Line]
    provinces: dict[str, Words]
    types: NotRequired[dict[str, Words]]
    co_funded: list[CoFunded]
    unmarked_places: int
    checks: list[str]


class Frame(TypedDict):
    """What stands beside the payload: the snapshot's row. `published_on` (an ISO date) and `replaces` are None where there is none."""

    number: int
    state: Literal["draft", "published", "discarded"]
    published_on: str | None
    replaces: int | None
    reason: str
    sha256: str

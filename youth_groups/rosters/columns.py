"""The columns of a roster file: where the heading stands, what each column seems to be or was said to be, and a few cells of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from django.utils.translation import gettext as _

from core.refusals import Refused
from youth_groups.rosters import values
from youth_groups.rosters.headings import FIELDS, NEVER, NOT_TAKEN, folded_heading, meaning
from youth_groups.rosters.reading import Grid, read_grids

NAME_FIELDS = ("name", "family_name", "given_name", "patronymic")
#: What a choice begins with that makes a column the attendance of a session.
SESSION = "session-"
#: How far down a heading may stand.
HEADING_WITHIN = 40
#: So many rows are looked at for a column's samples.
SAMPLED = 30


@dataclass(frozen=True)
class Column:
    """A column: its heading, and what it becomes (a key of FIELDS) or why it is not taken (a key of NOT_TAKEN).

    `session`: the id of the session whose attendance stands in it, when somebody said so.
    """

    sheet: str
    index: int
    heading: str
    field: str | None
    not_taken: str | None = None
    session: int | None = None

    @property
    def key(self) -> str:
        """Where the column stands in the file, for a form and for what was chosen."""
        return f"{self.sheet}!{self.index}"

    @property
    def means(self) -> str:
        return str(FIELDS[self.field]) if self.field else ""

    @property
    def why(self) -> str:
        return str(NOT_TAKEN[self.not_taken]) if self.not_taken else ""


@dataclass(frozen=True)
class Plan:
    """What somebody said of a file.

    `headings`: sheet -> first and last row of its heading, counted from 0, or WITHOUT_HEADING; other sheets are not read.
    `choices`: a column's key -> a key of FIELDS, "session-<id>", or "" (left out).
    """

    headings: Mapping[str, tuple[int, int]]
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Heading:
    """Where the heading stands (rows counted from 0, first and last) and the columns it names."""

    first: int
    last: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet as it is offered to somebody who maps its columns. `samples`: a column's key -> a few of its cells; none of NEVER."""

    name: str
    rows: int
    heading: tuple[int, int]
    columns: tuple[Column, ...]
    samples: dict[str, tuple[str, ...]]


#: A list without headings: its first row is a person. Its columns are counted.
WITHOUT_HEADING = (-1, -1)


def survey(
    content: bytes, *, learnt: Mapping[str, str] | None = None, headings: Mapping[str, tuple[int, int]] | None = None
) -> list[Sheet]:
    """The sheets of a file with their columns and what each seems to be. Nothing is read as people yet.

    headings: sheet -> where somebody says its heading stands (rows counted from 0, first and last; WITHOUT_HEADING). Of the others it is
    found; a sheet whose headings say nothing is offered with its first row of words as the heading. Raises Refused when the file cannot
    be opened, no sheet has a table, or a sheet has no such row.
    """
    sheets = []
    for grid in read_grids(content):
        said = (headings or {}).get(grid.name)
        heading = _said_heading(grid, said, learnt) if said else find_heading(grid, learnt) or _first_words(grid, learnt)
        if heading is not None:
            sheets.append(_surveyed(grid, heading))
    if not sheets:
        raise no_heading()
    return sheets


def _said_heading(grid: Grid, said: tuple[int, int], learnt: Mapping[str, str] | None) -> Heading:
    first, last = said
    if said != WITHOUT_HEADING and not (0 <= first <= last <= first + 1 and last + 1 < len(grid.rows)):
        raise Refused(
            _("The headings take one row or two, one below the other, with rows of people below them. This sheet has %(rows)s rows.")
            % {"rows": len(grid.rows)},
            code="no_such_row",
        )
    return Heading(first, last, _columns(grid, first, last, learnt))


def no_heading() -> Refused:
    return Refused(
        _("No heading row with names was found. The list needs a row with headings such as Name, Sex, Birth year."), code="no_heading"
    )


def _surveyed(grid: Grid, heading: Heading) -> Sheet:
    below = grid.rows[heading.last + 1 :]
    samples: dict[str, tuple[str, ...]] = {}
    for column in heading.columns:
        if column.not_taken not in NEVER:
            cells = (cell_text(row, column) for row in below[:SAMPLED])
            samples[column.key] = tuple(islice((text[:40] for text in cells if text and not values.is_identity_number(text)), 3))
    filled = sum(1 for row in below if any(values.text_of(cell) for cell in row))
    return Sheet(grid.name, filled, (heading.first, heading.last), heading.columns, samples)


def names_people(columns: Iterable[Column]) -> bool:
    return any(column.field in NAME_FIELDS[:3] for column in columns)


def planned_heading(grid: Grid, plan: Plan) -> Heading | None:
    """The heading where the plan says it stands, its columns as they were chosen; None for a sheet that is left out."""
    first, last = plan.headings.get(grid.name, (0, len(grid.rows)))
    if last >= len(grid.rows):
        return None
    return Heading(first, last, tuple(_chosen(column, plan.choices) for column in _columns(grid, first, last, None)))


def _first_words(grid: Grid, learnt: Mapping[str, str] | None) -> Heading | None:
    """The first row with two words or more, and a row below it."""
    for index, row in enumerate(grid.rows[:HEADING_WITHIN]):
        words = [text for text in filled_texts(row) if not text.replace(".", "").isdigit()]
        if len(words) > 1 and index + 1 < len(grid.rows):
            return Heading(index, index, _columns(grid, index, index, learnt))
    return None


def _chosen(column: Column, choices: Mapping[str, str]) -> Column:
    choice = choices.get(column.key)
    if choice is None or column.not_taken in NEVER or column.not_taken == "empty":
        return column
    if choice.startswith(SESSION):
        return replace(column, field="tick", not_taken=None, session=int(choice.removeprefix(SESSION)))
    if choice in FIELDS:
        return replace(column, field=choice, not_taken=None)
    return replace(column, field=None, not_taken=column.not_taken or "left_out")


def find_heading(grid: Grid, learnt: Mapping[str, str] | None = None) -> Heading | None:
    """The heading row of one or two lines that explains most columns and names people; None when there is none."""
    best: tuple[int, Heading] | None = None
    for first in range(min(len(grid.rows), HEADING_WITHIN)):
        for last in (first, first + 1):
            if last >= len(grid.rows):
                continue
            columns = _columns(grid, first, last, learnt)
            known = {column.field or column.not_taken for column in columns if column.not_taken not in ("unknown", "empty", "repeated")}
            lower_is_heading = last == first or any(meaning(values.text_of(cell), learnt) for cell in grid.rows[last])
            if not known & {"name", "family_name", "given_name"} or len(known) < 2 or not lower_is_heading:
                continue
            if best is None or len(known) > best[0]:
                best = (len(known), Heading(first, last, columns))
    return best[1] if best else None


def _columns(grid: Grid, first: int, last: int, learnt: Mapping[str, str] | None) -> tuple[Column, ...]:
    if (first, last) == WITHOUT_HEADING:
        width = max((len(row) for row in grid.rows), default=0)
        return tuple(Column(grid.name, index, "", None, "unknown") for index in range(width))
    width = max(len(row) for row in grid.rows[first : last + 1])
    upper = _spread(grid, first, width)
    lower = _spread(grid, last, width) if last > first else [""] * width
    columns: list[Column] = []
    taken: set[str] = set()
    for index, (above, below) in enumerate(zip(upper, lower, strict=True)):
        heading = " / ".join(dict.fromkeys(part for part in (above, below) if part))
        known = (learnt or {}).get(folded_heading(heading)) if meaning(heading) not in NEVER else None
        known = known or (meaning(below, learnt) if below else None)
        known = known or meaning(above if not below else heading, learnt)
        columns.append(_column(grid.name, index, heading, known, taken))
    return tuple(columns)


def _column(sheet: str, index: int, heading: str, known: str | None, taken: set[str]) -> Column:
    if not heading:
        return Column(sheet, index, "", None, "empty")
    if known is None:
        return Column(sheet, index, heading, None, "unknown")
    if known in NOT_TAKEN:
        return Column(sheet, index, heading, None, known)
    if known in taken and known != "tick":
        return Column(sheet, index, heading, None, "repeated")
    taken.add(known)
    return Column(sheet, index, heading, known)


def _spread(grid: Grid, row: int, width: int) -> list[str]:
    """The texts of a heading row; a merged cell's text stands in every column it covers."""
    texts = [values.text_of(cell) for cell in grid.rows[row]]
    texts += [""] * (width - len(texts))
    for (top, left), (bottom, right) in grid.merged:
        if top <= row <= bottom and row == top and left < width:
            for index in range(left, min(right, width - 1) + 1):
                texts[index] = texts[index] or texts[left]
    return texts


def filled_texts(cells: Iterable[object]) -> list[str]:
    return [text for text in map(values.text_of, cells) if text]


def cell_text(cells: list[object], column: Column) -> str:
    return values.text_of(cells[column.index]) if column.index < len(cells) else ""

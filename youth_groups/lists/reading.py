"""A list that was taken out, changed and sent back: rows by person's number, cells as they stand. Pure: no database, no request.

The file is opened by the reader of rosters, which refuses hostile ones. A workbook's cells with formulas are found by our own look into
the sheet, since what a formula gave last time is no value that somebody wrote.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.exports import FORMULA
from core.refusals import Refused
from youth_groups.lists.columns import CHANGES, VERSION, column_of
from youth_groups.rosters.reading import Grid, read_grids
from youth_groups.rosters.values import text_of

#: How far down the headings may stand: above them stands the line of data protection.
HEADINGS_WITHIN = 20
#: The attributes of each cell that holds a formula. Two steps, so that no file makes the search slow: the tag first, its address then.
_FORMULA_CELL = re.compile(rb"<(?:\w+:)?c( [^<>]*)>\s*<(?:\w+:)?f\b")
_ADDRESS = re.compile(rb' r="([A-Z]{1,3}[0-9]{1,7})"')
_SHEET = re.compile(r"<(?:\w+:)?sheet [^<>]*>")
_LINK = re.compile(r"<(?:\w+:)?Relationship [^<>]*>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


@dataclass(frozen=True)
class ListRow:
    """One line: where it stands, whose it is, which version it was taken out with, and what its cells hold, by column."""

    reference: str
    number: str
    version: str
    cells: dict[str, object]
    formulas: frozenset[str] = frozenset()


@dataclass
class ReadList:
    """rows: those with a number; headings: column -> the heading that stands over it; nameless: rows that hold something but no number."""

    rows: list[ListRow] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    nameless: list[str] = field(default_factory=list)


def read_list(content: bytes) -> ReadList:
    """The rows of a list of ours. Raises Refused: a file that cannot be opened, or without the column of the persons' numbers."""
    for grid in read_grids(content):
        head = _head(grid)
        if head is not None:
            first, columns = head
            return _rows(grid, first, columns, _formulas(content, grid.name))
    raise Refused(
        _("No column with the persons' numbers was found. Send a list that was taken out here; its first column is needed."),
        code="no_numbers",
    )


def written(cell: object) -> str:
    """What somebody wrote into a cell: without the apostrophe that keeps a text from being computed."""
    text = text_of(cell)
    return text[1:] if text.startswith("'") and (FORMULA.match(text[1:]) or text[1:2] == "+") else text


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for index, cells in enumerate(grid.rows[:HEADINGS_WITHIN]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            column = column_of(text_of(cell))
            if column is not None:
                columns.setdefault(column, place)
        if "number" in columns and len(columns) > 1:
            return index, columns
    return None


def _rows(grid: Grid, first: int, columns: dict[str, int], formulas: frozenset[str]) -> ReadList:
    found = ReadList(headings={column: text_of(grid.rows[first][place]) for column, place in columns.items()})
    for index in range(first + 1, len(grid.rows)):
        cells = grid.rows[index]
        values = {column: cells[place] if place < len(cells) else None for column, place in columns.items()}
        number = written(values["number"]).upper()
        if number:
            computed = frozenset(column for column, place in columns.items() if f"{_letters(place)}{index + 1}" in formulas)
            changes = {column: values[column] for column in CHANGES if column in values}
            found.rows.append(ListRow(grid.reference(index), number[:20], text_of(values.get(VERSION)), changes, computed))
        elif any(text_of(values[column]) for column in columns):
            found.nameless.append(grid.reference(index))
    return found


def _letters(place: int) -> str:
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _formulas(content: bytes, sheet: str) -> frozenset[str]:
    """Addresses of the sheet's cells that are computed. A text table has none: there a formula is a text and is read as one."""
    if content[:4] != b"PK\x03\x04":
        return frozenset()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        book, links = (
            archive.read(names[part]).decode("utf-8", "replace") if part in names else ""
            for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        )
        wanted = next((_attribute(tag, "r:id") for tag in _SHEET.findall(book) if _plain(_attribute(tag, "name")) == sheet), "")
        targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in _LINK.findall(links)}
        target = targets.get(wanted, "").lstrip("/")
        part = names.get(target.lower()) or names.get(f"xl/{target}".lower())
        cells = _FORMULA_CELL.findall(archive.read(part)) if part else []
        return frozenset(found[1].decode() for cell in cells if (found := _ADDRESS.search(cell)))


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _plain(text: str) -> str:
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text

"""Files to grids of cells: Excel workbooks, and text tables in the encodings that offices have."""

import csv
import io
import zipfile
from dataclasses import dataclass

import python_calamine
from django.utils.translation import gettext as _

from core.refusals import Refused
from youth_groups.rosters.headings import meaning

MAX_UNPACKED = 200_000_000
MAX_ROWS = 50_000
DELIMITERS = (";", ",", "\t", "|")


@dataclass(frozen=True)
class Grid:
    """One sheet. Row 1 of the file is `rows[0]`. `name` is "" for a text table. `merged`: ((row, column), (row, column)) counted from 0."""

    name: str
    rows: list[list[object]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()

    def reference(self, index: int) -> str:
        """How people find the row: its number in the file, after the sheet's name in a workbook."""
        return f"{self.name}!{index + 1}" if self.name else str(index + 1)


def read_grids(content: bytes) -> list[Grid]:
    """The visible sheets of a workbook, or the one table of a text file. Raises Refused when it is neither or far too large."""
    if content[:4] == b"PK\x03\x04":
        return _workbook(content)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise Refused(_("This is an old Excel file (.xls). Please save it as .xlsx and send it again."), code="old_excel")
    return [_text_table(content)]


def _workbook(content: bytes) -> list[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise Refused(_("This workbook is too large. Please send one roster at a time."), code="too_large")
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == python_calamine.SheetVisibleEnum.Visible]
        grids = []
        for name in visible:
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)
            if len(rows) > MAX_ROWS:
                raise Refused(
                    _("This sheet has more than %(rows)s rows. Please send it in parts.") % {"rows": MAX_ROWS}, code="too_many_rows"
                )
            grids.append(Grid(name, [list(row) for row in rows], tuple(sheet.merged_cell_ranges or ())))
        return grids
    except (zipfile.BadZipFile, python_calamine.CalamineError) as error:
        raise Refused(_("This workbook cannot be opened. Please save it again as .xlsx and send that."), code="unreadable") from error


def decoded(content: bytes) -> str:
    """Text in UTF-8 (with or without mark), UTF-16, or the Cyrillic of Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding, second in (("utf-16-le", content[1:400:2]), ("utf-16-be", content[0:400:2])):
        if second and sum(byte in (0, 4) for byte in second) > 0.9 * len(second):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def delimiter_of(text: str) -> str:
    """The delimiter under which a line holds the most known headings; ";" when none does."""
    lines = [line for line in text.split("\n")[:60] if line.strip()]

    def headings(delimiter: str) -> int:
        return max((sum(meaning(cell) is not None for cell in row) for row in csv.reader(lines, delimiter=delimiter)), default=0)

    return max(DELIMITERS, key=headings)


def _text_table(content: bytes) -> Grid:
    text = decoded(content)
    if "\0" in text:
        raise Refused(_("This file is neither an Excel workbook nor a text table. Please send .xlsx or .csv."), code="unreadable")
    rows: list[list[object]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)):
        rows.append(list(row))
        if len(rows) > MAX_ROWS:
            raise Refused(_("This sheet has more than %(rows)s rows. Please send it in parts.") % {"rows": MAX_ROWS}, code="too_many_rows")
    return Grid("", rows)

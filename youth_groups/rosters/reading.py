"""Files to grids of cells: Excel workbooks, and text tables in the encodings that offices have."""

import codecs
import csv
import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass

import python_calamine
from django.utils.translation import gettext as _

from core.refusals import Refused
from youth_groups.rosters.headings import meaning

MAX_UNPACKED = 200_000_000
MAX_ROWS = 50_000
#: So many empty rows at the end of a sheet are still listed as skipped; more of them are no rows.
BLANK_AT_THE_END = 200
#: What reading a damaged archive raises.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    python_calamine.CalamineError,
)
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
            _look_inside(archive)
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == python_calamine.SheetVisibleEnum.Visible]
        return [_sheet(name, workbook.get_sheet_by_name(name)) for name in visible]
    except BROKEN as error:
        raise Refused(_("This workbook cannot be opened. Please save it again as .xlsx and send that."), code="unreadable") from error


def _look_inside(archive: zipfile.ZipFile) -> None:
    """Refuse what is no workbook, holds macros, or grows beyond all measure when it is unpacked, whatever sizes it claims."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        raise Refused(_("This file is neither an Excel workbook nor a text table. Please send .xlsx or .csv."), code="unreadable")
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for name in names):
        raise Refused(_("This workbook holds macros. Please save it as .xlsx, without macros, and send that."), code="macros")
    left = MAX_UNPACKED
    for item in archive.infolist():
        left -= item.file_size
        if left < 0:
            raise Refused(_("This workbook is too large. Please send one roster at a time."), code="too_large")
        with archive.open(item) as part:
            # A part that holds more than it claims ends with a wrong sum, which raises here.
            while part.read(1_000_000):
                pass


def _sheet(name: str, sheet: python_calamine.CalamineSheet) -> Grid:
    rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)
    if len(rows) > MAX_ROWS:
        filled = sum(1 for row in sheet.iter_rows() if any(cell not in ("", None) for cell in row))
        if filled > sum(1 for row in rows[:MAX_ROWS] if any(cell not in ("", None) for cell in row)):
            raise _too_many_rows()
        rows = rows[:MAX_ROWS]
    last = next((n for n in range(len(rows), 0, -1) if any(cell not in ("", None) for cell in rows[n - 1])), 0)
    if len(rows) - last > BLANK_AT_THE_END:
        rows = rows[:last]
    return Grid(name, [list(row) for row in rows], tuple(sheet.merged_cell_ranges or ()))


def _too_many_rows() -> Refused:
    return Refused(_("This sheet has more than %(rows)s rows. Please send it in parts.") % {"rows": MAX_ROWS}, code="too_many_rows")


def decoded(content: bytes) -> str:
    """Text in UTF-8 (with or without mark), UTF-16, or the Cyrillic of Windows; lines put together from several, each in its own."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding, second in (("utf-16-le", content[1:400:2]), ("utf-16-be", content[0:400:2])):
        if second and sum(byte in (0, 4) for byte in second) > 0.9 * len(second):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "\n".join(_line(line) for line in content.removeprefix(codecs.BOM_UTF8).split(b"\n"))


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1251", errors="replace")


def delimiter_of(text: str) -> str:
    """The delimiter under which a line holds the most known headings; of several the one that stands in the most lines, ";" at the last."""
    lines = [line for line in text.split("\n")[:60] if line.strip()]

    def headings(delimiter: str) -> int:
        return max((sum(meaning(cell) is not None for cell in row) for row in csv.reader(lines, delimiter=delimiter)), default=0)

    return max(DELIMITERS, key=lambda delimiter: (headings(delimiter), sum(delimiter in line for line in lines)))


def _text_table(content: bytes) -> Grid:
    text = decoded(content)
    if "\0" in text or text.startswith("%PDF"):
        raise Refused(_("This file is neither an Excel workbook nor a text table. Please send .xlsx or .csv."), code="unreadable")
    rows: list[list[object]] = []
    blank = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)):
            if not any(row):
                blank += 1
                continue
            if len(rows) + blank >= MAX_ROWS:
                raise _too_many_rows()
            rows.extend([] for _blank in range(blank))
            rows.append(list(row))
            blank = 0
    except csv.Error as error:
        raise Refused(
            _("This table cannot be read: a quotation mark is never closed, or a cell is far too long."), code="unreadable"
        ) from error
    if blank <= BLANK_AT_THE_END:
        rows.extend([] for _blank in range(blank))
    return Grid("", rows)

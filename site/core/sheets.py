"""Long tables as a stream: CSV and XLSX piece by piece, so that memory does not grow with the rows.

A cell is a text, "" when empty. Where a spreadsheet would compute it, it gets an apostrophe first (`core.exports.safe_cell`; here a number
with a sign before it, too). Our own writer of XLSX, because openpyxl takes ten times as long for a workbook of 10,000 rows as the rows
themselves: one sheet, texts inside the cells, a head that stays in sight.
"""

import csv
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from xml.sax.saxutils import escape

from core.exports import BOM, safe_cell

Row = Sequence[str]
#: Rows that become one piece of the stream.
PIECE = 500
#: A cell that a spreadsheet may compute, in a row of cells each after _MARK. No cell holds the mark: `plain` takes it out.
_MARK = "\x01"
_RISKY = re.compile(_MARK + r"[\s\u00a0\u200b-\u200f\u2060\ufeff'\"]*[=+\-@＝＋－＠]")


#: Cells of the sheet. Percent signs of the rows are safe: they are put in, not read.
_TEXT = '<c t="inlineStr"><is><t>%s</t></is></c>'
_STYLED = '<c t="inlineStr" s="{style}"><is><t>%s</t></is></c>'
_NUMBER = "<c><v>%s</v></c>"


def plain(text: str) -> str:
    """The text as a cell that no spreadsheet computes."""
    safe = str(safe_cell(text))
    return f"'{safe}" if safe[:1] in "+-" and safe else safe


def _joined(rows: Iterable[Row]) -> str:
    return _MARK + _MARK.join(map(_MARK.join, rows))


def _is_plain(text: str) -> bool:
    """Whether no cell of these joined rows needs `plain`: nothing invisible stands in them and none begins like a formula."""
    return text.replace(_MARK, "").isprintable() and _RISKY.search(text) is None


def _pieces(rows: Iterable[Row]) -> Iterator[tuple[list[Row], str]]:
    """The rows in pieces, made harmless; beside each piece all its text, in which one can look for a sign at once.

    A piece is looked at as a whole first, since nearly every one is harmless.
    """
    source = iter(rows)
    while piece := list(islice(source, PIECE)):
        text = _joined(piece)
        if not _is_plain(text):
            piece = [row if _is_plain(_joined([row])) else tuple(map(plain, row)) for row in piece]
        yield piece, text


def csv_stream(notice: str, heads: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 with the mark that spreadsheets need: the notice on a line of its own, the heads, the rows."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write(BOM)
    writer.writerows([[plain(notice)], [plain(head) for head in heads]])
    for piece, _text in _pieces(rows):
        writer.writerows(piece)
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    if out.tell():
        yield out.getvalue().encode()


class _Pipe(io.RawIOBase):
    """What the archive writes, until it is taken. It cannot be sought in: the archive then writes each part's size after the part."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self.parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken


def xlsx_stream(notice: str, heads: Sequence[str], rows: Iterable[Row], *, numbers: Collection[int] = ()) -> Iterator[bytes]:
    """A workbook of one sheet: the notice in the first row, the heads in the second (both stay in sight, with filters), the rows.

    `numbers`: the columns, counted from 0, whose cells are whole numbers or empty.
    """
    pipe, count = _Pipe(), 0
    line = "".join(_NUMBER if index in numbers else _TEXT for index in range(len(heads)))
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in _PARTS.items():
            archive.writestr(name, part)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(_opening(len(heads)).encode())
            sheet.write(_xml(_STYLED.format(style=2), [(plain(notice),)], notice))
            sheet.write(_xml(_STYLED.format(style=1) * len(heads), [tuple(map(plain, heads))], "".join(heads)))
            for piece, text in _pieces(rows):
                count += len(piece)
                sheet.write(_xml(line, piece, text))
                if taken := pipe.take():
                    yield taken
            sheet.write(f'</sheetData><autoFilter ref="A2:{_letters(len(heads))}{count + 2}"/></worksheet>'.encode())
    yield pipe.take()


def _xml(line: str, rows: list[Row], text: str) -> bytes:
    """Rows as XML, each put into the cells of `line`. What XML reserves is looked for in `text`, which holds all of theirs, first."""
    if "&" in text or "<" in text or ">" in text:
        rows = [tuple(map(escape, row)) for row in rows]
    line = f"<row>{line}</row>"
    text = "".join([line % tuple(row) for row in rows])
    for empty in (_TEXT, _NUMBER):
        text = text.replace(empty % "", "<c/>")
    return text.encode()


def _letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _opening(columns: int) -> str:
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="1" width="12" customWidth="1"/><col min="2" max="2" width="34" customWidth="1"/>'
        f'<col min="3" max="{columns}" width="18" customWidth="1"/></cols><sheetData>'
    )


#: The parts of the workbook beside its sheet. Styles: 0 plain, 1 a head, 2 the notice.
_PARTS = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets><sheet name="Ashar" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_DOCUMENT}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="10"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}

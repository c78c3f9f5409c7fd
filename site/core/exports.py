"""Tables that leave the house: named columns, harmless cells, and a line in the access log with the reason.

A spreadsheet takes a cell that begins with = + - @ (or a tab or line end) for a formula. Such a cell gets an apostrophe before it,
also when spaces stand first; a number stays a number. Source: OWASP, "CSV Injection".
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from import_export.resources import ModelResource

from core.access import log_access
from core.dates import BISHKEK
from core.refusals import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"
#: White space, marks of direction and other invisible signs first; then what a spreadsheet computes (also in full width).
FORMULA = re.compile(r"^[\s\u00a0\u200b-\u200f\u2060\ufeff'\"]*[=+\-@＝＋－＠]|^[\t\r\n\v\f\x00]")
#: What XML cannot hold, as openpyxl refuses it.
ILLEGAL = re.compile(r"[\000-\010]|[\013-\014]|[\016-\037]")
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def safe_cell(value: Any) -> Any:
    """The value as a cell may hold it: numbers, days and moments as they are, text that looks like a formula with an apostrophe first."""
    if value is None or isinstance(value, bool | int | float | Decimal | dt.date | dt.datetime | dt.time):
        return value
    text = ILLEGAL.sub("", force_str(value))
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def _moment(value: Any) -> Any:
    """Spreadsheets know no zones: a moment is written as Bishkek's clock shows it."""
    return timezone.make_naive(value, BISHKEK) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value


class _Echo:
    def write(self, value: str) -> str:
        return value


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """CSV line by line, UTF-8 with the mark that spreadsheets need to show Cyrillic. The number of cells must be that of the columns."""
    writer = csv.writer(_Echo())
    yield BOM + str(writer.writerow([safe_cell(str(column)) for column in columns]))
    for row in rows:
        yield str(writer.writerow(_checked(columns, row)))


def xlsx_bytes(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet; every text is written as text. The library is loaded when it is needed: it takes 40 MB."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in ([safe_cell(str(column)) for column in columns], *(_checked(columns, row) for row in rows)):
        line = []
        for value in cells:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"
            line.append(cell)
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _checked(columns: Sequence[str], row: Sequence[Any]) -> list[Any]:
    if len(row) != len(columns):
        raise ValueError("a row has other columns than the head")
    return [safe_cell(_moment(value)) for value in row]


def export(
    *,
    user: Any,
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    filename: str,
    reason: str,
    kind: str = "csv",
) -> HttpResponse | StreamingHttpResponse:
    """Give a table out as csv or xlsx, and note who took how many rows and why. `rows` come from `for_user(user)`.

    The name of the file holds no person's name. Raises Refused when no reason is given.
    """
    if not reason.strip():
        raise Refused(_("Please say what the export is for."), code="no_reason")
    taken = list(rows)
    log_access(user=user, action="export", model=model, rows=len(taken), reason=reason.strip()[:200])
    response: HttpResponse | StreamingHttpResponse
    if kind == "xlsx":
        response = HttpResponse(xlsx_bytes(columns, taken), content_type=XLSX)
    else:
        response = StreamingHttpResponse(csv_lines(columns, taken), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.{"xlsx" if kind == "xlsx" else "csv"}"'
    response["Cache-Control"] = "no-store, private"
    return response


class SafeResource(ModelResource):  # type: ignore[misc]
    """The base of our import-export resources: explicit `fields`, every cell made harmless (the library itself looks at "=" only)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not self._meta.fields:
            raise TypeError(f"{type(self).__name__} must name its fields")

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        return safe_cell(_moment(super().export_field(field, instance, **kwargs)))

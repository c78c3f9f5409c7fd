"""Cells that leave the house harmless, and short tables of named columns. Long ones are streams: `core.sheets`.

A spreadsheet takes a cell that begins with = + - @ (or a tab or line end) for a formula. Such a cell gets an apostrophe before it,
also when spaces stand first; a number stays a number. Source: OWASP, "CSV Injection".
"""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.encoding import force_str

from core.dates import BISHKEK

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


def _checked(columns: Sequence[str], row: Sequence[Any]) -> list[Any]:
    if len(row) != len(columns):
        raise ValueError("a row has other columns than the head")
    return [safe_cell(_moment(value)) for value in row]

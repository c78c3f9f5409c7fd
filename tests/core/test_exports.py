"""Tables that leave the house."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import exports
from core.exports import csv_lines, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "＝1",
        "'=1",
        "\n x",
        "-",
    ],
)
def test_safe_cell_formula_becomes_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Айпери", "a=b", "-12", "+996555123456", "12,5", "Кызыл-Кыя", " Ош"])
def test_safe_cell_other_text_stays(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize("value", [None, True, 5, -5, Decimal("-2.5"), dt.date(2026, 1, 2)])
def test_safe_cell_values_that_are_no_text_stay(value):
    assert safe_cell(value) is value


@given(st.text())
def test_safe_cell_never_begins_as_a_formula(text):
    cell = safe_cell(text)
    assert not cell.startswith(("=", "@", "\t", "\r"))
    assert not cell.startswith(("+", "-")) or cell[1:].replace(",", ".").replace(".", "", 1).isascii()


def test_csv_has_the_mark_and_the_columns():
    text = "".join(csv_lines(["Аты", "=Саны"], [["Ө", 1], ["=1", dt.datetime(2026, 1, 1, 20, 0, tzinfo=dt.UTC)]]))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [["Аты", "'=Саны"], ["Ө", "1"], ["'=1", "2026-01-02 02:00:00"]]


def test_row_of_another_width_is_an_error():
    with pytest.raises(ValueError, match="other columns"):
        list(csv_lines(["a", "b"], [["only one"]]))


def test_what_a_workbook_cannot_hold_is_what_its_library_refuses():
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    assert exports.ILLEGAL.pattern == ILLEGAL_CHARACTERS_RE.pattern

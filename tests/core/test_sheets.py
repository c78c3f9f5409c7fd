"""Tables as a stream: the same cells in both kinds, none of them a formula, and nothing of the file held back."""

import csv
import io
import tracemalloc
import zipfile

import openpyxl
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from core.exports import FORMULA
from core.sheets import csv_stream, plain, xlsx_stream

DANGEROUS = ("=1+1", "+7 999", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", " =1", "\u200b=1", "'=1")
HARMLESS = ("Айгүл", "a=b", "№ 5", "0555 123 456", '<b>&amp;"', "", "2004")


def from_csv(rows, heads=("a",)):
    text = b"".join(csv_stream("notice", heads, rows)).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def from_xlsx(rows, heads=("a",), **more):
    content = b"".join(xlsx_stream("notice", heads, rows, **more))
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_both_kinds_hold_the_notice_the_heads_and_the_rows():
    rows = [("P-1", "Айгүл <&> Асанова", "2004"), ("P-2", "", "")]
    assert from_csv(rows, ("n", "=x", "y")) == [["notice"], ["n", "'=x", "y"], *(list(row) for row in rows)]
    sheet = from_xlsx(rows, ("n", "=x", "y"), numbers=(2,))
    cells = [[cell.value for cell in row] for row in sheet]
    assert cells == [["notice", None, None], ["n", "'=x", "y"], ["P-1", "Айгүл <&> Асанова", 2004], ["P-2", None, None]]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:C4")


def test_no_cell_is_computed_wherever_it_stands():
    """One dangerous cell among many rows, in each place of the stream's pieces."""
    rows = [("x", text) for text in DANGEROUS for _n in range(99)]
    expected = [f"'{text}" for text in DANGEROUS for _n in range(99)]
    assert [row[1] for row in from_csv(rows, ("a", "b"))[2:]] == expected
    cells = [row[1] for row in from_xlsx(rows, ("a", "b")).iter_rows(min_row=3)]
    # XML makes a line feed of a carriage return inside a cell.
    assert [cell.value.replace("\n", "\r") for cell in cells] == expected
    assert {cell.data_type for cell in cells} == {"s", "inlineStr"} & {cell.data_type for cell in cells}


def test_harmless_cells_stay():
    rows = [(text,) for text in HARMLESS if text]
    assert [row[0] for row in from_csv(rows)[2:]] == [text for text in HARMLESS if text]
    assert [row[0].value for row in from_xlsx(rows).iter_rows(min_row=3)] == [text for text in HARMLESS if text]


@given(st.lists(st.text(max_size=8), min_size=1, max_size=30))
def test_any_text_is_a_workbook_that_opens_and_no_formula(texts):
    rows = [("x", text) for text in texts]
    content = b"".join(xlsx_stream("n", ("a", "b"), rows))
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert len(sheet.to_python(skip_empty_area=False)) == len(rows) + 2
    assert [text for text in map(plain, texts) if FORMULA.match(text) and not text.startswith("'")] == []


def test_the_workbook_is_whole_and_leaves_in_pieces():
    rows = ((f"P-{n:06d}", "Токтосунова Айгүл") for n in range(3_000))
    pieces = list(xlsx_stream("n", ("a", "b"), rows))
    assert len(pieces) > 1
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None


def test_memory_does_not_grow_with_the_rows():
    tracemalloc.start()
    for _piece in xlsx_stream("n", ("a", "b"), ((f"P-{n}", f"Айгүл {n % 977}") for n in range(60_000))):
        pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000

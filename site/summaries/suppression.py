"""Small numbers: until cells can be hidden one by one and checked, a table with a cell below the threshold is shown by its total only.

Pure functions over counted figures. A withheld figure leaves here without its value: nothing later can draw, compute or print it.
A zero inside a table is a small cell, too, because it says "all of them are the others"; a row or column of zeros only is left out,
because it says nothing about those who are there.
"""

from collections.abc import Iterable

from summaries.documents.payload import Cell, Row, Table
from summaries.queries.counting import Breakdown, Counted

#: Below programme level nothing smaller is shown; a donor cannot lower it.
THRESHOLD = 5
#: Rows about children need more.
THRESHOLDS = {"under_18": 10}


def shown(figure: Counted) -> Cell:
    return {"state": "shown", "value": figure.value, "records": figure.records}


def withheld() -> Cell:
    return {"state": "withheld", "value": None, "records": None}


def total_cell(figure: Counted, *, people: bool) -> Cell:
    """A total of people is exact unless it lies between 1 and the threshold; what counts no people is shown as it is."""
    return withheld() if people and 0 < figure.value < THRESHOLD else shown(figure)


def threshold_of(row: str) -> int:
    return THRESHOLDS.get(row, THRESHOLD)


def protected(table: Breakdown) -> Table:
    """The table as a payload holds it: whole, or by its total only."""
    columns = [index for index in range(len(table.columns)) if any(cells[index].value for _row, cells in table.rows)]
    rows = [(row, [cells[index] for index in columns]) for row, cells in table.rows if any(cells[index].value for index in columns)]
    small = any(cell.value < threshold_of(row) for row, cells in rows for cell in cells)
    hidden = small or any(table.people and 0 < table.total[index].value < THRESHOLD for index in columns)
    kept = _columns_of_total(table, columns, hidden)
    return {
        "code": table.code,
        "columns": [table.columns[index] for index in kept],
        "rows": [] if hidden else [_row(row, cells) for row, cells in rows],
        "total": [total_cell(table.total[index], people=table.people) for index in kept],
        "protected": hidden,
    }


def _columns_of_total(table: Breakdown, columns: list[int], hidden: bool) -> list[int]:
    """A hidden table's total has no parts either: where a column holds all, only that one is left."""
    if hidden and "all" in table.columns:
        return [table.columns.index("all")]
    return columns or ([table.columns.index("all")] if "all" in table.columns else list(range(len(table.columns))))


def _row(code: str, cells: Iterable[Counted]) -> Row:
    return {"code": code, "cells": [shown(cell) for cell in cells]}

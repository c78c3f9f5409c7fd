"""A list as it leaves, and as somebody wrote into it."""

import io

import openpyxl

from youth_groups.domain.lists import take_list_out
from youth_groups.lists.columns import column_of
from youth_groups.queries.lists import register_list

#: The person of these lists.
NAME = "Токтосунова Айгүл"


def taken(by, kind="xlsx"):
    return b"".join(take_list_out(listed=register_list(by), kind=kind, reason="round trip", by=by).chunks)


def edited(content, edits, *, drop=()):
    """The workbook after somebody wrote into it: {(number, column): value}. Saved by another program than ours."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    places = {column_of(str(cell.value)): cell.column for cell in sheet[2]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=3)}
    for (number, column), value in edits.items():
        sheet.cell(rows[number], places[column]).value = value
    for column in drop:
        sheet.delete_cols(places[column])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fields(person):
    person.refresh_from_db()
    return {field.attname: getattr(person, field.attname) for field in person._meta.concrete_fields}

"""A roster file -> columns taken and not taken, rows that name a person, bad rows with what and how to mend, rows that were skipped."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youth_groups.resources import RosterResource
from youth_groups.rosters import values
from youth_groups.rosters.columns import (
    NAME_FIELDS,
    Column,
    Heading,
    Plan,
    cell_text,
    filled_texts,
    find_heading,
    names_people,
    no_heading,
    planned_heading,
)
from youth_groups.rosters.headings import folded_heading
from youth_groups.rosters.reading import Grid, read_grids
from youth_groups.rosters.values import NO_CARE, Care, UnreadableError

#: Each column that we take, by its key.
_COLUMNS = RosterResource.fields
#: Progress is told after so many rows.
TELL_EVERY = 200

_TOTAL = re.compile(r"^(бардыгы|баары|жалпы|жыйынтык|итого|всего|общее|total|sum|jami|жами)\b", re.IGNORECASE)
_NOTE = re.compile(r"^(эскертүү|эскертме|примечание|прим|note|notes|remark|izoh|изоҳ)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Problem:
    """Something in one row that cannot be read: in which column, what, and how to mend it. The cell's content is not repeated."""

    reference: str
    heading: str
    what: str | Promise
    mend: str | Promise


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterRow:
    """One line that names a person, in values that we keep. The parts of the name are empty when one column holds the whole."""

    reference: str
    sheet: str
    name: str
    family: str = ""
    given: str = ""
    patronymic: str = ""
    sex: str = "not_stated"
    birth_year: int | None = None
    village: str = ""
    province: str = ""
    institution: str = ""
    phone: str = ""
    phone_owner: str = ""
    caregiver: Care = NO_CARE
    year: int | None = None
    chat_label: str = ""
    present: tuple[tuple[str, bool], ...] = ()
    #: (session id, was there) of each column that stands for a session.
    ticks: tuple[tuple[int, bool], ...] = ()


@dataclass
class Roster:
    """What a file holds. `bad`: rows that cannot be taken as they are; `warnings`: rows taken without one cell; `skipped`: (row, why)."""

    columns: list[Column] = field(default_factory=list)
    rows: list[RosterRow] = field(default_factory=list)
    bad: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    skipped: list[tuple[str, str | Promise]] = field(default_factory=list)


def read_roster(
    content: bytes,
    *,
    today: date | None = None,
    plan: Plan | None = None,
    progress: Callable[[int], None] | None = None,
) -> Roster:
    """Read a workbook or text table to its end; a bad row never stops it.

    A `plan` goes before what the headings say, but opens no column that may never be taken. `progress` hears how many rows are read.
    Raises Refused when the file cannot be opened or no heading row with a name stands in any sheet.
    """
    roster, found = Roster(), False
    for grid in read_grids(content):
        heading = planned_heading(grid, plan) if plan is not None else find_heading(grid)
        if heading is None or not names_people(heading.columns):
            if any(filled_texts(row) for row in grid.rows):
                roster.skipped.append((grid.name or "1", _("no heading row with names was found in this sheet")))
            continue
        found = True
        _read_sheet(roster, grid, heading, today or timezone.localdate(), progress)
    if not found:
        raise no_heading()
    return roster


def _read_sheet(roster: Roster, grid: Grid, heading: Heading, today: date, progress: Callable[[int], None] | None) -> None:
    roster.columns.extend(column for column in heading.columns if column.not_taken != "empty")
    titles = {folded_heading(column.heading) for column in heading.columns if column.heading}
    by_field = {column.field: column for column in heading.columns if column.field}
    for index in range(heading.last + 1, len(grid.rows)):
        cells, reference = grid.rows[index], grid.reference(index)
        if progress is not None and index % TELL_EVERY == 0:
            progress(index)
        why = _why_skipped(cells, heading.columns, titles)
        if why is None:
            reader = _Reader(cells, by_field, reference, today)
            row = _read_row(reader, heading.columns, grid.name)
            roster.bad.extend(reader.bad)
            if row is not None:
                roster.rows.append(row)
                roster.warnings.extend(reader.warnings)
        else:
            roster.skipped.append((reference, why))


def _why_skipped(cells: list[object], columns: tuple[Column, ...], titles: set[str]) -> str | Promise | None:
    texts = filled_texts(cells)
    if not texts:
        return _("an empty row")
    if sum(folded_heading(text) in titles for text in texts) >= max(2, len(texts) - 1):
        return _("the heading again")
    if any(_TOTAL.match(text) for text in texts[:2]) and len(texts) <= 4:
        return _("a total")
    if _NOTE.match(texts[0]) or _is_remark(texts, columns):
        return _("a note")
    if not any(cell_text(cells, column) for column in columns if column.field):
        return _("nothing in the columns that are taken")
    return None


def _is_remark(texts: list[str], columns: tuple[Column, ...]) -> bool:
    """One filled cell with figures or a colon, in a table of several columns: no person."""
    return len(texts) == 1 and sum(column.field is not None for column in columns) > 2 and re.search(r"[\d:;]", texts[0]) is not None


@dataclass
class _Reader:
    """Reads the cells of one row; collects what cannot be read instead of stopping."""

    cells: list[object]
    columns: dict[str, Column]
    reference: str
    today: date
    bad: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def cell(self, column: Column | None) -> object:
        return self.cells[column.index] if column is not None and column.index < len(self.cells) else None

    def value(self, name: str) -> Any:
        """What the row's cell of this column of the resource becomes."""
        known, row = _COLUMNS[name], {name: self.cell(self.columns.get(name))}
        try:
            return known.clean(row, today=self.today)
        except UnreadableError as error:
            self.complain(name, error, bad=known.widget.bad)
            return known.widget.instead(row[name])

    def complain(self, name: str, error: UnreadableError, *, bad: bool) -> None:
        heading = self.columns[name].heading if name in self.columns else ""
        (self.bad if bad else self.warnings).append(Problem(self.reference, heading, error.what, error.mend))

    def present(self, column: Column) -> bool:
        return values.present_of(self.cell(column))

    def care(self) -> Care:
        care = self.value("caregiver")
        relation, phone = care.relation[:60], self.value("caregiver_phone") or care.phone
        return Care(relation, phone) if relation or phone else NO_CARE


def _read_row(reader: _Reader, columns: tuple[Column, ...], sheet: str) -> RosterRow | None:
    """The row, or None when it cannot be taken as it is; the reader knows why."""
    # Words that many rows share are one object: a long list stands in memory as a whole.
    family, given, patronymic = (sys.intern(reader.value(part)) for part in NAME_FIELDS[1:])
    whole = reader.value("name") or " ".join(part for part in (family, given, patronymic) if part)
    birth_year = reader.value("birth")
    if not whole and not reader.bad:
        named = next(name for name in NAME_FIELDS if name in reader.columns)
        reader.complain(named, UnreadableError(_("No name stands in this row."), _("Write the name.")), bad=True)
    if reader.bad:
        return None
    phone, care = reader.value("phone"), reader.care()
    return RosterRow(
        reference=reader.reference,
        sheet=sheet,
        name=whole[:200],
        family=family,
        given=given,
        patronymic=patronymic,
        sex=reader.value("sex"),
        birth_year=birth_year,
        village=sys.intern(reader.value("village")[:160]),
        province=sys.intern(reader.value("province")[:160]),
        institution=sys.intern(reader.value("institution")),
        phone=phone,
        phone_owner="" if not phone else "family" if phone == care.phone else "own",
        caregiver=care,
        year=reader.value("year"),
        chat_label=reader.value("chat_label"),
        present=tuple((c.heading, reader.present(c)) for c in columns if c.field == "tick"),
        ticks=tuple((c.session, reader.present(c)) for c in columns if c.session is not None),
    )

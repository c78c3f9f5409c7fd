"""A roster file -> columns taken and not taken, rows that name a person, bad rows with what and how to mend, rows that were skipped."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from core.refusals import Refused
from youth_groups.rosters import values
from youth_groups.rosters.headings import FIELDS, NEVER, NOT_TAKEN, folded_heading, meaning
from youth_groups.rosters.reading import Grid, read_grids
from youth_groups.rosters.values import Care, UnreadableError

NAME_FIELDS = ("name", "family_name", "given_name", "patronymic")
#: How far down a heading may stand.
HEADING_WITHIN = 40
#: So many rows are looked at for a column's samples; progress is told after so many.
SAMPLED, TELL_EVERY = 30, 200

_TOTAL = re.compile(r"^(бардыгы|баары|жалпы|жыйынтык|итого|всего|общее|total|sum|jami|жами)\b", re.IGNORECASE)
_NOTE = re.compile(r"^(эскертүү|эскертме|примечание|прим|note|notes|remark|izoh|изоҳ)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column: its heading, and what it becomes (a key of FIELDS) or why it is not taken (a key of NOT_TAKEN).

    `session`: the id of the session whose attendance stands in it, when somebody said so.
    """

    sheet: str
    index: int
    heading: str
    field: str | None
    not_taken: str | None = None
    session: int | None = None

    @property
    def key(self) -> str:
        """Where the column stands in the file, for a form and for what was chosen."""
        return f"{self.sheet}!{self.index}"

    @property
    def means(self) -> str:
        return str(FIELDS[self.field]) if self.field else ""

    @property
    def why(self) -> str:
        return str(NOT_TAKEN[self.not_taken]) if self.not_taken else ""


@dataclass(frozen=True)
class Problem:
    """Something in one row that cannot be read: in which column, what, and how to mend it. The cell's content is not repeated."""

    reference: str
    heading: str
    what: str
    mend: str


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
    caregiver: Care = field(default_factory=Care)
    year: int | None = None
    chat_label: str = ""
    present: tuple[tuple[str, bool], ...] = ()
    #: (session id, was there) of each column that stands for a session.
    ticks: tuple[tuple[int, bool], ...] = ()


SESSION = "session-"


@dataclass(frozen=True)
class Plan:
    """What somebody said of a file. `headings`: sheet -> first and last row of its heading, counted from 0; other sheets are not read.

    `choices`: a column's key -> a key of FIELDS, "session-<id>", or "" (left out).
    """

    headings: Mapping[str, tuple[int, int]]
    choices: Mapping[str, str]


@dataclass
class Roster:
    """What a file holds. `bad`: rows that cannot be taken as they are; `warnings`: rows taken without one cell; `skipped`: (row, why)."""

    columns: list[Column] = field(default_factory=list)
    rows: list[RosterRow] = field(default_factory=list)
    bad: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)


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
            if any(_filled(row) for row in grid.rows):
                roster.skipped.append((grid.name or "1", _("no heading row with names was found in this sheet")))
            continue
        found = True
        _read_sheet(roster, grid, heading, today or timezone.localdate(), progress)
    if not found:
        raise Refused(
            _("No heading row with names was found. The list needs a row with headings such as Name, Sex, Birth year."), code="no_heading"
        )
    return roster


@dataclass(frozen=True)
class Heading:
    """Where the heading stands (rows counted from 0, first and last) and the columns it names."""

    first: int
    last: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet as it is offered to somebody who maps its columns. `samples`: a column's key -> a few of its cells; none of NEVER."""

    name: str
    rows: int
    heading: tuple[int, int]
    columns: tuple[Column, ...]
    samples: dict[str, tuple[str, ...]]


def survey(content: bytes, *, learnt: Mapping[str, str] | None = None) -> list[Sheet]:
    """The sheets of a file with their columns and what each seems to be. Nothing is read as people yet.

    A sheet whose headings say nothing is offered with its first row of words as the heading. Raises Refused when the file cannot be
    opened or no sheet has a table.
    """
    sheets = []
    for grid in read_grids(content):
        heading = find_heading(grid, learnt) or _first_words(grid, learnt)
        if heading is not None:
            sheets.append(_surveyed(grid, heading))
    if not sheets:
        raise Refused(
            _("No heading row with names was found. The list needs a row with headings such as Name, Sex, Birth year."), code="no_heading"
        )
    return sheets


def _surveyed(grid: Grid, heading: Heading) -> Sheet:
    below = grid.rows[heading.last + 1 :]
    samples: dict[str, tuple[str, ...]] = {}
    for column in heading.columns:
        if column.not_taken not in NEVER:
            cells = (_cell(row, column) for row in below[:SAMPLED])
            samples[column.key] = tuple(islice((text[:40] for text in cells if text and not values.is_identity_number(text)), 3))
    filled = sum(1 for row in below if any(values.text_of(cell) for cell in row))
    return Sheet(grid.name, filled, (heading.first, heading.last), heading.columns, samples)


def names_people(columns: Iterable[Column]) -> bool:
    return any(column.field in NAME_FIELDS[:3] for column in columns)


def planned_heading(grid: Grid, plan: Plan) -> Heading | None:
    """The heading where the plan says it stands, its columns as they were chosen; None for a sheet that is left out."""
    first, last = plan.headings.get(grid.name, (0, len(grid.rows)))
    if last >= len(grid.rows):
        return None
    return Heading(first, last, tuple(_chosen(column, plan.choices) for column in _columns(grid, first, last, None)))


def _first_words(grid: Grid, learnt: Mapping[str, str] | None) -> Heading | None:
    """The first row with two words or more, and a row below it."""
    for index, row in enumerate(grid.rows[:HEADING_WITHIN]):
        words = [text for text in _filled(row) if not text.replace(".", "").isdigit()]
        if len(words) > 1 and index + 1 < len(grid.rows):
            return Heading(index, index, _columns(grid, index, index, learnt))
    return None


def _chosen(column: Column, choices: Mapping[str, str]) -> Column:
    choice = choices.get(column.key)
    if choice is None or column.not_taken in NEVER or column.not_taken == "empty":
        return column
    if choice.startswith(SESSION):
        return replace(column, field="tick", not_taken=None, session=int(choice.removeprefix(SESSION)))
    if choice in FIELDS:
        return replace(column, field=choice, not_taken=None)
    return replace(column, field=None, not_taken=column.not_taken or "left_out")


def find_heading(grid: Grid, learnt: Mapping[str, str] | None = None) -> Heading | None:
    """The heading row of one or two lines that explains most columns and names people; None when there is none."""
    best: tuple[int, Heading] | None = None
    for first in range(min(len(grid.rows), HEADING_WITHIN)):
        for last in (first, first + 1):
            if last >= len(grid.rows):
                continue
            columns = _columns(grid, first, last, learnt)
            known = {column.field or column.not_taken for column in columns if column.not_taken not in ("unknown", "empty", "repeated")}
            lower_is_heading = last == first or any(meaning(values.text_of(cell), learnt) for cell in grid.rows[last])
            if not known & {"name", "family_name", "given_name"} or len(known) < 2 or not lower_is_heading:
                continue
            if best is None or len(known) > best[0]:
                best = (len(known), Heading(first, last, columns))
    return best[1] if best else None


def _columns(grid: Grid, first: int, last: int, learnt: Mapping[str, str] | None) -> tuple[Column, ...]:
    width = max(len(row) for row in grid.rows[first : last + 1])
    upper = _spread(grid, first, width)
    lower = _spread(grid, last, width) if last > first else [""] * width
    columns: list[Column] = []
    taken: set[str] = set()
    for index, (above, below) in enumerate(zip(upper, lower, strict=True)):
        heading = " / ".join(dict.fromkeys(part for part in (above, below) if part))
        known = (learnt or {}).get(folded_heading(heading)) if meaning(heading) not in NEVER else None
        known = known or (meaning(below, learnt) if below else None)
        known = known or meaning(above if not below else heading, learnt)
        columns.append(_column(grid.name, index, heading, known, taken))
    return tuple(columns)


def _column(sheet: str, index: int, heading: str, known: str | None, taken: set[str]) -> Column:
    if not heading:
        return Column(sheet, index, "", None, "empty")
    if known is None:
        return Column(sheet, index, heading, None, "unknown")
    if known in NOT_TAKEN:
        return Column(sheet, index, heading, None, known)
    if known in taken and known != "tick":
        return Column(sheet, index, heading, None, "repeated")
    taken.add(known)
    return Column(sheet, index, heading, known)


def _spread(grid: Grid, row: int, width: int) -> list[str]:
    """The texts of a heading row; a merged cell's text stands in every column it covers."""
    texts = [values.text_of(cell) for cell in grid.rows[row]]
    texts += [""] * (width - len(texts))
    for (top, left), (bottom, right) in grid.merged:
        if top <= row <= bottom and row == top and left < width:
            for index in range(left, min(right, width - 1) + 1):
                texts[index] = texts[index] or texts[left]
    return texts


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
            reader = _Reader(cells, by_field, reference)
            row = _read_row(reader, heading.columns, grid.name, today)
            roster.bad.extend(reader.bad)
            if row is not None:
                roster.rows.append(row)
                roster.warnings.extend(reader.warnings)
        else:
            roster.skipped.append((reference, why))


def _filled(cells: Iterable[object]) -> list[str]:
    return [text for text in map(values.text_of, cells) if text]


def _why_skipped(cells: list[object], columns: tuple[Column, ...], titles: set[str]) -> str | None:
    texts = _filled(cells)
    if not texts:
        return _("an empty row")
    if sum(folded_heading(text) in titles for text in texts) >= max(2, len(texts) - 1):
        return _("the heading again")
    if any(_TOTAL.match(text) for text in texts[:2]) and len(texts) <= 4:
        return _("a total")
    if _NOTE.match(texts[0]) or _is_remark(texts, columns):
        return _("a note")
    if not any(_cell(cells, column) for column in columns if column.field):
        return _("nothing in the columns that are taken")
    return None


def _is_remark(texts: list[str], columns: tuple[Column, ...]) -> bool:
    """One filled cell with figures or a colon, in a table of several columns: no person."""
    return len(texts) == 1 and sum(column.field is not None for column in columns) > 2 and re.search(r"[\d:;]", texts[0]) is not None


def _cell(cells: list[object], column: Column) -> str:
    return values.text_of(cells[column.index]) if column.index < len(cells) else ""


@dataclass
class _Reader:
    """Reads the cells of one row; collects what cannot be read instead of stopping."""

    cells: list[object]
    columns: dict[str, Column]
    reference: str
    bad: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def raw(self, name: str) -> object:
        column = self.columns.get(name)
        return self.cells[column.index] if column is not None and column.index < len(self.cells) else None

    def complain(self, name: str, error: UnreadableError, *, bad: bool) -> None:
        heading = self.columns[name].heading if name in self.columns else ""
        (self.bad if bad else self.warnings).append(Problem(self.reference, heading, error.what, error.mend))

    def name(self, field_name: str) -> str:
        try:
            return values.name_of(self.raw(field_name))
        except UnreadableError as error:
            self.complain(field_name, error, bad=True)
            return ""

    def present(self, column: Column) -> bool:
        return values.present_of(self.cells[column.index] if column.index < len(self.cells) else None)

    def text(self, field_name: str) -> str:
        text = values.text_of(self.raw(field_name))
        if values.is_identity_number(text):
            error = UnreadableError(_("This looks like an identification number."), _("Take it out of the list: it is not kept here."))
            self.complain(field_name, error, bad=False)
            return ""
        return "" if values.is_nothing(text) else text.lstrip("=@+-\t ")[:200]

    def birth_year(self, today: date) -> int | None:
        try:
            return values.birth_year_of(self.raw("birth"), today=today)
        except UnreadableError as error:
            self.complain("birth", error, bad=True)
            return None

    def sex(self) -> str:
        try:
            return values.sex_of(self.raw("sex"))
        except UnreadableError as error:
            self.complain("sex", error, bad=False)
            return "not_stated"

    def phone(self, field_name: str) -> str:
        try:
            return values.phone_of(self.raw(field_name))
        except UnreadableError as error:
            self.complain(field_name, error, bad=False)
            return ""

    def care(self) -> Care:
        try:
            care = values.caregiver_of(self.raw("caregiver"))
        except UnreadableError as error:
            self.complain("caregiver", error, bad=False)
            care = Care(re.split(r"[+\d(]", values.text_of(self.raw("caregiver")))[0].strip(" ,;:-"), "")
        return Care(care.relation[:60], self.phone("caregiver_phone") or care.phone)


def _read_row(reader: _Reader, columns: tuple[Column, ...], sheet: str, today: date) -> RosterRow | None:
    """The row, or None when it cannot be taken as it is; the reader knows why."""
    family, given, patronymic = (reader.name(part) for part in NAME_FIELDS[1:])
    whole = reader.name("name") or " ".join(part for part in (family, given, patronymic) if part)
    birth_year = reader.birth_year(today)
    if not whole and not reader.bad:
        named = next(name for name in NAME_FIELDS if name in reader.columns)
        reader.complain(named, UnreadableError(_("No name stands in this row."), _("Write the name.")), bad=True)
    if reader.bad:
        return None
    phone, care = reader.phone("phone"), reader.care()
    return RosterRow(
        reference=reader.reference,
        sheet=sheet,
        name=whole[:200],
        family=family,
        given=given,
        patronymic=patronymic,
        sex=reader.sex(),
        birth_year=birth_year,
        village=reader.text("village")[:160],
        province=reader.text("province")[:160],
        institution=reader.text("institution"),
        phone=phone,
        phone_owner="" if not phone else "family" if phone == care.phone else "own",
        caregiver=care,
        year=_activity_year(reader),
        chat_label=reader.text("chat_label"),
        present=tuple((c.heading, reader.present(c)) for c in columns if c.field == "tick"),
        ticks=tuple((c.session, reader.present(c)) for c in columns if c.session is not None),
    )


def _activity_year(reader: _Reader) -> int | None:
    text = reader.text("year")
    return int(text) if re.fullmatch(r"(19|20)\d\d", text) else None

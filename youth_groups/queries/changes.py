"""What a list that came back would change: per person the columns that differ, and what stands in the register now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.exports import FORMULA
from core.text import fold
from core.translated import translated
from programme.domain.places import PROVINCES, find_place, locality_key
from programme.models import LocalityName, Place
from youth_groups.domain.rights import RECORDS_PEOPLE
from youth_groups.enums import Sex
from youth_groups.lists.columns import CHANGES, shown_phone
from youth_groups.lists.reading import ListRow, written
from youth_groups.lists.words import HEADINGS
from youth_groups.models import ChangeRow, ChangeSheet, Person
from youth_groups.queries.lists import version_of_person
from youth_groups.rosters import values
from youth_groups.rosters.values import UnreadableError

if TYPE_CHECKING:
    from accounts.models import User

BATCH = 5_000
#: The longest that a column of the register takes.
LONGEST = {"name": 200, "institution": 200, "village": 160, "province": 120}


@dataclass(frozen=True)
class CellProblem:
    column: str
    what: str | Promise
    mend: str | Promise


@dataclass
class Difference:
    """What one row says otherwise than the register: column -> value, ready for the verbs; cells that cannot be read."""

    new: dict[str, Any] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)


def people_of(numbers: Iterable[str], user: "User") -> dict[str, Person]:
    """{number: person} of those whom the user may change. Others are not found, whoever they are. One statement for every 5,000."""
    wanted, found = sorted(set(numbers)), dict[str, Person]()
    rows: QuerySet[Person] = Person.objects.in_scope(user, RECORDS_PEOPLE).standing().filter(erased_at__isnull=True)
    for start in range(0, len(wanted), BATCH):
        batch = rows.filter(number__in=wanted[start : start + BATCH]).select_related("locality", "province", "organisation")
        found |= {person.number: person for person in batch}
    return found


class Comparing:
    """Compares rows with records. Places are looked up once each; nothing is written."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.provinces: dict[str, Place | None] = {}
        self.named: dict[int, set[str]] = {}
        self.sexes = _sexes()

    def difference(self, row: ListRow, person: Person) -> Difference:
        """An empty cell changes nothing; so does one that says the same in other letters of a place or another shape of a phone."""
        found, now = Difference(), shown(person)
        for column, cell in row.cells.items():
            text = written(cell)
            if not text or text == now[column]:
                continue
            try:
                if column in row.formulas:
                    raise UnreadableError(_lazy("There is a formula instead of a value."), _lazy("Write the value itself into the cell."))
                new = getattr(self, f"_{column}")(cell, text, person)
            except UnreadableError as error:
                found.problems.append(CellProblem(column, error.what, error.mend))
            else:
                if new is not None:
                    found.new[column] = new
        return found

    def _text(self, column: str, text: str, now: str) -> str | None:
        if FORMULA.match(text):
            raise UnreadableError(_lazy("There is a formula instead of a value."), _lazy("Write the value itself into the cell."))
        if len(text) > LONGEST[column]:
            raise UnreadableError(_lazy("This is too long."), _("Shorten it to %(count)s characters.") % {"count": LONGEST[column]})
        return text if text != now else None

    def _name(self, cell: object, text: str, person: Person) -> str | None:
        return self._text("name", values.name_of(text), person.written_name) or None

    def _sex(self, cell: object, text: str, person: Person) -> str | None:
        sex = self.sexes.get(text.casefold()) or values.sex_of(text)
        return sex if sex not in (person.sex, Sex.NOT_STATED) else None

    def _birth(self, cell: object, text: str, person: Person) -> int | None:
        year = values.birth_year_of(cell if not isinstance(cell, str) else text, today=self.today)
        return year if year != person.birth_year else None

    def _institution(self, cell: object, text: str, person: Person) -> str | None:
        return self._text("institution", text, person.institution)

    def _phone(self, cell: object, text: str, person: Person) -> str | None:
        phone = values.phone_of(text)
        return phone if phone != person.phone else None

    def _village(self, cell: object, text: str, person: Person) -> str | None:
        found, key = self._text("village", text, ""), locality_key(text)
        if not key:
            raise UnreadableError(_lazy("The place cannot be read."), _lazy("Write the name of the village or town."))
        if person.locality is not None and key in {locality_key(person.locality.name), person.locality.folded, *self._names(person)}:
            return None
        return found

    def _names(self, person: Person) -> set[str]:
        """Other and former names of the person's place."""
        if (pk := person.locality_id or 0) not in self.named:
            self.named[pk] = set(LocalityName.objects.filter(locality=pk).values_list("folded", flat=True))
        return self.named[pk]

    def _province(self, cell: object, text: str, person: Person) -> str | None:
        key = fold(self._text("province", text, "") or "")
        if key not in self.provinces:
            self.provinces[key] = find_place(text, levels=PROVINCES)
        place = self.provinces[key]
        if place is None:
            raise UnreadableError(_lazy("This province is not known."), _lazy("Write it as the register does, for example Osh province."))
        return text if place.pk != person.province_id else None


def _sexes() -> dict[str, str]:
    """What the lists say for a sex, in every language of theirs."""
    words: dict[str, str] = {}
    for language in HEADINGS:
        with override(language):
            words |= {str(label).casefold(): value for value, label in Sex.choices}
    return words


def shown(person: Person) -> dict[str, str]:
    """What the register says in each column, as a list shows it to the reader."""
    return {
        "name": person.written_name,
        "sex": "" if person.sex == Sex.NOT_STATED else person.get_sex_display(),
        "birth": str(person.birth_year or ""),
        "village": person.locality.name if person.locality else "",
        "province": translated(person.province, "name") if person.province else "",
        "institution": person.institution,
        "phone": shown_phone(person.phone),
    }


@dataclass(frozen=True)
class FieldLine:
    """One difference as it is shown: column, its name, what stands, what the list says, whether it is chosen."""

    column: str
    label: str
    old: str
    new: str
    chosen: bool


@dataclass(frozen=True)
class RowLine:
    row: ChangeRow
    fields: list[FieldLine]
    #: The record was changed after the list was read: it cannot be applied any more.
    stale: bool


def rows_of_sheet(sheet: ChangeSheet, *, conflict: bool) -> QuerySet[ChangeRow]:
    return sheet.rows.filter(conflict=conflict).select_related("person__locality", "person__province").order_by("position")


def lines_of(rows: Iterable[ChangeRow]) -> list[RowLine]:
    """The rows as they are shown, with what stands in the register at this moment. No statement."""
    heads = HEADINGS.get(get_language() or "", HEADINGS["ru"])
    sexes = dict(Sex.choices)
    lines = []
    for row in rows:
        now = shown(row.person)
        fields = [
            FieldLine(column, heads[column], now[column], _new(column, row.data[column], sexes), column in row.chosen)
            for column in CHANGES
            if column in row.data
        ]
        lines.append(RowLine(row, fields, version_of_person(row.person) != row.seen))
    return lines


def _new(column: str, value: Any, sexes: dict[Any, Any]) -> str:
    if column == "sex":
        return str(sexes.get(value, value))
    return shown_phone(value) if column == "phone" else str(value)

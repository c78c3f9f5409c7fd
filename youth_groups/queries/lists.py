"""Lists of people as they are taken out: which rows, read as a stream of plain values. Every list is scoped in SQL."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from programme.models import Organisation, Place
from youth_groups.enums import MemberFunction, Sex
from youth_groups.lists.columns import COLUMNS, VERSION, shown_phone, version_of
from youth_groups.models import Caregiver, Group, Membership, Person
from youth_groups.models.people import ADULT
from youth_groups.queries.clearance import is_cleared
from youth_groups.queries.groups import people_listed
from youth_groups.querysets import OFFICE_READS_PEOPLE

if TYPE_CHECKING:
    from accounts.models import User

#: Rows that are fetched at once.
BATCH = 2_000
#: What is read of a person. The seven after the number are what a list may change: they make the version.
_OF_PERSON = ("number", "written_name", "sex", "birth_year", "locality_id", "province_id", "institution", "phone", "locality__name")
Words = Callable[[Any], str]


@dataclass(frozen=True, kw_only=True)
class PeopleList:
    """One list to be taken out.

    kind: a key of `lists.words.WHAT`; rows: scoped and ordered; path: from a row to its person; day: on which somebody is a minor;
    more: columns beside those of every list, as (column, lookup, words of a value); caregivers: with who answers for a child; about:
    the row whose list it is; searched: what the list was filtered by.
    """

    kind: str
    rows: "QuerySet[Any]"
    day: date
    path: str = ""
    more: tuple[tuple[str, str, Words], ...] = ()
    caregivers: bool = False
    about: models.Model | None = None
    searched: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in their order; the version, by which a list that comes back is known to be fresh, is the last."""
        caregiver = ("caregiver",) if self.caregivers else ()
        return (*COLUMNS, *caregiver, *(column for column, _lookup, _words in self.more), VERSION)

    def minors(self) -> Q:
        """Who could still be under 18 on the day: `Person.is_minor_on` in SQL."""
        path = self.path
        young = Q(**{f"{path}birth_year__isnull": True}) | Q(**{f"{path}birth_year__gte": self.day.year - ADULT})
        return young & Q(**{f"{path}shown_adult_at__isnull": True})

    def for_user(self, user: "User") -> "QuerySet[Any]":
        """The rows that this user takes out: nobody who was erased, no children for whoever has no clearance."""
        rows = self.rows.filter(**{f"{self.path}erased_at__isnull": True})
        return rows if is_cleared(user, timezone.localdate()) else rows.exclude(self.minors())

    def counts(self, user: "User") -> tuple[int, int]:
        """(rows that this user takes out, of these the rows of partners that only a role of the lead organisation reaches)."""
        _everywhere, own = user.reach(OFFICE_READS_PEOPLE)
        theirs = Q(**{f"{self.path}organisation__kind": Organisation.Kind.PARTNER}) & ~Q(**{f"{self.path}organisation__in": own})
        found = self.for_user(user).order_by().aggregate(rows=Count("pk"), theirs=Count("pk", filter=theirs))
        return found["rows"], found["theirs"]


def register_list(user: "User", *, text: str = "") -> PeopleList:
    """The register's list of people with its filter."""
    return PeopleList(kind="people", rows=people_listed(user, text=text), day=timezone.localdate(), searched=text.strip())


def members_list(user: "User", group: Group) -> PeopleList:
    """Who belongs to a group now, of the people whom this office user may see."""
    today = timezone.localdate()
    rows = Membership.objects.filter(group=group, person__merged_into__isnull=True)
    rows = rows.filter(Q(last_day__isnull=True) | Q(last_day__gte=today)).order_by("person__folded", "pk")
    everywhere, own = user.reach(OFFICE_READS_PEOPLE)
    if not everywhere:
        rows = rows.filter(person__organisation__in=own)
    functions = {value: str(label) for value, label in MemberFunction.choices}
    more = (("function", "function", lambda value: functions.get(value, "")),)
    return PeopleList(kind="members", rows=rows, day=today, path="person__", more=more, about=group)


def rows_of(listed: PeopleList, user: "User", language: str) -> Iterator[tuple[str, ...]]:
    """The cells of each row as texts, in the order of `columns`; read as a stream, no object a row. Two statements.

    A phone leaves only where the person may be called or written to and belongs to records that the user reads. Sensitive attributes and
    care data are not read here.
    """
    path = listed.path
    lookups = [*(f"{path}{name}" for name in _OF_PERSON), "reached", *(lookup for _column, lookup, _words in listed.more)]
    rows = listed.for_user(user).annotate(reached=_reached(listed, user))
    if listed.caregivers:
        rows = rows.annotate(carer=_carer(listed, "relation"), carer_phone=_carer(listed, "phone"))
        lookups += ["carer", "carer_phone"]
    sexes = {value: "" if value == Sex.NOT_STATED else str(label) for value, label in Sex.choices}
    provinces = {None: "", **_province_names(language)}
    tail = _tail(listed)
    for row in rows.prefetch_related(None).values_list(*lookups).iterator(chunk_size=BATCH):
        number, name, sex, birth, locality, province, institution, phone, village, reached, *rest = row
        yield (
            number,
            name,
            sexes[sex],
            str(birth or ""),
            village or "",
            provinces[province],
            institution,
            shown_phone(reached) if reached else "",
            *(tail(rest) if rest else ()),
            version_of(name, sex, birth, locality, province, institution, phone),
        )


def _tail(listed: PeopleList) -> Callable[[list[Any]], Sequence[str]]:
    """The cells of the columns that only some lists have, out of the last values of a row."""
    more = [words for _column, _lookup, words in listed.more]

    def cells(rest: list[Any]) -> list[str]:
        return [words(value) for words, value in zip(more, rest, strict=False)]

    def with_caregiver(rest: list[Any]) -> Sequence[str]:
        relation, phone = rest[-2:]
        caregiver = " ".join(part for part in (relation, shown_phone(phone or "")) if part) if relation or phone else ""
        return (caregiver, *cells(rest)) if more else (caregiver,)

    return with_caregiver if listed.caregivers else cells


def _reached(listed: PeopleList, user: "User") -> Case:
    """The phone, where the person may be called or written to and stands in records that the user reads. Worked out in SQL: a column of
    yes and no costs more to fetch than all the others together."""
    path = listed.path
    reached = (Q(**{f"{path}may_call": True}) | Q(**{f"{path}may_write": True})) & Q(**{f"{path}no_messages": False})
    everywhere, own = user.reach(OFFICE_READS_PEOPLE)
    if not everywhere:
        reached &= Q(**{f"{path}organisation__in": own})
    return Case(When(reached, then=F(f"{path}phone")), default=Value(""))


def _carer(listed: PeopleList, field: str) -> Case:
    """Of the caregiver who was written down last, and only of a child's."""
    rows = Caregiver.objects.filter(person=OuterRef(f"{listed.path}pk")).order_by("-pk")
    return Case(When(listed.minors(), then=Subquery(rows.values(field)[:1])))


def _province_names(language: str) -> dict[int | None, str]:
    """{key: name} of the provinces, in the language if the register of places has it."""
    column = f"name_{language}" if language in ("ky", "ru", "en") else "name_en"
    return dict(Place.objects.filter(level__in=(Place.Level.OBLAST, Place.Level.CITY_REPUBLIC)).values_list("pk", F(column)))


def version_of_person(person: Person) -> str:
    """The version that a list taken out now would show of this person."""
    return version_of(
        person.written_name, person.sex, person.birth_year, person.locality_id, person.province_id, person.institution, person.phone
    )

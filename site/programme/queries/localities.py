"""The register of localities on the screen: what waits with what it may be, what stands on a place, the list with its search."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from core.dates import format_date
from core.events import events_of, said_by
from core.text import fold, transliterate
from core.worklists import WorkItem
from programme.domain.places import PROVINCES
from programme.models import Locality, LocalityName, Place
from programme.querysets import keeps_places
from programme.relations import Relation, relations

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 5
#: Likeness of two Latin keys from which a spelling counts as near, of 100.
NEAR = 80
_PLAIN = {"name": 0, "spelling": 1, "letters": 2, "near": 3}


@dataclass(frozen=True)
class Candidate:
    """What a typed place may be. reasons: in the reader's words; likeness of 100; here: in the province that was typed."""

    locality: Locality
    reasons: tuple[str, ...]
    likeness: int
    here: bool


@dataclass(frozen=True)
class Use:
    """Rows of one kind that stand on a place."""

    name: str
    count: int


@dataclass
class Waiting:
    """One typed place of the queue."""

    locality: Locality
    candidates: list[Candidate] = field(default_factory=list)
    units: list[Place] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)


def waiting_with(rows: Iterable[Locality]) -> list[Waiting]:
    """The rows of a page of the queue with what each may be and what stands on it. Five statements, however many rows."""
    typed = list(rows)
    uses, keys, units = uses_of(typed), _Keys() if typed else None, _units() if typed else []
    return [
        Waiting(row, keys.candidates(row) if keys else [], [unit for unit in units if _is_unit(unit, row)], uses.get(row.pk, []))
        for row in typed
    ]


def uses_of(rows: Iterable[Locality]) -> dict[int, list[Use]]:
    """What stands on the places, in the order of the declared relations; kinds without rows are left out. One statement."""
    ids, counted = [row.pk for row in rows], [relation for relation in relations() if relation.counted]
    found: dict[int, list[Use]] = {}
    if ids and counted:
        first, *rest = [_counts(relation, index, ids) for index, relation in enumerate(counted)]
        for index, locality, count in sorted(first.union(*rest, all=True)):
            found.setdefault(locality, []).append(Use(str(counted[index].model_class._meta.verbose_name_plural), count))
    return found


def _counts(relation: Relation, index: int, ids: list[int]) -> "QuerySet[Any, tuple[int, int, int]]":
    rows: Any = relation.model_class._base_manager.filter(**{f"{relation.field}__in": ids}).order_by()
    counted = rows.values(stands_on=F(f"{relation.field}_id")).annotate(relation_index=Value(index, IntegerField()), rows_there=Count("pk"))
    return counted.values_list("relation_index", "stands_on", "rows_there")


class _Keys:
    """The names of all known places, read once for a page: 2 statements."""

    def __init__(self) -> None:
        known = Locality.objects.known().select_related("province", "place", "parent")
        self.places = {row.pk: row for row in known}
        own = [(row.pk, row.folded, "name") for row in self.places.values()]
        others = LocalityName.objects.filter(locality__typed=False).values_list("locality_id", "folded")
        self.keys = own + [(pk, key, "spelling") for pk, key in others if pk in self.places]
        self.latin = [transliterate(key) for _pk, key, _kind in self.keys]

    def candidates(self, row: Locality) -> list[Candidate]:
        """The likeliest places, at most five: first those of the typed province, then by kind of likeness."""
        key, latin = row.folded, transliterate(row.folded)
        found: dict[int, tuple[int, float]] = {}
        for _text, score, index in process.extract(latin, self.latin, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None):
            pk, other, kind = self.keys[index]
            how = kind if other == key else "letters" if score == 100 else "near"
            if pk not in found or (_PLAIN[how], -score) < (found[pk][0], -found[pk][1]):
                found[pk] = (_PLAIN[how], score)
        made = [(how, score, self._candidate(pk, how, score, row)) for pk, (how, score) in found.items()]
        made.sort(key=lambda item: (not item[2].here, item[0], -item[1], item[2].locality.pk))
        return [candidate for _how, _score, candidate in made[:SHOWN]]

    def _candidate(self, pk: int, how: int, score: float, row: Locality) -> Candidate:
        place = self.places[pk]
        here = row.province_id is not None and place.province_id == row.province_id
        words = [_("the same name"), _("known by this name, too"), _("the same in other letters"), _("a near spelling")][how]
        where = _("in the same province") if here else _("in another province") if row.province_id and place.province_id else ""
        return Candidate(place, tuple(part for part in (words, where) if part), round(score), here)


def _units() -> list[Place]:
    return list(Place.objects.exclude(level=Place.Level.COUNTRY).select_related("parent__parent"))


def _is_unit(unit: Place, row: Locality) -> bool:
    """Whether the register of units has something of this name, in the typed province if there is one."""
    if f"|{row.folded}|" not in unit.folded or unit.level == Place.Level.OBLAST:
        return False
    above = {unit.pk, unit.parent_id, unit.parent.parent_id if unit.parent else None}
    return row.province_id is None or row.province_id in above


def localities_listed(*, text: str = "", province: int | None = None, kind: str = "") -> "QuerySet[Locality]":
    """Places by folded name, former name or spelling, in a province, of a kind."""
    found = Locality.objects.select_related("province", "place", "parent").order_by("folded", "pk")
    if key := fold(text):
        named = LocalityName.objects.filter(folded__contains=key).values("locality_id")
        found = found.filter(Q(folded__contains=key) | Q(pk__in=named))
    if province is not None:
        found = found.filter(province=province)
    return found.filter(kind=kind) if kind else found


def provinces_to_choose() -> "QuerySet[Place]":
    """Provinces and cities of republican rank, in the order of the register."""
    return Place.objects.filter(level__in=PROVINCES).order_by("soate")


def places_to_match(user: "User") -> list[WorkItem]:
    """For the board of those who keep the register of places. One statement."""
    if not keeps_places(user):
        return []
    count = Locality.objects.to_match().count()
    if not count:
        return []
    url, title = reverse("programme:places"), _("Places wait to be matched")
    return [WorkItem(title=title, detail=_("typed by groups, partners and in rosters"), url=url, count=count, action=_("Match"))]


def history_of(locality: Locality) -> list[dict[str, str]]:
    """What was done with a place, oldest first, for the component `timeline`. One statement."""
    words = {
        "added": _("Put into the register"),
        "accepted": _("Accepted as new"),
        "corrected": _("Corrected"),
        "renamed": _("Renamed"),
        "name_added": _("A name was added"),
        "name_removed": _("A name was taken back"),
        "matched": _("A typed place was matched with it"),
        "merged": _("Another place was merged into it"),
        "merge_undone": _("A merge was undone"),
        "went_into": _("Merged into another place"),
        "came_back": _("Became a place of its own again"),
    }
    return [
        {"title": words[event.action], "detail": f"{format_date(event.at)}, {said_by(event)}" if event.actor else ""}
        for event in events_of(locality)
        if event.action in words
    ]

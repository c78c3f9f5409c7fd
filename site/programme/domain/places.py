"""The register of places: loading it, finding a unit in it, and taking a village as people write it."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from core.text import fold
from programme.models import Locality, LocalityName, Place, PlaceName

DATA = Path(__file__).resolve().parent.parent / "data" / "places"
UNITS = DATA / "kg_units.csv"
FORMER_NAMES = DATA / "former_names.csv"
Level = Place.Level
LEVELS = {
    "country": Level.COUNTRY,
    "oblast": Level.OBLAST,
    "city_republic": Level.CITY_REPUBLIC,
    "district": Level.DISTRICT,
    "city_raion": Level.CITY_DISTRICT,
    "city_oblast": Level.TOWN,
    "city_district": Level.TOWN,
}
#: Where a name stands for several units and says no kind, the higher one is meant.
ORDER = (Level.COUNTRY, Level.OBLAST, Level.CITY_REPUBLIC, Level.DISTRICT, Level.CITY_DISTRICT, Level.TOWN)
_PROVINCE_WORDS = dict.fromkeys(["область", "облусу", "облус", "обл", "oblast", "province", "region", "viloyati"], (Level.OBLAST,))
_DISTRICT_WORDS = dict.fromkeys(["район", "району", "р-н", "raion", "rayon", "district", "tumani"], (Level.DISTRICT, Level.CITY_DISTRICT))
_TOWN_WORDS = dict.fromkeys(["г", "город", "шаары", "шаар", "ш", "city", "town", "shahri"], (Level.CITY_REPUBLIC, Level.TOWN))
KIND_WORDS: dict[str, tuple[Place.Level, ...]] = {**_PROVINCE_WORDS, **_DISTRICT_WORDS, **_TOWN_WORDS}
VILLAGE_WORDS = frozenset(["с", "село", "айылы", "айыл", "кыштагы", "village"])
PROVINCES = (Level.OBLAST, Level.CITY_REPUBLIC)
TOWNS = (Level.TOWN, Level.CITY_REPUBLIC)


def name_key(text: str) -> tuple[str, tuple[Place.Level, ...]]:
    """(folded name without words like район, облусу, г.; the levels these words name, empty when there is none)."""
    kept: list[str] = []
    levels: tuple[Place.Level, ...] = ()
    for word in re.split(r"[\s.,()]+", text.casefold()):
        if word in KIND_WORDS:
            levels = KIND_WORDS[word]
        elif word:
            kept.append(word)
    return fold(" ".join(kept)), levels


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _folded(row: dict[str, str], others: list[str]) -> str:
    keys = {name_key(name)[0] for name in (row["name_en"], row["name_ru"], row["name_ky"], *others)}
    return "|" + "|".join(sorted(keys)) + "|"


def load_places() -> int:
    """Write the register's 86 units and the names they had before, or bring them up to date by code.

    Loading twice changes nothing; a unit or a former name is never deleted.
    Returns how many units the register has. Source and licence: programme/data/places/SOURCE.md.
    """
    former: dict[str, list[str]] = {}
    for row in _rows(FORMER_NAMES):
        former.setdefault(row["soate"], []).append(row["name"])
    with transaction.atomic():
        known = {place.soate: place for place in Place.objects.select_for_update()}
        for row in _rows(UNITS):
            aliases = [alias for alias in row["aliases"].split(";") if alias]
            parent = known.get(row["parent_soate"])
            values: dict[str, Any] = {
                "pcode": row["pcode"],
                "iso": row["iso3166_2"],
                "level": LEVELS[row["level"]],
                "parent_id": parent.pk if parent else None,
                "name_en": row["name_en"],
                "name_ru": row["name_ru"],
                "name_ky": row["name_ky"],
                "aliases": aliases,
                "folded": _folded(row, aliases + former.get(row["soate"], [])),
            }
            known[row["soate"]] = _written(known.get(row["soate"]), row["soate"], values)
        for row in _rows(FORMER_NAMES):
            days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to")}
            PlaceName.objects.update_or_create(
                place=known[row["soate"]], language=row["language"], name=row["name"], defaults={"folded": name_key(row["name"])[0], **days}
            )
    return len(known)


def _written(place: Place | None, soate: str, values: dict[str, Any]) -> Place:
    if place is None:
        return Place.objects.create(soate=soate, **values)
    if any(getattr(place, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(place, name, value)
        place.save(update_fields=list(values))
    return place


def find_place(text: str, within: Place | None = None, levels: tuple[str, ...] = ()) -> Place | None:
    """The unit that a text names: by SOATE or P-code, else by folded name in any language, alias or former name. None when it is unclear.

    Words like область, району, г. say which kind is meant; without one the higher unit is taken ("Ош" is the province, «г. Ош» the city).
    `within` and `levels` narrow the search. Two units of one level with the same name give None: nobody is guessed.
    """
    code = text.strip()
    by_code = Place.objects.filter(Q(soate=code) | Q(pcode=code)).first() if any(letter.isdigit() for letter in code) else None
    if by_code is not None:
        return by_code
    key, named = name_key(text)
    if not key:
        return None
    found = Place.objects.filter(Q(folded=key) | Q(folded__contains=f"|{key}|"))
    if named:
        found = found.filter(level__in=named)
    if levels:
        found = found.filter(level__in=levels)
    if within is not None:
        found = found.filter(Q(parent=within) | Q(parent__parent=within))
    places = list(found)
    top = min((ORDER.index(Level(place.level)) for place in places), default=None)
    highest = [place for place in places if top is not None and ORDER.index(Level(place.level)) == top]
    return highest[0] if len(highest) == 1 else None


def province_of(place: Place) -> Place | None:
    """The province or city of republican rank in which a unit lies; itself when it is one. Two statements at most."""
    here: Place | None = place
    while here is not None and here.level not in PROVINCES:
        here = here.parent
    return here


def locality_for(text: str, province: Place | None = None) -> Locality:
    """The village or town as it was written, found within the province or made new. Two at once make one row.

    It is found by folded name, former name, name in another language or known spelling, in one statement. Where several known places
    have the name, nobody is guessed: the text waits. Without a province only places abroad and texts without a province are looked at.
    A new row keeps the text as typed and waits to be matched (`typed`), unless it names a town of the register.
    Raises ValueError for an empty text: the form asks before.
    """
    name = " ".join(text.split())[:160]
    key = locality_key(name)
    if not key:
        raise ValueError("a locality needs a name")
    found = _written_so(key, province)
    if found is not None:
        return found
    town = _town(name, key, province)
    if town is not None:
        return _locality_of(town, name, key, province)
    try:
        with transaction.atomic():
            return Locality.objects.create(name=name, folded=key, province=province, typed=True)
    except IntegrityError:
        return Locality.objects.get(folded=key, province=province, place=None, parent=None, country="")


def _written_so(key: str, province: Place | None) -> Locality | None:
    """What the key stands for in the province: the one known place of this name, else the one known by it, else the row as typed."""
    named = LocalityName.objects.filter(folded=key).values("locality_id")
    rows = list(Locality.objects.filter(Q(folded=key) | Q(pk__in=named), province=province).order_by("pk"))
    own = [row for row in rows if row.folded == key]
    known = [row for row in own if not row.typed] or [row for row in rows if not row.typed]
    if len(known) == 1:
        return known[0]
    return next((row for row in own if row.place_id is None and row.parent_id is None and not row.country), None)


def _town(name: str, key: str, province: Place | None) -> Place | None:
    if province is not None and province.level == Level.CITY_REPUBLIC and f"|{key}|" in province.folded:
        return province
    found = find_place(name, within=province, levels=TOWNS)
    return found if found is not None and found.level in TOWNS else None


def _locality_of(town: Place, name: str, key: str, province: Place | None) -> Locality:
    """The row of a town of the register: one, however it is written. Two at once make one row."""
    same = Locality.objects.filter(Q(soate=town.soate) | Q(folded=key, place=town, kind=Locality.Kind.TOWN)).order_by("pk")
    found = same.first()
    if found is not None:
        return found
    province, kind = province or province_of(town), Locality.Kind.TOWN
    try:
        with transaction.atomic():
            return Locality.objects.create(
                name=name, folded=key, kind=kind, province=province, place=town, soate=town.soate, pcode=town.pcode
            )
    except IntegrityError:
        return same.get()


def locality_key(name: str) -> str:
    """A village's folded name, without айылы, с., г. and the like: what makes two writings one place."""
    words = [word for word in re.split(r"[\s.,()]+", name.casefold()) if word and word not in VILLAGE_WORDS]
    return fold(name_key(" ".join(words))[0] or name)[:160]

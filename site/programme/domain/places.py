"""The register of places: loading it, finding a unit in it, and taking a village as people write it."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from core.text import fold
from programme.models import Locality, Place

UNITS = Path(__file__).resolve().parent.parent / "data" / "places" / "kg_units.csv"
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


def _units() -> Iterator[dict[str, str]]:
    with UNITS.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _folded(row: dict[str, str], aliases: list[str]) -> str:
    keys = {name_key(name)[0] for name in (row["name_en"], row["name_ru"], row["name_ky"], *aliases)}
    return "|" + "|".join(sorted(keys)) + "|"


def load_places() -> int:
    """Write the register's 86 units, or bring them up to date by code. Loading twice changes nothing; a unit is never deleted.

    Returns how many units the register has. Source and licence: programme/data/places/SOURCE.md.
    """
    with transaction.atomic():
        known = {place.soate: place for place in Place.objects.select_for_update()}
        for row in _units():
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
                "folded": _folded(row, aliases),
            }
            known[row["soate"]] = _written(known.get(row["soate"]), row["soate"], values)
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
    """The unit that a text names: by SOATE or P-code, else by folded name in any language or alias. None when it is unclear.

    Words like область, району, г. say which kind is meant; without one the higher unit is taken ("Ош" is the province, «г. Ош» the city).
    `within` and `levels` narrow the search. Two units of one level with the same name give None: nobody is guessed.
    """
    code = text.strip()
    by_code = Place.objects.filter(Q(soate=code) | Q(pcode=code)).first() if code else None
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
    """The village or town as it was written, found by folded name within the province or made new. Two at once make one row.

    A new row keeps the text as typed and waits to be matched (`typed`), unless it names a town of the register.
    Raises ValueError for an empty text: the form asks before.
    """
    name = " ".join(text.split())[:160]
    key = locality_key(name)
    if not key:
        raise ValueError("a locality needs a name")
    found = Locality.objects.filter(folded=key, province=province).first()
    if found is not None:
        return found
    town = find_place(name, within=province, levels=(Level.TOWN, Level.CITY_REPUBLIC))
    try:
        with transaction.atomic():
            kind = Locality.Kind.TOWN if town is not None else ""
            return Locality.objects.create(name=name, folded=key, kind=kind, province=province, place=town, typed=town is None)
    except IntegrityError:
        return Locality.objects.get(folded=key, province=province)


def locality_key(name: str) -> str:
    """A village's folded name, without айылы, с., г. and the like: what makes two writings one place."""
    words = [word for word in re.split(r"[\s.,()]+", name.casefold()) if word and word not in VILLAGE_WORDS]
    return fold(name_key(" ".join(words))[0] or name)[:160]

"""The register of localities: accepting what was typed, adding, correcting, renaming; names in languages and with days."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from programme.domain.places import TOWNS, locality_key, province_of
from programme.domain.rights import require_keeper_of_places
from programme.models import Locality, LocalityName, Place

if TYPE_CHECKING:
    from accounts.models import User

Kind = Locality.Kind
#: In what a place of a kind may lie. A kind that is not named here lies in no other locality.
LIES_IN = {Kind.QUARTER: Kind.TOWN, Kind.VILLAGE: Kind.AIYL_AIMAK}
EARLIEST_YEAR = 1900
HOME = "KG"


@dataclass(frozen=True, kw_only=True)
class LocalityFacts:
    """What the register says of a locality. The province follows from the district or from what it lies in when none is given."""

    name: str
    kind: str
    province: Place | None = None
    place: Place | None = None
    parent: Locality | None = None
    country: str = ""
    population: int | None = None
    population_source: str = ""
    population_year: int | None = None
    soate: str = ""
    pcode: str = ""


def accept_locality(*, locality: Locality, facts: LocalityFacts, by: "User") -> Locality:
    """Take a typed place into the register as a new one. What was typed stays known as a spelling when the name is another.

    Raises Refused without the right, when it waits no longer, when the facts do not hold together, or when the register has this place.
    """
    require_keeper_of_places(by)
    with transaction.atomic():
        kept = locked(locality)
        if not kept.typed:
            raise Refused(_("This place stands in the register already."), code="not_typed")
        changed = _write(kept, facts)
        record_event(subject=kept, action="accepted", by=by, data={"fields": changed})
    return kept


def add_locality(*, facts: LocalityFacts, by: "User") -> Locality:
    """Put a place into the register that nobody has typed yet: a study tour's town abroad, an aiyl aimak.

    Raises Refused without the right, when the facts do not hold together, or when the register has this place.
    """
    require_keeper_of_places(by)
    with transaction.atomic():
        locality = Locality()
        _write(locality, facts)
        record_event(subject=locality, action="added", by=by)
    return locality


def correct_locality(*, locality: Locality, facts: LocalityFacts, by: "User") -> Locality:
    """Correct what the register says. An old spelling of the name stays known. A name that was changed by law is `rename_locality`.

    Raises Refused without the right, for a place that still waits, when the facts do not hold together, or when another is the same.
    """
    require_keeper_of_places(by)
    with transaction.atomic():
        kept = locked(locality)
        if kept.typed:
            raise Refused(_("This place waits to be matched: match it or accept it as new."), code="typed")
        changed = _write(kept, facts)
        if changed:
            record_event(subject=kept, action="corrected", by=by, data={"fields": changed})
    return kept


def rename_locality(*, locality: Locality, name: str, from_day: date, by: "User", language: str = "") -> Locality:
    """Give a place a new name from a day on. The old one stays findable and is the name for the days before.

    Raises Refused without the right, for a day that lies ahead or before the last renaming, or for the name that it has.
    """
    require_keeper_of_places(by)
    with transaction.atomic():
        kept, name = locked(locality), _clean(name)
        if kept.typed:
            raise Refused(_("This place waits to be matched: match it or accept it as new."), code="typed")
        if name == kept.name:
            raise Refused(_("It has this name already."), code="same_name")
        if from_day > timezone.localdate():
            raise Refused(_("The day lies ahead: rename it when the day has come."), code="ahead")
        last = kept.names.filter(kind=LocalityName.Kind.NAME, name=kept.name, language=language, valid_to=None).first()
        if last is not None and last.valid_from is not None and last.valid_from >= from_day:
            raise Refused(_("It was renamed later than that."), code="earlier")
        old = last or LocalityName(locality=kept, name=kept.name, folded=kept.folded, language=language)
        old.valid_to = from_day - timedelta(days=1)
        old.save()
        kept.name, kept.folded = name, locality_key(name)
        with _once():
            kept.save(update_fields=["name", "folded"])
        LocalityName.objects.create(locality=kept, name=name, folded=kept.folded, language=language, valid_from=from_day)
        record_event(subject=kept, action="renamed", by=by, data={"name": old.pk, "from_day": from_day.isoformat()})
    return kept


def add_locality_name(
    *,
    locality: Locality,
    name: str,
    by: "User",
    kind: str = LocalityName.Kind.NAME,
    language: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> LocalityName:
    """Add a name in a language, with its days, or a spelling by which the place shall be found (that has neither).

    Raises Refused without the right, for days in the wrong order, for a second name of one language on the same days, or a known spelling.
    """
    require_keeper_of_places(by)
    with transaction.atomic():
        kept, name = locked(locality), _clean(name)
        row = LocalityName(locality=kept, name=name, folded=locality_key(name), kind=kind)
        if kind == LocalityName.Kind.NAME:
            row.language, row.valid_from, row.valid_to = language, valid_from, valid_to
            _check_days(row)
        elif row.folded in spellings_of(kept):
            raise Refused(_("It is found by this spelling already."), code="known_spelling")
        row.save()
        record_event(subject=kept, action="name_added", by=by, data={"name": row.pk, "kind": kind})
    return row


def remove_locality_name(*, name: LocalityName, by: "User") -> Locality:
    """Take back a name or spelling that was written down by mistake. The place's own name cannot be taken away."""
    require_keeper_of_places(by)
    with transaction.atomic():
        kept = locked(name.locality)
        pk, kind = name.pk, name.kind
        deleted, _rows = LocalityName.objects.filter(pk=pk).delete()
        if deleted:
            record_event(subject=kept, action="name_removed", by=by, data={"name": pk, "kind": kind})
    return kept


def locked(locality: Locality) -> Locality:
    """The row as it stands now, locked. Raises Refused when it was merged into another meanwhile."""
    found = Locality.objects.select_for_update().filter(pk=locality.pk).first()
    if found is None:
        raise Refused(_("This place was merged into another one meanwhile."), code="gone")
    return found


def spellings_of(locality: Locality) -> set[str]:
    """The keys under which a place is found: its name's and those of its spellings."""
    return {locality.folded, *locality.names.filter(kind=LocalityName.Kind.SPELLING).values_list("folded", flat=True)}


def keep_spelling(locality: Locality, name: str) -> LocalityName | None:
    """Let the place be found by this spelling, too; None when it is already."""
    key = locality_key(name)
    if not key or key in spellings_of(locality):
        return None
    return LocalityName.objects.create(locality=locality, name=name, folded=key, kind=LocalityName.Kind.SPELLING)


def _write(locality: Locality, facts: LocalityFacts) -> list[str]:
    """Save the facts on the row; the names of the fields that changed."""
    values = _checked(facts, locality)
    was = locality.name
    changed = [name for name, value in values.items() if getattr(locality, name) != value]
    for name, value in values.items():
        setattr(locality, name, value)
    locality.folded, locality.typed = locality_key(locality.name), False
    with _once():
        locality.save()
    if was and was != locality.name:
        keep_spelling(locality, was)
    return sorted(changed)


def _checked(facts: LocalityFacts, locality: Locality) -> dict[str, Any]:
    """The values of the columns, when they hold together."""
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    values["name"] = _clean(facts.name)
    if facts.kind not in Kind.values:
        raise Refused(_("Say what kind of place it is."), code="kind")
    if facts.kind == Kind.ABROAD:
        if not re.fullmatch("[A-Z]{2}", facts.country) or facts.country == HOME:
            raise Refused(_("Say in which country it lies."), code="country")
        values |= {"province": None, "place": None, "parent": None, "soate": "", "pcode": ""}
    else:
        values |= {"country": "", "province": _province(facts)} | _codes(facts, values["name"])
    _check_within(facts, values, locality)
    _check_population(facts)
    return values


def _clean(name: str) -> str:
    name = " ".join(name.split())[:160]
    if not any(letter.isalpha() for letter in name):
        raise Refused(_("A place needs a name."), code="no_name")
    return name


def _province(facts: LocalityFacts) -> Place:
    """The province: as given, of the district, or of what it lies in; all that are given must agree."""
    given = (facts.province, province_of(facts.place) if facts.place else None, facts.parent.province if facts.parent else None)
    found = {province for province in given if province is not None}
    if not found:
        raise Refused(_("Say in which province it lies."), code="no_province")
    if len(found) > 1:
        raise Refused(_("Province, district and the place it lies in do not agree."), code="provinces")
    return found.pop()


def _codes(facts: LocalityFacts, name: str) -> dict[str, str]:
    """SOATE and P-code: as given; a town of the register has the codes of its unit."""
    unit = facts.place
    if facts.kind == Kind.TOWN and unit is not None and unit.level in TOWNS and f"|{locality_key(name)}|" in unit.folded:
        return {"soate": unit.soate, "pcode": unit.pcode}
    if facts.soate and not re.fullmatch(r"\d{14}", facts.soate):
        raise Refused(_("A SOATE code has 14 digits."), code="soate")
    if facts.pcode and not re.fullmatch(r"KG\d{11}", facts.pcode):
        raise Refused(_("A P-code is KG and 11 digits."), code="pcode")
    return {"soate": facts.soate, "pcode": facts.pcode}


def _check_within(facts: LocalityFacts, values: dict[str, Any], locality: Locality) -> None:
    parent, wanted = values["parent"], LIES_IN.get(Kind(facts.kind))
    if facts.kind == Kind.QUARTER and parent is None:
        raise Refused(_("Say in which town the quarter lies."), code="no_town")
    if parent is not None and (parent.kind != wanted or parent.typed or parent.pk == locality.pk):
        raise Refused(_("A quarter lies in a town, a village in an aiyl aimak; nothing else lies in another place."), code="within")
    stays = (locality.kind, locality.province) == (values["kind"], values["province"])
    if locality.pk is not None and not stays and locality.children.exists():
        raise Refused(_("Other places lie in it: its kind and province stay."), code="has_children")


def _check_population(facts: LocalityFacts) -> None:
    given = (facts.population is not None, bool(facts.population_source), facts.population_year is not None)
    if any(given) and not all(given):
        raise Refused(_("A population needs its source and year."), code="population")
    if facts.population_year is not None and not EARLIEST_YEAR <= facts.population_year <= timezone.localdate().year:
        raise Refused(_("The year of the population is not possible."), code="population_year")


def _check_days(row: LocalityName) -> None:
    if row.valid_from is not None and row.valid_to is not None and row.valid_to < row.valid_from:
        raise Refused(_("The last day lies before the first."), code="days")
    for other in row.locality.names.filter(kind=LocalityName.Kind.NAME, language=row.language):
        before = row.valid_to is not None and other.valid_from is not None and row.valid_to < other.valid_from
        after = row.valid_from is not None and other.valid_to is not None and other.valid_to < row.valid_from
        if not before and not after:
            raise Refused(_("It has another name in this language on these days."), code="overlap")


@contextmanager
def _once() -> Iterator[None]:
    """The database says when the register has this place, or its code, already."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(_("The register has this place, or its code, already: merge the two."), code="twin") from error

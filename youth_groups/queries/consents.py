"""Does the consent stand? No row means no; a minor needs a caregiver's consent and the own assent; refused or withdrawn stops."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from youth_groups.enums import ConsentAnswer, ConsentBy, ConsentPurpose
from youth_groups.models import Consent, FocalPointDecision, Person

#: Ids per statement: below the parameter limits of both databases.
BATCH = 5_000

#: For these the focal point may decide in a caregiver's place; never for photos or sharing.
DECIDED_BY_FOCAL_POINT = (ConsentPurpose.PARTICIPATION, ConsentPurpose.TRAVEL, ConsentPurpose.CARE)

Kind = Literal["caregiver", "own"]
Key = tuple[int, str, str]


@dataclass(frozen=True)
class Missing:
    """What stands against it: whose answer, and in words whether it is missing, refused or withdrawn."""

    kind: Kind
    text: str
    stopped: bool = False


@dataclass(frozen=True)
class Standing:
    """Whether one person's consent to one purpose stands."""

    ok: bool
    minor: bool
    missing: tuple[Missing, ...] = ()

    @property
    def stopped(self) -> bool:
        """Somebody refused or withdrew, as opposed to not having been asked."""
        return any(item.stopped for item in self.missing)


def latest_consents(person_ids: Collection[int], *, purposes: Iterable[str] = (), about: models.Model | None = None) -> dict[Key, Consent]:
    """The row that stands for each (person id, purpose, given by). One statement for every 5,000 people.

    With `about`, rows that were asked for another activity are left out; rows given in general always count.
    """
    found: dict[Key, Consent] = {}
    for ids in _batches(person_ids):
        rows = Consent.objects.filter(person_id__in=ids)
        if wanted := tuple(purposes):
            rows = rows.filter(purpose__in=wanted)
        if about is not None:
            rows = rows.filter(Q(about_type="") | Q(about_type=about._meta.label_lower, about_id=str(about.pk)))
        for row in rows.only("person_id", "purpose", "by", "answer", "relation", "given_on").order_by("recorded_at", "pk"):
            found[(row.person_id, row.purpose, row.by)] = row
    return found


def consents_standing(person_ids: Iterable[int], purpose: str, day: date, *, about: models.Model | None = None) -> dict[int, Standing]:
    """For each person, whether the consent to `purpose` stands for an activity on `day`. At most three statements for every 5,000 people.

    Who could still be under 18 on the day is a minor and needs both: the caregiver's consent (or the focal point's decision)
    and the own assent. An adult needs the own.
    """
    return standing_of_purposes(person_ids, (purpose,), day, about=about)[purpose]


def standing_of_purposes(
    person_ids: Iterable[int], purposes: Iterable[str], day: date, *, about: models.Model | None = None
) -> dict[str, dict[int, Standing]]:
    """`consents_standing` for several purposes at once, with the same number of statements."""
    ids, wanted = list(dict.fromkeys(person_ids)), tuple(purposes)
    latest = latest_consents(ids, purposes=wanted, about=about)
    minors = {person.pk: person.is_minor_on(day) for part in _batches(ids) for person in Person.objects.filter(pk__in=part).only(*_AGE)}
    decided = decided_by_focal_point(ids, about=about) if any(minors.values()) else set()
    return {
        purpose: {
            pk: _standing(latest, pk, purpose, minors.get(pk, True), decided=pk in decided and purpose in DECIDED_BY_FOCAL_POINT)
            for pk in ids
        }
        for purpose in wanted
    }


def decided_by_focal_point(person_ids: Iterable[int], *, about: models.Model | None = None) -> set[int]:
    """Children for whom the focal point decided in writing, in a caregiver's place: in general, or for this activity. One statement."""
    found: set[int] = set()
    for ids in _batches(person_ids):
        rows = FocalPointDecision.objects.filter(person_id__in=ids)
        here = Q(about_type="")
        if about is not None:
            here |= Q(about_type=about._meta.label_lower, about_id=str(about.pk))
        found |= set(rows.filter(here).values_list("person_id", flat=True))
    return found


def photo_marks(person_ids: Iterable[int], day: date) -> dict[int, tuple[bool, bool]]:
    """For the sign-in sheet: person id -> (may be photographed for internal use, photos may be published)."""
    ids = list(person_ids)
    found = standing_of_purposes(ids, (ConsentPurpose.PHOTO_INTERNAL, ConsentPurpose.PHOTO_PUBLICATION), day)
    inside, public = found[ConsentPurpose.PHOTO_INTERNAL], found[ConsentPurpose.PHOTO_PUBLICATION]
    return {pk: (inside[pk].ok, public[pk].ok) for pk in ids}


_AGE = ("pk", "birth_year", "shown_adult_at")


def _batches(ids: Iterable[int]) -> Iterable[list[int]]:
    wanted = list(ids)
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))


def _standing(latest: dict[Key, Consent], pk: int, purpose: str, minor: bool, *, decided: bool = False) -> Standing:
    missing = [_missing("own", latest.get((pk, purpose, ConsentBy.SELF)), minor)]
    if minor and not decided:
        missing.insert(0, _missing("caregiver", latest.get((pk, purpose, ConsentBy.CAREGIVER)), minor))
    against = tuple(item for item in missing if item is not None)
    return Standing(ok=not against, minor=minor, missing=against)


def _missing(kind: Kind, row: Consent | None, minor: bool) -> Missing | None:
    if row is None:
        return Missing(kind, _words(kind, minor))
    if row.answer == ConsentAnswer.GIVEN:
        return None
    return Missing(kind, _stopped_words(kind, row.answer), stopped=True)


def _words(kind: Kind, minor: bool) -> str:
    if kind == "caregiver":
        return _("the caregiver's consent is missing")
    return _("the child's own assent is missing") if minor else _("the person's consent is missing")


def _stopped_words(kind: Kind, answer: str) -> str:
    if answer == ConsentAnswer.WITHDRAWN:
        return _("the caregiver withdrew the consent") if kind == "caregiver" else _("the person withdrew the consent")
    return _("the caregiver refused") if kind == "caregiver" else _("the person refused")

"""Whether a photo from a campaign may be shown. Worked out from the consents as they stand now: what is withdrawn hides at once.

Inside: each person who can be recognised consents to being photographed. In reports and in public: to publication, too. A minor needs the
caregiver's consent and the own assent, by the age on the campaign's first day. Somebody who is not in the records cannot consent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from youth_groups.enums import ConsentPurpose
from youth_groups.models import Campaign, CampaignPhoto, Person
from youth_groups.queries.consents import Standing, standing_of_purposes

INSIDE, OUTSIDE = str(ConsentPurpose.PHOTO_INTERNAL), str(ConsentPurpose.PHOTO_PUBLICATION)


@dataclass(frozen=True)
class Missing:
    """Whose consent stands against it, and what is missing in words."""

    person: Person
    words: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A photo with what may be done with it now. `missing_*`: whose consent stands against it."""

    photo: CampaignPhoto
    people: tuple[Person, ...]
    inside: bool
    outside: bool
    missing_inside: tuple[Missing, ...]
    missing_outside: tuple[Missing, ...]


def photos_of(campaign: Campaign) -> list[Judged]:
    """The campaign's photos, the oldest first. Five statements at most."""
    rows = CampaignPhoto.objects.standing().filter(campaign=campaign)
    return judged(campaign, rows.select_related("file").prefetch_related("people").order_by("pk"))


def judged(campaign: Campaign, photos: Iterable[CampaignPhoto]) -> list[Judged]:
    """What may be done with each of these photos of one campaign."""
    rows = [(photo, tuple(sorted(photo.people.all(), key=lambda person: (person.folded, person.pk)))) for photo in photos]
    ids = {person.pk for _photo, people in rows for person in people}
    standing = standing_of_purposes(sorted(ids), (INSIDE, OUTSIDE), campaign.first_day, about=campaign)
    return [_judged(photo, people, standing) for photo, people in rows]


def _judged(photo: CampaignPhoto, people: tuple[Person, ...], standing: dict[str, dict[int, Standing]]) -> Judged:
    inside = _missing(people, standing[INSIDE])
    outside = _missing(people, standing[OUTSIDE])
    #: A photo that says neither who is on it nor that nobody is stays hidden.
    told = not photo.unknown_people and bool(people) == (photo.shows != CampaignPhoto.Shows.NONE)
    shown = told and not inside and photo.removed_at is None
    return Judged(photo, people, shown, shown and not outside, inside, outside)


def _missing(people: Iterable[Person], standing: dict[int, Standing]) -> tuple[Missing, ...]:
    return tuple(
        Missing(person, tuple(item.text for item in standing[person.pk].missing)) for person in people if not standing[person.pk].ok
    )

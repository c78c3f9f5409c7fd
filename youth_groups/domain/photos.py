"""Photos from a campaign: adding one, saying who can be recognised on it, removing it. Whether it may be shown: `queries.photos`."""

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from core.retention import blank_files
from core.uploads import store_upload
from youth_groups.domain.reach import known_people
from youth_groups.models import Campaign, CampaignPhoto, Person
from youth_groups.states import why_group_does_not_write

if TYPE_CHECKING:
    from accounts.models import User

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
MOST_PHOTOS = 20
#: Pixels of the longer side: enough for a printed report, not for faces in the crowd.
LONGEST = 1600


def add_photo(
    *,
    campaign: Campaign,
    by: "User",
    upload: IO[bytes],
    name: str,
    shows: str,
    people: Iterable[Person] = (),
    unknown_people: bool = False,
    caption: str = "",
) -> CampaignPhoto:
    """Keep a photo from the campaign, in any of its states, with who can be recognised on it. Place, camera and its name are not kept.

    Raises Refused without the right, when nobody said who is on it (`no_people`), for somebody whom the group does not know
    (`not_a_member`), for what is no picture, or when there are enough. Nothing is shown by this: consents decide.
    """
    chosen = {person.pk for person in people}
    with transaction.atomic():
        locked = _locked(campaign, by)
        shown = _shown(locked, shows, chosen, unknown_people, known=set())
        if CampaignPhoto.objects.standing().filter(campaign=locked).count() >= MOST_PHOTOS:
            raise Refused(_("There are enough photos of this campaign. Remove one first."), code="too_many")
        file = store_upload(upload=upload, name=f"{locked.number}.{name.rpartition('.')[2]}", by=by, kinds=PICTURES, longest=LONGEST)
        row = CampaignPhoto.objects.create(
            campaign=locked, file=file, shows=shown, unknown_people=unknown_people, caption=caption.strip(), added_by=by
        )
        row.people.set(chosen)
        record_event(subject=locked, action="photo_added", by=by, data={"photo": row.pk, "shows": shown, "people": sorted(chosen)})
    return row


def describe_photo(
    *, photo: CampaignPhoto, by: "User", shows: str, people: Iterable[Person] = (), unknown_people: bool = False, caption: str = ""
) -> CampaignPhoto:
    """Put right who can be recognised, and the caption. Raises Refused like `add_photo`, or when the photo was removed meanwhile."""
    chosen = {person.pk for person in people}
    with transaction.atomic():
        locked = _locked(photo.campaign, by)
        row = CampaignPhoto.objects.standing().filter(pk=photo.pk, campaign=locked).first()
        if row is None:
            raise Refused(_("This photo was removed meanwhile."), code="gone")
        known = set(row.people.values_list("pk", flat=True))
        row.shows = _shown(locked, shows, chosen, unknown_people, known=known)
        row.unknown_people, row.caption = unknown_people, caption.strip()
        row.save(update_fields=["shows", "unknown_people", "caption"])
        row.people.set(chosen)
        record_event(subject=locked, action="photo_described", by=by, data={"photo": row.pk, "shows": row.shows, "people": sorted(chosen)})
    return row


def remove_photo(*, photo: CampaignPhoto, by: "User") -> None:
    """Delete the picture for good; that there was one stays. Also in a group that only reads. Gone already is no error."""
    with transaction.atomic():
        locked = _locked(photo.campaign, by, writes=False)
        if CampaignPhoto.objects.standing().filter(pk=photo.pk).update(removed_at=timezone.now(), caption=""):
            blank_files([photo.file_id])
            record_event(subject=locked, action="photo_removed", by=by, data={"photo": photo.pk})


def _locked(campaign: Campaign, by: "User", *, writes: bool = True) -> Campaign:
    """The campaign under its lock. Raises Refused for who does not handle its photos."""
    if not Campaign.objects.with_photos_for(by).filter(pk=campaign.pk).exists():
        raise Refused(_("Photos of people have a permission of their own, which you do not hold here."), code="not_yours")
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("group").get(pk=campaign.pk)
    if writes and (reason := why_group_does_not_write(locked.group)):
        raise Refused(reason, code="not_active")
    return locked


def _shown(campaign: Campaign, shows: str, people: set[int], unknown: bool, *, known: set[int]) -> str:
    """What the photo shows: minors, too, wherever one of those who are named could be under 18. Raises Refused."""
    if shows not in CampaignPhoto.Shows.values:
        raise ValueError(shows)
    anybody = bool(people) or unknown
    if anybody != (shows != CampaignPhoto.Shows.NONE):
        raise Refused(_("Say who can be recognised on it: tick them, or say that nobody can."), code="no_people")
    allowed = set(known_people(campaign.group).filter(pk__in=people).values_list("pk", flat=True)) | known
    if people - allowed:
        raise Refused(_("This person is not a member of the group. Write the person down as new."), code="not_a_member")
    minors = any(person.is_minor_on(campaign.first_day) for person in Person.objects.filter(pk__in=people))
    return CampaignPhoto.Shows.MINORS if minors else shows

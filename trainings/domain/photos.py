"""Photos of a training: adding one with who can be recognised on it, removing it. Consents decide whether it is shown: `queries.photos`."""

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from core.retention import blank_files
from core.uploads import store_upload
from trainings.models import Training, TrainingPhoto
from youth_groups.campaign_rights import SEES_PHOTOS
from youth_groups.domain.clearance import require_cleared
from youth_groups.domain.photos import LONGEST, MOST_PHOTOS, PICTURES
from youth_groups.models import Person

if TYPE_CHECKING:
    from accounts.models import User


def add_training_photo(
    *,
    training: Training,
    by: "User",
    upload: IO[bytes],
    name: str,
    shows_people: bool,
    people: Iterable[Person] = (),
    unknown_people: bool = False,
    caption: str = "",
) -> TrainingPhoto:
    """Keep a photo with who of the roster can be recognised. Place, camera and its name are not kept; nothing is shown by this.

    Raises Refused: no permission on photos, no papers for work with minors, nobody said who is on it, somebody who was not there, no
    picture, enough photos.
    """
    chosen = {person.pk for person in people}
    with transaction.atomic():
        locked = _locked(training, by)
        if shows_people != (bool(chosen) or unknown_people):
            raise Refused(_("Say who can be recognised on it: tick them, or say that nobody can."), code="no_people")
        if chosen - set(locked.participations.filter(person__in=chosen).values_list("person", flat=True)):
            raise Refused(_("Somebody on this page is no longer on the roster. Open the page again."), code="not_on_roster")
        if TrainingPhoto.objects.standing().filter(training=locked).count() >= MOST_PHOTOS:
            raise Refused(_("There are enough photos. Remove one first."), code="too_many")
        file = store_upload(upload=upload, name=f"{locked.number}.{name.rpartition('.')[2]}", by=by, kinds=PICTURES, longest=LONGEST)
        row = TrainingPhoto.objects.create(
            training=locked, file=file, shows_people=shows_people, unknown_people=unknown_people, caption=caption.strip(), added_by=by
        )
        row.people.set(chosen)
        record_event(subject=locked, action="photo_added", by=by, data={"photo": row.pk, "people": sorted(chosen)})
    return row


def remove_training_photo(*, photo: TrainingPhoto, by: "User") -> None:
    """Delete the picture for good; that there was one stays. Gone already is no error."""
    with transaction.atomic():
        locked = _locked(photo.training, by)
        if TrainingPhoto.objects.standing().filter(pk=photo.pk).update(removed_at=timezone.now(), caption=""):
            blank_files([photo.file_id])
            record_event(subject=locked, action="photo_removed", by=by, data={"photo": photo.pk})


def _locked(training: Training, by: "User") -> Training:
    if not Training.objects.in_scope(by, SEES_PHOTOS).filter(pk=training.pk).exists():
        raise Refused(_("Photos of people have a permission of their own, which you do not hold here."), code="not_yours")
    require_cleared(by)
    by.acts_by(SEES_PHOTOS)
    return Training.objects.select_for_update().get(pk=training.pk)

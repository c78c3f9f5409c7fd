"""Safety concerns of a group: writing them down, ranking them together, pinning them on the village map."""

from collections.abc import Iterable
from datetime import date
from typing import IO, TYPE_CHECKING, Any, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from core.events import record_event
from core.refusals import Refused
from core.transitions import move
from core.uploads import store_upload
from programme.models import Locality
from youth_groups.domain.groups import locked_group
from youth_groups.enums import Affected, HowOften, Theme
from youth_groups.models import Group, SafetyConcern, VillageMap
from youth_groups.models.concerns import WHOLE

if TYPE_CHECKING:
    from accounts.models import User

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
#: A group ranks what it can talk over in an afternoon.
MOST = 60
WORRIES = (SafetyConcern.State.OPEN, SafetyConcern.State.PLANNED)


def add_concern(
    *,
    group: Group,
    by: "User",
    theme: str,
    description: str,
    affected: Iterable[str],
    how_often: str,
    spot: str = "",
    locality: Locality | None = None,
) -> SafetyConcern:
    """Write a concern down; it gets the last rank. The group's own village stands when none is given.

    Raises Refused without right, without words, for nobody affected, or when the same words stand there already (a form sent twice).
    """
    facts = _facts(theme=theme, description=description, affected=affected, how_often=how_often, spot=spot)
    with transaction.atomic():
        locked = locked_group(group, by)
        standing = locked.concerns.filter(state__in=WORRIES)
        if standing.filter(theme=theme, description=facts["description"], spot=facts["spot"]).exists():
            raise Refused(_("This concern stands on your list already."), code="stands_already")
        count = standing.count()
        if count >= MOST:
            raise Refused(_("The list is full. Set something aside first."), code="too_many")
        concern = SafetyConcern.objects.create(group=locked, locality=locality or locked.locality, rank=count + 1, written_by=by, **facts)
        record_event(subject=concern, action="written", by=by, data={"group": locked.pk, "theme": theme})
    return concern


def change_concern(
    *,
    concern: SafetyConcern,
    by: "User",
    theme: str,
    description: str,
    affected: Iterable[str],
    how_often: str,
    spot: str = "",
    locality: Locality | None = None,
) -> SafetyConcern:
    """Put right what is written. Rank, pin and state stay. Raises Refused like `add_concern`."""
    facts = _facts(theme=theme, description=description, affected=affected, how_often=how_often, spot=spot)
    with transaction.atomic():
        locked_group(concern.group, by)
        row = SafetyConcern.objects.select_for_update().get(pk=concern.pk)
        facts["locality"] = locality or row.locality
        changed = [name for name, value in facts.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, facts[name])
        if changed:
            row.save(update_fields=changed)
            record_event(subject=row, action="changed", by=by, data={"fields": sorted(changed)})
    return row


def _facts(*, theme: str, description: str, affected: Iterable[str], how_often: str, spot: str) -> dict[str, Any]:
    who = [code for code in Affected.values if code in set(affected)]
    words = description.strip()
    if theme not in Theme.values or how_often not in HowOften.values:
        raise ValueError("unknown theme or frequency")
    if not words:
        raise Refused(_("Write in a sentence what happens."), code="no_words")
    if not who:
        raise Refused(_("Say who is affected."), code="nobody")
    return {"theme": theme, "description": words, "affected": who, "how_often": how_often, "spot": " ".join(spot.split())}


def rank_concern(*, concern: SafetyConcern, by: "User", to: Literal["up", "down"]) -> SafetyConcern:
    """Change places with the neighbour above or below; at the end of the list nothing happens. Ranks stay 1 to n, each once."""
    with transaction.atomic():
        locked = locked_group(concern.group, by)
        order = list(locked.concerns.filter(state__in=WORRIES).order_by("rank", "pk").values_list("pk", flat=True))
        if concern.pk not in order:
            raise Refused(_("This concern is no longer on the list that you rank."), code="not_ranked")
        place = order.index(concern.pk)
        other = place - 1 if to == "up" else place + 1
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
            _write_ranks(locked, order)
            record_event(subject=concern, action="ranked", by=by, data={"from": place + 1, "to": other + 1})
    concern.refresh_from_db(fields=["rank"])
    return concern


def _write_ranks(group: Group, order: list[int]) -> None:
    """Ranks 1 to n in this order. Emptied first: a rank stands once at every moment."""
    group.concerns.filter(rank__isnull=False).update(rank=None)
    rows = [SafetyConcern(pk=pk, rank=place) for place, pk in enumerate(order, start=1)]
    SafetyConcern.objects.bulk_update(rows, ["rank"])


def set_concern_aside(*, concern: SafetyConcern, by: "User", eased: bool = False, note: str = "") -> SafetyConcern:
    """Take a concern off the list: set aside, or `eased`. Those below move up. It can come back by `reopen_concern`."""
    with transaction.atomic():
        locked = locked_group(concern.group, by)
        concern.rank = None
        move(concern, "ease" if eased else "drop", by, note, update=["rank"])
        _write_ranks(locked, list(locked.concerns.filter(rank__isnull=False).order_by("rank").values_list("pk", flat=True)))
    return concern


def reopen_concern(*, concern: SafetyConcern, by: "User") -> SafetyConcern:
    """Put a concern back on the list, at its end."""
    with transaction.atomic():
        locked = locked_group(concern.group, by)
        move(concern, "reopen", by)
        SafetyConcern.objects.filter(pk=concern.pk).update(rank=locked.concerns.filter(rank__isnull=False).count() + 1)
    concern.refresh_from_db(fields=["rank"])
    return concern


def add_map(*, group: Group, by: "User", upload: IO[bytes], name: str, drawn_on: date) -> VillageMap:
    """Keep a photo of the map that the group drew. The newest stands on the page; pins on an older one stay on it.

    Raises Refused for what is no picture, a day to come, or without right.
    """
    if drawn_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future")
    with transaction.atomic():
        locked = locked_group(group, by)
        photo = store_upload(upload=upload, name=name, by=by, kinds=PICTURES)
        with photo.file.open("rb") as content, Image.open(content) as picture:
            width, height = picture.size
        found = VillageMap.objects.create(group=locked, photo=photo, width=width, height=height, drawn_on=drawn_on, added_by=by)
        record_event(subject=found, action="map_added", by=by, data={"group": locked.pk})
    return found


def pin_concern(*, concern: SafetyConcern, village_map: VillageMap, x: int, y: int, by: "User") -> SafetyConcern:
    """Say where on the map it happens: `x` from the left, `y` from the top, in thousandths of the picture. A pin set anew replaces the old.

    Raises Refused for another group's map or a place outside it.
    """
    if not (0 <= x <= WHOLE and 0 <= y <= WHOLE):
        raise Refused(_("This place lies outside the map."), code="outside")
    with transaction.atomic():
        locked = locked_group(concern.group, by)
        if village_map.group_id != locked.pk:
            raise Refused(_("This map belongs to another group."), code="other_group")
        row = SafetyConcern.objects.select_for_update().get(pk=concern.pk)
        row.map, row.map_x, row.map_y = village_map, x, y
        row.save(update_fields=["map", "map_x", "map_y"])
        record_event(subject=row, action="pinned", by=by, data={"map": village_map.pk})
    return row


def unpin_concern(*, concern: SafetyConcern, by: "User") -> SafetyConcern:
    """Take the pin off the map; none there is no error."""
    with transaction.atomic():
        locked_group(concern.group, by)
        row = SafetyConcern.objects.select_for_update().get(pk=concern.pk)
        if row.map_x is not None:
            row.map, row.map_x, row.map_y = None, None, None
            row.save(update_fields=["map", "map_x", "map_y"])
            record_event(subject=row, action="unpinned", by=by)
    return row

"""Name badges: codes for the places on the roster, and printing as an export of people."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.access import log_access
from core.events import record_event
from core.refusals import Refused
from trainings.documents import draw_badges
from trainings.domain.activity_types import require_roster
from trainings.domain.rights import require_leads
from trainings.models import Participation, Training
from trainings.numbers import new_number
from trainings.queries.badges import badge_lines, badges_of
from trainings.queries.minors import minors_on_roster
from youth_groups.domain.clearance import require_cleared

if TYPE_CHECKING:
    from accounts.models import User

#: Seven random signs and a check: enough that nobody comes upon one by trying, short enough for a small QR code and a tired finger.
CODE_LENGTH = 8
#: The log keeps so much of a reason.
LONGEST = 200


def print_badges(
    *,
    training: Training,
    by: "User",
    reason: str,
    places: Collection[int] | None = None,
    with_trainers: bool = True,
    language: str = "ky",
) -> bytes:
    """Draw the badges of everybody on the roster, or of these places (participation ids). Logged as taking people out, with the reason.

    Each place gets its code the first time and keeps it: badges of different printings scan alike. Of a minor the own name only.
    Raises Refused: no right, no papers for work with minors where minors come, no reason, heads are counted here, nobody to print.
    """
    require_leads(by, training)
    require_roster(training)
    if minors_on_roster(training):
        require_cleared(by)
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Please say what the export is for."), code="no_reason")
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        lines = badge_lines(locked, places)
        _give_codes([line.place for line in lines if line.place.badge_code is None])
        data = badges_of(training, lines, language, with_trainers=with_trainers)
        if not data.badges:
            raise Refused(_("Choose at least one person."), code="nobody")
        log_access(
            user=by, action="export", model=Training, subject_id=str(training.pk), rows=len(lines), reason=f"{reason} · badges"[:LONGEST]
        )
        record_event(subject=locked, action="badges_printed", by=by, data={"badges": len(data.badges)})
    return draw_badges(data)


def _give_codes(places: list[Participation]) -> None:
    """A code of its own for each place: random, says nothing, belongs to no other place. The training's row is locked."""
    codes: set[str] = set()
    while len(codes) < len(places):
        codes |= {new_number(CODE_LENGTH) for _place in range(len(places) - len(codes))}
        codes -= set(Participation.objects.filter(badge_code__in=codes).values_list("badge_code", flat=True))
    for place, code in zip(places, sorted(codes), strict=True):
        place.badge_code = code
    Participation.objects.bulk_update(places, ["badge_code"], batch_size=500)

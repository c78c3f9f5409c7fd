"""Support of a group beside grants and trainings: visits, mentoring, equipment. The office writes it down."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from youth_groups.domain.rights import require_registers_groups
from youth_groups.enums import SupportKind
from youth_groups.models import Group, Support

if TYPE_CHECKING:
    from accounts.models import User


def record_support(*, group: Group, by: "User", kind: str, day: date, note: str = "") -> Support:
    """Write down what the group got on a day; the same kind on the same day is kept once, with the words of the first time.

    Raises Refused for a day to come, or when `by` does not register groups of this organisation.
    """
    require_registers_groups(by, group.organisation)
    if kind not in SupportKind.values:
        raise ValueError(kind)
    if day > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future")
    with transaction.atomic():
        locked = Group.objects.select_for_update().get(pk=group.pk)
        row, created = Support.objects.get_or_create(group=locked, kind=kind, day=day, defaults={"note": note.strip(), "written_by": by})
        if created:
            record_event(subject=locked, action="support_recorded", by=by, data={"support": row.pk, "kind": kind})
    return row

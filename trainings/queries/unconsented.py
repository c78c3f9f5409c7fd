"""Minors who were at a training without a consent that stands: counted and marked present, and put before the focal point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.worklists import WorkItem
from trainings.models import Mark, Participation
from trainings.queries.attendance import COUNTED, current_statuses
from youth_groups.enums import ConsentPurpose
from youth_groups.models.people import ADULT
from youth_groups.queries.consents import Standing, consents_standing

if TYPE_CHECKING:
    from accounts.models import User

SEES: tuple[str, ...] = (Role.SAFEGUARDING_FOCAL_POINT,)
#: How far back a training is looked at; older ones are closed files.
DAYS = 365


@dataclass(frozen=True)
class Unconsented:
    """A place on a roster with what stands against it."""

    place: Participation
    standing: Standing

    @property
    def missing(self) -> str:
        return "; ".join(item.text for item in self.standing.missing)


def unconsented_present(user: "User") -> list[Unconsented]:
    """Those in reach, the latest training first. Five statements, however many trainings and people there are."""
    since = timezone.localdate() - timedelta(days=DAYS)
    there = Mark.objects.filter(participation=OuterRef("pk"), status__in=COUNTED)
    rows = (
        Participation.objects.in_scope(user, SEES)
        .filter(Exists(there), training__last_day__gte=since, person__shown_adult_at__isnull=True)
        .filter(Q(person__birth_year__isnull=True) | Q(person__birth_year__gte=since.year - ADULT))
        .select_related("person", "training")
        .order_by("-training__first_day", "person__folded", "pk")
    )
    places = [row for row in rows if row.person.is_minor_on(row.training.first_day)]
    present = _still_present(places)
    standing = consents_standing([row.person_id for row in places], ConsentPurpose.PARTICIPATION, since)
    return [Unconsented(row, standing[row.person_id]) for row in places if row.pk in present and not standing[row.person_id].ok]


def _still_present(places: Sequence[Participation]) -> set[int]:
    """The places whose marks, corrections included, say that somebody was there."""
    statuses = current_statuses(Mark.objects.filter(participation__in=[row.pk for row in places]))
    return {place for (place, _session), current in statuses.items() if current.status in COUNTED}


def work_for(user: "User") -> list[WorkItem]:
    """For the focal point's board. Nothing, and no statement, for anybody else."""
    if not user.role_codes() & set(SEES):
        return []
    count = len(unconsented_present(user))
    if not count:
        return []
    title, url = _("Minors were there without a consent"), reverse("trainings:unconsented")
    return [WorkItem(title=title, url=url, count=count, tone="warn", action=_("Look"), group=_("People"))]

"""What a group's page shows of past trainings: how many of its people were there, and their certificates. Counts, no names."""

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import format_period
from core.worklists import WorkItem
from trainings.models import Certificate, Mark, Participation, Training
from trainings.queries.attendance import COUNTED, current_statuses
from youth_groups.models import Group
from youth_groups.registry import Section

if TYPE_CHECKING:
    from accounts.models import User

MOST = 30
#: Of members whom the group did not nominate so many together are the group's attendance; one alone is that person's own matter.
MEMBERS_TOGETHER = 2


def attendance_of_group(group: Group, user: "User") -> Section | None:
    """Trainings in which people were there whom the group nominated, or two of its members of those days.

    One statement for a group without, five for all others.
    """
    places = _places(group)
    rows = list(places.values_list("pk", "training", "person", "nomination__group"))
    if not rows:
        return None
    statuses = current_statuses(Mark.objects.filter(participation__in=places, session__state="held"))
    there = {place for (place, _session), current in statuses.items() if current.status in COUNTED}
    people: dict[int, dict[int, bool]] = {}
    for pk, training, person, nominating in rows:
        if pk in there:
            found = people.setdefault(training, {})
            found[person] = found.get(person, False) or nominating == group.pk
    shown = [pk for pk, found in people.items() if any(found.values()) or len(found) >= MEMBERS_TOGETHER]
    if not shown:
        return None
    certificates = _certificates(places, shown)
    opens = set(Training.objects.for_user(user).filter(pk__in=shown).order_by().values_list("pk", flat=True))
    trainings = Training.objects.filter(pk__in=shown).order_by("-first_day", "-pk")[:MOST]
    items = [_item(row, len(people[row.pk]), certificates.get(row.pk, 0), row.pk in opens) for row in trainings]
    return Section(title=_("Trainings attended"), items=items)


def _places(group: Group) -> QuerySet[Participation]:
    members = group.memberships.order_by()
    lasting = Q(person__memberships__in=members) & (
        Q(person__memberships__first_day=None) | Q(person__memberships__first_day__lte=F("training__last_day"))
    )
    lasting &= Q(person__memberships__last_day=None) | Q(person__memberships__last_day__gte=F("training__first_day"))
    rows = Participation.objects.filter(Q(nomination__group=group) | lasting)
    return Participation.objects.filter(pk__in=rows.order_by().values("pk"))


def _certificates(places: QuerySet[Participation], trainings: list[int]) -> dict[int, int]:
    rows = Certificate.objects.in_force().filter(participation__in=places.order_by().values("pk"), training__in=trainings)
    return dict(rows.order_by().values("training").annotate(n=Count("participation__person", distinct=True)).values_list("training", "n"))


def _item(training: Training, people: int, certificates: int, opens: bool) -> WorkItem:
    words = [format_period(training.first_day, training.last_day)]
    words.append(ngettext("%(count)s person was there", "%(count)s people were there", people) % {"count": people})
    if certificates:
        words.append(ngettext("%(count)s certificate", "%(count)s certificates", certificates) % {"count": certificates})
    return WorkItem(title=training.public_title, url=training.get_absolute_url() if opens else "", detail="; ".join(words))

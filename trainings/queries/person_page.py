"""What the office's page of a person shows of trainings: places on rosters with attendance, certificates. Nothing sensitive, no answers."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import format_date, format_period
from core.worklists import WorkItem
from trainings.enums import MarkStatus
from trainings.models import Certificate, Mark, Participation, Training
from trainings.queries.attendance import current_statuses
from youth_groups.models import Person
from youth_groups.querysets import OFFICE_READS_PEOPLE
from youth_groups.registry import Section

if TYPE_CHECKING:
    from accounts.models import User


def trainings_of_record(person: Person, user: "User") -> Section | None:
    """Trainings of the organisations in which the reader reads people, with what was marked. Three statements, however many there were."""
    places = list(
        Participation.objects.in_scope(user, OFFICE_READS_PEOPLE)
        .filter(person=person)
        .select_related("training")
        .order_by("training__first_day", "pk")
    )
    if not places:
        return None
    opens = set(Training.objects.for_user(user).filter(participations__in=places).values_list("pk", flat=True))
    statuses = current_statuses(Mark.objects.filter(participation__in=places))
    labels = dict(MarkStatus.choices)
    items = []
    for place in places:
        marks = [current.status for (pk, _session), current in statuses.items() if pk == place.pk]
        words = [f"{labels[status]}: {marks.count(status)}" for status in MarkStatus.values if status in marks]
        days = format_period(place.training.first_day, place.training.last_day)
        address = place.training.get_absolute_url() if place.training_id in opens else ""
        detail = "; ".join(part for part in (days, ", ".join(words)) if part)
        items.append(WorkItem(title=place.training.public_title, url=address, detail=detail))
    return Section(title=_("Trainings"), items=items)


def certificates_of_record(person: Person, user: "User") -> Section | None:
    """Certificates of the same trainings, whatever their state. Two statements."""
    rows = list(
        Certificate.objects.in_scope(user, OFFICE_READS_PEOPLE)
        .filter(participation__person=person)
        .select_related("training")
        .order_by("issued_at", "pk")
    )
    if not rows:
        return None
    opens = set(Certificate.objects.in_scope(user).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    items = [
        WorkItem(
            title=row.shown_number,
            url=reverse("trainings:certificate", args=[row.number]) if row.pk in opens else "",
            detail=f"{row.training.public_title}; {format_date(timezone.localdate(row.issued_at))}, {row.get_state_display()}",
        )
        for row in rows
    ]
    return Section(title=_("Certificates"), items=items)

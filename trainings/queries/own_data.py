"""What trainings hold of a person, for the person: nominations with their answers, places on rosters with attendance, certificates."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.dates import format_date, format_period
from core.translated import translated
from trainings.enums import MarkStatus
from trainings.models import Certificate, Mark, Nomination, Participation, PlaceOffer
from trainings.queries.attendance import current_statuses
from trainings.queries.offers import notes_of
from trainings.queries.selection import answers_of
from youth_groups.models import Person
from youth_groups.person_data import Part


def trainings_of_person(people: Sequence[Person], language: str) -> list[Part]:
    """Seven statements at most, however many trainings there were."""
    places = list(Participation.objects.filter(person__in=people).select_related("training").order_by("training__first_day", "pk"))
    statuses = current_statuses(Mark.objects.filter(participation__in=places))
    labels = dict(MarkStatus.choices)
    lines = []
    for place in places:
        marks = [current.status for (pk, _session), current in statuses.items() if pk == place.pk]
        words = ", ".join(f"{labels[status]}: {marks.count(status)}" for status in MarkStatus.values if status in marks)
        training = place.training
        days = format_period(training.first_day, training.last_day, language)
        lines.append((days, "; ".join(part for part in (translated(training, "public_title", language), words) if part)))
    certificates = Certificate.objects.filter(participation__in=places).select_related("training").order_by("issued_at", "pk")
    issued = [
        (
            row.shown_number,
            f"{translated(row.training, 'public_title', language)}, {format_date(row.issued_at, language)}, {row.get_state_display()}",
        )
        for row in certificates
    ]
    return [
        Part(_("Nominated for trainings"), _nominations(people, language)),
        Part(_("Places to confirm"), _offers(people, language)),
        Part(_("Trainings"), lines),
        Part(_("Certificates"), issued),
    ]


def _nominations(people: Sequence[Person], language: str) -> list[tuple[str, str]]:
    rows = Nomination.objects.filter(person__in=people).select_related("call", "form_version").order_by("created_at", "pk")
    lines = []
    for row in rows:
        lines.append(
            (translated(row.call, "title", language), ", ".join(str(part) for part in (row.get_state_display(), row.reason) if part))
        )
        lines += answers_of(row, language)
    return lines


def _offers(people: Sequence[Person], language: str) -> list[tuple[str, str]]:
    """What they were asked about places, what was answered, and why somebody did not come."""
    rows = list(PlaceOffer.objects.filter(person__in=people).select_related("training").order_by("pk"))
    notes = notes_of(rows)
    return [
        (
            translated(row.training, "public_title", language),
            ", ".join(str(part) for part in (row.get_state_display(), row.get_answered_how_display(), notes.get(row.pk)) if part),
        )
        for row in rows
    ]

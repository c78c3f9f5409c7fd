"""What the time after trainings holds of a person, for the person: money on sheets, what they said later, photos they are on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.dates import format_date
from core.figures import format_money
from core.questions import display
from core.translated import translated
from trainings.models import FollowUpContact, Participation, PaymentSheet, TrainingPhoto
from youth_groups.models import Person
from youth_groups.person_data import Part


def after_trainings_of_person(people: Sequence[Person], language: str) -> list[Part]:
    """Four statements, however many trainings there were."""
    places = dict(Participation.objects.filter(person__in=people).values_list("pk", "training"))
    return [
        Part(_("Per diem and travel"), _money(places, language)),
        Part(_("Asked after a training"), _answers(list(places), language)),
        Part(_("Photos of trainings"), _photos(people, language)),
    ]


def _money(places: dict[int, int], language: str) -> list[tuple[str, str]]:
    sheets = PaymentSheet.objects.filter(training__in=set(places.values())).select_related("training").order_by("pk")
    return [
        (
            f"{translated(sheet.training, 'public_title', language)}, {sheet.shown_number}",
            f"{format_date(sheet.printed_at, language)}; {format_money(per_diem + travel, sheet.currency, language)}",
        )
        for sheet in sheets
        for place, _days, per_diem, travel in sheet.rows
        if place in places
    ]


def _answers(places: list[int], language: str) -> list[tuple[str, str]]:
    rows = FollowUpContact.objects.filter(participation__in=places).select_related("round__training", "round__form_version").order_by("pk")
    lines = []
    for row in rows:
        title = translated(row.round.training, "public_title", language)
        lines.append((title, f"{format_date(row.asked_at, language)}, {row.get_outcome_display()}"))
        shown = display(row.round.form_version.schema, row.answers, language) if row.answers else []
        lines += [(item.label, item.text) for part in shown for item in part.items if item.answered]
    return lines


def _photos(people: Sequence[Person], language: str) -> list[tuple[str, str]]:
    rows = TrainingPhoto.objects.standing().filter(people__in=people).distinct().select_related("training").order_by("pk")
    return [(translated(row.training, "public_title", language), row.caption or format_date(row.added_at, language)) for row in rows]

"""The data of a sign-in sheet: the roster in the order of names, with age groups and photo consents as they stand today."""

from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone, translation

from core.dates import BISHKEK, format_time
from core.translated import translated
from trainings.ages import UNKNOWN, age_group
from trainings.documents.data import SheetPerson, SignInSheet
from trainings.models import Participation, Session, Training, TrainingUserObjectPermission
from trainings.queries.grid import part_of_day
from youth_groups.queries.consents import photo_marks

#: Our age groups -> those of the document.
AGES = {"u14": "under_14", "14-17": "14_17", "18-28": "18_28", "29-35": "29_35", "36+": "36_over", UNKNOWN: ""}


def sheet_facts(training: Training, day: date, number: str) -> tuple[SignInSheet, int]:
    """What is printed for one day, and how many on it are or could be under 18. The number of statements does not grow with the roster."""
    lang = training.sheet_language
    roster = list(training.participations.select_related("person__locality").order_by("person__folded", "pk"))
    photos = photo_marks([row.person_id for row in roster], timezone.localdate())
    funding = list(training.funding.select_related("agreement__project").order_by("-share_bp", "pk"))
    with translation.override(lang):
        facts = SignInSheet(
            language=lang,
            number=number,
            title=translated(training, "public_title", lang),
            type=str(training.get_activity_type_display()),
            place=", ".join(part for part in (training.locality.name if training.locality else "", training.venue) if part),
            day=day,
            session=_sessions_of(training, day),
            organiser=translated(training.organisation, "name", lang),
            project="; ".join(f"{translated(row.agreement.project, 'title', lang)}, {row.agreement.number}" for row in funding),
            safeguarding=str(settings.ASHAR["SAFEGUARDING_NUMBER"]),
            people=tuple(_person(row, training, photos) for row in roster),
            trainers=tuple(trainers_of(training)),
            address=f"{settings.ASHAR['ADDRESS']}/s",
            funding="; ".join(_statements(training, lang)),
            with_places=training.sheet_with_village,
        )
    return facts, sum(1 for row in roster if row.person.is_minor_on(training.first_day))


def _person(row: Participation, training: Training, photos: dict[int, tuple[bool, bool]]) -> SheetPerson:
    person = row.person
    take, publish = photos.get(row.person_id, (False, False))
    return SheetPerson(
        name=person.written_name,
        sex=person.sex,
        age=AGES[age_group(person.age_on(training.first_day))],
        place=person.institution or (person.locality.name if person.locality else ""),
        take=take,
        publish=publish,
        phone_end=person.phone[-3:],
    )


def _statements(training: Training, lang: str) -> list[str]:
    """Funding statements, where logos and donors may be named."""
    if not training.with_logos:
        return []
    rows = training.funding.select_related("agreement").order_by("-share_bp", "pk")
    return [text for row in rows if (text := translated(row.agreement, "funding_statement", lang))]


def _sessions_of(training: Training, day: date) -> str:
    """The day's sessions with their hours: "morning 09:00–12:30, afternoon 13:30–17:00"."""
    rows: list[Session] = [row for row in training.sessions.order_by("position") if row.starts_at.astimezone(BISHKEK).date() == day]
    return ", ".join(f"{part_of_day(row)} {format_time(row.starts_at)}–{format_time(row.ends_at)}" for row in rows)


def trainers_of(training: Training) -> list[str]:
    """The names of the training's trainers."""
    led = TrainingUserObjectPermission.objects.filter(content_object=training, permission__codename="lead_training").values("user_id")
    return [user.name for user in get_user_model().objects.filter(pk__in=led, is_active=True).order_by("name") if user.name]

"""The data of a sign-in sheet: the roster in the order of names, with age groups and photo consents as they stand today."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone, translation

from core.dates import format_time, programme_day
from core.pdf import formats
from core.translated import translated
from trainings.ages import UNKNOWN, age_group
from trainings.documents.data import SheetPerson, SignInSheet
from trainings.enums import SessionState
from trainings.models import Participation, Session, Training, TrainingUserObjectPermission
from trainings.models import SignInSheet as Printed
from trainings.queries.grid import part_of_day
from youth_groups.queries.consents import photo_marks

#: Our age groups -> those of the document.
AGES = {"u14": "under_14", "14-17": "14_17", "18-28": "18_28", "29-35": "29_35", "36+": "36_over", UNKNOWN: ""}


def sheet_facts(training: Training, day: date, number: str, session: Session | None = None) -> tuple[SignInSheet, list[Participation]]:
    """What is printed for one day, or for one session of it, and the places on the roster in the order of the lines.

    The number of statements does not grow with the roster.
    """
    lang = training.sheet_language
    roster = list(training.participations.select_related("person__locality").order_by("person__folded", "pk"))
    photos = photo_marks([row.person_id for row in roster], timezone.localdate())
    funding = list(training.funding.select_related("agreement__project").order_by("-share_bp", "pk"))
    with translation.override(formats.base(lang)):
        sessions = [session] if session is not None else sessions_of_day(training, day)
        facts = SignInSheet(
            language=lang,
            number=number,
            title=_text(training, "public_title", lang),
            type=formats.in_script(training.activity_type.name, lang),
            place=training.where,
            day=day,
            session=", ".join(_hours(row, lang) for row in sessions),
            organiser=_text(training.organisation, "name", lang),
            project="; ".join(f"{_text(row.agreement.project, 'title', lang)}, {row.agreement.number}" for row in funding),
            safeguarding=str(settings.ASHAR["SAFEGUARDING_NUMBER"]),
            people=tuple(_person(row, training, photos) for row in roster),
            trainers=tuple(trainers_of(training)),
            address=f"{settings.ASHAR['ADDRESS']}/s",
            funding=" ".join(_statements(training, lang)),
            with_places=training.sheet_with_village,
            with_phone=training.sheet_with_phone,
        )
    return facts, roster


def _text(obj: Any, field: str, lang: str) -> str:
    """In the language of the sheet; Uzbek in Cyrillic is made from the Latin, where there is an Uzbek text."""
    text = translated(obj, field, lang)
    return formats.in_script(text, lang) if getattr(obj, f"{field}_uz", "") == text else text


def _hours(session: Session, lang: str) -> str:
    """A session with its hours: "morning 09:00–12:30"."""
    part = session.title or formats.in_script(part_of_day(session), lang)
    return f"{part} {format_time(session.starts_at)}–{format_time(session.ends_at)}"


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
        phone=person.phone if training.sheet_with_phone else "",
    )


def _statements(training: Training, lang: str) -> list[str]:
    """Funding statements, where logos and donors may be named."""
    if not training.with_logos:
        return []
    rows = training.funding.select_related("agreement").order_by("-share_bp", "pk")
    return [text for row in rows if (text := _text(row.agreement, "funding_statement", lang))]


def sessions_of_day(training: Training, day: date) -> list[Session]:
    """The sessions of one day that were not called off, in order."""
    return [row for row in training.sessions.order_by("starts_at", "position") if _took_place(row) and programme_day(row.starts_at) == day]


def is_covered(session: Session, sheet: Printed) -> bool:
    """Whether a printed sheet is about this session: it was printed for it, or for its day as a whole."""
    if sheet.session_id is not None:
        return sheet.session_id == session.pk
    return _took_place(session) and programme_day(session.starts_at) == sheet.day


def _took_place(session: Session) -> bool:
    return session.state not in (SessionState.CANCELLED, SessionState.NOT_HELD)


def trainers_of(training: Training) -> list[str]:
    """The names of the training's trainers."""
    led = TrainingUserObjectPermission.objects.filter(content_object=training, permission__codename="lead_training").values("user_id")
    return [user.name for user in get_user_model().objects.filter(pk__in=led, is_active=True).order_by("name") if user.name]

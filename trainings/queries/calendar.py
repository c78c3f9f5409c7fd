"""A training's sessions as a calendar file (RFC 5545) for phones and mail programs: public title, times, place. No names of people."""

from django.utils import timezone
from icalendar import Calendar, Event

from core.translated import translated
from trainings.enums import SessionState
from trainings.models import Training


def calendar_of(training: Training, lang: str) -> bytes:
    """The file. A session keeps its id when it is moved or cancelled, so that a calendar that has it changes it. One statement."""
    title = translated(training, "public_title", lang)
    calendar, now = Calendar(), timezone.now()
    calendar.add("prodid", "-//Ashar//trainings//EN")
    calendar.add("version", "2.0")
    for session in training.sessions.order_by("starts_at", "position"):
        event = Event()
        event.add("uid", f"{training.number}-{session.pk}@ashar")
        event.add("dtstamp", now)
        event.add("dtstart", session.starts_at)
        event.add("dtend", session.ends_at)
        event.add("summary", f"{title}: {session.title}" if session.title else title)
        if training.where:
            event.add("location", training.where)
        event.add("status", "CANCELLED" if session.state in (SessionState.CANCELLED, SessionState.NOT_HELD) else "CONFIRMED")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content

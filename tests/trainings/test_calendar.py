"""The calendar file of a training: every session with its time, the public title only, nobody's name."""

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.factories.trainings import trainer_of
from tests.trainings.pages import coordinator
from trainings.domain.attendance import settle_session

pytestmark = pytest.mark.django_db


def events(client, training):
    answer = client.get(reverse("trainings:calendar", args=[training.slug]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return answer.content.decode(), Calendar.from_ical(answer.content).walk("VEVENT")


def test_every_session_stands_with_its_time_and_the_public_title_only(client, training):
    training.internal_title, training.venue = "Budget line 4.2", "School 7, hall; first floor"
    training.save()
    client.force_login(trainer_of(training))
    text, found = events(client, training)
    sessions = list(training.sessions.order_by("position"))
    assert [(event.decoded("dtstart"), event.decoded("dtend")) for event in found] == [(s.starts_at, s.ends_at) for s in sessions]
    assert {str(event["summary"]) for event in found} == {training.public_title}
    assert str(found[0]["location"]) == f"{training.locality.name}, School 7, hall; first floor"
    names = training.participations.values_list("person__written_name", flat=True)
    assert not any(word in text for word in ("Budget line", *names))


def test_a_cancelled_session_keeps_its_id_and_is_cancelled(client, training):
    client.force_login(coordinator())
    _text, before = events(client, training)
    session = training.sessions.order_by("position")[5]
    settle_session(session=session, by=coordinator(), action="cancel")
    _text, after = events(client, training)
    assert [str(event["uid"]) for event in before] == [str(event["uid"]) for event in after]
    assert [str(event["status"]) for event in after] == ["CONFIRMED"] * 5 + ["CANCELLED"]

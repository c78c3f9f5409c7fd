"""A session is repeated on other days of its training: the same hours, nothing outside, nothing twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from core.dates import BISHKEK, programme_day
from core.refusals import Refused
from tests.concurrency import run_concurrently
from tests.factories.trainings import ParticipationFactory, TrainingFactory, new_key, trainer_of
from tests.trainings.pages import coordinator
from trainings.domain.attendance import record_marks
from trainings.domain.sessions import MOST_SESSIONS, Pace, repeat_session, repeats_of
from trainings.models import Session
from trainings.queries.attendance import attendance_of

FIRST, LAST = date(2026, 9, 1), date(2026, 12, 31)


@pytest.fixture
def session(db):
    """18:30 to 20:00 in Bishkek on the first day."""
    training = TrainingFactory(first_day=FIRST, last_day=LAST)
    starts = datetime(2026, 9, 1, 18, 30, tzinfo=BISHKEK)
    return Session.objects.create(training=training, position=3, starts_at=starts, ends_at=starts + timedelta(minutes=90), title="Unit")


def refused(code):
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


@pytest.mark.parametrize(
    ("pace", "days"),
    [
        (Pace(every=1, unit="days", times=3), [2, 3, 4]),
        (Pace(every=1, unit="days", until=date(2026, 9, 4)), [2, 3, 4]),
        (Pace(every=3, unit="days", until=date(2026, 9, 9)), [4, 7]),
        (Pace(every=1, unit="weeks", until=date(2026, 9, 22)), [8, 15, 22]),
        (Pace(every=2, unit="weeks", times=2), [15, 29]),
    ],
)
def test_days_and_hours(session, pace, days):
    rows = repeat_session(session=session, by=coordinator(), pace=pace)
    assert [programme_day(row.starts_at).day for row in rows] == days
    hours = {(row.starts_at.astimezone(BISHKEK).time(), row.ends_at - row.starts_at, row.title) for row in rows}
    assert hours == {(session.starts_at.astimezone(BISHKEK).time(), timedelta(minutes=90), "Unit")}
    assert [row.position for row in rows] == list(range(4, 4 + len(days)))


def test_an_hour_after_midnight_in_bishkek_stays_on_its_day(session):
    """20:30 UTC on 1 September is 02:30 on 2 September in Bishkek: the day that counts is Bishkek's."""
    session.starts_at = datetime(2026, 9, 1, 20, 30, tzinfo=UTC)
    session.ends_at = session.starts_at + timedelta(hours=1)
    session.save()
    (row,) = repeat_session(session=session, by=coordinator(), pace=Pace(every=1, unit="days", until=date(2026, 9, 3)))
    assert row.starts_at.astimezone(BISHKEK) == datetime(2026, 9, 3, 2, 30, tzinfo=BISHKEK)


def test_asked_twice_nothing_is_added_twice_and_what_stands_stays(session):
    by, pace = coordinator(), Pace(every=1, unit="weeks", times=4)
    place = ParticipationFactory(training=session.training)
    record_marks(session=session, by=trainer_of(session.training), statuses={place.pk: "present"}, batch=new_key())
    assert len(repeat_session(session=session, by=by, pace=pace)) == 4
    assert repeat_session(session=session, by=by, pace=pace) == []
    assert len(repeat_session(session=session, by=by, pace=Pace(every=1, unit="weeks", times=6))) == 2
    assert list(session.training.sessions.values_list("position", flat=True)) == [3, 4, 5, 6, 7, 8, 9]
    assert session.marks.count() == 1
    assert [day.stands for day in repeats_of(session, Pace(every=1, unit="weeks", times=7))] == [True] * 6 + [False]


def test_pages_show_sessions_in_the_order_of_their_days(session):
    """The places stay, because they stand in addresses; what was added between them by day stands between them on the page."""
    later = session.starts_at + timedelta(days=20)
    Session.objects.create(training=session.training, position=4, starts_at=later, ends_at=later + timedelta(hours=1))
    repeat_session(session=session, by=coordinator(), pace=Pace(every=1, unit="weeks", times=1))
    assert [row.position for row in attendance_of(session.training).sessions] == [3, 5, 4]


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_each_day_has_one():
    training = TrainingFactory(first_day=FIRST, last_day=LAST)
    starts = datetime(2026, 9, 1, 18, 30, tzinfo=BISHKEK)
    session = Session.objects.create(training=training, position=1, starts_at=starts, ends_at=starts + timedelta(hours=1))
    by, pace = coordinator(), Pace(every=1, unit="weeks", times=5)
    results = run_concurrently(lambda _n: len(repeat_session(session=session, by=by, pace=pace)), range(4))
    assert sorted(results) == [0, 0, 0, 5]
    assert training.sessions.count() == 6


@pytest.mark.parametrize(
    ("pace", "code"),
    [
        (Pace(every=1, unit="weeks", until=LAST + timedelta(days=1)), "outside"),
        (Pace(every=9, unit="weeks", times=2), "outside"),
        (Pace(every=1, unit="weeks", until=FIRST + timedelta(days=6)), "no_day"),
        (Pace(every=1, unit="days", until=FIRST - timedelta(days=1)), "no_day"),
        (Pace(every=1, unit="days", times=MOST_SESSIONS + 1), "too_many"),
    ],
)
def test_nothing_outside_the_training_and_nothing_endless(session, pace, code):
    with refused(code):
        repeat_session(session=session, by=coordinator(), pace=pace)
    assert session.training.sessions.count() == 1


def test_trainers_do_not_repeat_sessions(session):
    with refused("not_coordinator"):
        repeat_session(session=session, by=trainer_of(session.training), pace=Pace(every=1, unit="days", times=1))


def test_the_page_shows_the_days_first_and_then_adds_them(client, session, second_factor_aside):
    client.force_login(coordinator())
    training = session.training
    url = reverse("trainings:repeat", args=[training.slug])
    assert url in client.get(reverse("trainings:setup", args=[training.slug])).content.decode()
    asked = {"session": 3, "every": 1, "unit": "weeks", "until": "", "times": 2}
    page = client.get(url, asked).content.decode()
    assert training.sessions.count() == 1
    assert page.count("18:30–20:00") >= 2
    assert "8 September 2026" in page
    assert client.post(url, asked).status_code == 302
    assert training.sessions.count() == 3
    again = client.get(url, {**asked, "times": 3}).content.decode()
    assert again.count("stands already") == 2
    wrong = client.get(url, {**asked, "until": "2027-02-01", "times": ""}).content.decode()
    assert "1 September – 31 December 2026: 1 February 2027 lies outside." in wrong
    assert "either the last day or how many times" in client.get(url, {**asked, "times": ""}).content.decode()

"""The grid by keyboard and without: several sessions at once, the rest as present, paper against phone; marks of devices in any order."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.refusals import Refused
from tests.factories.trainings import ParticipationFactory, TrainingFactory, new_key, trainer_of, with_sessions
from trainings.domain.attendance import DeviceMark, record_grid, record_marks, settle_session, take_marks
from trainings.models import Mark, Session, Training
from trainings.queries.attendance import attendance_of, current_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(training):
    return trainer_of(training, language="en")


@pytest.fixture
def places(training):
    return list(training.participations.order_by("person__folded", "pk").values_list("pk", flat=True))


def url(training, position=1):
    return reverse("trainings:attendance", args=[training.slug, position])


def session(training, position):
    return training.sessions.get(position=position)


def statuses(training) -> dict[tuple[int, int], str]:
    grid = attendance_of(training)
    positions = {row.pk: row.position for row in grid.sessions}
    return {(place, positions[pk]): current.status for (place, pk), current in grid.statuses.items()}


def send(client, training, position=1, **fields):
    return client.post(url(training, position), {"key": str(new_key()), "how": "tap", **fields})


def test_marks_of_several_sessions_are_sent_at_once(client, training, trainer, places):
    client.force_login(trainer)
    afternoon = session(training, 2)
    fields = {f"p{places[0]}": "present", f"m{afternoon.pk}-{places[0]}": "late", f"m{afternoon.pk}-{places[1]}": "absent"}
    assert send(client, training, **fields).status_code == 302
    assert statuses(training) == {(places[0], 1): "present", (places[0], 2): "late", (places[1], 2): "absent"}
    body = client.get(url(training)).content.decode()
    assert f'data-field="m{afternoon.pk}-{places[0]}"' in body


def test_marks_of_cancelled_sessions_other_rosters_and_unknown_words_are_passed_over(client, training, trainer, places):
    settle_session(session=session(training, 2), by=trainer, action="cancel")
    stranger = ParticipationFactory()
    client.force_login(trainer)
    fields = {f"m{session(training, 2).pk}-{places[0]}": "late", f"m{session(training, 3).pk}-{stranger.pk}": "late"}
    assert send(client, training, **fields, **{f"m{session(training, 3).pk}-{places[0]}": "asleep"}).status_code == 302
    assert statuses(training) == {}
    body = client.get(url(training)).content.decode()
    assert f"m{session(training, 2).pk}-" not in body


def test_the_rest_are_present_without_javascript(client, training, trainer, places):
    record_marks(session=session(training, 1), by=trainer, statuses={places[0]: "excused"}, batch=new_key())
    client.force_login(trainer)
    assert "The rest are present: save" in client.get(url(training)).content.decode()
    send(client, training, rest="1", **{f"p{places[1]}": "absent"})
    assert statuses(training) == {(places[0], 1): "excused", (places[1], 1): "absent", (places[2], 1): "present"}
    assert "The rest are present: save" not in client.get(url(training)).content.decode()


def test_all_sessions_are_recorded_or_none(training, trainer, places):
    settle_session(session=session(training, 2), by=trainer, action="cancel")
    marks = {session(training, position): {places[0]: "present"} for position in (1, 2)}
    with pytest.raises(Refused) as refusal:
        record_grid(training=training, by=trainer, marks=marks, batch=new_key())
    assert refusal.value.code == "not_held"
    assert not Mark.objects.exists()


def test_paper_that_differs_from_the_phone_is_shown_beside_it_and_a_person_decides(client, training, trainer, places):
    one = session(training, 1)
    record_marks(session=one, by=trainer, statuses=dict.fromkeys(places, "present"), batch=new_key(), how="tap", device="DP-7")
    client.force_login(trainer)
    typed = {"how": "paper", f"p{places[0]}": "absent", f"p{places[1]}": "absent", f"p{places[2]}": "present"}
    typed[f"m{session(training, 2).pk}-{places[0]}"] = "late"
    page = send(client, training, **typed)
    body = page.content.decode()
    assert [line.field for line in page.context["lines"]] == [f"dm{one.pk}-{places[0]}", f"dm{one.pk}-{places[1]}"]
    assert "Paper and phone differ" in body
    assert "DP-7" in body
    assert Mark.objects.count() == 3
    again = {**page.context["typed"], "how": "paper", f"dm{one.pk}-{places[0]}": "paper"}
    assert "Paper and phone differ" in send(client, training, **again).content.decode()
    assert Mark.objects.count() == 3
    assert send(client, training, **again, **{f"dm{one.pk}-{places[1]}": "phone"}).status_code == 302
    expected = {(places[0], 1): "absent", (places[1], 1): "present", (places[2], 1): "present", (places[0], 2): "late"}
    assert statuses(training) == expected
    assert sorted(Mark.objects.filter(how="paper").values_list("participation", "status")) == [(places[0], "absent"), (places[0], "late")]


def test_paper_over_paper_and_a_tap_over_a_tap_ask_nothing(training, trainer, places):
    one = session(training, 1)
    for how in ("paper", "tap"):
        record_grid(training=training, by=trainer, marks={one: {places[0]: "present"}}, batch=new_key(), how=how)
        record_grid(training=training, by=trainer, marks={one: {places[0]: "absent"}}, batch=new_key(), how=how)
        assert statuses(training) == {(places[0], 1): "absent"}
        record_marks(session=one, by=trainer, statuses={places[0]: "late"}, batch=new_key(), how="import")
    record_marks(session=one, by=trainer, statuses={places[0]: "present"}, batch=new_key(), how="qr")
    with pytest.raises(Refused):
        record_grid(training=training, by=trainer, marks={one: {places[0]: "late"}}, batch=new_key(), how="paper")


def test_a_tie_is_flagged_beside_the_open_session_too(client, training, trainer, places):
    moment = timezone.now() - timedelta(hours=1)
    marks = [DeviceMark(uuid.uuid4(), session(training, 2).pk, places[0], status, moment) for status in ("present", "absent")]
    take_marks(training=training, by=trainer, marks=marks, device="A")
    client.force_login(trainer)
    body = client.get(url(training, 1)).content.decode()
    assert body.count("two sources differ") == 1
    assert statuses(training) == {(places[0], 2): "present"}


def test_the_grid_of_40_people_and_6_sessions_takes_as_many_statements_as_one_of_4(client, training, trainer, places):
    client.force_login(trainer)

    def cost() -> int:
        rows = list(training.participations.values_list("pk", flat=True))
        others = {f"m{row.pk}-{pk}": "present" for row in training.sessions.exclude(position=1) for pk in rows}
        with CaptureQueriesContext(connection) as found:
            assert send(client, training, **{f"p{pk}": "present" for pk in rows}, **others).status_code == 302
        return len(found)

    cost()  # the first one also holds the sessions
    ParticipationFactory(training=training)
    few = cost()
    ParticipationFactory.create_batch(36, training=training)
    assert cost() == few
    assert Mark.objects.count() == 240


# Devices


def test_each_mark_of_a_device_has_an_answer(training, trainer, places):
    settle_session(session=session(training, 6), by=trainer, action="cancel")
    stranger, now = ParticipationFactory(), timezone.now()
    good = DeviceMark(uuid.uuid4(), session(training, 1).pk, places[0], "present", now)
    marks = [
        good,
        DeviceMark(uuid.uuid4(), session(training, 1).pk, stranger.pk, "present", now),
        DeviceMark(uuid.uuid4(), session(training, 6).pk, places[0], "present", now),
        DeviceMark(uuid.uuid4(), 0, places[0], "present", now),
        DeviceMark(uuid.uuid4(), session(training, 1).pk, places[0], "asleep", now),
    ]
    answers = take_marks(training=training, by=trainer, marks=marks, device="A")
    assert [answers[mark.id] for mark in marks] == ["stored", "not_on_roster", "not_held", "no_session", "no_such_status"]
    assert take_marks(training=training, by=trainer, marks=[good], device="A") == {good.id: "duplicate"}
    assert Session.objects.get(pk=good.session).state == "held"
    with pytest.raises(Refused):
        take_marks(training=training, by=trainer_of(TrainingFactory()), marks=[good], device="A")


def test_a_clock_that_runs_ahead_overrules_no_later_correction(training, trainer, places):
    ahead = DeviceMark(uuid.uuid4(), session(training, 1).pk, places[0], "absent", timezone.now() + timedelta(days=400))
    take_marks(training=training, by=trainer, marks=[ahead], device="A")
    record_marks(session=session(training, 1), by=trainer, statuses={places[0]: "present"}, batch=new_key())
    assert statuses(training) == {(places[0], 1): "present"}


#: (place, session, status, minute, device)
made_marks = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 1),
        st.sampled_from(["present", "late", "excused", "absent"]),
        st.integers(0, 4),
        st.sampled_from("ABC"),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(made_marks, st.randoms(use_true_random=False))
def test_marks_in_any_order_repeated_and_from_several_devices_give_the_same_state(made, random):
    training = TrainingFactory()
    sessions = with_sessions(training, 2)
    rows = ParticipationFactory.create_batch(3, training=training)
    trainer, start = trainer_of(training), timezone.now() - timedelta(days=1)
    marks = [
        (device, DeviceMark(uuid.uuid4(), sessions[s].pk, rows[p].pk, status, start + timedelta(minutes=minute)))
        for p, s, status, minute, device in made
    ]
    arriving = [*marks, *random.sample(marks, len(marks) // 2)]
    random.shuffle(arriving)
    while arriving:
        size = random.randint(1, len(arriving))
        batch, arriving = arriving[:size], arriving[size:]
        for device in sorted({device for device, _mark in batch}):
            take_marks(training=training, by=trainer, marks=[mark for its, mark in batch if its == device], device=device)
    assert Mark.objects.filter(session__training=training).count() == len(marks)
    expected = {}
    for p, row in enumerate(rows):
        for s, each in enumerate(sessions):
            given_here = [(start + timedelta(minutes=m), status) for place, sess, status, m, _d in made if (place, sess) == (p, s)]
            if current := current_status(given_here):
                expected[(row.pk, each.pk)] = current
    assert attendance_of(Training.objects.get(pk=training.pk)).statuses == expected

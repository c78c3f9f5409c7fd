"""The waiting list: who gets a place that was given back, in which order, and the order set by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.events import events_of
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import (
    trainer_of,
)
from tests.trainings.offers import asked, chosen, coming, refused_code, state_of, waits
from tests.trainings.pages import coordinator
from trainings.domain.answers import answer_offer, settle_answers
from trainings.domain.offers import ask_places, latest_answer
from trainings.domain.selection import decide
from trainings.domain.targets import Target, set_targets
from trainings.domain.waiting import move_in_line, move_up
from trainings.models import Nomination, Participation, PlaceOffer
from trainings.queries.offers import waiting_of
from youth_groups.domain.consents import ConsentGiven, record_consents

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return coordinator()


@pytest.fixture
def training():
    return coming(capacity=2)


def line_of(training):
    return [row.pk for row in waiting_of(training)]


def test_staff_move_somebody_on_the_waiting_list_with_a_reason_that_the_history_keeps(training, by):
    chosen(training, by, 2)
    first, second, third = (waits(training, by) for _n in range(3))
    move_in_line(training=training, nomination=third, place=1, by=by, reason=" Has waited  since last year ")
    assert line_of(training) == [third.pk, first.pk, second.pk]
    event = events_of(third).get(action="moved_in_line")
    assert event.data == {"training": training.pk, "from": 3, "to": 1, "of": 3}
    assert (event.detail.text, event.actor) == ("Has waited since last year", by)
    later = waits(training, by)
    assert line_of(training) == [third.pk, first.pk, second.pk, later.pk]
    move_in_line(training=training, nomination=third, place=99, by=by, reason="Asked for it")
    move_in_line(training=training, nomination=third, place=4, by=by, reason="The same place")
    assert line_of(training) == [first.pk, second.pk, later.pk, third.pk]
    assert events_of(third).filter(action="moved_in_line").count() == 2
    move_in_line(training=training, nomination=later, place=1, by=by, reason="A sister comes, too")
    answer_offer(offer=asked(training, by)[0], comes=False)
    assert (state_of(later), line_of(training)) == ("selected", [first.pk, second.pk, third.pk])
    # Who leaves the list and comes back stands at its end again.
    decide(nomination=Nomination.objects.get(pk=first.pk), training=training, action="reject", by=by, reason="Is abroad")
    decide(nomination=Nomination.objects.get(pk=first.pk), training=training, action="wait", by=by, reason="Is back")
    assert line_of(training) == [second.pk, third.pk, first.pk]


def test_the_list_is_moved_by_its_coordinators_alone_with_a_reason_and_holds_who_waits(training, by):
    [row] = chosen(training, by, 1)
    first, second = (waits(training, by) for _n in range(2))
    elsewhere = coming()

    def moved(nomination=second, reason="Because", user=by, at=training):
        return refused_code(lambda: move_in_line(training=at, nomination=nomination, place=1, by=user, reason=reason))

    assert (moved(reason=" "), moved(nomination=row), moved(at=elsewhere)) == ("no_reason", "not_waiting", "not_waiting")
    for user in (holder("training_coordinator", OrganisationFactory()), holder("me_officer"), trainer_of(training)):
        assert moved(user=user) == "not_coordinator"
    assert line_of(training) == [first.pk, second.pk]


def test_who_is_put_on_the_list_later_gets_a_place_that_was_given_back_before(training, by):
    chosen(training, by, 2)
    answer_offer(offer=asked(training, by)[0], comes=False)
    waiting = waits(training, by)
    assert settle_answers(timezone.now())["moved_up"] == 1
    assert state_of(waiting) == "selected"


def test_a_place_that_the_office_takes_is_left_to_the_office(training, by):
    first, _second = chosen(training, by, 2)
    waiting = waits(training, by)
    offer = next(row for row in asked(training, by) if row.nomination_id == first.pk)
    decide(nomination=first, training=training, action="reject", by=by, reason="Was there last year")
    assert (state_of(offer), state_of(waiting)) == ("closed", "waiting")
    assert refused_code(lambda: answer_offer(offer=offer, comes=True)) == "gone"
    assert settle_answers(timezone.now())["moved_up"] == 0
    assert [row.person for row in move_up(training=training, by=by)] == [waiting.person]
    assert move_up(training=training, by=by) == []


def test_with_little_time_left_nobody_is_moved_by_itself(by):
    training = coming(capacity=1, first_day=timezone.localdate() + timedelta(days=3))
    chosen(training, by, 1)
    [offer] = ask_places(training=training, by=by, answer_by=timezone.now() + timedelta(hours=1))
    waiting = waits(training, by)
    training.first_day = timezone.localdate() + timedelta(days=1)
    training.save()
    moved = state_of(waiting) if answer_offer(offer=offer, comes=False, by=by) else ""
    hours_left = latest_answer(training) - timezone.now()
    assert moved == ("selected" if hours_left >= timedelta(hours=2) else "waiting")


def test_the_most_of_a_target_is_not_passed_and_its_least_comes_first(by):
    training = coming(capacity=2)
    rows = [*chosen(training, by, 1, sex="female"), *chosen(training, by, 1, sex="male")]
    man, woman = waits(training, by, sex="male"), waits(training, by, sex="female")
    set_targets(training=training, by=by, targets=[Target(kind="sex", key="female", at_least=1), Target(kind="sex", key="male", at_most=1)])
    offers = {row.nomination_id: row for row in asked(training, by)}
    answer_offer(offer=offers[rows[0].pk], comes=False)
    assert (state_of(man), state_of(woman)) == ("waiting", "selected")
    second = PlaceOffer.objects.get(nomination=woman)
    answer_offer(offer=second, comes=False)
    assert (state_of(man), training.participations.count()) == ("waiting", 1)
    answer_offer(offer=offers[rows[1].pk], comes=False)
    assert state_of(man) == "selected"


def test_whose_consent_was_refused_is_passed_over(training, by):
    first, _second = chosen(training, by, 2)
    refusing, next_one = waits(training, by), waits(training, by)
    answer = ConsentGiven(person=refusing.person, purpose="participation", by="self", answer="refused")
    record_consents(answers=[answer], by=by, given_on=timezone.localdate())
    offer = next(row for row in asked(training, by) if row.nomination_id == first.pk)
    answer_offer(offer=offer, comes=False)
    assert (state_of(refusing), state_of(next_one)) == ("waiting", "selected")


def test_two_trainings_of_one_call_share_the_waiting_list(training, by):
    other = coming(call=training.call, capacity=1)
    offers = [asked(each, by)[0] for each in (training, other) if chosen(each, by, 1)]
    waiting = waits(training, by)
    for offer in offers:
        answer_offer(offer=offer, comes=False)
    assert Nomination.objects.get(pk=waiting.pk).training == training
    assert Participation.objects.count() == 1

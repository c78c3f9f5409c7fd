"""Answers, boards and the clock at the same time: places are never passed, nobody gets two."""

from datetime import timedelta

import pytest

from tests.concurrency import run_concurrently
from tests.trainings.offers import asked, chosen, coming, nominated, state_of, waits
from tests.trainings.pages import coordinator
from trainings.domain.answers import answer_offer, settle_answers
from trainings.domain.selection import save_choice
from trainings.models import Nomination, Participation, PlaceOffer

pytestmark = pytest.mark.django_db(transaction=True)


def test_50_answers_at_once_never_pass_the_places():
    by, training = coordinator(), coming(capacity=25)
    chosen(training, by, 25)
    waiting = [waits(training, by).pk for _n in range(15)]
    offers = asked(training, by)

    def answer(number):
        # Each answers twice, as a double click does: 13 come, 12 do not.
        return answer_offer(offer=offers[number % 25], comes=number % 25 % 2 == 0).state

    outcomes = run_concurrently(answer, range(50))
    assert {str(outcome) for outcome in outcomes} == {"confirmed", "declined"}
    assert training.participations.count() == 25
    assert PlaceOffer.objects.holding().count() == 25
    assert PlaceOffer.objects.filter(state="asked", instead_of__isnull=False).count() == 12
    assert Nomination.objects.filter(state="selected").count() == 25
    left = list(Nomination.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True))
    assert left == waiting[12:]


def test_two_trainings_at_once_never_give_one_who_waits_two_places():
    by, first = coordinator(), coming(capacity=4)
    second = coming(call=first.call, capacity=4)
    offers = []
    for training in (first, second):
        chosen(training, by, 4)
        offers += asked(training, by)
    waiting = [waits(first, by) for _n in range(3)]
    outcomes = run_concurrently(lambda offer: answer_offer(offer=offer, comes=False).state, offers)
    assert outcomes == ["declined"] * 8
    assert {state_of(row) for row in waiting} == {"selected"}
    assert sorted(Participation.objects.values_list("person", flat=True)) == sorted(row.person_id for row in waiting)


def test_a_board_saved_while_places_of_another_training_of_the_call_move_on():
    by, first = coordinator(), coming(capacity=3)
    second = coming(call=first.call, capacity=9)
    waiting = [waits(first, by) for _n in range(3)]  # earlier rows than those with a place: whoever locks them in order meets the others
    chosen(first, by, 3)
    offers, open_ones = asked(first, by), [nominated(first) for _n in range(3)]

    def choose(row):
        return len(save_choice(training=second, by=by, chosen={row.pk: "x"}, rest="", rest_reason=""))

    verbs = [lambda o=offer: answer_offer(offer=o, comes=False).state for offer in offers] + [lambda r=row: choose(r) for row in open_ones]
    assert run_concurrently(lambda verb: verb(), verbs) == ["declined"] * 3 + [1] * 3
    assert {state_of(row) for row in waiting} == {"selected"}
    assert (first.participations.count(), second.participations.count()) == (3, 3)


def test_the_clock_and_an_answer_at_once_make_one():
    by, training = coordinator(), coming(capacity=1)
    chosen(training, by, 1)
    waits(training, by)
    [offer] = asked(training, by)
    later = offer.answer_by + timedelta(hours=1)
    run_concurrently(lambda verb: verb(), [lambda: answer_offer(offer=offer, comes=True), lambda: settle_answers(later)])
    assert training.participations.count() == 1
    assert state_of(offer) in ("confirmed", "lapsed")

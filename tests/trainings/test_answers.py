"""Asking who has a place whether they come; answers by code, group, staff; the waiting list moves up; places are never passed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import nightly
from core.events import events_of
from core.models import Event, EventDetail, Message
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import (
    ParticipationFactory,
    consent_to_take_part,
    trainer_of,
    with_sessions,
)
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account
from tests.trainings.offers import GROWN, asked, chosen, coming, in_a_week, nominated, refused_code, state_of, waits
from tests.trainings.pages import coordinator
from trainings.domain.answers import answer_offer, give_back_overdue, settle_answers, take_answer_back
from trainings.domain.offers import ask_places, code_of, latest_answer, mark_told, offer_by_code, usual_deadline
from trainings.domain.risk import confirm_place
from trainings.domain.rosters import take_off
from trainings.domain.selection import decide, tell_groups
from trainings.models import ConfirmationTerms, PlaceOffer
from youth_groups.domain.consents import ConsentGiven, record_consents

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return coordinator()


@pytest.fixture
def training():
    return coming(capacity=2)


def test_everybody_with_a_place_is_asked_once_with_a_code_of_the_own(training, by):
    chosen(training, by, 2)
    offers = asked(training, by)
    assert [row.state for row in offers] == ["asked", "asked"]
    codes = [code_of(row) for row in offers]
    assert len(set(codes)) == 2
    assert {len(code) for code in codes} == {8}
    assert [offer_by_code(f" {code[:4].lower()}-{code[4:]} ") for code in codes] == offers
    assert not any(code in str(Event.objects.values_list("data", flat=True)) for code in codes)
    assert asked(training, by) == []
    assert ConfirmationTerms.objects.get(training=training).move_up_hours == 48


def test_who_is_confirmed_or_walked_in_is_not_asked(training, by):
    confirm_place(participation=ParticipationFactory(training=training, person=PersonFactory(birth_year=GROWN)), by=by)
    ParticipationFactory(training=training, source="walk_in")
    assert asked(training, by) == []


def test_the_usual_deadline_is_a_week_and_never_behind_the_eve(training):
    now = timezone.now()
    for days, later in ((30, 7), (8, 5), (2, 1)):
        training.first_day = timezone.localdate(now) + timedelta(days=days)
        deadline = usual_deadline(training, now)
        assert (timezone.localdate(deadline), timezone.localtime(deadline).hour) == (timezone.localdate(now) + timedelta(days=later), 18)
        assert deadline <= latest_answer(training)
    training.first_day = timezone.localdate(now)
    assert usual_deadline(training, now) is None


def test_asking_needs_a_moment_to_come_before_the_eve_and_the_right(training, by):
    late = latest_answer(training) + timedelta(minutes=1)
    for moment, code in ((timezone.now(), "past"), (late, "too_late")):
        assert refused_code(lambda m=moment: ask_places(training=training, by=by, answer_by=m)) == code
    assert refused_code(lambda: asked(training, by, move_up_hours=1)) == "hours"
    for user in (holder("training_coordinator", OrganisationFactory()), holder("me_officer"), trainer_of(training)):
        assert refused_code(lambda u=user: asked(training, u)) == "not_coordinator"


def test_an_adult_who_comes_is_confirmed_by_the_code_alone(training, by):
    chosen(training, by, 1)
    [offer] = asked(training, by)
    for _click in range(2):
        assert answer_offer(offer=offer_by_code(code_of(offer)), comes=True).state == "confirmed"
    place = training.participations.get()
    assert (place.confirmed_at is not None, place.confirmed_by) == (True, None)
    assert [(event.action, event.actor_role) for event in events_of(offer)] == [("asked", "training_coordinator"), ("confirm", "system")]
    assert PlaceOffer.objects.get().answered_how == "code"


def test_a_minor_without_consents_says_they_come_and_is_not_confirmed(training, by):
    row = chosen(training, by, 1, birth_year=training.first_day.year - 15)[0]
    [offer] = asked(training, by)
    assert answer_offer(offer=offer, comes=True).state == "comes"
    place = training.participations.get()
    assert place.confirmed_at is None
    assert refused_code(lambda: confirm_place(participation=place, by=by)) == "no_consent"
    consent_to_take_part(row.person, by=by)
    assert settle_answers(timezone.now())["confirmed"] == 1
    assert (state_of(offer), training.participations.get().confirmed_at is not None) == ("confirmed", True)


def test_confirming_on_the_preparation_page_confirms_what_was_asked(training, by):
    chosen(training, by, 1)
    [offer] = asked(training, by)
    confirm_place(participation=training.participations.get(), by=by)
    assert (state_of(offer), PlaceOffer.objects.get().answered_how) == ("confirmed", "staff")


def test_an_adult_who_refused_the_consent_is_not_confirmed(training, by):
    row = chosen(training, by, 1)[0]
    [offer] = asked(training, by)
    answer = ConsentGiven(person=row.person, purpose="participation", by="self", answer="refused")
    record_consents(answers=[answer], by=by, given_on=timezone.localdate())
    assert answer_offer(offer=offer, comes=True).state == "comes"


def test_who_does_not_come_frees_the_place_and_the_first_who_waits_gets_it(training, by):
    first, second = chosen(training, by, 2)
    waiting = [waits(training, by) for _n in range(2)]
    offers = {row.nomination_id: row for row in asked(training, by, move_up_hours=24)}
    row = answer_offer(offer=offers[first.pk], comes=False, reason="Оорукана")
    assert (row.state, state_of(first), state_of(second), state_of(waiting[0]), state_of(waiting[1])) == (
        "declined",
        "withdrawn",
        "selected",
        "selected",
        "waiting",
    )
    moved = PlaceOffer.objects.get(instead_of=row)
    assert (moved.person, moved.state) == (waiting[0].person, "asked")
    assert timedelta(hours=23) < moved.answer_by - timezone.now() < timedelta(hours=25)
    assert moved.answer_by.minute == 0
    assert training.participations.count() == 2
    assert EventDetail.objects.get(event__action="decline").text == "Оорукана"
    event = events_of(waiting[0]).get(action="move_up")
    assert event.data == {"training": training.pk, "instead_of": row.pk}
    assert answer_offer(offer=row, comes=False).state == "declined"
    assert PlaceOffer.objects.count() == 3


def test_does_not_come_is_taken_back_while_nobody_else_has_the_place(training, by):
    first, _second = chosen(training, by, 2)
    offer = next(row for row in asked(training, by) if row.nomination_id == first.pk)
    answer_offer(offer=offer, comes=False)
    assert training.participations.count() == 1
    assert answer_offer(offer=offer, comes=True).state == "confirmed"
    assert (state_of(first), training.participations.count()) == ("selected", 2)
    waits(training, by)
    answer_offer(offer=offer, comes=False)
    assert refused_code(lambda: answer_offer(offer=offer, comes=True)) == "passed_on"


def test_does_not_come_can_be_said_after_the_deadline_but_comes_cannot(training, by):
    chosen(training, by, 2)
    offers = asked(training, by)
    answer_offer(offer=offers[0], comes=True)
    PlaceOffer.objects.update(answer_by=timezone.now())
    assert refused_code(lambda: answer_offer(offer=offers[1], comes=True)) == "too_late"
    assert answer_offer(offer=offers[0], comes=False).state == "declined"
    assert answer_offer(offer=offers[1], comes=True, by=by).state == "confirmed"


def test_from_the_first_day_on_nothing_is_answered_or_moved(training, by):
    chosen(training, by, 1)
    [offer] = asked(training, by)
    training.first_day = timezone.localdate()
    training.save()
    assert refused_code(lambda: answer_offer(offer=offer, comes=False)) == "begun"
    PlaceOffer.objects.update(answer_by=timezone.now())
    assert settle_answers(timezone.now()) == {"lapsed": 0, "confirmed": 0, "moved_up": 0}


def test_the_night_gives_back_what_nobody_answered_for_and_moves_up(training, by):
    first, second = chosen(training, by, 2)
    waiting = waits(training, by)
    offers = {row.nomination_id: row for row in asked(training, by)}
    answer_offer(offer=offers[second.pk], comes=True)
    assert settle_answers(timezone.now()) == {"lapsed": 0, "confirmed": 0, "moved_up": 0}
    later = offers[first.pk].answer_by + timedelta(hours=8)
    assert settle_answers(later) == {"lapsed": 1, "confirmed": 0, "moved_up": 1}
    assert (state_of(offers[first.pk]), state_of(first), state_of(waiting)) == ("lapsed", "withdrawn", "selected")
    assert settle_answers(later) == {"lapsed": 0, "confirmed": 0, "moved_up": 0}
    assert refused_code(lambda: answer_offer(offer=offers[first.pk], comes=True)) == "gone"
    assert training.participations.count() == 2


def test_a_place_whose_time_is_over_moves_on_with_the_next_minute_and_costs_one_statement_else(training, by, django_assert_num_queries):
    first, second = chosen(training, by, 2)
    waiting = waits(training, by)
    offers = {row.nomination_id: row for row in asked(training, by)}
    answer_offer(offer=offers[second.pk], comes=True)
    over = offers[first.pk].answer_by
    with django_assert_num_queries(1):
        nightly.run_often(over - timedelta(seconds=1))
    assert state_of(offers[first.pk]) == "asked"
    nightly.run_often(over)
    assert (state_of(offers[first.pk]), state_of(first), state_of(waiting)) == ("lapsed", "withdrawn", "selected")
    with django_assert_num_queries(1):
        assert give_back_overdue(over + timedelta(minutes=1)) == {}


def test_the_group_answers_for_its_own_and_nobody_else_does(training, by):
    group = GroupFactory()
    chosen(training, by, 1, group=group)
    [offer] = asked(training, by)
    for user in (
        member_account(GroupFactory()),
        member_account(group, "view_group"),
        holder("training_coordinator", OrganisationFactory()),
    ):
        assert refused_code(lambda u=user: answer_offer(offer=offer, comes=True, by=u)) == "not_yours"
    editor = member_account(group)
    answer_offer(offer=offer, comes=True, by=editor)
    stored = PlaceOffer.objects.get()
    assert (stored.answered_by, stored.answered_how) == (editor, "account")
    waiting = waits(training, by)
    answer_offer(offer=offer, comes=False, by=editor)
    assert [(event.action, event.actor) for event in events_of(waiting)] == [("wait", by), ("move_up", None)]
    assert state_of(waiting) == "selected"


def test_staff_record_an_answer_and_take_it_back(training, by):
    chosen(training, by, 1)
    [offer] = asked(training, by)
    answer_offer(offer=offer, comes=True, by=by)
    assert PlaceOffer.objects.get().answered_how == "staff"
    take_answer_back(offer=offer, by=by)
    stored, place = PlaceOffer.objects.get(), training.participations.get()
    assert (stored.state, stored.answered_at, place.confirmed_at) == ("asked", None, None)
    assert refused_code(lambda: take_answer_back(offer=offer, by=holder("me_officer"))) == "not_coordinator"


def test_who_is_marked_stays_on_the_roster(training, by):
    chosen(training, by, 1)
    [offer] = asked(training, by)
    from trainings.models import Mark

    Mark.objects.create(
        session=with_sessions(training, 1)[0], participation=training.participations.get(), status="present", how="paper", by=by
    )
    assert refused_code(lambda: answer_offer(offer=offer, comes=False)) == "has_marks"
    PlaceOffer.objects.update(answer_by=timezone.now())
    assert settle_answers(timezone.now())["lapsed"] == 0


def test_taking_off_closes_what_was_asked(training, by):
    place = ParticipationFactory(training=training, person=PersonFactory(birth_year=GROWN))
    [offer] = asked(training, by)
    take_off(participation=place, by=by)
    stored = PlaceOffer.objects.get()
    assert (stored.pk, stored.state, stored.participation) == (offer.pk, "closed", None)


def test_telling_the_groups_asks_in_the_same_message_without_names(training, by):
    group = GroupFactory(name_en="Kelechek")
    editor = member_account(group, email="leader@example.org", language="en")
    first, _second = chosen(training, by, 2, group=group)
    assert tell_groups(training=training, by=by, answer_by=in_a_week()) == 1
    message = Message.objects.get()
    assert (message.to, message.channel) == (editor, "email")
    assert message.subject == "Ashar: there is an answer for you"
    assert "A place nobody answers for goes to the next person on the waiting list." in message.body
    assert first.person.written_name not in message.body
    assert set(PlaceOffer.objects.values_list("channel", "state")) == {("email", "asked")}
    assert not PlaceOffer.objects.to_tell().exists()


def test_whoever_has_an_account_gets_the_link_and_the_code(training, by):
    row = chosen(training, by, 1)[0]
    row.person.user = UserFactory(email="aigul@example.org", language="en")
    row.person.save()
    [offer] = asked(training, by)
    message = Message.objects.get(kind="place_offered_person")
    assert f"/p/#{code_of(offer)}" in message.body
    assert training.public_title_en not in message.subject
    assert PlaceOffer.objects.get().channel == "email"


def test_without_an_address_a_card_is_left_and_ticked_once(training, by):
    chosen(training, by, 1)
    [offer] = asked(training, by)
    assert list(PlaceOffer.objects.to_tell()) == [offer]
    mark_told(offer=offer, by=by)
    mark_told(offer=offer, by=coordinator())
    assert PlaceOffer.objects.get().told_by == by
    assert not PlaceOffer.objects.to_tell().exists()


def test_a_group_without_an_account_stays_untold_until_somebody_tells_it(training, by):
    from trainings.domain.selection import mark_group_told, untold

    row = chosen(training, by, 1)[0]
    assert tell_groups(training=training, by=by) == 0
    assert [nomination.pk for nomination in untold(training)] == [row.pk]
    assert mark_group_told(training=training, group=row.group, by=by) == 1
    assert mark_group_told(training=training, group=row.group, by=by) == 0
    assert not untold(training).exists()


def test_a_place_at_another_training_of_the_call_is_named(training, by):
    row = nominated(training, written_name="Асанова Айпери")
    other = coming(call=training.call, public_title_en="Talking and agreeing")
    decide(nomination=row, training=other, action="select", by=by, reason="x")
    with pytest.raises(Refused) as refusal:
        decide(nomination=row, training=training, action="select", by=by, reason="x")
    assert refusal.value.code == "select_refused"
    assert all(word in str(refusal.value) for word in ("Асанова Айпери", "Talking and agreeing", other.number))

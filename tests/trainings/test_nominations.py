from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from core.refusals import Refused
from tests.concurrency import run_concurrently
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import NominationFactory, ParticipationFactory, TrainingCallFactory, TrainingFactory, new_key, trainer_of
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from trainings.domain.nominations import Candidate, nominate, withdraw_nomination
from trainings.domain.rosters import add_participation, add_walk_in
from trainings.domain.selection import decide, tell_groups
from trainings.models import Nomination, Participation
from youth_groups.domain.people import PersonFacts
from youth_groups.models import Person

pytestmark = pytest.mark.django_db
ANSWERS = {"motivation": "Speaks up for her class"}


@pytest.fixture
def call():
    return TrainingCallFactory()


def member(group):
    return MembershipFactory(group=group).person


def newcomer(name="Асель Маматова"):
    return Candidate(facts=PersonFacts(written_name=name, sex="female", birth_year=2010), answers=ANSWERS)


def refused_code(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_nominate_several_members_and_a_new_person_on_one_form(call, group):
    members = [member(group), member(group)]
    editor = member_account(group)
    rows = nominate(
        call=call, group=group, by=editor, candidates=[*(Candidate(person=p, answers=ANSWERS) for p in members), newcomer()], key=new_key()
    )
    assert [row.person for row in rows[:2]] == members
    assert rows[2].person.written_name == "Асель Маматова"
    assert group.memberships.filter(person=rows[2].person).count() == 1
    assert {row.state for row in rows} == {"nominated"}


@pytest.mark.parametrize(("age", "is_meant"), [(13, False), (14, True), (17, True), (18, True), (19, False), (None, True)])
def test_only_who_can_be_of_the_calls_age_is_nominated(group, age, is_meant):
    """By the year alone somebody may still be a year younger."""
    call = TrainingCallFactory(age_from=14, age_to=17)
    year = None if age is None else call.first_day.year - age
    person = MembershipFactory(group=group, person=PersonFactory(birth_year=year)).person
    editor = member_account(group)

    def enter():
        return nominate(call=call, group=group, by=editor, candidates=[Candidate(person=person, answers=ANSWERS)], key=new_key())

    if is_meant:
        assert enter()[0].person == person
    else:
        assert refused_code(enter) == "age"
        assert not Nomination.objects.exists()


def test_nominate_the_same_form_twice_nominates_once(call, group):
    editor, key = member_account(group), new_key()
    first = nominate(call=call, group=group, by=editor, candidates=[newcomer()], key=key)
    assert nominate(call=call, group=group, by=editor, candidates=[newcomer()], key=key) == first
    assert (Nomination.objects.count(), Person.objects.count()) == (1, 1)


def test_nominate_a_member_again_keeps_the_first_nomination(call, group):
    person, editor = member(group), member_account(group)
    first = nominate(call=call, group=group, by=editor, candidates=[Candidate(person=person, answers=ANSWERS)], key=new_key())
    again = nominate(call=call, group=group, by=editor, candidates=[Candidate(person=person, answers=ANSWERS)], key=new_key())
    assert again == first


def test_nominate_after_the_closing_moment_is_refused_and_writes_nothing(group):
    call = TrainingCallFactory(closes_at=timezone.now() - timedelta(seconds=1))
    editor = member_account(group)
    assert refused_code(lambda: nominate(call=call, group=group, by=editor, candidates=[newcomer()], key=new_key())) == "closed"
    assert not Person.objects.exists()


def test_nominate_all_or_none(call, group):
    editor = member_account(group)
    candidates = [newcomer(), Candidate(facts=PersonFacts(written_name="Бекзат Орозов"), answers={})]
    assert refused_code(lambda: nominate(call=call, group=group, by=editor, candidates=candidates, key=new_key())) == "incomplete"
    assert not Person.objects.exists()


def test_nominate_somebody_of_another_group_is_refused(call, group):
    stranger, editor = member(GroupFactory()), member_account(group)
    candidates = [Candidate(person=stranger, answers=ANSWERS)]
    assert refused_code(lambda: nominate(call=call, group=group, by=editor, candidates=candidates, key=new_key())) == "not_a_member"


def test_nominate_for_a_group_one_may_only_see_is_refused(call, group):
    viewer = member_account(group, "view_group")
    assert refused_code(lambda: nominate(call=call, group=group, by=viewer, candidates=[newcomer()], key=new_key())) == "not_your_group"


def test_nominate_to_another_organisations_call_is_refused(group):
    call = TrainingCallFactory(organisation=OrganisationFactory())
    editor = member_account(group)
    assert refused_code(lambda: nominate(call=call, group=group, by=editor, candidates=[newcomer()], key=new_key())) == "other_organisation"


def test_withdraw_nomination_by_the_group(call, group):
    nomination = NominationFactory(call=call, group=group)
    withdraw_nomination(nomination=nomination, by=member_account(group))
    assert nomination.state == "withdrawn"


def test_decide_puts_the_chosen_on_the_roster_and_a_change_takes_them_off(call):
    training, coordinator = TrainingFactory(call=call), holder("training_coordinator")
    nomination = NominationFactory(call=call)
    decide(nomination=nomination, training=training, action="select", by=coordinator, reason="First camp")
    row = Participation.objects.get()
    assert (row.person, row.source, row.nomination) == (nomination.person, "nomination", nomination)
    decide(nomination=nomination, training=training, action="wait", by=coordinator, reason="Third from this group")
    assert not Participation.objects.exists()
    assert (nomination.state, nomination.training, nomination.reason) == ("waiting", None, "Third from this group")


def test_decide_without_a_reason_is_refused(call):
    training = TrainingFactory(call=call)
    nomination = NominationFactory(call=call)
    by = holder("training_coordinator")
    assert refused_code(lambda: decide(nomination=nomination, training=training, action="select", by=by, reason="  ")) == "no_reason"


@pytest.mark.parametrize("role", ["grants_officer", "reviewer", "me_officer", "finance_officer", "content_editor"])
def test_decide_by_another_role_is_refused(call, role):
    training, nomination = TrainingFactory(call=call), NominationFactory(call=call)
    by = holder(role)
    assert refused_code(lambda: decide(nomination=nomination, training=training, action="select", by=by, reason="x")) == "not_coordinator"


def test_decide_by_a_partners_coordinator_is_refused(call):
    training, nomination = TrainingFactory(call=call), NominationFactory(call=call)
    by = holder("training_coordinator", OrganisationFactory())
    assert refused_code(lambda: decide(nomination=nomination, training=training, action="select", by=by, reason="x")) == "not_coordinator"


def test_tell_groups_writes_one_message_an_editor_and_none_the_second_time(call):
    training, coordinator = TrainingFactory(call=call), holder("training_coordinator")
    group = GroupFactory(name_en="Kelechek youth")
    editors = [member_account(group), member_account(group, "own_group")]
    member_account(group, "view_group")
    nominations = [NominationFactory(call=call, group=group) for _n in range(2)]
    decide(nomination=nominations[0], training=training, action="select", by=coordinator, reason="x")
    decide(nomination=nominations[1], training=training, action="reject", by=coordinator, reason="x")
    assert tell_groups(training=training, by=coordinator) == 2
    assert tell_groups(training=training, by=coordinator) == 0
    assert set(Message.objects.values_list("to", flat=True)) == {user.pk for user in editors}
    body = Message.objects.first().body
    assert training.public_title_en in body
    assert "Chosen: 1. On the waiting list: 0. Not chosen this time: 1." in body
    assert training.internal_title not in body
    assert not any(nomination.person.written_name in body for nomination in nominations)


def test_add_participation_is_kept_once_and_stops_at_the_capacity():
    training, by, person = TrainingFactory(capacity=1), holder("training_coordinator"), PersonFactory()
    first = add_participation(training=training, person=person, by=by)
    assert add_participation(training=training, person=person, by=by) == first
    other = PersonFactory()
    assert refused_code(lambda: add_participation(training=training, person=other, by=by)) == "full"
    assert add_participation(training=training, person=other, by=by, source="import").person == other


def test_add_walk_in_by_a_trainer_twice_the_same_form_adds_one():
    training, key = TrainingFactory(capacity=1), new_key()
    ParticipationFactory(training=training)
    trainer = trainer_of(training)
    facts = PersonFacts(written_name="Шерзод Юлдашев", sex="male", birth_year=1990)
    row = add_walk_in(training=training, by=trainer, facts=facts, key=key)
    assert add_walk_in(training=training, by=trainer, facts=facts, key=key) == row
    assert (row.source, training.participations.count()) == ("walk_in", 2)


@pytest.mark.django_db(transaction=True)
def test_two_people_never_get_the_last_seat():
    call = TrainingCallFactory()
    training, coordinator = TrainingFactory(call=call, capacity=1), holder("training_coordinator")
    nominations = [NominationFactory(call=call) for _n in range(4)]
    outcomes = run_concurrently(
        lambda nomination: decide(nomination=nomination, training=training, action="select", by=coordinator, reason="x"), nominations
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Nomination", "Refused", "Refused", "Refused"]
    assert training.participations.count() == 1
    assert Nomination.objects.filter(state="selected").count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_sendings_of_one_form_at_once_nominate_once():
    call, group = TrainingCallFactory(), GroupFactory()
    editor, key = member_account(group), new_key()
    outcomes = run_concurrently(lambda _n: nominate(call=call, group=group, by=editor, candidates=[newcomer()], key=key)[0].pk, range(10))
    assert len(set(outcomes)) == 1
    assert (Nomination.objects.count(), Person.objects.count()) == (1, 1)

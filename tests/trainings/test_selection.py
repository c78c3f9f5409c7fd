"""Targets, proposal, saved choice: the verbs and who may use them; ethnicity for those only who may read it."""

import pytest
from django.db import IntegrityError, transaction

from core.events import events_of
from core.models import AccessLog
from core.refusals import Refused
from programme.models import RoleHeld
from tests.concurrency import run_concurrently
from tests.factories.programme import OrganisationFactory, PlaceFactory, holder, lead
from tests.factories.trainings import NominationFactory, ParticipationFactory, TrainingCallFactory, TrainingFactory
from tests.factories.youth_groups import GroupFactory, PersonFactory
from trainings.domain.proposals import propose_selection
from trainings.domain.selection import decide, save_choice
from trainings.domain.targets import Target, pool_for, set_targets
from trainings.models import Nomination, Participation, SelectionTarget
from trainings.queries.conflicts import conflict_words
from trainings.queries.pool import key_of
from trainings.queries.selection import board_of
from youth_groups.domain.protected import declare_sensitive
from youth_groups.models import SensitiveAttributes

pytestmark = pytest.mark.django_db


def coordinator():
    return holder("training_coordinator", language="en")


def reader():
    """A coordinator who is M&E officer, too, and so may read declared attributes."""
    user = coordinator()
    RoleHeld.objects.create(user=user, organisation=lead(), role="me_officer")
    return user


@pytest.fixture
def training():
    return TrainingFactory(call=TrainingCallFactory(), capacity=4)


def nominated(training, **person):
    group = person.pop("group", None)
    more = {"group": group} if group else {}
    return NominationFactory(call=training.call, person=PersonFactory(**person), **more)


def declared(person, word):
    from django.utils import timezone

    return SensitiveAttributes.objects.create(
        person=person, answers={"ethnicity": word}, declared_on=timezone.localdate(), written_by=coordinator()
    )


def refused_code(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def proposed(training, by):
    return propose_selection(training=training, by=by).data


def test_set_targets_replaces_writes_an_event_and_keeps_the_row_of_what_stays(training):
    by = coordinator()
    first = set_targets(training=training, by=by, targets=[Target(kind="sex", key="female", at_least=2), Target(kind="group", at_most=1)])
    again = [Target(kind="sex", key="female", at_least=2), Target(kind="age", key="14-17", at_least=1, at_most=3)]
    second = set_targets(training=training, by=by, targets=again)
    assert {(row.kind, row.key, row.at_least, row.at_most) for row in second} == {("sex", "female", 2, None), ("age", "14-17", 1, 3)}
    assert {row.pk for row in first} & {row.pk for row in second} == {row.pk for row in first if row.kind == "sex"}
    events = [event.data["targets"] for event in events_of(training) if event.action == "targets_set"]
    assert [sorted(line["kind"] for line in lines) for lines in events] == [["group", "sex"], ["age", "group"]]
    set_targets(training=training, by=by, targets=again)
    assert events_of(training).filter(action="targets_set").count() == 2


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (Target(kind="sex", key="female", at_least=3, at_most=2), "most_below_least"),
        (Target(kind="sex", key="female", at_least=5), "above_places"),
        (Target(kind="sex", key="female", at_most=5), "above_places"),
        (Target(kind="ethnicity", key="kirgiz", at_least=1), "not_reader"),
    ],
)
def test_set_targets_refuses(training, target, code):
    by = coordinator()
    assert refused_code(lambda: set_targets(training=training, by=by, targets=[target])) == code
    assert not SelectionTarget.objects.exists()


@pytest.mark.parametrize("role", ["trainer", "me_officer", "safeguarding_focal_point", "grants_officer"])
def test_set_targets_propose_and_save_are_for_coordinators(training, role):
    by, row = holder(role), nominated(training)
    calls = (
        lambda: set_targets(training=training, by=by, targets=[]),
        lambda: propose_selection(training=training, by=by),
        lambda: save_choice(training=training, by=by, chosen={row.pk: "x"}),
    )
    assert {refused_code(call) for call in calls} == {"not_coordinator"}
    partner = holder("training_coordinator", OrganisationFactory())
    assert refused_code(lambda: propose_selection(training=training, by=partner)) == "not_coordinator"


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "sex", "key": "female", "at_least": 2, "at_most": 1},
        {"kind": "sex", "key": "female"},
        {"kind": "sex", "key": "", "at_least": 1},
        {"kind": "age", "key": "", "at_most": 1},
    ],
)
def test_the_database_refuses_a_target_that_says_nothing_or_contradicts_itself(training, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        SelectionTarget.objects.create(training=training, **fields)


def test_the_database_keeps_one_target_of_a_kind_and_key(training):
    SelectionTarget.objects.create(training=training, kind="group", at_most=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        SelectionTarget.objects.create(training=training, kind="group", at_most=2)


def test_propose_meets_the_targets_with_the_earliest_and_decides_nothing(training):
    by = coordinator()
    men = [nominated(training, sex="male") for _n in range(4)]
    women = [nominated(training, sex="female") for _n in range(3)]
    set_targets(training=training, by=by, targets=[Target(kind="sex", key="female", at_least=2)])
    data = proposed(training, by)
    assert data["chosen"] == [row.pk for row in (*men[:2], *women[:2])]
    assert data["with_origins"] is False
    assert set(Nomination.objects.values_list("state", flat=True)) == {"nominated"}
    assert not Participation.objects.exists()


def test_propose_respects_what_was_decided_by_hand_and_who_is_on_the_roster(training):
    by, sexes = coordinator(), ["male", "male", "female", "female", "female"]
    rows = [nominated(training, sex=sex) for sex in sexes]
    decide(nomination=rows[0], training=training, action="reject", by=by, reason="Was there last year")
    decide(nomination=rows[1], training=training, action="select", by=by, reason="First camp")
    decide(nomination=rows[2], training=training, action="wait", by=by, reason="Third of her school")
    ParticipationFactory(training=training, person=PersonFactory(sex="male"))
    set_targets(training=training, by=by, targets=[Target(kind="sex", key="male", at_most=2)])
    assert proposed(training, by)["chosen"] == [rows[3].pk, rows[4].pk]
    assert board_of(pool_for(training=training, by=by)).taken == 2


def test_propose_leaves_out_who_is_chosen_for_another_training_of_the_call(training):
    by, row, other = coordinator(), nominated(training), nominated(training)
    decide(nomination=row, training=TrainingFactory(call=training.call), action="select", by=by, reason="x")
    assert proposed(training, by)["chosen"] == [other.pk]


def test_a_candidate_who_is_on_the_roster_already_counts_once(training):
    by, row = coordinator(), nominated(training, sex="female")
    ParticipationFactory(training=training, person=row.person)
    nominated(training, sex="male")
    board = board_of(pool_for(training=training, by=by))
    assert (board.taken, board.chosen) == (1, 1)
    assert [(share.label, share.chosen, share.candidates) for share in board.mixes[0].shares] == [("female", 1, 1), ("male", 0, 1)]


def test_propose_one_of_each_group_and_school(training):
    by, group = coordinator(), GroupFactory()
    first, _second = (nominated(training, group=group, institution="Школа № 5") for _n in range(2))
    third = nominated(training, institution="школа №5")
    fourth = nominated(training, institution="Лицей")
    set_targets(training=training, by=by, targets=[Target(kind="group", at_most=1), Target(kind="school", at_most=1)])
    assert third.group != group
    assert proposed(training, by)["chosen"] == [first.pk, fourth.pk]


def test_propose_names_the_smallest_conflict_in_words(training):
    by = coordinator()
    nominated(training, sex="female")
    for _n in range(4):
        nominated(training, sex="male")
    targets = [Target(kind="sex", key="female", at_least=2), Target(kind="age", key="18-28", at_least=1)]
    women = set_targets(training=training, by=by, targets=targets)[1]
    data = proposed(training, by)
    assert data["conflict"] == [f"{women.pk}.least"]
    assert "chosen" not in data
    words = conflict_words(pool_for(training=training, by=by), data["conflict"])
    assert words == ["Sex, female: at least 2. Chosen or still to be decided: 1."]


def test_a_conflict_names_places_and_hands(training):
    by = coordinator()
    rows = [nominated(training, sex=sex) for sex in ("male", "male", "male", "female", "female")]
    for row in rows[:3]:
        decide(nomination=row, training=training, action="select", by=by, reason="x")
    set_targets(training=training, by=by, targets=[Target(kind="sex", key="female", at_least=2)])
    data = proposed(training, by)
    assert [name.partition(".")[2] or name for name in data["conflict"]] == ["least", "places", "by_hand"]
    words = conflict_words(pool_for(training=training, by=by), data["conflict"])
    assert words[1:] == ["Places in all: 4, taken: 3.", "Decided by hand: 3 have a place, 0 were not chosen."]


def test_propose_without_anybody_left_is_refused(training):
    assert refused_code(lambda: propose_selection(training=training, by=coordinator())) == "nobody_left"


def test_ethnicity_counts_only_for_a_reader_and_who_prefers_not_to_say_is_neutral(training):
    by, plain = reader(), coordinator()
    training.capacity = 2
    training.save()
    rows = [nominated(training) for _n in range(4)]
    declared(rows[0].person, "Кыргыз")
    declared(rows[1].person, "prefer_not")
    declared(rows[2].person, "Kyrgyz")
    declared(rows[3].person, "Өзбек")
    kyrgyz = Target(kind="ethnicity", key="kirgiz", at_most=1)
    set_targets(
        training=training,
        by=by,
        targets=[kyrgyz, Target(kind="ethnicity", key=key_of("Өзбек"), at_least=1), Target(kind="sex", key="female", at_most=2)],
    )
    assert proposed(training, by)["chosen"] == [rows[0].pk, rows[3].pk]
    assert proposed(training, plain)["chosen"] == [rows[0].pk, rows[1].pk]
    assert {mix.kind for mix in board_of(pool_for(training=training, by=plain)).mixes} == {"sex", "age", "province"}
    ethnicity = board_of(pool_for(training=training, by=by), ticked=[rows[0].pk, rows[1].pk]).mixes[-1]
    found = [(share.label, share.chosen, share.candidates, share.verdict[0]) for share in ethnicity.shares]
    assert found == [("Кыргыз", 1, 2, "ok"), ("Өзбек", 0, 1, "warn"), ("not stated", 1, 1, "")]


def test_whoever_may_not_read_ethnicity_leaves_its_targets_as_they_are_and_learns_nothing_of_them(training):
    by, plain = reader(), coordinator()
    set_targets(training=training, by=by, targets=[Target(kind="ethnicity", key="uzbek", at_least=1)])
    set_targets(training=training, by=plain, targets=[Target(kind="sex", key="female", at_least=1)])
    assert set(SelectionTarget.objects.values_list("kind", flat=True)) == {"ethnicity", "sex"}
    assert [target.kind for target in pool_for(training=training, by=plain).targets] == ["sex"]
    event = events_of(training).get(action="protected_targets_set")
    assert set(event.data["targets"][0]) == {"target", "at_least", "at_most"}
    set_targets(training=training, by=by, targets=[])
    assert not SelectionTarget.objects.exists()


def test_reading_ethnicity_for_the_balance_is_logged(training):
    by, row = reader(), nominated(training)
    pool_for(training=training, by=by)
    assert not AccessLog.objects.filter(action="read_sensitive").exists()
    declared(row.person, "prefer_not")
    pool_for(training=training, by=by)
    log = AccessLog.objects.get(action="read_sensitive")
    assert (log.user, log.subject_id, log.rows, log.reason) == (by, str(training.pk), 1, "selection")


def test_a_declared_word_reaches_the_balance_by_its_verb(training):
    from django.utils import timezone

    by, row = reader(), nominated(training)
    declare_sensitive(person=row.person, by=coordinator(), declared_on=timezone.localdate(), ethnicity="Dungan")
    assert pool_for(training=training, by=by).kinds[row.pk]["ethnicity"] == "dungan"


def test_save_choice_keeps_a_reason_for_each_and_says_how_far_it_follows_the_proposal(training):
    by = coordinator()
    rows = [nominated(training) for _n in range(6)]
    proposal = propose_selection(training=training, by=by)
    chosen = {rows[0].pk: "First camp", rows[1].pk: "Leads a club", rows[5].pk: "Only one of her village"}
    new = save_choice(training=training, by=by, chosen=chosen, rest="wait", rest_reason="No place yet", proposal=proposal)
    assert [row.pk for row in new] == list(chosen)
    states = {row.pk: (row.state, row.reason) for row in Nomination.objects.all()}
    assert states == {row.pk: ("selected", chosen[row.pk]) if row.pk in chosen else ("waiting", "No place yet") for row in rows}
    event = events_of(training).get(action="selection_saved")
    assert event.data == {
        "chosen": list(chosen),
        "rest": "wait",
        "left": 3,
        "proposal": proposal.pk,
        "added": [rows[5].pk],
        "dropped": [rows[2].pk, rows[3].pk],
    }
    assert save_choice(training=training, by=by, chosen=chosen) == []
    assert (training.participations.count(), events_of(training).filter(action="selection_saved").count()) == (3, 1)


def test_save_choice_is_all_or_none(training):
    by = coordinator()
    rows = [nominated(training) for _n in range(5)]
    assert refused_code(lambda: save_choice(training=training, by=by, chosen={row.pk: "x" for row in rows})) == "full"
    assert refused_code(lambda: save_choice(training=training, by=by, chosen={rows[0].pk: "x", rows[1].pk: " "})) == "no_reason"
    foreign = NominationFactory()
    assert refused_code(lambda: save_choice(training=training, by=by, chosen={rows[0].pk: "x", foreign.pk: "x"})) == "other_call"
    assert set(Nomination.objects.values_list("state", flat=True)) == {"nominated"}
    assert not events_of(training).exists()


def test_save_choice_takes_nobody_from_another_training(training):
    by, row = coordinator(), nominated(training)
    other = TrainingFactory(call=training.call)
    decide(nomination=row, training=other, action="select", by=by, reason="x")
    assert refused_code(lambda: save_choice(training=training, by=by, chosen={row.pk: "x"})) == "select_refused"
    assert Participation.objects.get().training == other


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_saving_at_once_never_pass_the_places():
    training = TrainingFactory(call=TrainingCallFactory(), capacity=4)
    rows = [nominated(training) for _n in range(6)]
    by = [coordinator(), coordinator()]
    turns = [(by[0], rows[:3]), (by[1], rows[3:])]
    outcomes = run_concurrently(lambda turn: save_choice(training=training, by=turn[0], chosen={row.pk: "x" for row in turn[1]}), turns)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "list"]
    assert training.participations.count() == 3
    assert Nomination.objects.filter(state="selected").count() == 3


def test_provinces_count_and_a_target_for_a_province_without_a_candidate_has_its_name(training):
    by = coordinator()
    osh = nominated(training)
    batken = PlaceFactory(soate="41705000000000", iso="KG-B", name_en="Batken")
    targets = [Target(kind="province", key=osh.person.province.soate, at_least=1), Target(kind="province", key=batken.soate, at_least=1)]
    set_targets(training=training, by=by, targets=targets)
    pool = pool_for(training=training, by=by)
    provinces = next(mix for mix in board_of(pool, ticked=[osh.pk]).mixes if mix.kind == "province")
    assert [(share.label, share.verdict) for share in provinces.shares] == [("Osh", ("ok", "met")), ("Batken", ("warn", "1 more needed"))]
    assert conflict_words(pool, proposed(training, by)["conflict"]) == ["Province, Batken: at least 1. Chosen or still to be decided: 0."]

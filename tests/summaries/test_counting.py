"""Each figure against a small world made by hand: equality with what one counts on one's fingers."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grants.enums import ApplicationState
from programme.models import Agreement
from summaries.queries import counting
from summaries.queries.records import Records, load_records
from tests.core.test_uploads import picture
from tests.factories.programme import AgreementFactory, BudgetLineFactory, LocalityFactory, PlaceFactory
from tests.factories.summaries import FIRST, LAST, application, award, held_training, mark
from tests.factories.trainings import NominationFactory, TrainingFactory, trainer_of, with_sessions
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory
from trainings.domain.counts import save_head_count
from trainings.models import Mark, Participation, Session, TrainingFunding
from youth_groups.models import Person

pytestmark = pytest.mark.django_db
MARKS = ["present", "late", "absent", "excused", None]


@pytest.fixture
def agreement() -> Agreement:
    return AgreementFactory()


def records(agreement: Agreement, first: date = FIRST, last: date = LAST) -> Records:
    return load_records(agreement, first, last)


def figures(agreement: Agreement) -> dict[str, int]:
    found = records(agreement)
    return {code: figure(found).value for code, figure in counting.FIGURES.items()}


def rows(table: counting.Breakdown) -> dict[str, tuple[int, ...]]:
    return {row: tuple(cell.value for cell in cells) for row, cells in table.rows if any(cell.value for cell in cells)}


def test_nothing_recorded_is_zero_everywhere(agreement: Agreement) -> None:
    assert set(figures(agreement).values()) == {0}
    assert all(rows(table(records(agreement))) == {} for table in counting.TABLES.values())


def test_a_person_in_two_trainings_is_one_person_and_two_participations(agreement: Agreement) -> None:
    anna, bakyt = PersonFactory(), PersonFactory(sex="male")
    held_training(agreement, [anna, bakyt])
    held_training(agreement, [anna], day=date(2026, 5, 1))
    found = figures(agreement)
    assert (found["people_trained"], found["participations"], found["trainings_held"], found["completed"]) == (2, 3, 2, 3)
    assert rows(counting.people_by_sex(records(agreement))) == {"female": (1,), "male": (1,)}


def test_registered_absent_and_excused_people_never_count(agreement: Agreement) -> None:
    training = held_training(agreement, [PersonFactory()])
    sessions = list(training.sessions.all())
    Participation.objects.create(training=training, person=PersonFactory(), source="staff")
    mark(training, PersonFactory(), dict.fromkeys(sessions, "absent"))
    mark(training, PersonFactory(), dict.fromkeys(sessions, "excused"))
    mark(training, PersonFactory(), {sessions[0]: "late", sessions[1]: "absent"})
    found = figures(agreement)
    assert (found["people_trained"], found["participations"], found["completed"]) == (2, 2, 1)
    assert counting.unmarked_places(records(agreement)) == 1


def test_two_places_of_one_person_in_one_training_count_once(agreement: Agreement) -> None:
    person = PersonFactory()
    training = held_training(agreement, [person])
    mark(training, person, dict.fromkeys(training.sessions.all(), "present"))
    found = figures(agreement)
    assert (found["people_trained"], found["participations"], found["completed"]) == (1, 1, 1)


def test_a_merged_person_counts_once(agreement: Agreement) -> None:
    kept, merged = PersonFactory(), PersonFactory()
    held_training(agreement, [kept])
    held_training(agreement, [merged], day=date(2026, 4, 1))
    assert figures(agreement)["people_trained"] == 2
    Participation.objects.filter(person=merged).update(person=kept)
    found = figures(agreement)
    assert (found["people_trained"], found["participations"]) == (1, 2)


def test_the_latest_mark_stands(agreement: Agreement) -> None:
    person = PersonFactory()
    training = held_training(agreement, [person])
    place = training.participations.get()
    for session in training.sessions.all():
        Mark.objects.create(session=session, participation=place, status="absent", how="paper")
    found = figures(agreement)
    assert (found["people_trained"], found["trainings_held"], found["participations"]) == (0, 1, 0)


def test_only_what_this_agreement_funds_counts_in_full_with_its_share(agreement: Agreement) -> None:
    other = AgreementFactory()
    people = PersonFactory.create_batch(3)
    training = held_training(agreement, people, share_bp=6_000)
    TrainingFunding.objects.create(training=training, agreement=other, share_bp=4_000)
    held_training(AgreementFactory(), PersonFactory.create_batch(2))
    TrainingFactory()
    for one, share in ((agreement, 6_000), (other, 4_000)):
        found = records(one)
        assert counting.people_trained(found).value == 3
        assert [facts.share_bp for facts in found.trainings] == [share]


@pytest.mark.parametrize("state", ["planned", "cancelled", "not_held"])
def test_a_training_without_a_held_and_marked_session_is_not_held(agreement: Agreement, state: str) -> None:
    training = TrainingFactory(first_day=date(2026, 3, 1), last_day=date(2026, 3, 1))
    TrainingFunding.objects.create(training=training, agreement=agreement, share_bp=10_000)
    session = with_sessions(training, 1, state=state)[0]
    mark(training, PersonFactory(), {session: "present"})
    unmarked = TrainingFactory(first_day=date(2026, 3, 1), last_day=date(2026, 3, 1))
    TrainingFunding.objects.create(training=unmarked, agreement=agreement, share_bp=10_000)
    with_sessions(unmarked, 1, state="held")
    assert set(figures(agreement).values()) == {0}


def test_an_event_with_a_signed_head_count_was_held_and_adds_no_people(agreement: Agreement) -> None:
    training = TrainingFactory(first_day=date(2026, 3, 1), last_day=date(2026, 3, 1))
    TrainingFunding.objects.create(training=training, agreement=agreement, share_bp=10_000)
    session = with_sessions(training, 1)[0]
    sheet, cells = io.BytesIO(picture()), {("female", "18-28"): 40}
    save_head_count(session=session, by=trainer_of(training), cells=cells, counted_by="Elder", sheet=sheet, sheet_name="a.jpg")
    found = figures(agreement)
    assert (found["trainings_held"], found["participations"], found["people_trained"], found["person_hours"]) == (1, 0, 0, 0)
    assert load_records(agreement, FIRST, LAST, as_of=timezone.localdate() - timedelta(days=1)).trainings == []


@pytest.mark.parametrize(
    ("day", "counted"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 6, 30), 1), (date(2026, 7, 1), 0)]
)
def test_a_training_belongs_to_the_period_of_its_first_held_session(agreement: Agreement, day: date, counted: int) -> None:
    held_training(agreement, [PersonFactory()], day=day, sessions=4)
    found = figures(agreement)
    assert (found["trainings_held"], found["participations"], found["people_trained"]) == (counted, counted, counted)


def test_trainings_and_participations_of_two_periods_add_up_people_do_not(agreement: Agreement) -> None:
    person = PersonFactory()
    for month in (2, 6, 7, 11):
        held_training(agreement, [person], day=date(2026, month, 28))
    halves = [records(agreement, FIRST, LAST), records(agreement, date(2026, 7, 1), date(2026, 12, 31))]
    year = records(agreement, FIRST, date(2026, 12, 31))
    for figure in (counting.trainings_held, counting.participations, counting.person_hours, counting.completed):
        assert sum(figure(half).value for half in halves) == figure(year).value
    assert [counting.people_trained(found).value for found in (*halves, year)] == [1, 1, 1]


def test_person_hours_are_the_contact_hours_of_the_sessions_attended(agreement: Agreement) -> None:
    training = held_training(agreement, [PersonFactory()], sessions=4, contact_hours=18)
    sessions = list(training.sessions.order_by("position"))
    mark(training, PersonFactory(), {sessions[0]: "present", **dict.fromkeys(sessions[1:], "absent")})
    assert counting.person_hours(records(agreement)).value == 22
    Session.objects.filter(pk=sessions[3].pk).update(state="cancelled")
    assert counting.person_hours(records(agreement)).value == 18


def test_ages_are_taken_on_the_first_day_of_the_first_training(agreement: Agreement) -> None:
    grows_up = PersonFactory(birth_year=2008)
    held_training(agreement, [grows_up, PersonFactory(birth_year=None), PersonFactory(birth_year=1960, sex="male")], day=date(2025, 3, 1))
    held_training(agreement, [grows_up], day=date(2026, 3, 1))
    both = counting.people_by_age_and_sex(records(agreement, date(2025, 1, 1), LAST))
    assert rows(both) == {"under_18": (1, 0, 0, 0, 1), "36_over": (0, 1, 0, 0, 1), "unknown": (1, 0, 0, 0, 1)}
    assert rows(counting.people_by_age_and_sex(records(agreement))) == {"18_28": (1, 0, 0, 0, 1)}


@pytest.mark.parametrize(
    ("born", "band"), [(2009, "under_18"), (2008, "18_28"), (1998, "18_28"), (1997, "29_35"), (1991, "29_35"), (1990, "36_over")]
)
def test_age_bands_have_no_gap(born: int, band: str) -> None:
    assert counting.age_band(born, 2026) == band
    assert counting.age_band(None, 2026) == counting.age_band(2027, 2026) == "unknown"


def test_provinces_are_the_persons_own_or_the_villages(agreement: Agreement) -> None:
    batken = PlaceFactory(soate="41705000000000", iso="KG-B", name_en="Batken", folded="баткен")
    village = LocalityFactory(province=batken)
    own = PersonFactory(province=batken, locality=None)
    lived = PersonFactory(locality=village, province=None)
    nowhere = PersonFactory(locality=None, province=None)
    held_training(agreement, [own, lived, nowhere, PersonFactory()])
    assert rows(counting.people_by_province(records(agreement))) == {"KG-B": (2,), "KG-O": (1,), "unknown": (1,)}


def test_a_group_is_supported_by_two_members_present_in_one_training_or_a_nominee(agreement: Agreement) -> None:
    two, one, split, nominating, left = GroupFactory.create_batch(5)
    people = {group: PersonFactory.create_batch(2) for group in (two, one, split, left)}
    for group, members in people.items():
        for person in members:
            MembershipFactory(group=group, person=person, last_day=date(2020, 1, 1) if group == left else None)
    training = held_training(agreement, [*people[two], people[one][0], people[split][0], *people[left]])
    held_training(agreement, [people[split][1]], day=date(2026, 4, 1))
    nominee, absent = PersonFactory(), PersonFactory()
    for person, status in ((nominee, "present"), (absent, "absent")):
        place = mark(training, person, dict.fromkeys(training.sessions.all(), status))
        group = nominating if person == nominee else GroupFactory()
        place.nomination = NominationFactory(person=person, group=group)
        place.save()
    found = records(agreement)
    assert counting.supported_groups(found) == {two.pk, nominating.pk}
    assert counting.groups_supported(found).evidence == {"group": frozenset({two.pk, nominating.pk})}
    assert rows(counting.groups_by_kind(found)) == {"youth": (2,)}


def test_communities_are_the_places_of_held_trainings_each_once(agreement: Agreement) -> None:
    place = LocalityFactory()
    held_training(agreement, [PersonFactory()], locality=place)
    held_training(agreement, [PersonFactory()], locality=place)
    held_training(agreement, [PersonFactory()], locality=LocalityFactory())
    held_training(agreement, [PersonFactory()], locality=None)
    assert counting.communities_reached(records(agreement)).value == 2


def test_a_study_tours_town_abroad_is_no_community_reached(agreement: Agreement) -> None:
    abroad = LocalityFactory(kind="abroad", country="KZ", province=None)
    held_training(agreement, [PersonFactory()], locality=abroad)
    home = held_training(agreement, [PersonFactory()], locality=LocalityFactory())
    found = counting.communities_reached(records(agreement))
    assert (found.value, found.evidence["training"]) == (1, frozenset({home.pk}))


def test_every_figure_names_the_records_behind_it(agreement: Agreement) -> None:
    first, second = held_training(agreement, [PersonFactory()]), held_training(agreement, [])
    mark(second, PersonFactory(), dict.fromkeys(second.sessions.all(), "absent"))
    found = records(agreement)
    assert counting.trainings_held(found).evidence == {"training": frozenset({first.pk, second.pk})}
    assert counting.people_trained(found).evidence == {"training": frozenset({first.pk})}


def test_marks_recorded_after_the_day_of_counting_are_left_out(agreement: Agreement) -> None:
    held_training(agreement, [PersonFactory()])
    assert counting.people_trained(load_records(agreement, FIRST, LAST, as_of=date(2026, 6, 30))).value == 0
    assert counting.people_trained(load_records(agreement, FIRST, LAST)).value == 1


def test_grants_count_by_the_day_of_the_award_from_this_agreements_lines(agreement: Agreement) -> None:
    line, other = BudgetLineFactory(agreement=agreement), BudgetLineFactory()
    first = award(line, day=FIRST)
    last = award(line, day=LAST, minor=1_000_001)
    for day in (date(2025, 12, 31), date(2026, 7, 1)):
        award(line, day=day)
    award(other)
    found = records(agreement)
    assert counting.grants_awarded(found) == counting.Counted(2, {"award": frozenset({first.pk, last.pk})})
    assert counting.amounts_awarded(found) == {"KGS": 5_000_001}
    assert counting.supported_groups(found) == {first.application.group_id, last.application.group_id}
    assert counting.communities_reached(found).value == 2
    assert [given.awarded_on for given in found.awards_to_date] == [date(2025, 12, 31), FIRST, LAST]


def test_a_group_with_a_grant_in_the_trainings_village_is_one_community(agreement: Agreement) -> None:
    group = GroupFactory()
    award(BudgetLineFactory(agreement=agreement), group=group)
    held_training(agreement, [PersonFactory()], locality=group.locality)
    assert figures(agreement)["communities_reached"] == 1


def test_applications_by_stage_are_those_sent_in_the_period(agreement: Agreement) -> None:
    line = BudgetLineFactory(agreement=agreement)
    for state in ApplicationState.values:
        application(line, state=state)
    for day in (date(2025, 12, 31), date(2026, 7, 1)):
        application(line, sent=day)
    application(BudgetLineFactory())
    table = counting.applications_by_stage(records(agreement))
    assert rows(table) == {"in_review": (5,), "awarded": (1,), "not_supported": (3,)}
    assert [cell.value for cell in table.total] == [9]


def test_every_state_of_an_application_has_its_stage() -> None:
    assert set(counting.STAGES) == set(ApplicationState.values) - {"draft"}
    assert set(counting.STAGES.values()) == set(counting.STAGE_ORDER)


def test_the_number_of_statements_does_not_grow(agreement: Agreement) -> None:
    def grow(months: range) -> None:
        for month in months:
            people: list[Person] = PersonFactory.create_batch(4)
            group = GroupFactory()
            for person in people:
                MembershipFactory(group=group, person=person)
            held_training(agreement, people, day=date(2026, month, 1))

    grow(range(1, 2))
    with CaptureQueriesContext(connection) as few:
        records(agreement)
    grow(range(2, 7))
    with CaptureQueriesContext(connection) as many:
        records(agreement)
    assert len(few) == len(many) <= 12


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(1, 12), st.dictionaries(st.integers(0, 9), st.lists(st.sampled_from(MARKS), min_size=2, max_size=2), max_size=6)
        ),
        max_size=5,
    )
)
def test_any_world_counts_as_plain_python_counts_it(agreement: Agreement, world: list[tuple[int, dict[int, list[str | None]]]]) -> None:
    """world: a training in a month, and per person the marks of its two sessions (None: no mark)."""
    with transaction.atomic():
        people = [PersonFactory(sex=("female", "male", "not_stated")[number % 3]) for number in range(10)]
        for month, marks in world:
            training = held_training(agreement, [], day=date(2026, month, 5))
            first, second = training.sessions.order_by("position")
            for number, (one, two) in marks.items():
                mark(training, people[number], {s: m for s, m in ((first, one), (second, two)) if m is not None})
        there = [
            {number for number, marks in training.items() if {"present", "late"} & set(marks)}
            for month, training in world
            if month <= 6 and any(mark is not None for marks in training.values() for mark in marks)
        ]
        met = [
            {number for number, marks in training.items() if all(mark in ("present", "late") for mark in marks)}
            for month, training in world
            if month <= 6
        ]
        found = records(agreement)
        assert counting.trainings_held(found).value == len(there)
        assert counting.participations(found).value == sum(map(len, there))
        assert counting.present_people(found) == {people[number].pk for number in set().union(*there)}
        assert counting.completed(found).value == sum(map(len, met))
        by_sex = {sex: sum(people[n].sex == sex for n in set().union(*there)) for sex in ("female", "male", "not_stated")}
        assert rows(counting.people_by_sex(found)) == {sex: (count,) for sex, count in by_sex.items() if count}
        transaction.set_rollback(True)

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory, PersonFactory
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.enums import ConsentPurpose
from youth_groups.models import Consent
from youth_groups.queries.consents import consents_standing, photo_marks

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 14)
PARTICIPATION = ConsentPurpose.PARTICIPATION


@pytest.fixture
def coordinator():
    return holder(Role.TRAINING_COORDINATOR)


def give(coordinator, person, by, answer="given", purpose=PARTICIPATION, **more):
    record_consents(
        answers=[ConsentGiven(person=person, purpose=purpose, by=by, answer=answer, relation="апасы" if by == "caregiver" else "")],
        by=coordinator,
        given_on=timezone.localdate(),
        **more,
    )


def kinds(person, purpose=PARTICIPATION, day=DAY, **more):
    return [item.kind for item in consents_standing([person.pk], purpose, day, **more)[person.pk].missing]


def test_no_row_means_no():
    child, adult = PersonFactory(birth_year=2012), PersonFactory(birth_year=1990)
    assert (kinds(child), kinds(adult)) == (["caregiver", "own"], ["own"])


def test_a_minor_needs_both(coordinator):
    child = PersonFactory(birth_year=2012)
    give(coordinator, child, "caregiver")
    assert kinds(child) == ["own"]
    give(coordinator, child, "self")
    assert kinds(child) == []
    assert consents_standing([child.pk], PARTICIPATION, DAY)[child.pk].ok


def test_an_adult_needs_the_own_and_no_caregiver(coordinator):
    adult = PersonFactory(birth_year=1990)
    give(coordinator, adult, "self")
    assert consents_standing([adult.pk], PARTICIPATION, DAY)[adult.pk].ok


@pytest.mark.parametrize(("year", "minor"), [(2007, False), (2008, True), (None, True)])
def test_who_could_still_be_under_18_is_a_minor(year, minor):
    person = PersonFactory(birth_year=year)
    assert consents_standing([person.pk], PARTICIPATION, DAY)[person.pk].minor is minor


@pytest.mark.parametrize("answer", ["refused", "withdrawn"])
def test_refused_or_withdrawn_stops_and_a_later_yes_opens_again(coordinator, answer):
    child = PersonFactory(birth_year=2012)
    give(coordinator, child, "self")
    give(coordinator, child, "caregiver")
    give(coordinator, child, "caregiver", answer)
    standing = consents_standing([child.pk], PARTICIPATION, DAY)[child.pk]
    assert (standing.ok, standing.stopped, [item.kind for item in standing.missing]) == (False, True, ["caregiver"])
    give(coordinator, child, "caregiver")
    assert consents_standing([child.pk], PARTICIPATION, DAY)[child.pk].ok


def test_participation_and_photo_are_never_one(coordinator):
    adult = PersonFactory(birth_year=1990)
    give(coordinator, adult, "self")
    assert photo_marks([adult.pk], DAY) == {adult.pk: (False, False)}
    give(coordinator, adult, "self", purpose=ConsentPurpose.PHOTO_INTERNAL)
    assert photo_marks([adult.pk], DAY) == {adult.pk: (True, False)}


def test_a_consent_for_another_activity_does_not_count(coordinator):
    adult, camp, other = PersonFactory(birth_year=1990), GroupFactory(), GroupFactory()
    give(coordinator, adult, "self", about=other)
    assert kinds(adult, about=camp) == ["own"]
    assert kinds(adult, about=other) == []


def test_recording_the_same_answers_again_adds_nothing(coordinator):
    child = PersonFactory(birth_year=2012)
    for _turn in range(2):
        give(coordinator, child, "caregiver")
    assert Consent.objects.count() == 1


def test_a_caregivers_answer_without_relation_and_a_day_to_come_are_refused(coordinator):
    child = PersonFactory(birth_year=2012)
    with pytest.raises(Refused) as refusal:
        record_consents(
            answers=[ConsentGiven(person=child, purpose=PARTICIPATION, by="caregiver")], by=coordinator, given_on=DAY - timedelta(days=400)
        )
    assert refusal.value.code == "no_relation"
    with pytest.raises(Refused) as refusal:
        record_consents(
            answers=[ConsentGiven(person=child, purpose=PARTICIPATION, by="self")],
            by=coordinator,
            given_on=timezone.localdate() + timedelta(days=1),
        )
    assert refusal.value.code == "future"
    assert Consent.objects.count() == 0


def test_recording_for_another_organisations_people_is_refused():
    theirs = holder(Role.TRAINING_COORDINATOR, OrganisationFactory())
    with pytest.raises(Refused):
        give(theirs, PersonFactory(), "self")


def test_standing_and_recording_take_the_same_statements_for_one_and_thirty(
    coordinator, django_assert_num_queries, django_assert_max_num_queries
):
    coordinator.roles  # noqa: B018 read once a request
    for number in (1, 30):
        people = [PersonFactory(birth_year=2012) for _n in range(number)]
        with django_assert_max_num_queries(6):
            record_consents(
                answers=[ConsentGiven(person=p, purpose=PARTICIPATION, by="self") for p in people],
                by=coordinator,
                given_on=timezone.localdate(),
            )
        with django_assert_num_queries(3):
            consents_standing([p.pk for p in people], PARTICIPATION, DAY)

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core.events import events_of
from core.refusals import Refused
from tests.factories.programme import LocalityFactory, OrganisationFactory, holder, lead
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account
from youth_groups.domain.people import PersonFacts, record_caregiver, record_people, record_person, shown_to_be_adult
from youth_groups.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return holder(Role.TRAINING_COORDINATOR)


def test_record_person_keeps_the_name_as_written(coordinator):
    locality = LocalityFactory()
    person = record_person(
        organisation=lead(),
        by=coordinator,
        written_name="  АЙБЕК  Нурбек уулу ",
        sex="male",
        birth_year=2004,
        locality=locality,
        phone="+996555000111",
    )
    assert (person.written_name, person.number, person.province, person.phone_owner) == (
        "АЙБЕК Нурбек уулу",
        f"P-{person.pk:06d}",
        locality.province,
        "own",
    )
    assert [(event.action, event.data) for event in events_of(person)] == [("recorded", {"organisation": lead().pk})]


def test_record_person_normalises_to_nfc(coordinator):
    person = record_person(organisation=lead(), by=coordinator, written_name="Ерлан Байышов".replace("й", "й"))
    assert person.written_name == "Ерлан Байышов"


@pytest.mark.parametrize("year", [198, 1899, 2999])
def test_record_person_impossible_birth_year_is_refused(coordinator, year):
    with pytest.raises(Refused) as refusal:
        record_person(organisation=lead(), by=coordinator, written_name="Айбек", birth_year=year)
    assert refusal.value.code == "birth_year"
    assert Person.objects.count() == 0


def test_record_person_of_another_organisation_is_refused(coordinator):
    partner = OrganisationFactory()
    theirs = holder(Role.TRAINING_COORDINATOR, partner)
    with pytest.raises(Refused) as refusal:
        record_person(organisation=lead(), by=theirs, written_name="Айбек")
    assert refusal.value.code == "not_your_people"
    assert record_person(organisation=partner, by=coordinator, written_name="Айбек").organisation == partner


def test_record_person_by_an_editor_of_the_group(django_assert_num_queries):
    group = GroupFactory()
    editor, viewer = member_account(group, "edit_group"), member_account(group, "view_group")
    assert record_person(organisation=group.organisation, by=editor, written_name="Айбек", group=group).pk
    with pytest.raises(Refused):
        record_person(organisation=group.organisation, by=viewer, written_name="Айбек", group=group)


def test_record_people_takes_the_same_statements_for_one_and_thirty(coordinator):
    coordinator.roles  # noqa: B018 read once a request
    counts = []
    for number in (1, 30):
        with CaptureQueriesContext(connection) as seen:
            made = record_people(
                organisation=lead(), by=coordinator, people=[PersonFacts(written_name=f"Айбек {n}") for n in range(number)]
            )
        counts.append(sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in seen.captured_queries))
        assert [person.written_name for person in made] == [f"Айбек {n}" for n in range(number)]
        assert all(Person.objects.get(pk=person.pk).number == f"P-{person.pk:06d}" for person in made)
    assert counts == [7, 7]


def test_record_caregiver_twice_is_kept_once(coordinator):
    person = PersonFactory()
    first = record_caregiver(person=person, by=coordinator, relation="апасы", phone="+996555000111")
    assert record_caregiver(person=person, by=coordinator, relation="апасы", phone="+996555000111") == first
    with pytest.raises(Refused):
        record_caregiver(person=person, by=coordinator, relation=" ")


def test_shown_to_be_adult_keeps_who_saw_it_first(coordinator):
    person = PersonFactory(birth_year=2008)
    shown_to_be_adult(person=person, by=coordinator)
    shown_to_be_adult(person=person, by=holder(Role.PROGRAMME_MANAGER))
    person.refresh_from_db()
    assert person.shown_adult_by == coordinator
    assert [event.action for event in events_of(person)] == ["shown_to_be_adult"]

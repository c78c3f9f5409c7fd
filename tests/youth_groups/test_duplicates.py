"""Likely duplicates in the register: found by any spelling, decided by a human, merged with every relation, undone for 30 days."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from django.utils import timezone

from accounts.roles import Role
from core.models import Event, Job
from core.refusals import Refused
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder, lead
from tests.factories.trainings import ParticipationFactory
from tests.factories.youth_groups import GroupFactory, MembershipFactory
from youth_groups import person_relations
from youth_groups.domain.duplicates import merge_people, propose_pairs, refresh_keys, say_one_person, say_two_people, undo_merge
from youth_groups.domain.people import record_caregiver, record_person
from youth_groups.models import Caregiver, Membership, Person, PersonKey, PersonLink, PersonMerge, PersonPair
from youth_groups.queries.duplicates import matching, nearest

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return holder(Role.TRAINING_COORDINATOR)


def recorded(by, name, **facts):
    return record_person(organisation=facts.pop("organisation", None) or lead(), by=by, written_name=name, **{"birth_year": 2004, **facts})


@pytest.fixture
def two(coordinator):
    """One woman, written down twice."""
    return recorded(coordinator, "Токтосунова Айгүл", phone="+996555112233"), recorded(
        coordinator, "Aigul Toktosunova", phone="+996555112233"
    )


def pair_of(*people):
    return PersonPair.objects.get(first_id=min(p.pk for p in people), second_id=max(p.pk for p in people))


def test_every_relation_to_a_person_is_declared():
    declared = {relation.key for relation in person_relations.relations()} | person_relations.NOT_MOVED
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.related_model is Person:
                found.add(f"{model._meta.label}.{field.name}")
    assert found == declared - {"youth_groups.Person.user"}


def test_recording_somebody_keeps_keys_and_asks_for_a_look(coordinator):
    person = recorded(coordinator, "Токтосунова Айгүл")
    assert ("word:t", "toktosunova") in set(person.keys.values_list("kind", "value"))
    assert [job.arguments for job in Job.objects.filter(kind="people.duplicates")] == [{"ids": [person.pk]}]


def test_two_spellings_of_one_woman_are_put_before_a_human_once(two):
    assert propose_pairs([person.pk for person in two]) == 1
    assert propose_pairs([two[1].pk]) == 0
    assert pair_of(*two).state == "proposed"
    assert Person.objects.standing().count() == 2


def test_sisters_on_one_phone_are_not_proposed(coordinator):
    sisters = [recorded(coordinator, name, phone="+996555112233") for name in ("Асанова Айгүл", "Асанова Айпери")]
    assert propose_pairs([person.pk for person in sisters]) == 0


def test_another_organisations_record_is_never_proposed(coordinator, two):
    partner = OrganisationFactory()
    theirs = recorded(holder(Role.TRAINING_COORDINATOR, partner), "Токтосунова Айгүл", phone="+996555112233", organisation=partner)
    assert propose_pairs([theirs.pk]) == 0


def test_a_decided_pair_does_not_come_back(two, coordinator):
    propose_pairs([two[0].pk])
    pair = say_two_people(pair=pair_of(*two), by=coordinator)
    assert say_two_people(pair=pair, by=coordinator).state == "two"
    assert Event.objects.filter(action="two_people").count() == 1
    assert propose_pairs([person.pk for person in two]) == 0
    assert PersonPair.objects.get().state == "two"
    with pytest.raises(Refused, match="two people"):
        say_one_person(pair=pair, survivor=two[0], by=coordinator)


def test_merging_moves_everything_and_keeps_what_stands_twice(two, coordinator):
    kept, gone = two
    group, other = GroupFactory(), GroupFactory()
    MembershipFactory(group=group, person=kept, function="leader")
    twice = MembershipFactory(group=group, person=gone, function="leader")
    moved = MembershipFactory(group=other, person=gone, function="member")
    place = ParticipationFactory(person=gone)
    mother = record_caregiver(person=gone, by=coordinator, relation="апасы")
    propose_pairs([kept.pk])
    merge = say_one_person(pair=pair_of(*two), survivor=kept, by=coordinator)
    for row in (moved, place, mother):
        row.refresh_from_db()
        assert row.person_id == kept.pk
    twice.refresh_from_db()
    assert twice.person_id == gone.pk
    gone.refresh_from_db()
    assert gone.merged_into_id == kept.pk
    assert not PersonKey.objects.filter(person=gone).exists()
    assert Person.objects.standing().filter(pk__in=[kept.pk, gone.pk]).get().pk == kept.pk
    assert pair_of(*two).state == "same"
    assert merge.moved["youth_groups.Membership.person"] == [moved.pk]


def snapshot():
    """Every row that points to a person, as it stands."""
    rows = {}
    for relation in person_relations.relations():
        for row in relation.model_class._base_manager.order_by("pk"):
            rows[(relation.key, str(row.pk))] = getattr(row, f"{relation.field}_id")
    people = {person.pk: model_to_dict(person) | {"merged": person.merged_into_id} for person in Person.objects.order_by("pk")}
    return rows, people, sorted(PersonKey.objects.values_list("person_id", "kind", "value"))


def test_undoing_a_merge_brings_everything_back(two, coordinator):
    kept, gone = two
    gone.user = UserFactory()
    gone.save(update_fields=["user"])
    MembershipFactory(person=gone)
    ParticipationFactory(person=gone)
    record_caregiver(person=gone, by=coordinator, relation="апасы")
    before = snapshot()
    merge = merge_people(survivor=kept, gone=gone, by=coordinator)
    kept.refresh_from_db()
    assert kept.user_id is not None
    assert snapshot() != before
    undo_merge(merge=merge, by=coordinator)
    assert snapshot() == before
    assert propose_pairs([kept.pk]) == 0, "undone means two people"
    with pytest.raises(Refused, match="undone already"):
        undo_merge(merge=merge, by=coordinator)


def test_what_was_written_after_the_merge_stays_with_the_kept_record(two, coordinator):
    kept, gone = two
    merge = merge_people(survivor=kept, gone=gone, by=coordinator)
    later = MembershipFactory(person=kept)
    undo_merge(merge=merge, by=coordinator)
    assert Membership.objects.get(pk=later.pk).person_id == kept.pk


def test_a_merge_is_not_undone_after_thirty_days(two, coordinator):
    merge = merge_people(survivor=two[0], gone=two[1], by=coordinator)
    PersonMerge.objects.filter(pk=merge.pk).update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(Refused, match="30 days"):
        undo_merge(merge=merge, by=coordinator)


def test_what_was_decided_about_the_merged_one_holds_for_the_kept(two, coordinator):
    third = recorded(coordinator, "Токтосунова Айгуль", phone="+996555112233")
    propose_pairs([third.pk])
    say_two_people(pair=pair_of(two[1], third), by=coordinator)
    merge_people(survivor=two[0], gone=two[1], by=coordinator)
    assert pair_of(two[0], third).state == "proposed", "an open question stays open"
    fourth = recorded(coordinator, "Токтосунова Айгул", birth_year=2005)
    PersonPair.objects.create(first=two[0], second=fourth, score=0, state="two", decided_by=coordinator)
    merge_people(survivor=third, gone=two[0], by=coordinator)
    assert pair_of(third, fourth).state == "two"


@pytest.mark.parametrize("what", ["organisation", "merged", "accounts", "linked", "right", "same"])
def test_merges_that_are_refused(two, coordinator, what):
    kept, gone, by, words = two[0], two[1], coordinator, ""
    if what == "organisation":
        Person.objects.filter(pk=gone.pk).update(organisation=OrganisationFactory())
        words = "linked, not merged"
    elif what == "merged":
        third = recorded(coordinator, "Асан")
        merge_people(survivor=third, gone=gone, by=coordinator)
        words = "merged meanwhile"
    elif what == "accounts":
        for person in two:
            Person.objects.filter(pk=person.pk).update(user=UserFactory())
        words = "account"
    elif what == "linked":
        far = recorded(coordinator, "Асан")
        PersonLink.objects.create(first=gone, second=far, reason="x", linked_by=coordinator)
        words = "linked with a partner"
    elif what == "right":
        by, words = holder(Role.GRANTS_OFFICER), "Only the office"
    else:
        gone, words = kept, "one record already"
    with pytest.raises(Refused, match=words):
        merge_people(survivor=kept, gone=gone, by=by)
    assert Person.objects.get(pk=kept.pk).merged_into_id is None


@pytest.mark.django_db(transaction=True)
def test_two_people_merging_one_pair_at_once_merge_it_once(two, coordinator):
    Caregiver.objects.create(person=two[1], relation="апасы")
    ways = [(two[0], two[1]), (two[1], two[0])]
    outcomes = run_concurrently(lambda way: merge_people(survivor=way[0], gone=way[1], by=coordinator), ways)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["PersonMerge", "Refused"]
    assert Person.objects.standing().filter(pk__in=[person.pk for person in two]).count() == 1
    assert Caregiver.objects.get().person.merged_into_id is None


@pytest.mark.parametrize("text", ["Айгүл", "айгуль", "Aigul", "Aygül", "AIGUL TOKTOSUNOVA", "Токтосунова", "Токтасунова Айгул", "токтос"])
def test_somebody_is_found_by_any_spelling(coordinator, text):
    person = recorded(coordinator, "Токтосунова Айгүл")
    recorded(coordinator, "Асанова Айпери")
    assert list(matching(Person.objects.all(), text)) == [person]


def test_a_search_takes_two_statements(coordinator, django_assert_num_queries):
    person = recorded(coordinator, "Токтосунова Айгүл")
    with django_assert_num_queries(2):
        assert list(matching(Person.objects.all(), "Toktosunova Aigul")) == [person]


def test_a_merged_record_is_found_by_the_kept_one_only(two, coordinator):
    merge_people(survivor=two[0], gone=two[1], by=coordinator)
    assert list(matching(Person.objects.standing(), "Айгүл")) == [Person.objects.get(pk=two[0].pk)]


def test_the_nearest_word_comes_first():
    assert nearest("aigul", ["aigula", "aigul", "aigu", "asan"]) == ["aigul", "aigula", "aigu"]


def test_keys_follow_a_corrected_name(coordinator):
    person = recorded(coordinator, "Токтосунова Айгүл")
    Person.objects.filter(pk=person.pk).update(written_name="Асанова Айгүл")
    refresh_keys([person.pk])
    assert list(matching(Person.objects.all(), "Токтосунова")) == []
    assert list(matching(Person.objects.all(), "Асанова")) == [person]

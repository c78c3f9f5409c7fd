import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.models import AccessLog
from tests.factories.programme import OrganisationFactory, holder, lead
from youth_groups.domain.duplicates import propose_pairs
from youth_groups.domain.people import record_person
from youth_groups.models import Person, PersonMerge, PersonPair

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return holder(Role.TRAINING_COORDINATOR)


def a_pair(by, number=0, organisation=None):
    names = (f"Токтосунова Айгүл{'а' * number}", f"Toktosunova Aigul{'a' * number}")
    people = [
        record_person(
            organisation=organisation or lead(), by=by, written_name=name, birth_year=2004 - number, phone=f"+99655500{number:04d}"
        )
        for name in names
    ]
    propose_pairs([person.pk for person in people])
    return PersonPair.objects.get(first=people[0], second=people[1])


def test_a_pair_is_decided_as_one_person_and_taken_back(client, coordinator):
    pair = a_pair(coordinator)
    client.force_login(coordinator)
    listed = client.get(reverse("youth_groups:duplicates")).content.decode()
    assert "Токтосунова Айгүл" in listed
    page = client.get(reverse("youth_groups:duplicate", args=[pair.pk])).content.decode()
    assert pair.first.number in page
    answer = client.post(reverse("youth_groups:duplicate", args=[pair.pk]), {"keep": pair.second.number})
    assert answer.url == reverse("youth_groups:duplicates")
    assert Person.objects.get(pk=pair.first_id).merged_into_id == pair.second_id
    merge = PersonMerge.objects.get()
    client.post(reverse("youth_groups:undo_merge", args=[merge.pk]))
    assert Person.objects.get(pk=pair.first_id).merged_into_id is None
    assert "Токтосунова Айгүл" not in client.get(reverse("youth_groups:duplicates")).content.decode()


def test_a_pair_is_decided_as_two_people(client, coordinator):
    pair = a_pair(coordinator)
    client.force_login(coordinator)
    client.post(reverse("youth_groups:duplicate", args=[pair.pk]), {"two": "1"})
    pair.refresh_from_db()
    assert pair.state == "two"
    refused = client.post(reverse("youth_groups:duplicate", args=[pair.pk]), {"keep": pair.first.number})
    assert refused.url == reverse("youth_groups:duplicate", args=[pair.pk])
    assert PersonMerge.objects.count() == 0


def test_children_in_the_list_are_noted(client, coordinator):
    a_pair(coordinator, number=-8)
    client.force_login(coordinator)
    client.get(reverse("youth_groups:duplicates"))
    assert AccessLog.objects.get(action="read_duplicates").rows == 2


def test_a_partner_decides_about_its_own_pairs_only(client, coordinator):
    partner = OrganisationFactory()
    own = a_pair(holder(Role.TRAINING_COORDINATOR, partner), organisation=partner)
    other = a_pair(coordinator, number=1)
    client.force_login(holder(Role.TRAINING_COORDINATOR, partner))
    listed = client.get(reverse("youth_groups:duplicates")).content.decode()
    assert own.first.number in listed
    assert other.first.number not in listed
    for method in (client.get, client.post):
        assert method(reverse("youth_groups:duplicate", args=[other.pk])).status_code == 404


def test_the_list_takes_the_same_statements_for_one_and_many(client, coordinator):
    client.force_login(coordinator)
    a_pair(coordinator)
    client.get(reverse("youth_groups:duplicates"))
    counts = []
    for more in (range(0), range(1, 12)):
        for number in more:
            a_pair(coordinator, number=number)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("youth_groups:duplicates"))
        counts.append(len(seen))
    assert counts[0] == counts[1]

"""A person is not an account; the office may say that an account of the person's group is theirs."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.models import Event
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from youth_groups.domain.own_account import link_account, unlink_account
from youth_groups.models import Person
from youth_groups.queries.people import accounts_offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory()


@pytest.fixture
def person(group):
    return MembershipFactory(group=group, person__birth_year=1990).person


def refused(code, verb, **arguments):
    with pytest.raises(Refused) as raised:
        verb(**arguments)
    assert raised.value.code == code


def test_a_recorded_person_has_no_account_until_somebody_says_so(group, person):
    theirs, by = member_account(group), holder(Role.TRAINING_COORDINATOR)
    member_account(GroupFactory())
    assert person.user is None
    assert list(accounts_offered(person)) == [theirs]
    for _again in range(2):
        link_account(person=person, user=theirs, by=by)
    assert Person.objects.get(user=theirs) == person
    assert list(accounts_offered(person)) == []
    unlink_account(person=person, by=by)
    assert list(accounts_offered(person)) == [theirs]
    told = Event.objects.filter(action__startswith="account_").order_by("pk").values_list("action", "data")
    assert list(told) == [("account_linked", {"user": theirs.pk}), ("account_unlinked", {"user": theirs.pk})]


def test_who_may_not_and_what_may_not_be_linked(group, person):
    theirs, by = member_account(group), holder(Role.TRAINING_COORDINATOR)
    link = {"person": person, "user": theirs}
    for stranger in (holder(Role.TRAINING_COORDINATOR, OrganisationFactory()), holder(Role.ME_OFFICER), theirs):
        refused("not_your_people", link_account, by=stranger, **link)
    for account in (UserFactory(), member_account(group, is_active=False), member_account(GroupFactory())):
        refused("not_offered", link_account, person=person, user=account, by=by)
    link_account(by=by, **link)
    refused("not_offered", link_account, person=person, user=member_account(group), by=by)
    refused("not_offered", link_account, person=MembershipFactory(group=group).person, user=theirs, by=by)
    refused("gone", link_account, person=PersonFactory(merged_into=person), user=theirs, by=by)


def test_the_record_offers_it_to_who_records_people(client, group, person):
    theirs, address = member_account(group, name="Айгүл"), reverse("youth_groups:person", args=[person.number])
    client.force_login(holder(Role.ME_OFFICER))
    assert "id_account" not in client.get(address).content.decode()
    client.post(address, {"part": "account", "account": theirs.number})
    person.refresh_from_db()
    assert person.user is None
    client.force_login(holder(Role.TRAINING_COORDINATOR))
    assert theirs.number in client.get(address).content.decode()
    assert client.post(address, {"part": "account", "account": "U-NOBODY"}).status_code == 404
    client.post(address, {"part": "account", "account": theirs.number})
    person.refresh_from_db()
    assert person.user == theirs
    assert "Айгүл" in client.get(address).content.decode()
    client.post(address, {"part": "no_account"})
    person.refresh_from_db()
    assert person.user is None

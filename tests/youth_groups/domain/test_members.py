"""A group puts right what it wrote down of its members itself, and nothing that others build on."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.events import events_of
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import NominationFactory, ParticipationFactory, TrainingCallFactory
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.duplicates import merge_people
from youth_groups.domain.groups import add_new_member
from youth_groups.domain.links import link_people
from youth_groups.domain.members import correct_member
from youth_groups.models import Person

pytestmark = pytest.mark.django_db
RIGHT = {"written_name": "Айпери Нурбек кызы", "sex": "female", "birth_year": 2001}


@pytest.fixture
def member(group, editor):
    return add_new_member(group=group, by=editor, written_name="Айперри Нурбеков", sex="male", birth_year=2011)


def facts(member):
    row = Person.objects.get(pk=member.person_id)
    return {"written_name": row.written_name, "sex": row.sex, "birth_year": row.birth_year}


def refused(member, by):
    stood = facts(member)
    with pytest.raises(Refused) as refusal:
        correct_member(membership=member, by=by, **RIGHT)
    assert facts(member) == stood
    assert not events_of(member.person).filter(action="changed").exists()
    return refusal.value.code, str(refusal.value)


def test_the_group_puts_right_what_it_wrote_and_the_event_names_fields_only(member, editor):
    NominationFactory(group=member.group, person=member.person, call=TrainingCallFactory())
    correct_member(membership=member, by=editor, **RIGHT)
    assert facts(member) == RIGHT
    event = events_of(member.person).get(action="changed")
    assert (event.actor, event.data) == (editor, {"fields": ["birth_year", "folded", "sex", "written_name"]})
    correct_member(membership=member, by=editor, **RIGHT)
    assert events_of(member.person).filter(action="changed").count() == 1


def test_who_only_sees_the_group_changes_nothing(member):
    assert refused(member, member_account(member.group, "view_group"))[0] == "not_your_group"
    assert refused(member, member_account(GroupFactory()))[0] == "not_your_group"


def consented(member):
    answer = ConsentGiven(person=member.person, purpose="contact", by="self")
    record_consents(answers=[answer], by=holder(Role.TRAINING_COORDINATOR), given_on=timezone.localdate())


def trained(member):
    ParticipationFactory(person=member.person)


def linked(member):
    other = PersonFactory(organisation=OrganisationFactory())
    link_people(first=member.person, second=other, by=holder(Role.ME_OFFICER), reason="the same passport was seen")


def in_another_group(member):
    MembershipFactory(person=member.person)


def shown_adult(member):
    Person.objects.filter(pk=member.person_id).update(shown_adult_at=timezone.now())


@pytest.mark.parametrize("builds", [consented, trained, linked, in_another_group, shown_adult])
def test_facts_on_which_others_build_are_the_offices(member, editor, builds):
    builds(member)
    code, words = refused(member, editor)
    assert (code, "builds on these facts" in words) == ("not_to_be_corrected", True)


def survivor_of_a_merge(member):
    merge_people(survivor=member.person, gone=PersonFactory(), by=holder(Role.TRAINING_COORDINATOR))


def erased(member):
    Person.objects.filter(pk=member.person_id).update(erased_at=timezone.now())


@pytest.mark.parametrize("gone", [survivor_of_a_merge, erased])
def test_a_merged_or_erased_person_is_refused(member, editor, gone):
    gone(member)
    code, words = refused(member, editor)
    assert (code, "merged or erased" in words) == ("not_to_be_corrected", True)


def test_a_person_with_an_account_is_refused(member, editor):
    Person.objects.filter(pk=member.person_id).update(user=UserFactory())
    assert "account of their own" in refused(member, editor)[1]


def test_whom_the_office_wrote_down_is_refused(group, editor):
    theirs = add_new_member(group=group, by=holder(Role.GRANTS_OFFICER), written_name="Бек", sex="male", birth_year=2000)
    for member in (theirs, MembershipFactory(group=group)):
        assert "office wrote this person down" in refused(member, editor)[1]


def test_a_name_that_stands_in_the_group_already_is_refused(member, editor):
    add_new_member(group=member.group, by=editor, **RIGHT)
    assert refused(member, editor)[0] == "stands_already"


def test_the_page_is_the_editors_and_says_why_not(client, member, editor):
    page = reverse("youth_groups:member_facts", args=[member.group.number, member.pk])
    data = {"name": RIGHT["written_name"], "sex": "female", "birth_year": "2001"}
    other = member_account(GroupFactory())
    for stranger in (member_account(member.group, "view_group"), other):
        client.force_login(stranger)
        assert [client.get(page).status_code, client.post(page, data).status_code] == [404, 404]
    theirs = reverse("youth_groups:member_facts", args=[GroupFactory().number, member.pk])
    client.force_login(editor)
    assert client.get(theirs).status_code == 404
    assert 'value="2011"' in client.get(page).content.decode()
    assert page in client.get(reverse("youth_groups:membership", args=[member.group.number, member.pk])).content.decode()
    assert "This year has not come yet." in client.post(page, {**data, "birth_year": "2999"}).content.decode()
    assert client.post(page, data).status_code == 302
    assert facts(member) == RIGHT
    consented(member)
    text = client.get(page).content.decode()
    assert ("builds on these facts" in text, 'name="birth_year"' in text) == (True, False)
    client.post(page, {**data, "birth_year": "1999"})
    assert facts(member) == RIGHT

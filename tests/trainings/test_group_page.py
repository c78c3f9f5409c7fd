"""The group's page: at which trainings its people were, with certificates; one member alone, whom it did not nominate, is not told of."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.trainings import NominationFactory, ParticipationFactory, TrainingFactory, consent_to_take_part, with_sessions
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from tests.trainings.pages import marked
from trainings.domain.certificates import issue_certificates
from trainings.queries.group_page import attendance_of_group

pytestmark = pytest.mark.django_db


def took_part(*people, group=None):
    training = TrainingFactory(public_title_en="Talking and agreeing")
    with_sessions(training, 2)
    for person in people:
        nomination = NominationFactory(group=group, person=person) if group else None
        ParticipationFactory(training=training, person=person, nomination=nomination)
    marked(training)
    return training


def test_a_group_sees_counts_and_certificates_of_those_it_nominated(client, coordinator):
    group = GroupFactory()
    people = PersonFactory.create_batch(2, birth_year=1990)
    training = took_part(*people, group=group)
    consent_to_take_part(*people, by=coordinator, caregiver=False)
    issue_certificates(training=training, by=coordinator)
    section = attendance_of_group(group, member_account(group, language="en"))
    [item] = section.items
    assert (item.url, item.detail.split("; ")[1:]) == ("", ["2 people were there", "2 certificates"])
    assert attendance_of_group(group, coordinator).items[0].url == training.get_absolute_url()
    member = member_account(group, language="en")
    client.force_login(member)
    client.cookies["language"] = "en"
    page = client.get(group.get_absolute_url()).content.decode()
    assert "Talking and agreeing" in page
    assert not any(person.written_name in page for person in people)
    assert attendance_of_group(GroupFactory(), member) is None


def test_one_member_alone_is_their_own_matter_and_former_members_are_not_counted(coordinator):
    group = GroupFactory()
    one, two = PersonFactory.create_batch(2, birth_year=1990)
    training = took_part(one, two)
    MembershipFactory(group=group, person=one)
    assert attendance_of_group(group, coordinator) is None
    gone = MembershipFactory(group=group, person=two, last_day=training.first_day - timedelta(days=1))
    assert attendance_of_group(group, coordinator) is None
    type(gone).objects.filter(pk=gone.pk).update(last_day=training.first_day)
    assert "2 people were there" in attendance_of_group(group, coordinator).items[0].detail


def test_the_section_costs_the_same_with_many_trainings(coordinator):
    group = GroupFactory()

    def statements():
        with CaptureQueriesContext(connection) as found:
            attendance_of_group(group, coordinator)
        return len(found)

    took_part(PersonFactory(birth_year=1990), group=group)
    statements()
    few = statements()
    for _time in range(3):
        took_part(PersonFactory(birth_year=1990), PersonFactory(birth_year=1991), group=group)
    assert statements() == few

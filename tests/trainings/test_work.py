"""What the boards, the group's page and the public pages gather from this app, and how many statements it takes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import open_calls
from core.worklists import work_for as all_work
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import (
    NominationFactory,
    ParticipationFactory,
    TrainingCallFactory,
    TrainingFactory,
    consent_to_take_part,
    new_key,
    trainer_of,
    with_sessions,
)
from tests.factories.youth_groups import GroupFactory, member_account
from tests.trainings.pages import page_of
from trainings.domain.attendance import record_marks
from trainings.domain.certificates import issue_certificates
from trainings.queries.calls import open_training_calls
from trainings.queries.work import nominations_of_group, work_for

pytestmark = pytest.mark.django_db


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def lines(user):
    return [(item.title, item.count) for item in work_for(fresh(user))]


def trainer_in_office(training):
    from guardian.shortcuts import assign_perm

    user = holder("trainer")
    assign_perm("lead_training", user, training)
    return user


def mark(training, sessions):
    by = trainer_of(training)
    for session in sessions:
        statuses = dict.fromkeys(training.participations.values_list("pk", flat=True), "present")
        record_marks(session=session, by=by, statuses=statuses, batch=new_key())


def test_a_trainers_work_goes_from_marking_to_issuing_to_nothing():
    training = TrainingFactory()
    sessions = with_sessions(training)
    row = ParticipationFactory(training=training)
    trainer = trainer_in_office(training)
    assert lines(trainer) == [("Mark attendance", 1)] * 6
    mark(training, sessions[:5])
    assert lines(trainer) == [("Mark attendance", 1)]
    mark(training, sessions[5:])
    assert lines(trainer) == [("Issue certificates", 1)]
    consent_to_take_part(row.person, by=holder("training_coordinator"))
    issue_certificates(training=training, by=trainer)
    assert lines(trainer) == []


def test_a_session_with_somebody_added_later_has_to_be_marked_again():
    training = TrainingFactory()
    sessions = with_sessions(training, 1)
    ParticipationFactory(training=training)
    mark(training, sessions)
    ParticipationFactory(training=training)
    assert lines(trainer_in_office(training)) == [("Mark attendance", 1)]


def test_a_coordinator_chooses_after_the_deadline_and_others_see_nothing():
    call = TrainingCallFactory()
    TrainingFactory(call=call, first_day=timezone.localdate() + timedelta(days=9), last_day=timezone.localdate() + timedelta(days=10))
    for _n in range(3):
        NominationFactory(call=call)
    coordinator = holder("training_coordinator")
    assert lines(coordinator) == []
    call.closes_at = timezone.now() - timedelta(hours=1)
    call.save()
    assert lines(coordinator) == [("Choose who comes", 3)]
    assert lines(holder("training_coordinator", OrganisationFactory())) == []
    assert lines(holder("grants_officer")) == []
    assert lines(trainer_in_office(TrainingFactory())) == []


def test_a_groups_member_is_asked_to_nominate_while_the_call_is_open():
    group = GroupFactory(name_en="Kelechek")
    call = TrainingCallFactory(title_en="Camp")
    TrainingCallFactory(organisation=OrganisationFactory())
    editor = member_account(group)
    assert [(item.title, item.detail, item.due) for item in work_for(editor)] == [("Nominate for: Camp", group.name, call.closes_at)]
    assert lines(member_account(group, "view_group")) == []
    call.closes_at = timezone.now()
    call.save()
    assert lines(editor) == []


def test_work_takes_the_same_statements_for_1_and_for_30_trainings():
    coordinator = holder("training_coordinator")

    def one():
        training = TrainingFactory(call=TrainingCallFactory(closes_at=timezone.now() - timedelta(days=1)))
        with_sessions(training)
        ParticipationFactory(training=training)
        NominationFactory(call=training.call)

    one()
    with CaptureQueriesContext(connection) as few:
        assert all_work(fresh(coordinator))
    for _n in range(29):
        one()
    with CaptureQueriesContext(connection) as many:
        all_work(fresh(coordinator))
    assert len(few) == len(many)


def test_the_groups_page_shows_its_nominations(client):
    group = GroupFactory()
    nomination = NominationFactory(group=group)
    editor = member_account(group)
    section = nominations_of_group(group, editor)
    assert [item.detail.split("; ")[1] for item in section.items] == ["1 nominated"]
    client.force_login(editor)
    body = client.get(group.get_absolute_url()).content.decode()
    assert reverse("trainings:nominate", args=[nomination.call.slug, group.number]) in body


# public pages


def test_an_open_call_with_a_page_is_a_card_and_a_closed_one_is_not(site):
    call = TrainingCallFactory(title_en="Camp on tolerance")
    page_of(site, call)
    page_of(site, TrainingCallFactory(closes_at=timezone.now() - timedelta(minutes=1)))
    TrainingCallFactory()  # no page
    cards = list(open_training_calls(timezone.now(), "en"))
    assert [(card.title, card.closes_at) for card in cards] == [("Camp on tolerance", call.closes_at)]
    assert open_training_calls in open_calls._providers


def test_the_public_pages_open_and_lead_a_group_to_nominate(client, site):
    call = TrainingCallFactory(title_en="Camp on tolerance")
    page = page_of(site, call)
    assert "Camp on tolerance" in client.get(site.url).content.decode()
    assert "Sign in to nominate" in client.get(page.url).content.decode()
    group = GroupFactory()
    client.force_login(member_account(group))
    assert reverse("trainings:nominate", args=[call.slug, group.number]) in client.get(page.url).content.decode()


# the Wagtail admin


def test_the_admin_lists_only_own_calls_and_saves_through_the_verb(client):
    partner = OrganisationFactory()
    mine, other = TrainingFactory(organisation=partner), TrainingFactory()
    coordinator = holder("training_coordinator", partner)
    coordinator.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(coordinator)
    body = client.get(reverse("admin_trainings:index")).content.decode()
    assert mine.internal_title in body
    assert other.internal_title not in body
    assert client.get(reverse("admin_trainings:edit", args=[other.pk])).status_code == 404
    assert client.get(reverse("admin_trainings:edit", args=[mine.pk])).status_code == 200
    assert client.get(reverse("admin_training_calls:add")).status_code == 200

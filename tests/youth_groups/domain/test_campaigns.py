import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.events import events_of
from core.models import Message
from core.money import Money
from core.refusals import Refused
from tests.core.test_uploads import picture
from tests.factories.programme import LocalityFactory, OrganisationFactory, holder, lead
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from youth_groups.domain import campaigns, outcomes, outputs, reach
from youth_groups.models import CampaignParticipant, HeadCount, Person, ReachEstimate

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 10)


def refused(code, verb, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(**arguments)
    assert refusal.value.code == code


@pytest.fixture
def group():
    village = LocalityFactory(population=1000, population_source="Census", population_year=2022)
    return GroupFactory(locality=village)


@pytest.fixture
def campaign(group, editor):
    return campaigns.write_campaign(group=group, by=editor, title="Safe road", theme="road_safety", first_day=FIRST, last_day=LAST)


@pytest.fixture
def activity(campaign, editor):
    return campaigns.save_campaign_activity(campaign=campaign, by=editor, kind="lesson", title="Talk", day=FIRST)


def count(activity, editor, cells, **more):
    sheet = io.BytesIO(picture())
    return reach.save_head_count(activity=activity, by=editor, cells=cells, counted_by="Elder", sheet=sheet, sheet_name="a.jpg", **more)


def estimate(campaign, editor, people, **more):
    facts = {"channel": "print", "people": people, "method": "copies x readers", "source": "printer", "day": FIRST, **more}
    return reach.save_estimate(campaign=campaign, by=editor, **facts)


def test_a_campaign_gets_a_number_and_the_groups_village(campaign, group):
    assert (campaign.number, campaign.locality, campaign.state) == (f"C-{campaign.pk:04d}", group.locality, "draft")
    assert [event.action for event in events_of(campaign)] == ["written"]


def test_what_cannot_be_written_is_refused(campaign, group, editor):
    facts = {"group": group, "by": editor, "title": "B", "theme": "other", "first_day": FIRST, "last_day": LAST}
    refused("no_title", campaigns.write_campaign, **facts | {"title": " "})
    refused("days", campaigns.write_campaign, **facts | {"last_day": FIRST - timedelta(days=1)})
    refused("stands_already", campaigns.write_campaign, **facts | {"title": "Safe road"})
    refused("not_your_group", campaigns.write_campaign, **facts | {"by": member_account(group, "view_group")})
    refused("not_your_group", campaigns.write_campaign, **facts | {"by": holder(Role.PROGRAMME_MANAGER, OrganisationFactory())})


def test_an_activity_outside_the_days_asks_for_a_reason_and_keeps_it(campaign, editor):
    facts = {"campaign": campaign, "by": editor, "kind": "sport", "title": "Run", "day": LAST + timedelta(days=1)}
    refused("reason_wanted", campaigns.save_campaign_activity, **facts)
    assert campaigns.save_campaign_activity(**facts, reason="It rained").reason == "It rained"


def test_a_member_is_listed_once_and_a_stranger_is_refused(activity, group, editor):
    member = MembershipFactory(group=group, person=PersonFactory()).person
    assert reach.list_people(activity=activity, by=editor, people=[member, member]) == 1
    assert reach.list_people(activity=activity, by=editor, people=[member]) == 0
    refused("not_a_member", reach.list_people, activity=activity, by=editor, people=[PersonFactory()])
    assert CampaignParticipant.objects.get().person == member


def test_a_new_person_stays_with_the_groups_organisation_and_is_one_record(activity, campaign, group, editor):
    facts = {"by": editor, "written_name": "Асанова Айпери", "sex": "female", "birth_year": 2008}
    person = reach.list_new_person(activity=activity, **facts)
    refused("stands_already", reach.list_new_person, activity=activity, **facts)
    other = campaigns.save_campaign_activity(campaign=campaign, by=editor, kind="sport", title="Run", day=LAST)
    refused("known", reach.list_new_person, activity=other, **facts)
    assert (person.organisation, Person.objects.count()) == (group.organisation, 1)
    assert reach.list_people(activity=other, by=editor, people=[person]) == 1
    namesake = reach.list_new_person(activity=other, **facts, somebody_else=True)
    assert (namesake == person, Person.objects.count(), other.participants.count()) == (False, 2, 2)


def test_a_members_namesake_is_decided_by_a_human(activity, group, editor):
    member = MembershipFactory(group=group, person=PersonFactory(birth_year=2008)).person
    facts = {"by": editor, "written_name": member.written_name, "sex": member.sex, "birth_year": 2008}
    refused("known", reach.list_new_person, activity=activity, **facts)
    assert not activity.participants.exists()


def test_a_list_and_a_head_count_never_stand_together(activity, campaign, editor):
    reach.list_new_person(activity=activity, by=editor, written_name="A", sex="female", birth_year=None)
    with pytest.raises(Refused) as refusal:
        count(activity, editor, {("female", "under_18"): 5})
    assert refusal.value.code == "listed"
    other = campaigns.save_campaign_activity(campaign=campaign, by=editor, kind="sport", title="Run", day=LAST)
    count(other, editor, {("female", "under_18"): 5})
    refused("counted", reach.list_new_person, activity=other, by=editor, written_name="B", sex="male", birth_year=None)
    reach.remove_head_count(activity=other, by=editor)
    reach.list_new_person(activity=other, by=editor, written_name="B", sex="male", birth_year=None)


def test_a_head_count_needs_people_a_signer_and_the_sheet(activity, editor):
    facts = {"activity": activity, "by": editor, "cells": {("male", "18_28"): 3}, "counted_by": "Elder"}
    refused("nobody", reach.save_head_count, **facts | {"cells": {("male", "18_28"): 0}})
    refused("not_signed", reach.save_head_count, **facts | {"counted_by": " "})
    refused("no_sheet", reach.save_head_count, **facts)
    assert not HeadCount.objects.exists()


@pytest.mark.parametrize("cells", [{("male", "18_28"): 1001}, {("male", "18_28"): 9, ("female", "18_28"): 9, ("male", "under_18"): 9}])
def test_an_unlikely_head_count_asks_for_a_reason_and_keeps_it(activity, editor, cells):
    with pytest.raises(Refused) as refusal:
        count(activity, editor, cells)
    assert refusal.value.code == "reason_wanted"
    assert count(activity, editor, cells, reason="Guests came").reason == "Guests came"


def test_an_estimate_needs_its_grounds_and_is_one_per_channel_and_village(campaign, editor):
    for code, wrong in (("no_grounds", {"method": " "}), ("no_grounds", {"source": ""}), ("nobody", {"people": 0})):
        refused(code, estimate, campaign=campaign, editor=editor, **{"people": 5} | wrong)
    refused("future", estimate, campaign=campaign, editor=editor, people=5, day=timezone.localdate() + timedelta(days=1))
    estimate(campaign, editor, 100)
    estimate(campaign, editor, 200)
    assert ReachEstimate.objects.get().people == 200


def test_an_estimate_above_sixty_per_cent_asks_for_a_reason(campaign, editor):
    assert estimate(campaign, editor, 600).reason == ""
    refused("reason_wanted", estimate, campaign=campaign, editor=editor, people=601)
    assert estimate(campaign, editor, 601, reason="Read in the bazaar").reason == "Read in the bazaar"


def test_a_report_needs_an_activity_its_last_day_and_reasons(campaign, editor):
    refused("report_refused", campaigns.report_campaign, campaign=campaign, by=editor)
    row = campaigns.save_campaign_activity(campaign=campaign, by=editor, kind="sport", title="Run", day=LAST)
    facts = {"campaign": campaign, "by": editor, "title": "Safe road", "theme": "road_safety", "first_day": FIRST}
    changed = campaigns.change_campaign(**facts, last_day=timezone.localdate() + timedelta(days=9))
    refused("report_refused", campaigns.report_campaign, campaign=changed, by=editor)
    changed = campaigns.change_campaign(**facts, last_day=FIRST)
    refused("report_refused", campaigns.report_campaign, campaign=changed, by=editor)
    assert row.reason == ""
    changed = campaigns.change_campaign(**facts, last_day=LAST)
    assert campaigns.report_campaign(campaign=changed, by=editor).state == "reported"


def test_another_person_of_the_office_approves_and_the_group_is_told(campaign, activity, editor, group):
    campaigns.report_campaign(campaign=campaign, by=editor)
    member = holder(Role.ME_OFFICER)
    from guardian.shortcuts import assign_perm

    assign_perm("view_group", member, group)
    for stranger in (editor, member, holder(Role.TRAINING_COORDINATOR), holder(Role.ME_OFFICER, OrganisationFactory())):
        refused("approve_refused", campaigns.approve_campaign, campaign=campaign, by=stranger)
    assert campaigns.approve_campaign(campaign=campaign, by=holder(Role.ME_OFFICER)).state == "approved"
    assert Message.objects.filter(kind="campaign_decided", to=editor).count() == 1


def test_the_office_does_not_approve_what_it_reported_itself(group):
    manager = holder(Role.PROGRAMME_MANAGER)
    row = campaigns.write_campaign(group=group, by=manager, title="A", theme="other", first_day=FIRST, last_day=LAST)
    campaigns.save_campaign_activity(campaign=row, by=manager, kind="sport", title="Run", day=FIRST)
    campaigns.report_campaign(campaign=row, by=manager)
    refused("approve_refused", campaigns.approve_campaign, campaign=row, by=manager)


def test_sent_back_needs_a_reason_and_can_be_reported_again(campaign, activity, editor):
    officer = holder(Role.GRANTS_OFFICER)
    campaigns.report_campaign(campaign=campaign, by=editor)
    refused("reported", campaigns.save_campaign_activity, campaign=campaign, by=editor, kind="sport", title="B", day=FIRST)
    refused("no_reason", campaigns.send_campaign_back, campaign=campaign, by=officer, reason=" ")
    campaigns.send_campaign_back(campaign=campaign, by=officer, reason="Which village?")
    assert events_of(campaign).filter(action="send_back").get().detail.text == "Which village?"
    assert campaigns.report_campaign(campaign=campaign, by=editor).state == "reported"


def outcome(group, editor, **more):
    facts = {"stage": "asked", "what": "Street lights", "institution": "Aiyl okmotu", "theme": "road_safety", "day": FIRST, **more}
    return outcomes.write_outcome(organisation=group.organisation, group=group, by=editor, locality=group.locality, **facts)


def test_an_outcome_follows_its_steps_and_names_its_money(group, editor):
    first = outcome(group, editor, stage="promised")
    for code, wrong in (
        ("order", {"stage": "asked", "follows": first}),
        ("order", {"stage": "adopted", "follows": first, "day": FIRST - timedelta(days=1)}),
        ("no_amount", {"stage": "funded", "follows": first}),
        ("no_words", {"what": " "}),
        ("future", {"day": timezone.localdate() + timedelta(days=1)}),
    ):
        refused(code, outcome, group=group, editor=editor, **wrong)
    other = GroupFactory()
    refused("other_group", outcome, group=other, editor=member_account(other), stage="adopted", follows=first)
    assert outcome(group, editor, stage="funded", follows=first, amount=Money(5_000_000)).amount_minor == 5_000_000


def test_an_outcome_is_reported_with_evidence_and_approved_by_another_person(group, editor):
    row = outcome(group, editor)
    refused("report_refused", outcomes.report_outcome, outcome=row, by=editor)
    row = outcome(group, editor, evidence=io.BytesIO(picture()), evidence_name="letter.jpg")
    outcomes.report_outcome(outcome=row, by=editor)
    refused("approve_refused", outcomes.approve_outcome, outcome=row, by=editor)
    assert outcomes.approve_outcome(outcome=row, by=holder(Role.ME_OFFICER)).state == "approved"


def test_the_offices_own_outcome_is_approved_by_a_colleague():
    writer, village = holder(Role.PROGRAMME_MANAGER), LocalityFactory()
    facts = {"stage": "asked", "what": "A law", "institution": "Parliament", "theme": "sdg16", "day": FIRST, "locality": village}
    row = outcomes.write_outcome(organisation=lead(), by=writer, evidence=io.BytesIO(picture()), evidence_name="a.jpg", **facts)
    outcomes.report_outcome(outcome=row, by=writer)
    refused("approve_refused", outcomes.approve_outcome, outcome=row, by=writer)
    assert outcomes.approve_outcome(outcome=row, by=holder(Role.ME_OFFICER)).state == "approved"
    refused("not_yours", outcomes.write_outcome, organisation=lead(), by=holder(Role.FINANCE_OFFICER), **facts)


def test_an_output_has_a_sourced_audience_and_stands_once(group, editor):
    facts = {
        "organisation": group.organisation,
        "group": group,
        "by": editor,
        "kind": "article",
        "title": "Roads",
        "publisher": "Osh janyrygy",
    }
    facts |= {"language": "ky", "published_on": FIRST}
    refused("no_source", outputs.save_output, **facts, audience=900)
    row = outputs.save_output(**facts, audience=900, audience_source="printer")
    refused("stands_already", outputs.save_output, **facts)
    refused("not_yours", outputs.save_output, **facts | {"by": member_account(GroupFactory())})
    refused("future", outputs.save_output, **facts | {"published_on": timezone.localdate() + timedelta(days=1)})
    assert outputs.save_output(**facts | {"title": "Safe roads"}, row=row).pk == row.pk


def item(by, **more):
    facts = {"kind": "article", "title": "Roads", "publisher": "Osh janyrygy", "language": "ky", "published_on": FIRST}
    return outputs.save_output(by=by, **{"organisation": lead()} | facts | more)


def test_an_item_of_the_office_is_written_by_its_office_only(group):
    officer = holder(Role.ME_OFFICER)
    row = item(officer, title=" A  study ", link="https://example.org/a", audience=300, audience_source="site")
    assert (row.group, row.organisation, row.title, row.audience) == (None, lead(), "A study", 300)
    assert [(event.action, event.actor) for event in events_of(row)] == [("saved", officer)]
    partner = OrganisationFactory()
    strangers = (holder(Role.FINANCE_OFFICER), holder(Role.TRAINING_COORDINATOR), holder(Role.ME_OFFICER, partner), member_account(group))
    for stranger in strangers:
        refused("not_yours", item, by=stranger)
        refused("not_yours", item, by=stranger, row=row, title="Mine")
    assert item(holder(Role.ME_OFFICER, partner), organisation=partner).organisation == partner


def test_an_item_put_right_keeps_its_group_and_organisation(group, editor):
    row = item(editor, organisation=group.organisation, group=group)
    changed = item(holder(Role.ME_OFFICER), organisation=OrganisationFactory(), row=row, title="Safe roads", publisher="Radio")
    assert (changed.pk, changed.group, changed.organisation, changed.title, changed.publisher) == (
        row.pk,
        group,
        group.organisation,
        "Safe roads",
        "Radio",
    )
    assert [event.action for event in events_of(row)] == ["saved", "saved"]


def test_what_is_no_item_is_refused(group, editor, campaign):
    officer = holder(Role.ME_OFFICER)
    for code, wrong in (
        ("no_words", {"title": " "}),
        ("no_words", {"publisher": ""}),
        ("no_source", {"audience": 5, "audience_source": " "}),
        ("other_group", {"campaign": campaign}),
    ):
        refused(code, item, by=officer, **wrong)
    item(officer)
    refused("stands_already", item, by=officer)
    other = item(officer, title="Other")
    refused("stands_already", item, by=officer, row=other)
    item(editor, organisation=group.organisation, group=group, campaign=campaign)
    type(group).objects.filter(pk=group.pk).update(state="defunct")
    group.refresh_from_db()
    refused("not_active", item, by=editor, organisation=group.organisation, group=group, title="Later")
    with pytest.raises(ValueError, match="unknown kind"):
        item(officer, kind="gossip")

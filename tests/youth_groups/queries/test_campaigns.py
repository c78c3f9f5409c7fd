from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.roles import Role
from core.uploads import store_bytes
from tests.factories.programme import LocalityFactory, OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account
from youth_groups.models import Campaign, CampaignActivity, CampaignParticipant, HeadCount, HeadCountCell, Outcome, ReachEstimate
from youth_groups.queries.campaigns import (
    campaigns_to_decide,
    campaigns_to_put_right,
    campaigns_to_report,
    direct_reach,
    indirect_reach,
    reports_overdue,
    two_figures,
    unlikely_estimate,
)

DAY = date(2026, 3, 1)


def campaign_of(group, user, number):
    return Campaign.objects.create(
        group=group, number=f"C-{number}", title="A", theme="other", first_day=DAY, last_day=DAY, locality=group.locality, written_by=user
    )


@given(st.integers(0, 10**9))
def test_two_significant_figures_are_near_and_stay(people):
    shown = two_figures(people)
    assert len(str(shown).rstrip("0")) <= 2
    assert abs(shown - people) * 20 <= people
    assert two_figures(shown) == shown


class LargestPerLocality(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(["print", "broadcast"]), st.integers(1, 9999)), max_size=12
        )
    )
    def test_the_largest_counts_and_only_localities_add_up(self, rows):
        group = GroupFactory()
        user = member_account(group)
        villages = [LocalityFactory() for _ in range(3)]
        made = [campaign_of(group, user, number) for number in range(3)]
        unique = {(campaign, village, channel): people for campaign, village, channel, people in rows}
        for (campaign, village, channel), people in unique.items():
            ReachEstimate.objects.create(
                campaign=made[campaign],
                locality=villages[village],
                channel=channel,
                people=people,
                method="m",
                source="s",
                day=DAY,
                written_by=user,
            )
        largest = {}
        for (_campaign, village, channel), people in unique.items():
            largest[channel, village] = max(people, largest.get((channel, village), 0))
        expected = {}
        for (channel, _village), people in largest.items():
            expected[channel] = expected.get(channel, 0) + people
        assert indirect_reach(made) == expected
        assert indirect_reach(Campaign.objects.all()) == expected


@pytest.mark.django_db
def test_a_person_on_two_lists_counts_once_and_heads_add_up():
    group, person = GroupFactory(), PersonFactory()
    user = member_account(group)
    for number in range(2):
        campaign = campaign_of(group, user, number)
        listed, counted = (
            CampaignActivity.objects.create(campaign=campaign, kind="sport", title=title, day=DAY, locality=group.locality)
            for title in "ab"
        )
        CampaignParticipant.objects.create(activity=listed, person=person)
        count = HeadCount.objects.create(activity=counted, counted_by="x", written_by=user)
        HeadCountCell.objects.create(count=count, sex="female", band="18_28", people=7)
        HeadCountCell.objects.create(count=count, sex="male", band="18_28", people=3)
    found = direct_reach(Campaign.objects.all())
    assert (found.people, found.heads, found.events) == (1, 20, 2)


@pytest.mark.django_db
def test_without_a_population_nothing_is_warned_about():
    assert unlikely_estimate(10**6, LocalityFactory()) == ""


def over(group, user, number, days, state="draft"):
    last = timezone.localdate() - timedelta(days=days)
    row = campaign_of(group, user, number)
    Campaign.objects.filter(pk=row.pk).update(first_day=last, last_day=last, state=state)
    return row


@pytest.mark.django_db
def test_a_campaign_that_is_over_asks_for_its_report_and_is_overdue_after_two_weeks(django_assert_num_queries):
    group = GroupFactory()
    editor = member_account(group)
    over(group, editor, 0, 0)
    late, fresh = over(group, editor, 2, 15), over(group, editor, 1, 14)
    over(group, editor, 3, 40, "reported")
    assert [(item.url, item.overdue, item.shown_tone) for item in campaigns_to_report(editor)] == [
        (late.get_absolute_url(), True, "bad"),
        (fresh.get_absolute_url(), False, "warn"),
    ]
    with django_assert_num_queries(1):
        campaigns_to_report(editor)
    for other in (member_account(group, "view_group"), member_account(GroupFactory()), holder(Role.ME_OFFICER)):
        assert campaigns_to_report(other) == []
    type(group).objects.filter(pk=group.pk).update(state="defunct")
    assert campaigns_to_report(editor) == []


@pytest.mark.django_db
def test_the_offices_board_counts_late_reports_of_its_own_groups():
    group = GroupFactory()
    editor = member_account(group)
    over(group, editor, 0, 14)
    assert reports_overdue(holder(Role.ME_OFFICER)) == []
    over(group, editor, 1, 15)
    over(group, editor, 2, 16)
    over(group, editor, 3, 16, "approved")
    (item,) = reports_overdue(holder(Role.GRANTS_OFFICER))
    assert (item.count, item.url, item.tone) == (2, "/office/campaigns/?state=draft", "bad")
    for other in (holder(Role.ME_OFFICER, OrganisationFactory()), holder(Role.FINANCE_OFFICER), editor):
        assert reports_overdue(other) == []


@pytest.mark.django_db
def test_what_waits_for_a_decision_waits_for_somebody_else():
    group, officer = GroupFactory(), holder(Role.ME_OFFICER)
    editor = member_account(group)
    over(group, editor, 0, 3, "reported")
    own = over(group, officer, 1, 3, "reported")
    Outcome.objects.create(
        organisation=group.organisation,
        stage="asked",
        what="A law",
        institution="Parliament",
        theme="other",
        locality=group.locality,
        day=DAY,
        evidence=store_bytes(content=b"x", name="a.pdf", content_type="application/pdf"),
        state="reported",
        written_by=officer,
    )
    assert own.written_by == officer
    assert [(item.count, item.url) for item in campaigns_to_decide(officer)] == [(1, "/office/campaigns/?state=reported")]
    assert [item.count for item in campaigns_to_decide(holder(Role.PROGRAMME_MANAGER))] == [2, 1]
    for other in (holder(Role.ME_OFFICER, OrganisationFactory()), holder(Role.FINANCE_OFFICER), editor):
        assert campaigns_to_decide(other) == []


@pytest.mark.django_db
def test_what_was_sent_back_waits_for_the_groups_writers():
    group = GroupFactory()
    editor = member_account(group)
    row = over(group, editor, 0, 3, "returned")
    assert [(item.url, item.tone) for item in campaigns_to_put_right(editor)] == [(row.get_absolute_url(), "warn")]
    for other in (member_account(group, "view_group"), member_account(GroupFactory()), holder(Role.ME_OFFICER)):
        assert campaigns_to_put_right(other) == []


@pytest.mark.django_db
def test_the_groups_page_and_the_offices_board_carry_them(client, second_factor_aside):
    group = GroupFactory()
    editor = member_account(group)
    late, back = over(group, editor, 0, 20), over(group, editor, 1, 20, "returned")
    over(group, editor, 2, 20, "reported")
    client.force_login(editor)
    work = [item.url for item in client.get(group.get_absolute_url()).context["work"]]
    assert [row.get_absolute_url() in work for row in (late, back)] == [True, True]
    client.force_login(holder(Role.ME_OFFICER))
    board = client.get("/office/").content.decode()
    assert [f"/office/campaigns/?state={state}" in board for state in ("reported", "draft")] == [True, True]

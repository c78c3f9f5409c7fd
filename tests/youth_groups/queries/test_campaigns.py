from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.programme import LocalityFactory
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account
from youth_groups.models import Campaign, CampaignActivity, CampaignParticipant, HeadCount, HeadCountCell, ReachEstimate
from youth_groups.queries.campaigns import direct_reach, indirect_reach, two_figures, unlikely_estimate

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

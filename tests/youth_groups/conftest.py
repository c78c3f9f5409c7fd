"""A group and its leader, a campaign of theirs, a member under age; a coordinator of the office."""

from datetime import date

import pytest

from accounts.models import User
from accounts.roles import Role
from tests.factories.programme import holder
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from youth_groups.domain.campaigns import write_campaign
from youth_groups.models import Campaign, Group, Person

DAY = date(2026, 3, 1)


@pytest.fixture
def group() -> Group:
    return GroupFactory()


@pytest.fixture
def editor(group: Group) -> User:
    return member_account(group)


@pytest.fixture
def campaign(group: Group, editor: User) -> Campaign:
    return write_campaign(group=group, by=editor, title="Safe road", theme="road_safety", first_day=DAY, last_day=DAY)


@pytest.fixture
def child(group: Group) -> Person:
    return MembershipFactory(group=group, person=PersonFactory(birth_year=2012)).person


@pytest.fixture
def by() -> User:
    return holder(Role.TRAINING_COORDINATOR)

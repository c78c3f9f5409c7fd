"""Lists of the office leave minors out for whoever has no papers on file, and say how many; a group's own accounts see their members."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.factories.programme import holder
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from youth_groups.models import Group

pytestmark = pytest.mark.django_db
CHILD, ADULT = "Асель Маматова", "Жаңыл Токтосунова"
LEFT_OUT = "1 person who could be under 18 is left out"


@pytest.fixture
def group() -> Group:
    group = GroupFactory()
    for name, year in ((CHILD, 2012), (ADULT, 1990)):
        MembershipFactory(group=group, person=PersonFactory(written_name=name, birth_year=year))
    return group


def pages(group: Group, role: str) -> list[str]:
    own = [group.get_absolute_url(), reverse("youth_groups:members", args=[group.number])]
    return own if role == Role.GRANTS_OFFICER else [*own, reverse("youth_groups:people")]


@pytest.mark.parametrize("role", [Role.TRAINING_COORDINATOR, Role.ME_OFFICER, Role.GRANTS_OFFICER])
@pytest.mark.parametrize("cleared", [True, False])
def test_minors_are_named_to_the_cleared_only(client: Any, group: Group, role: str, cleared: bool) -> None:
    client.force_login(holder(role, cleared=cleared))
    for page in pages(group, role):
        body = client.get(page).content.decode()
        assert (page, CHILD in body, ADULT in body, LEFT_OUT in body) == (
            page,
            cleared,
            True,
            not cleared,
        )


def test_a_group_sees_its_own_members(client: Any, group: Group) -> None:
    client.force_login(member_account(group))
    for page in pages(group, Role.GRANTS_OFFICER):
        assert CHILD in client.get(page).content.decode()


def test_a_minors_membership_is_changed_by_the_cleared_only(client: Any, group: Group) -> None:
    row = group.memberships.get(person__written_name=CHILD)
    client.force_login(holder(Role.TRAINING_COORDINATOR, cleared=False))
    answer = client.get(reverse("youth_groups:membership", args=[group.number, row.pk]))
    assert (answer.status_code, CHILD in answer.content.decode()) == (403, False)

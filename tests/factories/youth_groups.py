from typing import Any

import factory
from guardian.shortcuts import assign_perm

from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.programme import LocalityFactory, lead
from youth_groups.models import Group, Membership, Person


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    organisation = factory.LazyFunction(lead)
    number = factory.Sequence(lambda n: f"G-{n:06d}")
    kind = "youth"
    name_ky = factory.Sequence(lambda n: f"Келечек {n}")
    name_en = factory.Sequence(lambda n: f"Kelechek {n}")
    locality = factory.SubFactory(LocalityFactory)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    organisation = factory.LazyFunction(lead)
    number = factory.Sequence(lambda n: f"P-T{n:05d}")
    written_name = factory.Sequence(lambda n: f"Айпери Сатыбалдиева {n}")
    folded = factory.LazyAttribute(lambda person: person.written_name.casefold())
    sex = "female"
    birth_year = 2000
    locality = factory.SubFactory(LocalityFactory)
    province = factory.LazyAttribute(lambda person: person.locality.province if person.locality else None)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(PersonFactory)


def member_account(group: Group, right: str = "edit_group", **fields: Any) -> User:
    """An account that may act for the group."""
    user = UserFactory(**fields)
    assign_perm(right, user, group)
    return user

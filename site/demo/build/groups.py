"""23 initiative groups with members and accounts, 44 partnership teams. Deterministic: the same demo each time."""

import random

from accounts.models import User
from demo.build.programme import World
from demo.build.texts import FAMILY, GROUPS, MEN, VILLAGES, WOMEN
from demo.people import LEAD, PARTNER
from programme.domain.places import locality_for
from programme.models import Locality, Organisation, Place
from youth_groups.domain.groups import add_member, give_access, register_group
from youth_groups.domain.people import PersonFacts, record_people
from youth_groups.enums import GroupKind, MemberFunction, PhoneOwner, Sex
from youth_groups.models import Group

KINDS = [GroupKind.YOUTH, GroupKind.WOMEN, GroupKind.MIXED, GroupKind.YOUTH_COMMITTEE, GroupKind.WOMENS_COUNCIL]
TEAMS = 44
#: People of the demo besides the camp's roster of 54: together 250.
MEMBERS = 196
TEAM_FUNCTIONS = [
    MemberFunction.NEIGHBOURHOOD_INSPECTOR,
    MemberFunction.JUVENILE_INSPECTOR,
    MemberFunction.ELDERS_COURT,
    MemberFunction.WOMENS_COUNCIL,
    MemberFunction.YOUTH_COMMITTEE,
]


def village(index: int) -> Locality:
    name, iso = VILLAGES[index % len(VILLAGES)]
    return locality_for(name, Place.objects.get(iso=iso))


def invented(dice: random.Random, *, women_only: bool, place: Locality, years: tuple[int, int]) -> PersonFacts:
    """Somebody who does not exist."""
    woman = women_only or dice.random() < 0.5
    family, given = dice.choice(FAMILY), dice.choice(WOMEN if woman else MEN)
    name = f"{family}{'ова' if woman else 'ов'} {given}" if dice.random() < 0.7 else f"{family} {'кызы' if woman else 'уулу'} {given}"
    return PersonFacts(
        written_name=name,
        sex=Sex.FEMALE if woman else Sex.MALE,
        birth_year=dice.randint(*years),
        locality=place,
        province=place.province,
        phone=f"+99655{dice.randint(1000000, 9999999)}" if dice.random() < 0.7 else "",
        phone_owner=PhoneOwner.OWN,
    )


def build_groups(world: World) -> tuple[list[Group], list[Group]]:
    """(initiative groups, teams). The first group is the demo's group leader's, the second the other group's, of the partner."""
    dice = random.Random(2026)  # noqa: S311 - invented people, the same each time
    manager = world.user("approver")
    groups = [_group(world, manager, index) for index in range(len(GROUPS))]
    teams = [
        register_group(
            organisation=world.organisations[LEAD if index % 4 else PARTNER],
            by=manager,
            kind=GroupKind.LCPC,
            locality=village(index),
            name_ky=f"{VILLAGES[index % len(VILLAGES)][0]} КААБ {index // len(VILLAGES) + 1}",
            name_ru=f"ОПЦ {VILLAGES[index % len(VILLAGES)][0]} {index // len(VILLAGES) + 1}",
        )
        for index in range(TEAMS)
    ]
    _fill(manager, groups, teams, dice)
    return groups, teams


def _group(world: World, manager: User, index: int) -> Group:
    """One initiative group with the account that acts for it: every third by phone only, as in life."""
    organisation: Organisation = world.organisations[PARTNER if index == 1 or index % 6 == 5 else LEAD]
    kind = KINDS[index % len(KINDS)]
    group = register_group(
        organisation=organisation,
        by=manager,
        kind=kind,
        locality=village(index),
        name_ky=f"«{GROUPS[index]}»",
        founded_year=2015 + index % 10,
    )
    if index < 2:
        account = world.users["group" if index == 0 else "group2"]
    elif index % 3 == 2:
        account = User.objects.create_user(phone=f"+99677000{index:04d}", language="ky", name=f"Топ {index + 1}")
    else:
        account = User.objects.create_user(
            email=f"group{index + 1}@demo.example", language="ru" if index % 4 == 3 else "ky", name=f"Топ {index + 1}"
        )
    give_access(group=group, user=account, right="own_group", by=manager)
    return group


def _fill(manager: User, groups: list[Group], teams: list[Group], dice: random.Random) -> None:
    left = MEMBERS
    for group in groups:
        young = group.kind in (GroupKind.YOUTH, GroupKind.MIXED, GroupKind.YOUTH_COMMITTEE)
        years = (2002, 2011) if young else (1965, 1998)
        facts = [
            invented(dice, women_only=group.kind in (GroupKind.WOMEN, GroupKind.WOMENS_COUNCIL), place=group.locality, years=years)
            for _i in range(6)
        ]
        people = record_people(organisation=group.organisation, by=manager, people=facts)
        for place, person in enumerate(people):
            add_member(group=group, person=person, by=manager, function=MemberFunction.MEMBER if place else MemberFunction.LEADER)
        left -= len(people)
    for index in range(left):
        team = teams[index % len(teams)]
        facts = [invented(dice, women_only=False, place=team.locality, years=(1965, 1999))]
        (person,) = record_people(organisation=team.organisation, by=manager, people=facts)
        add_member(group=team, person=person, by=manager, function=TEAM_FUNCTIONS[(index + index // len(teams)) % len(TEAM_FUNCTIONS)])

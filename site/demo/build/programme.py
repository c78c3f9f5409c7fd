"""Organisations, accounts, donors, agreements."""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from core.money import Money
from demo.people import ALSO, BY_KEY, DEMO_PEOPLE, LEAD, PARTNER, username
from programme.domain.funding import add_budget_line, register_donor, register_project, sign_agreement
from programme.domain.organisations import bootstrap, register_organisation
from programme.domain.places import load_places
from programme.domain.readers import give_summary_access
from programme.domain.roles import grant_role
from programme.models import Agreement, BudgetLine, Organisation


@dataclass
class World:
    """What the builders hand on."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    lines: dict[str, BudgetLine] = field(default_factory=dict)

    def user(self, key: str) -> User:
        """Fresh from the database, so that rights given meanwhile are seen."""
        return User.objects.get(pk=self.users[key].pk)


def build_programme() -> World:
    """The lead NGO, a partner, the demo's people with their roles, two donors with an agreement each."""
    world = World()
    load_places()
    for person in DEMO_PEOPLE:
        world.users[person["key"]] = User.objects.create_user(
            email=f"{person['key']}@demo.example", username=username(person["key"]), name=person["name"], language=person["language"]
        )
    bootstrap(
        code=LEAD,
        name_en="Teng Kadam Public Foundation",
        name_ru="Общественный фонд «Тең Кадам»",
        name_ky="«Тең Кадам» коомдук фонду",
        name_uz="«Teng Kadam» jamoat fondi",
        email=f"approver@{'demo.example'}",
    )
    world.organisations[LEAD] = Organisation.objects.get(code=LEAD)
    manager = world.user("approver")
    world.organisations[PARTNER] = register_organisation(
        by=manager,
        code=PARTNER,
        name_en="Ala-Too Youth Centre",
        name_ru="Молодёжный центр «Ала-Тоо»",
        name_ky="«Ала-Тоо» жаштар борбору",
        name_uz="«Ala-Too» yoshlar markazi",
        address="Жалал-Абад",
    )
    for key, person in BY_KEY.items():
        if person["role"] and key != "approver":
            grant_role(by=manager, user=world.users[key], organisation=world.organisations[person["organisation"]], role=person["role"])
    for key, role in ALSO.items():
        grant_role(by=manager, user=world.users[key], organisation=world.organisations[BY_KEY[key]["organisation"]], role=role)
    _build_funding(world, manager)
    return world


def _build_funding(world: World, manager: User) -> None:
    today = date.today()  # noqa: DTZ011 - agreements run by calendar years
    first, last = date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)
    project = register_project(
        by=manager,
        organisation=world.organisations[LEAD],
        code="safe-communities",
        title_en="Safe Communities",
        title_ru="Безопасные сообщества",
        title_ky="Коопсуз жамааттар",
        title_uz="Xavfsiz jamoalar",
    )
    donors = {
        "donor": (
            "alatoo",
            "Alatoo Partnership Fund",
            "Фонд партнёрства «Ала-Тоо»",
            "«Ала-Тоо» өнөктөштүк фонду",
            "«Ala-Too» hamkorlik fondi",
            "APF-2025-117",
        ),
        "donor2": ("nordlys", "Nordlys Trust", "Фонд «Нордлюс»", "«Нордлюс» фонду", "«Nordlys» fondi", "NT-2026-04"),
    }
    for key, (code, en, ru, ky, uz, number) in donors.items():
        donor = register_donor(by=manager, code=code, name_en=en, name_ru=ru, name_ky=ky, name_uz=uz)
        agreement = sign_agreement(
            by=manager,
            donor=donor,
            project=project,
            number=number,
            first_day=first,
            last_day=last,
            amount=Money.of("12000000"),
            funding_statement_en=f"Funded by the {en}.",
            funding_statement_ru=f"При поддержке: {ru}.",
            funding_statement_ky=f"{ky} колдоосу менен.",
            funding_statement_uz=f"{uz} koʻmagida.",
        )
        world.agreements[key] = agreement
        world.lines[key] = add_budget_line(
            by=manager,
            agreement=agreement,
            code="2.1",
            name_en="Small grants",
            name_ru="Малые гранты",
            name_ky="Чакан гранттар",
            amount=Money.of("3000000"),
        )
        give_summary_access(agreement=agreement, user=world.users[key], by=manager)

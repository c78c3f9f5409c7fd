"""The people of the demo, one for each role. The demo's data make them; `/demo/` signs in as one of them."""

from typing import TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role


class DemoPerson(TypedDict):
    key: str
    #: A role code held in the organisation, or "" for people outside the office.
    role: str
    #: What the link says.
    label: str | Promise
    #: Code of the organisation.
    organisation: str
    name: str
    language: str
    #: Where this person begins: a URL name.
    where: str


#: Opaque names of the demo's users begin so; nobody else's can (they are UUIDs).
PREFIX = "demo-"
LEAD = "lead"
PARTNER = "partner"


def _person(key: str, role: str, label: str | Promise, organisation: str, name: str, language: str, where: str) -> DemoPerson:
    return {"key": key, "role": role, "label": label, "organisation": organisation, "name": name, "language": language, "where": where}


OFFICE, OUTSIDE = "home:office", "home:my"
DEMO_PEOPLE: list[DemoPerson] = [
    _person("group", "", _("group leader"), LEAD, "Айгүл Токтосун кызы", "ky", OUTSIDE),
    _person("group2", "", _("leader of another group"), PARTNER, "Бакыт Асан уулу", "ky", OUTSIDE),
    _person("trainer", Role.TRAINER, Role.TRAINER.label, LEAD, "Нургүл Осмонова", "ru", OFFICE),
    _person("coordinator", Role.TRAINING_COORDINATOR, Role.TRAINING_COORDINATOR.label, LEAD, "Чолпон Иманова", "ru", OFFICE),
    _person("partner_coordinator", Role.TRAINING_COORDINATOR, _("training coordinator of a partner"), PARTNER, "Азиз Каримов", "ru", OFFICE),
    _person("grants_officer", Role.GRANTS_OFFICER, Role.GRANTS_OFFICER.label, LEAD, "Эрлан Садыков", "ru", OFFICE),
    _person("reviewer1", Role.REVIEWER, Role.REVIEWER.label, LEAD, "Гүлнара Абдиева", "ky", OFFICE),
    _person("reviewer2", Role.REVIEWER, _("second reviewer"), LEAD, "Marat Bekov", "en", OFFICE),
    _person("approver", Role.PROGRAMME_MANAGER, Role.PROGRAMME_MANAGER.label, LEAD, "Жылдыз Маматова", "en", OFFICE),
    _person("editor", Role.CONTENT_EDITOR, Role.CONTENT_EDITOR.label, LEAD, "Анна Ким", "ru", OFFICE),
    _person("me_officer", Role.ME_OFFICER, Role.ME_OFFICER.label, LEAD, "Динара Усупова", "en", OFFICE),
    _person("finance", Role.FINANCE_OFFICER, Role.FINANCE_OFFICER.label, LEAD, "Светлана Пак", "ru", OFFICE),
    _person("safeguarding", Role.SAFEGUARDING_FOCAL_POINT, Role.SAFEGUARDING_FOCAL_POINT.label, LEAD, "Мээрим Жакыпова", "ky", OFFICE),
    _person("donor", "", _("donor contact"), LEAD, "Emma Larsen", "en", OUTSIDE),
    _person("donor2", "", _("contact of another donor"), LEAD, "Jan Novak", "en", OUTSIDE),
]
BY_KEY: dict[str, DemoPerson] = {person["key"]: person for person in DEMO_PEOPLE}


def username(key: str) -> str:
    """The opaque name under which the demo's data must make this person."""
    return f"{PREFIX}{key}"


def user_of(key: str) -> User | None:
    """The demo's user of that key, when it stands and is active. Any other account is out of reach from here."""
    return User.objects.filter(username=username(key), is_active=True).first() if key in BY_KEY else None

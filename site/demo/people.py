"""The people of the demo, one for each role. The demo's data make them; `/demo/` signs in as one of them."""

from typing import TypedDict

from django.utils.functional import Promise
from django.utils.text import format_lazy
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


OFFICE, OUTSIDE = "home:office", "home:my"
#: Who holds a second role there: this one weighs ethnicity in a selection, which takes both.
ALSO: dict[str, str] = {"me_officer": Role.TRAINING_COORDINATOR}
_BOTH = format_lazy("{}, {}", Role.ME_OFFICER.label, Role.TRAINING_COORDINATOR.label)
#: key, role, label, organisation, name, language, where
_ROWS: list[tuple[str, str, str | Promise, str, str, str, str]] = [
    ("group", "", _("group leader"), LEAD, "Айгүл Токтосун кызы", "ky", OUTSIDE),
    ("group2", "", _("leader of another group"), PARTNER, "Бакыт Асан уулу", "ky", OUTSIDE),
    ("trainer", Role.TRAINER, Role.TRAINER.label, LEAD, "Нургүл Осмонова", "ru", OFFICE),
    ("coordinator", Role.TRAINING_COORDINATOR, Role.TRAINING_COORDINATOR.label, LEAD, "Чолпон Иманова", "ru", OFFICE),
    ("partner_coordinator", Role.TRAINING_COORDINATOR, _("training coordinator of a partner"), PARTNER, "Азиз Каримов", "ru", OFFICE),
    ("grants_officer", Role.GRANTS_OFFICER, Role.GRANTS_OFFICER.label, LEAD, "Эрлан Садыков", "ru", OFFICE),
    ("reviewer1", Role.REVIEWER, Role.REVIEWER.label, LEAD, "Гүлнара Абдиева", "ky", OFFICE),
    ("reviewer2", Role.REVIEWER, _("second reviewer"), LEAD, "Marat Bekov", "en", OFFICE),
    ("approver", Role.PROGRAMME_MANAGER, Role.PROGRAMME_MANAGER.label, LEAD, "Жылдыз Маматова", "en", OFFICE),
    ("editor", Role.CONTENT_EDITOR, Role.CONTENT_EDITOR.label, LEAD, "Анна Ким", "ru", OFFICE),
    ("me_officer", Role.ME_OFFICER, _BOTH, LEAD, "Динара Усупова", "en", OFFICE),
    ("finance", Role.FINANCE_OFFICER, Role.FINANCE_OFFICER.label, LEAD, "Светлана Пак", "ru", OFFICE),
    ("safeguarding", Role.SAFEGUARDING_FOCAL_POINT, Role.SAFEGUARDING_FOCAL_POINT.label, LEAD, "Мээрим Жакыпова", "ky", OFFICE),
    ("donor", "", _("donor contact"), LEAD, "Emma Larsen", "en", OUTSIDE),
    ("donor2", "", _("contact of another donor"), LEAD, "Jan Novak", "en", OUTSIDE),
]
DEMO_PEOPLE: list[DemoPerson] = [
    DemoPerson(key=key, role=role, label=label, organisation=organisation, name=name, language=language, where=where)
    for key, role, label, organisation, name, language, where in _ROWS
]
BY_KEY: dict[str, DemoPerson] = {person["key"]: person for person in DEMO_PEOPLE}


def username(key: str) -> str:
    """The opaque name under which the demo's data must make this person."""
    return f"{PREFIX}{key}"


def user_of(key: str) -> User | None:
    """The demo's user of that key, when it stands and is active. Any other account is out of reach from here."""
    return User.objects.filter(username=username(key), is_active=True).first() if key in BY_KEY else None

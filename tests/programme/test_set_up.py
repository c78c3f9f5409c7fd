from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from core.models import Event
from core.money import Money
from core.refusals import Refused
from programme.domain.funding import add_budget_line, register_donor, register_project, sign_agreement
from programme.domain.organisations import bootstrap, register_organisation
from programme.domain.readers import end_summary_access, give_summary_access
from programme.models import Agreement, AgreementUserObjectPermission, Organisation, RoleHeld
from tests.factories.accounts import UserFactory
from tests.factories.programme import AgreementFactory, DonorFactory, OrganisationFactory, ProjectFactory, holder, lead

pytestmark = pytest.mark.django_db

NAMES = {"name_en": "Tengir", "name_ru": "Тенгир", "name_ky": "Теңир"}


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def test_bootstrap_makes_the_lead_and_its_manager_once() -> None:
    manager = bootstrap(code="fti", email="Manager@Example.org", manager_name="Бегимай", **NAMES)
    assert manager.holds("programme_manager")
    assert Organisation.objects.get().kind == "lead"
    with refused("already_set_up"):
        bootstrap(code="second", email="other@example.org", **NAMES)
    assert User.objects.count() == 1
    assert set(Event.objects.values_list("action", "actor_role")) == {("registered", "system"), ("role_given", "system")}


def test_first_manager_command() -> None:
    out = StringIO()
    names = {"name_en": "F", "name_ru": "Ф", "name_ky": "Ф"}
    call_command("first_manager", email="m@example.org", code="fti", **names, stdout=out)
    manager = User.objects.get(email="m@example.org")
    assert out.getvalue() == f"{manager} is programme manager of fti\n"
    assert RoleHeld.objects.get().user == manager
    with pytest.raises(CommandError):
        call_command("first_manager", email="n@example.org", code="x", **names)


def test_register_organisation_by_the_leads_manager_only() -> None:
    partner = register_organisation(by=holder("programme_manager"), code="tengir", **NAMES)
    assert (partner.kind, partner.code) == ("partner", "tengir")
    with refused("code_taken"):
        register_organisation(by=holder("programme_manager"), code="tengir", **NAMES)
    with refused("not_the_lead"):
        register_organisation(by=holder("programme_manager", partner), code="other", **NAMES)
    with refused("not_the_lead"):
        register_organisation(by=holder("finance_officer"), code="other", **NAMES)


def test_donor_project_agreement_line_as_verbs() -> None:
    manager = holder("programme_manager")
    donor = register_donor(by=manager, code="epf", **NAMES)
    project = register_project(by=manager, organisation=lead(), code="safe", title_en="Safe", title_ru="Безопасно", title_ky="Коопсуз")
    agreement = sign_agreement(
        by=manager,
        donor=donor,
        project=project,
        number="EPF-1",
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        amount=Money.of("1000"),
    )
    assert (agreement.organisation, agreement.amount_minor, agreement.currency) == (lead(), 100_000, "KGS")
    line = add_budget_line(
        by=manager, agreement=agreement, code="1", name_en="Grants", name_ru="Гранты", name_ky="Гранттар", amount=Money.of("600")
    )
    assert (line.amount_minor, line.awarded_minor) == (60_000, 0)
    with refused("above_agreement"):
        add_budget_line(by=manager, agreement=agreement, code="2", name_en="T", name_ru="Т", name_ky="Т", amount=Money.of("401"))
    add_budget_line(by=manager, agreement=agreement, code="2", name_en="T", name_ru="Т", name_ky="Т", amount=Money.of("400"))
    with refused("code_taken"):
        add_budget_line(by=manager, agreement=agreement, code="2", name_en="T", name_ru="Т", name_ky="Т", amount=Money.of("1"))
    assert [event.action for event in Event.objects.order_by("pk")] == ["registered", "registered", "signed", "added", "added"]


@pytest.mark.parametrize(("first", "last", "amount", "code"), [(2, 1, "1", "days"), (1, 1, "0", "amount")])
def test_sign_agreement_refuses_impossible_values(first: int, last: int, amount: str, code: str) -> None:
    with refused(code):
        sign_agreement(
            by=holder("programme_manager"),
            donor=DonorFactory(),
            project=ProjectFactory(),
            number="X",
            first_day=date(2026, 1, first),
            last_day=date(2026, 1, last),
            amount=Money.of(amount),
        )
    assert Agreement.objects.count() == 0


def test_a_partners_manager_writes_only_the_partners_projects() -> None:
    partner = OrganisationFactory()
    manager = holder("programme_manager", partner)
    titles = {"title_en": "P", "title_ru": "П", "title_ky": "Д"}
    assert register_project(by=manager, organisation=partner, code="own", **titles).organisation == partner
    with refused("not_the_manager"):
        register_project(by=manager, organisation=lead(), code="not-own", **titles)


def test_give_summary_access_twice_is_one_right_and_one_event() -> None:
    agreement, other, contact, manager = AgreementFactory(), AgreementFactory(), UserFactory(), holder("programme_manager")
    for _n in range(2):
        give_summary_access(agreement=agreement, user=contact, by=manager)
    assert AgreementUserObjectPermission.objects.count() == 1
    assert list(Agreement.objects.for_donor_contact(contact)) == [agreement]
    assert not Agreement.objects.for_donor_contact(contact).filter(pk=other.pk).exists()
    assert Event.objects.filter(action="summary_access_given").count() == 1
    end_summary_access(agreement=agreement, user=contact, by=manager)
    assert not Agreement.objects.for_donor_contact(contact).exists()


def test_give_summary_access_needs_the_manager_and_an_open_account() -> None:
    agreement = AgreementFactory()
    for stranger in (holder("me_officer"), holder("programme_manager", OrganisationFactory())):
        with refused("not_the_lead"):
            give_summary_access(agreement=agreement, user=UserFactory(), by=stranger)
    with refused("closed_account"):
        give_summary_access(agreement=agreement, user=UserFactory(is_active=False), by=holder("programme_manager"))
    assert AgreementUserObjectPermission.objects.count() == 0

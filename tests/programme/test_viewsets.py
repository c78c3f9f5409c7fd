"""The office's lists of the programme: the manager's own rows, written by the verbs."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.models import Event
from programme.models import Agreement, BudgetLine, Donor, Organisation, Project
from tests.factories.programme import AgreementFactory, BudgetLineFactory, DonorFactory, OrganisationFactory, ProjectFactory, holder

pytestmark = pytest.mark.django_db
NAMES = {"name_ky": "Теңир", "name_ru": "Тенгир", "name_en": "Tengir", "name_uz": ""}
LISTS = ("organisations", "donors", "projects", "agreements", "budget-lines")


@pytest.fixture
def office() -> Any:
    """Signs in with a second factor."""

    def sign_in(user: User) -> Client:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def saved(client: Client, address: str, values: dict[str, Any]) -> list[str]:
    """Post a form; the errors of the form, empty when it was taken."""
    response = client.post(address, values)
    if response.status_code == 302:
        return []
    form = response.context["form"]
    return [str(error) for errors in form.errors.values() for error in errors]


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_for_the_manager_only(office: Any, name: str) -> None:
    BudgetLineFactory()
    assert office(holder("programme_manager")).get(reverse(f"{name}:index")).status_code == 200
    assert office(holder("content_editor")).get(reverse(f"{name}:index")).status_code != 200


def test_a_partners_manager_sees_only_the_partners_rows(office: Any) -> None:
    partner = OrganisationFactory()
    own = BudgetLineFactory(agreement__project__organisation=partner)
    foreign = BudgetLineFactory()
    client = office(holder("programme_manager", partner))
    rows = {"organisations": partner, "projects": own.agreement.project, "agreements": own.agreement, "budget-lines": own}
    for name, row in rows.items():
        assert list(client.get(reverse(f"{name}:index")).context["object_list"]) == [row]
    assert client.get(reverse("agreements:edit", args=[foreign.agreement.pk])).status_code == 404
    assert client.get(reverse("budget-lines:edit", args=[foreign.pk])).status_code == 404


def test_the_programme_is_set_up_in_the_admin(office: Any) -> None:
    manager = holder("programme_manager")
    client = office(manager)
    assert (
        saved(client, reverse("organisations:add"), {"code": "tengir", "address": "", "phone": "", "email": "", "logo": "", **NAMES}) == []
    )
    partner = Organisation.objects.get(code="tengir")
    assert saved(client, reverse("donors:add"), {"code": "epf", **NAMES}) == []
    titles = {name.replace("name", "title"): value for name, value in NAMES.items()}
    assert saved(client, reverse("projects:add"), {"organisation": partner.pk, "code": "safe", **titles}) == []
    values = {
        "donor": Donor.objects.get().pk,
        "project": Project.objects.get().pk,
        "number": "EPF-1",
        "first_day": "2026-01-01",
        "last_day": "2026-12-31",
        "amount": "10000.50",
        "currency": "EUR",
        "funding_statement_ky": "",
        "funding_statement_ru": "",
        "funding_statement_en": "",
    }
    assert saved(client, reverse("agreements:add"), values) == []
    agreement = Agreement.objects.get()
    assert (agreement.organisation, agreement.amount_minor, agreement.currency) == (partner, 1_000_050, "EUR")
    names = {name: value for name, value in NAMES.items() if name != "name_uz"}
    line = {"agreement": agreement.pk, "code": "1", "amount": "10000.51", "currency": "EUR", **names}
    assert saved(client, reverse("budget-lines:add"), line) == ["The lines would add up to more than the agreement."]
    assert saved(client, reverse("budget-lines:add"), {**line, "amount": "9000"}) == []
    assert BudgetLine.objects.get().amount_minor == 900_000
    assert list(Event.objects.order_by("pk").values_list("action", flat=True)) == [
        "registered",
        "registered",
        "registered",
        "signed",
        "added",
    ]


def test_corrections_keep_ceilings_and_say_which_fields(office: Any) -> None:
    line = BudgetLineFactory(awarded_minor=20_000_000)
    client = office(holder("programme_manager"))
    address = reverse("budget-lines:edit", args=[line.pk])
    values = {"agreement": line.agreement_id, "code": line.code, "name_ky": "К", "name_ru": "Р", "name_en": "E", "currency": "KGS"}
    assert saved(client, address, {**values, "amount": "199999"}) == ["More than this is awarded from the line already."]
    assert saved(client, address, {**values, "amount": "1000001"}) == ["The lines would add up to more than the agreement."]
    assert saved(client, address, {**values, "amount": "300000"}) == []
    line.refresh_from_db()
    assert (line.amount_minor, line.awarded_minor, line.name_en) == (30_000_000, 20_000_000, "E")
    assert Event.objects.get(action="corrected").data == {"fields": ["amount_minor", "name_en", "name_ky", "name_ru"]}


def test_a_signed_agreement_stays_with_its_donor(office: Any) -> None:
    agreement = AgreementFactory()
    values = {
        "donor": DonorFactory().pk,
        "project": ProjectFactory().pk,
        "number": agreement.number,
        "first_day": "2026-01-01",
        "last_day": "2026-12-31",
        "amount": "5",
        "currency": "KGS",
    }
    found = saved(office(holder("programme_manager")), reverse("agreements:edit", args=[agreement.pk]), values)
    assert found == ["Donor, project and currency of a signed agreement stay as they are."]

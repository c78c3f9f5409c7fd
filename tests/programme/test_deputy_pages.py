"""Naming a deputy, and laying it down, on the pages of the account and of the office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from grants.domain.calls import withdraw_grant_call
from programme.models import Deputy
from tests.factories.accounts import UserFactory
from tests.factories.grants import eligible
from tests.factories.programme import holder
from tests.programme.deputies import DAY, named, role_of

pytestmark = pytest.mark.django_db


def _post(client, held, user, **data):
    today = timezone.localdate()
    facts = {"user": user.pk, "first_day": today, "last_day": today + 5 * DAY, "reason": "Leave", **data}
    return client.post(f"/office/deputies/roles/{held.pk}/", facts)


def test_the_holder_names_on_the_own_account_and_everybody_sees_it(client, boss):
    principal, colleague = holder("finance_officer", name="Бакыт"), holder("trainer", name="Айгүл")
    client.force_login(principal)
    address = f"/office/deputies/roles/{role_of(principal).pk}/"
    assert f'href="{address}"' in client.get("/accounts/me/").content.decode()
    page = client.get(address)
    assert set(page.context["form"].fields["user"].queryset) == {boss, colleague}
    assert _post(client, role_of(principal), colleague).url == "/accounts/me/"
    mine = client.get("/accounts/me/").content.decode()
    assert "Deputy: Айгүл" in mine
    assert "Leave" in mine
    client.force_login(boss)
    people = client.get("/office/accounts/").content.decode()
    assert "Deputy: Айгүл" in people
    assert "deputy of Бакыт" in people
    assert "Deputy: Айгүл" in client.get(f"/office/accounts/{principal.number}/").content.decode()
    assert "deputy of Бакыт" in client.get(f"/office/accounts/{colleague.number}/").content.decode()


def test_the_deputy_sees_it_on_the_own_account_and_lays_it_down(client):
    principal, colleague = holder("reviewer", name="Бакыт"), holder("trainer")
    deputy = named(principal, role_of(principal), colleague)
    client.force_login(colleague)
    assert "deputy of Бакыт" in client.get("/accounts/me/").content.decode()
    assert client.post(f"/office/deputies/{deputy.pk}/end/").url == "/accounts/me/"
    assert "deputy of Бакыт" not in client.get("/accounts/me/").content.decode()


def test_the_manager_names_and_ends_on_the_page_of_the_person(client, boss):
    principal, colleague = holder("finance_officer"), holder("trainer")
    client.force_login(boss)
    home = f"/office/accounts/{principal.number}/"
    assert f"/office/deputies/roles/{role_of(principal).pk}/" in client.get(home).content.decode()
    assert _post(client, role_of(principal), colleague).url == home
    assert client.post(f"/office/deputies/{Deputy.objects.get().pk}/end/").url == home
    assert Deputy.objects.get().ended_at is not None


def test_a_refusal_keeps_what_was_typed(client):
    principal, colleague = holder("reviewer"), holder("trainer")
    client.force_login(principal)
    page = _post(client, role_of(principal), colleague, last_day=timezone.localdate() - DAY, reason="Командировка")
    assert "The last day is before the first day" in page.content.decode()
    assert page.context["form"]["reason"].value() == "Командировка"


def test_pages_are_not_there_for_others(client, boss, partner):
    principal, colleague = holder("finance_officer"), holder("grants_officer")
    deputy = named(principal, role_of(principal), colleague)
    for user in (holder("grants_officer"), holder("programme_manager", partner), UserFactory(), colleague):
        client.force_login(user)
        assert client.get(f"/office/deputies/roles/{deputy.held_id}/").status_code == 404
        if user != colleague:
            assert client.post(f"/office/deputies/{deputy.pk}/end/").status_code == 404
    auditor = holder("auditor")
    client.force_login(auditor)
    assert client.get(f"/office/deputies/roles/{role_of(auditor).pk}/").status_code == 404
    assert "Name a deputy" not in client.get("/accounts/me/").content.decode()
    focal = holder("safeguarding_focal_point", partner)
    client.force_login(holder("programme_manager", partner))
    assert client.get(f"/office/deputies/roles/{role_of(focal).pk}/").status_code == 404


def test_lists_take_as_many_statements_with_thirty_deputies(client, boss):
    principal = holder("reviewer")

    def cost(user, address):
        client.force_login(user)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    named(principal, role_of(principal), holder("trainer"))
    one = cost(boss, "/office/accounts/"), cost(principal, "/accounts/me/")
    for _number in range(29):
        named(principal, role_of(principal), holder("trainer"))
    assert (cost(boss, "/office/accounts/"), cost(principal, "/accounts/me/")) == one


def test_histories_say_in_whose_role_a_deputy_acted(client, boss):
    """On the officers' page of an application, in the history of a call."""
    officer, colleague = holder("grants_officer", name="Гүлзат Осмонова"), holder("content_editor", name="Бакыт Асанов")
    named(boss, role_of(officer), colleague)
    acting = User.objects.get(pk=colleague.pk)
    application = eligible(by=acting)
    said = "Бакыт Асанов (grants officer, as deputy for Гүлзат Осмонова)"
    client.force_login(officer)
    assert said in client.get(f"/grants/office/applications/{application.code}/").content.decode()
    withdraw_grant_call(call=application.call, by=acting, note="no money")
    assert said in client.get(f"/admin/grants/calls/history/{application.call_id}/").content.decode()

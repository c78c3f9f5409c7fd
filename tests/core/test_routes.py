"""Every address says whom it is for, and the coarse gate holds."""

import json
import re
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from accounts.roles import Role
from core.route_list import all_routes, undeclared
from core.routes import Route, declare, route
from tests.factories.accounts import UserFactory
from tests.factories.programme import holder


def test_no_address_is_undeclared():
    assert undeclared() == []


def _listed() -> str:
    out = StringIO()
    call_command("list_routes", "--json", stdout=out)
    return out.getvalue()


def test_no_address_of_ours_hides_another():
    """The same address twice means that the second page cannot be reached."""
    seen: dict[str, str] = {}
    for row in json.loads(_listed()):
        address = re.sub(r"<(\w+:)?\w+>", "*", row["route"])
        ours = not address.startswith(("/admin/", "/accounts/", "/<language>/", "/*/"))
        assert not ours or address not in seen, (address, row["name"], seen.get(address))
        seen.setdefault(address, row["name"])


def test_declarations_name_what_exists():
    known = {*Role.values, "superuser"}
    for found in all_routes():
        declared = found.declared
        assert declared.audience in ("public", "signed_in", "role", "object"), found
        assert set(declared.roles) <= known, found
        assert set(declared.methods) <= {"GET", "POST"}, found
        if declared.model is not None:
            assert apps.get_model(declared.model), found
        assert declared.audience != "role" or declared.roles, found
        assert declared.audience != "object" or (declared.model and declared.permission), found


def test_list_routes_as_json():
    out = StringIO()
    call_command("list_routes", "--json", stdout=out)
    rows = json.loads(out.getvalue())
    assert all(list(row) == ["route", "name", "methods", "audience", "roles", "model", "object_permission"] for row in rows)
    by_name = {row["name"]: row for row in rows}
    assert by_name["core:job"] == {
        "route": "/jobs/<uuid:pk>/",
        "name": "core:job",
        "methods": ["GET"],
        "audience": "object",
        "roles": [],
        "model": "core.Job",
        "object_permission": "created_by",
    }
    assert by_name["account_login"]["audience"] == "public"
    assert by_name["mfa_activate_totp"]["audience"] == "signed_in"
    assert by_name["wagtailadmin_home"]["audience"] == "role"
    assert by_name["wagtail_serve"]["route"].startswith("/<language>/")


def test_list_routes_for_people():
    out = StringIO()
    call_command("list_routes", stdout=out)
    assert "/jobs/<uuid:pk>/\tGET\tobject\t\tcore.Job created_by" in out.getvalue().splitlines()


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/password_reset/", "/en/_util/login/"])
def test_password_pages_of_wagtail_lead_to_ours(client, address):
    view = resolve(address).func.view_class
    assert view.__name__ == "RedirectView"


def a_view(request):
    return HttpResponse("in")


def ask(declared, user, path="/x/?y=1"):
    request = RequestFactory().get(path)
    request.user = user
    return declared(a_view)(request)


def test_route_public_lets_anybody_in():
    assert ask(route(audience="public"), AnonymousUser()).content == b"in"


@pytest.mark.parametrize("audience", ["signed_in", "role", "object"])
def test_route_leads_the_signed_out_to_sign_in_and_back(audience):
    answer = ask(route(audience=audience, roles=("auditor",), model="core.Job", permission="view"), AnonymousUser())
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/x/%3Fy%3D1")


@pytest.mark.django_db
def test_route_role_is_not_found_for_other_roles():
    gate = route(audience="role", roles=("finance_officer",))
    with pytest.raises(Http404):
        ask(gate, holder("trainer"))
    with pytest.raises(Http404):
        ask(gate, UserFactory())
    assert ask(gate, holder("finance_officer")).content == b"in"


def test_longest_declaration_wins(monkeypatch):
    from core import route_list, routes

    monkeypatch.setattr(routes, "DECLARED", {})
    monkeypatch.setattr(route_list, "DECLARED", routes.DECLARED)
    declare("tests.", Route("public"))
    declare("tests.core.test_routes.a_", Route("signed_in"))
    assert route_list._declaration(a_view, route_list.dotted(a_view)) == Route("signed_in")
    assert route_list._declaration(ask, "tests.other") == Route("public")
    assert route_list._declaration(ask, "elsewhere.view") is None

"""The Wagtail admin shows, saves and deletes only rows of the user's own organisations."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import clear_url_caches, include, path, resolve, reverse, set_urlconf
from wagtail.admin.auth import require_admin_access
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.models import AsharImage, Event, StoredFile
from core.refusals import Refused
from core.viewsets import RolePermissionPolicy, ScopedChooserViewSet, ScopedModelViewSet, is_guarded, scoped_rows
from programme.models import Agreement
from tests.factories.programme import AgreementFactory, OrganisationFactory, ProjectFactory, holder, lead

ROLES = {"view": ("me_officer",), "add": ("programme_manager",), "change": ("programme_manager",), "delete": ("programme_manager",)}


class AgreementViewSet(ScopedModelViewSet):
    model = Agreement
    name = "scoped_agreement"
    icon = "doc-full"
    roles = ROLES
    list_display = ["number", "first_day"]
    list_export = ["number"]
    list_filter = ["organisation"]
    ordering = "-number"
    copy_view_enabled = True
    inspect_view_enabled = True
    form_fields = ["number", "organisation", "first_day", "last_day"]

    def save_with(self, form: Any, user: Any) -> Agreement:
        if form.cleaned_data["number"] == "REFUSED":
            raise Refused("This number is taken by another agreement.")
        row = Agreement.objects.get(pk=form.instance.pk) if form.instance.pk else AgreementFactory()
        row.number = form.cleaned_data["number"]
        row.save()
        return row

    def delete_with(self, obj: Any, user: Any) -> None:
        if obj.number == "KEPT":
            super().delete_with(obj, user)
        obj.delete()


class AgreementChooser(ScopedChooserViewSet):
    model = Agreement
    name = "scoped_agreement_chooser"
    register_widget = False


urlpatterns: list[Any] = []


@pytest.fixture
def admin(settings: Any, db: None) -> Iterator[AgreementViewSet]:
    """The viewsets under /admin/, and Wagtail's registry as it was afterwards."""
    from config import urls

    kept = [dict(store) for store in (policy_registry.values_by_class, policy_registry.values_by_exact_class)]
    viewset, choosing = AgreementViewSet(), AgreementChooser()
    own = [
        path(
            f"admin/{found.url_prefix}/",
            include((decorate_urlpatterns(found.get_urlpatterns(), require_admin_access), found.url_namespace)),
        )
        for found in (viewset, choosing)
    ]
    urlpatterns[:] = [*own, *urls.urlpatterns]
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    set_urlconf(None)
    yield viewset
    for store, before in zip((policy_registry.values_by_class, policy_registry.values_by_exact_class), kept, strict=True):
        store.clear()
        store.update(before)
    clear_url_caches()


def signed_in(user: Any) -> Client:
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
    session.save()
    return client


@pytest.fixture
def rows() -> tuple[Any, Any]:
    """(the lead NGO's agreement, a partner's agreement)"""
    partner = OrganisationFactory()
    return AgreementFactory(number="LEAD-1"), AgreementFactory(number="PART-1", project=ProjectFactory(organisation=partner))


def partner_manager(rows: tuple[Any, Any]) -> Client:
    return signed_in(holder("programme_manager", rows[1].organisation))


@pytest.mark.parametrize("page", ["edit", "delete", "history", "history-results", "inspect", "copy"])
def test_foreign_row_is_not_found_own_row_is_shown(admin, rows, page):
    client = partner_manager(rows)
    foreign = client.get(f"/admin/scoped_agreement/{page}/{rows[0].pk}/")
    own = client.get(f"/admin/scoped_agreement/{page}/{rows[1].pk}/")
    assert (foreign.status_code, own.status_code) == (404, 200)
    assert "LEAD-1" not in foreign.content.decode()


@pytest.mark.parametrize("page", ["edit", "delete"])
def test_foreign_row_cannot_be_written(admin, rows, page):
    client = partner_manager(rows)
    data = {"number": "STOLEN", "organisation": rows[1].organisation_id, "first_day": "2026-01-01", "last_day": "2026-12-31"}
    answer = client.post(f"/admin/scoped_agreement/{page}/{rows[0].pk}/", data)
    rows[0].refresh_from_db()
    assert (answer.status_code, rows[0].number) == (404, "LEAD-1")


def test_index_lists_own_rows_only(admin, rows):
    for address in ("/admin/scoped_agreement/", "/admin/scoped_agreement/results/"):
        text = partner_manager(rows).get(address).content.decode()
        assert "PART-1" in text
        assert "LEAD-1" not in text
    assert "LEAD-1" in signed_in(holder("programme_manager", lead())).get("/admin/scoped_agreement/").content.decode()


def test_index_has_no_usage_page_and_no_bulk_actions(admin, rows):
    client = partner_manager(rows)
    assert client.get(f"/admin/scoped_agreement/usage/{rows[1].pk}/").status_code == 404
    assert 'type="checkbox" data-bulk-action' not in client.get("/admin/scoped_agreement/").content.decode()


def test_export_holds_own_rows_and_no_formula(admin, rows):
    rows[1].number = "=1+1"
    rows[1].save()
    answer = partner_manager(rows).get("/admin/scoped_agreement/?export=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1:] == ["'=1+1"]


def test_edit_saves_through_the_verb_and_shows_its_refusal(admin, rows):
    client = partner_manager(rows)
    data = {"number": "PART-2", "organisation": rows[1].organisation_id, "first_day": "2026-01-01", "last_day": "2026-12-31"}
    address = f"/admin/scoped_agreement/edit/{rows[1].pk}/"
    assert client.post(address, data).status_code == 302
    refused = client.post(address, {**data, "number": "REFUSED"})
    rows[1].refresh_from_db()
    assert (refused.status_code, rows[1].number) == (200, "PART-2")
    assert "This number is taken by another agreement." in refused.content.decode()
    assert 'value="REFUSED"' in refused.content.decode()


def test_organisation_of_others_cannot_be_chosen(admin, rows):
    client = partner_manager(rows)
    text = client.get("/admin/scoped_agreement/new/").content.decode()
    assert f'<option value="{rows[1].organisation_id}"' in text
    assert f'<option value="{rows[0].organisation_id}"' not in text
    data = {"number": "X", "organisation": rows[0].organisation_id, "first_day": "2026-01-01", "last_day": "2026-12-31"}
    assert client.post("/admin/scoped_agreement/new/", data).status_code == 200
    assert not Agreement.objects.filter(number="X").exists()


def test_delete_goes_through_the_verb(admin, rows):
    client = partner_manager(rows)
    address = f"/admin/scoped_agreement/delete/{rows[1].pk}/"
    rows[1].number = "KEPT"
    rows[1].save()
    assert "what happened stays on record" in client.post(address, follow=True).content.decode()
    rows[1].number = "GOES"
    rows[1].save()
    client.post(address)
    assert list(Agreement.objects.all()) == [rows[0]]


def test_role_of_another_action_is_not_enough(admin, rows):
    client = signed_in(holder("me_officer", rows[1].organisation))
    assert client.get("/admin/scoped_agreement/").status_code == 200
    assert client.get(f"/admin/scoped_agreement/inspect/{rows[1].pk}/").status_code == 200
    assert client.get(f"/admin/scoped_agreement/edit/{rows[1].pk}/").status_code == 404
    assert client.get("/admin/scoped_agreement/new/").status_code == 404


def test_change_role_in_one_organisation_does_not_reach_rows_seen_through_another(admin, rows):
    user = holder("programme_manager", rows[1].organisation)
    third = AgreementFactory(number="THIRD", project=ProjectFactory(organisation=OrganisationFactory()))
    user.roles_held.create(organisation=third.organisation, role="me_officer")
    assert set(scoped_rows(Agreement, user)) == {rows[1], third}
    client = signed_in(user)
    assert client.get(f"/admin/scoped_agreement/inspect/{third.pk}/").status_code == 200
    assert client.get(f"/admin/scoped_agreement/edit/{third.pk}/").status_code == 404


def test_chooser_offers_and_gives_own_rows_only(admin, rows):
    client = partner_manager(rows)
    listed = client.get("/admin/scoped_agreement_chooser/results/").content.decode()
    assert "PART-1" in listed
    assert "LEAD-1" not in listed
    many = client.get(f"/admin/scoped_agreement_chooser/chosen-multiple/?id={rows[0].pk}&id={rows[1].pk}").json()
    assert [int(chosen["id"]) for chosen in many["result"]] == [rows[1].pk]
    assert client.get(f"/admin/scoped_agreement_chooser/chosen/{rows[0].pk}/").status_code == 404


def test_views_declare_their_route(admin):
    declared = {pattern.name: pattern.callback.route for pattern in admin.get_urlpatterns()}
    assert declared["edit"].audience == "object"
    assert declared["edit"].roles == ("programme_manager",)
    assert declared["index"].audience == "role"
    assert declared["index"].roles == ("me_officer", "programme_manager")
    assert {route.model for route in declared.values()} == {"programme.Agreement"}


def test_pages_of_which_nobody_holds_the_role_have_no_address(admin):
    class Reading(AgreementViewSet):
        name = "reading_agreement"
        roles = {"view": ("me_officer",)}

    assert [pattern.name for pattern in Reading().get_urlpatterns()] == ["index", "index_results", "history", "history_results", "inspect"]


def test_policy_knows_no_other_action(db):
    policy = RolePermissionPolicy(Agreement, view=("me_officer",))
    user = holder("me_officer", lead())
    assert policy.user_has_permission(user, "choose") is True
    assert [policy.user_has_permission(user, action) for action in ("add", "change", "delete", "publish")] == [False] * 4
    assert list(policy.users_with_permission("view")) == [user]


@pytest.mark.parametrize("missing", ["list_display", "ordering", "roles"])
def test_viewset_without_an_order_or_roles_is_refused(missing):
    given = {"model": Agreement, "list_display": ["number"], "ordering": "number", "roles": ROLES}
    del given[missing]
    with pytest.raises(ImproperlyConfigured):
        type("Broken", (ScopedModelViewSet,), given)()


def stock_viewsets_of_guarded_models(registered: list[Any]) -> list[str]:
    """Names of viewsets that show guarded rows by Wagtail's own classes."""
    found = []
    for viewset in registered:
        model = getattr(viewset, "model", None)
        model = apps.get_model(model) if isinstance(model, str) else model
        if model is not None and is_guarded(model) and not isinstance(viewset, ScopedModelViewSet | ScopedChooserViewSet):
            found.append(f"{type(viewset).__module__}.{type(viewset).__name__} of {model._meta.label}")
    return found


def test_every_registered_viewset_of_a_guarded_model_is_scoped():
    resolve("/admin/")  # loads Wagtail's hooks, which register the viewsets
    assert viewsets.viewsets
    assert stock_viewsets_of_guarded_models(viewsets.viewsets) == []


def test_no_guarded_model_is_a_snippet():
    assert [model._meta.label for model in get_snippet_models() if is_guarded(model)] == []


def test_scoped_views_are_not_replaced_by_stock_ones():
    wanted = {
        "index_view_class": "own_rows",
        **dict.fromkeys(("add_view_class", "edit_view_class", "delete_view_class", "copy_view_class"), "own_rows"),
        **dict.fromkeys(("inspect_view_class", "history_view_class"), "own_rows"),
    }
    scoped = [found for found in viewsets.viewsets if isinstance(found, ScopedModelViewSet)]
    assert [(found, name) for found in scoped for name, method in wanted.items() if not hasattr(getattr(found, name), method)] == []


def test_a_stock_viewset_of_a_guarded_model_is_found():
    class Stock(ModelViewSet):
        model = Agreement
        form_fields = ["number"]

    class StockChooser(ChooserViewSet):
        model = "programme.Agreement"

    assert [name.split(".")[-2:] for name in stock_viewsets_of_guarded_models([Stock(), StockChooser("stock")])] == [
        ["Stock of programme", "Agreement"],
        ["StockChooser of programme", "Agreement"],
    ]


@pytest.mark.parametrize(("model", "guarded"), [(Agreement, True), (Event, True), (StoredFile, True), (AsharImage, False), (Page, False)])
def test_is_guarded(model, guarded):
    assert is_guarded(model) is guarded


def test_no_group_holds_a_django_permission_on_a_guarded_model(db):
    guarded = [ContentType.objects.get_for_model(model).pk for model in apps.get_models() if is_guarded(model)]
    assert not Permission.objects.filter(content_type__in=guarded, group__isnull=False).exists()


@pytest.mark.django_db
def test_index_of_every_scoped_viewset_opens_for_its_roles_and_for_nobody_else():
    resolve("/admin/")
    scoped = [found for found in viewsets.viewsets if isinstance(found, ScopedModelViewSet)]
    outsider = signed_in(holder("auditor"))
    for viewset in scoped:
        address = reverse(viewset.get_url_name("index"))
        codes = viewset.policy.roles_for("view")
        assert [(address, code) for code in codes if signed_in(holder(code)).get(address).status_code != 200] == []
        assert "auditor" in codes or outsider.get(address).status_code in (302, 404)

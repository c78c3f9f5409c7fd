from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import worklists
from core.worklists import WorkItem
from tests.factories.accounts import UserFactory
from tests.factories.pages import site
from tests.factories.programme import holder

pytestmark = pytest.mark.django_db


def _items(count):
    now = timezone.now()
    return [
        WorkItem(title=f"Answer {number}", url="/a/", due=now + timedelta(days=number), action="Answer", group="Questions")
        for number in range(count)
    ] + [WorkItem(title="Applications to screen", url="/s/", count=12, group="Applications")]


@pytest.fixture
def work(monkeypatch):
    monkeypatch.setattr(worklists, "_providers", [lambda user: _items(3)])


def test_choose_language_keeps_it_in_a_cookie_and_goes_back(client):
    response = client.get("/language/ru/", {"next": "/accounts/login/?a=1"})
    assert (response.status_code, response.url) == (302, "/accounts/login/?a=1")
    assert response.cookies["language"].value == "ru"
    assert '<html lang="ru">' in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "\\\\evil.example", ""])
def test_choose_language_never_leads_to_another_site(client, elsewhere):
    assert client.get("/language/ky/", {"next": elsewhere}).url == "/ky/"


def test_choose_language_changes_the_language_in_the_address(client):
    assert client.get("/language/ky/", {"next": "/ru/about/"}).url == "/ky/about/"


def test_choose_language_unknown_is_404(client):
    site()
    assert client.get("/language/xx/").status_code == 404


def test_missing_page_of_ours_is_404_and_not_a_way_into_the_page_tree(client):
    site()
    response = client.get("/office/", follow=False)
    assert response.status_code == 302
    client.force_login(UserFactory())
    response = client.get("/office/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_my_page_leads_the_signed_out_to_sign_in(client):
    assert client.get("/my/").url == "/accounts/login/?next=/my/"


def test_my_page_shows_what_to_do_first_and_the_rest_by_heading(client, work):
    client.force_login(UserFactory(name="Айзада"))
    page = client.get("/my/").content.decode()
    assert page.index("Answer 0") < page.index("Answer 2") < page.index("Applications to screen")
    assert "(12)" in page


def test_my_page_empty_says_what_will_stand_here(client, monkeypatch):
    monkeypatch.setattr(worklists, "_providers", [])
    client.force_login(UserFactory())
    assert "Nothing is here yet" in client.get("/my/").content.decode()


def test_my_page_leads_the_office_to_its_board(client):
    client.force_login(holder("reviewer"))
    assert client.get("/my/").url == reverse("home:office")


def test_office_board_gathers_counts_and_due_dates(client, work):
    client.force_login(holder("reviewer"))
    response = client.get("/office/")
    assert response.status_code == 200
    assert (response.context["overdue"], response.context["today"], response.context["week"]) == (1, 0, 2)
    assert [group.name for group in response.context["groups"]] == ["Applications"]
    assert response["Cache-Control"] == "no-store, private"


def test_office_board_takes_the_same_number_of_statements_with_1_and_30_items(client, monkeypatch, django_assert_max_num_queries):
    client.force_login(holder("reviewer"))
    monkeypatch.setattr(worklists, "_providers", [lambda user: _items(1)])
    client.get("/office/")
    with django_assert_max_num_queries(12) as few:
        client.get("/office/")
    monkeypatch.setattr(worklists, "_providers", [lambda user: _items(30)])
    with django_assert_max_num_queries(len(few.captured_queries)) as many:
        client.get("/office/")
    assert len(many.captured_queries) == len(few.captured_queries)


def test_stale_form_gets_a_page_that_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a"})
    assert response.status_code == 403
    assert "Please send it once more" in response.content.decode()


def test_server_error_stands_without_a_database(rf, django_assert_num_queries):
    from home.errors import server_error

    with django_assert_num_queries(0):
        response = server_error(rf.get("/", headers={"accept-language": "ky"}))
    assert response.status_code == 500
    assert b'<html lang="ky">' in response.content


def test_wagtail_admin_leads_back_to_the_board():
    from home.wagtail_hooks import board

    assert board().url == "/office/"


@pytest.mark.parametrize("way", ["/en/_util/login/", "/ky/_util/login/", "/admin/login/"])
def test_wagtails_own_log_in_gives_no_session_for_a_right_password(client, way):
    site()
    user = UserFactory(password="a long enough one", is_superuser=True)
    response = client.post(way, {"username": user.username, "password": "a long enough one", "login": user.email})
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_page_closed_with_a_password_asks_for_it_in_our_frame(client):
    from wagtail.models import PageViewRestriction

    from home.models import StandardPage

    site()
    page = StandardPage.objects.get(slug="about", locale__language_code="en")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="felt")
    shown = client.get("/en/about/").content.decode()
    assert "This page needs a password" in shown
    assert 'name="password"' in shown
    assert "/en/about/" not in shown[shown.index("<footer") :]

import gzip
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site

from core import open_calls
from core.open_calls import OpenCall
from home.calls import by_province
from home.models import HomePage, StandardPage
from home.setup import ensure_site
from tests.factories.pages import site

pytestmark = pytest.mark.django_db


def _calls(at, lang):
    places = [("Баткен", "Ош"), ("Ош",), (), ("Нарын",)]
    return [
        OpenCall(
            kind="Чакан гранттар сынагы",
            icon="money",
            title=f"Коопсуз айыл {number}: жаштардын жана аялдардын демилгелери",
            url=f"/{lang}/calls/{number}/",
            closes_at=at + timedelta(days=5 + number),
            bits=(("people", "Жаштар жана аялдар топтору"), ("money", "30 000 сомдон 120 000 сомго чейин")),
            provinces=provinces,
        )
        for number, provinces in enumerate(places)
    ]


@pytest.fixture
def four_calls(monkeypatch):
    monkeypatch.setattr(open_calls, "_providers", [_calls])


def test_ensure_site_twice_changes_nothing():
    first = site()
    rows = list(Page.objects.order_by("path").values_list("path", "slug", "latest_revision"))
    assert ensure_site() == first
    assert list(Page.objects.order_by("path").values_list("path", "slug", "latest_revision")) == rows
    assert Site.objects.get(is_default_site=True).root_page_id == first.pk


def test_ensure_site_makes_each_page_in_each_language_one_page():
    home = site()
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"en", "ru", "ky", "uz"}
    assert HomePage.objects.filter(translation_key=home.translation_key).count() == 4
    assert sorted(StandardPage.objects.values_list("slug", flat=True)) == sorted(["about", "contact", "your-data"] * 4)
    assert StandardPage.objects.values("translation_key").distinct().count() == 3


def test_ensure_site_after_a_flush_makes_the_root_again():
    Site.objects.all().delete()
    Page.objects.all().delete()
    Locale.objects.all().delete()
    assert site().get_url() == "/en/"


def test_home_page_keeps_the_budget_of_a_first_visit(client, four_calls):
    site()
    response = client.get("/ky/")
    assert response.status_code == 200
    assert len(response.content) <= 14_000
    assert len(gzip.compress(response.content)) <= 5_000
    assert "set-cookie" not in response.headers


def test_home_page_asks_for_a_stylesheet_and_an_ornament_only(client, four_calls):
    site()
    page = client.get("/en/").content.decode()
    assert sorted(part.split('"')[0] for part in page.split('<link rel="')[1:]) == ["icon", "stylesheet"]
    assert "<script" not in page
    assert "<img" not in page


def test_home_page_shows_calls_near_me(client, four_calls):
    site()
    page = client.get("/en/", {"province": "Ош"}).content.decode()
    assert [f"Коопсуз айыл {number}" in page for number in range(4)] == [True, True, True, False]
    assert page.count('aria-current="true"') == 2  # the chip and the language


def test_by_province_counts_open_everywhere_in_each():
    from django.utils import timezone

    shown = by_province(_calls(timezone.now(), "ky"), "Баткен")
    assert [(chip["label"], chip["count"], chip["current"]) for chip in shown["chips"]] == [
        ("Баткен", 2, True),
        ("Нарын", 2, False),
        ("Ош", 3, False),
        ("All", 4, False),
    ]
    assert len(shown["calls"]) == 2
    assert len(by_province(_calls(timezone.now(), "ky"), "no such place")["calls"]) == 4


def test_home_page_without_calls_says_so(client, monkeypatch):
    monkeypatch.setattr(open_calls, "_providers", [])
    site()
    assert "Nothing is open just now" in client.get("/en/").content.decode()


def test_home_page_takes_the_same_number_of_statements_with_more_calls(client, four_calls, monkeypatch, django_assert_max_num_queries):
    site()
    client.get("/en/")
    with django_assert_max_num_queries(12) as few:
        client.get("/en/")
    monkeypatch.setattr(open_calls, "_providers", [lambda at, lang: _calls(at, lang) * 10])
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/en/")


def test_languages_lead_to_the_pages_own_translation(client):
    site()
    page = client.get("/ru/about/").content.decode()
    assert '<html lang="ru">' in page
    for code in ("ky", "ru", "en", "uz"):
        assert f'<a href="/{code}/about/" lang="{code}" hreflang="{code}"' in page


def test_foot_leads_to_pages_in_the_readers_language_only(client):
    site()
    page = client.get("/ky/").content.decode()
    foot = page[page.index("<footer") :]
    pages = [part.split('"')[0] for part in foot.split('<a href="')[1:]]
    assert [url for url in pages if url[:4] in ("/ky/", "/ru/", "/en/", "/uz/")] == ["/ky/about/", "/ky/your-data/", "/ky/contact/"]


def test_start_leads_to_the_readers_language():
    site()
    assert Client(headers={"accept-language": "ky"}).get("/").url == "/ky/"
    assert Client(headers={"accept-language": "de"}).get("/").url == "/en/"


def test_home_page_leads_to_the_check_of_a_certificate(client):
    site()
    page = client.get("/ky/").content.decode()
    assert f'<a class="btn" href="{reverse("verify")}">' in page

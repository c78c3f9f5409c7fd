"""The poster of a call: two languages, a code and an address that lead to the call's page, nothing outside the page."""

from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.pdf import check
from tests.factories.programme import holder
from tests.factories.trainings import TrainingCallFactory
from tests.trainings.pages import page_of
from trainings.documents.poster import Poster, PosterText, draw_poster

LONG = "Ар түрдүүбүз, чогуубуз: жаштардын элдешүү жана сүйлөшүү боюнча кышкы лагери, Ыссык-Көл өрөөнүндө, 2026-жыл"
POSTER = Poster(
    language="ky",
    texts=[
        PosterText(
            kind="лагерь",
            title=LONG,
            facts=[
                ("Качан", "2026-жылдын 20–25-декабры"),
                ("Кайда", "Жапалак"),
                ("Кимдер үчүн", "14–17 жаш"),
                ("Мөөнөтү", "1-декабрь, саат 18:05"),
            ],
            apply="Толугураак окуп, арыз бериңиз: кодду телефон менен сканерлеңиз же даректи жазыңыз:",
        ),
        PosterText(
            kind="лагерь", title="Мы разные, мы вместе", facts=[("Когда", "20–25 декабря 2026")], apply="Подробнее и подать заявку:"
        ),
    ],
    organiser="«Айыл келечеги» коомдук фонду",
    address="ashar.example.kg/t/winter-camp",
    link="https://ashar.example.kg/t/winter-camp",
)


def test_both_languages_stand_on_one_page_inside_its_edges():
    content = draw_poster(POSTER)
    [page] = check.texts(content)
    flat = " ".join(page.split())
    assert all(word in flat for word in ("Жапалак", "Мы разные, мы вместе", "ashar.example.kg/t/winter-camp", "өрөөнүндө"))
    assert check.outside(content) == []
    assert set(check.fonts(content).values()) == {True}
    assert check.metadata(content) == ("ky", LONG)


def test_the_same_poster_is_the_same_bytes_and_the_longest_title_moves_nothing_out():
    assert draw_poster(POSTER) == draw_poster(POSTER)
    texts = [replace(text, title=("Өзүмчүлдүк " * 14)[:160]) for text in POSTER.texts]
    assert check.outside(draw_poster(replace(POSTER, texts=texts))) == []


@pytest.fixture
def call(site):
    call = TrainingCallFactory(title_en="Camp on tolerance")
    page_of(site, call)
    return call


@pytest.mark.django_db
def test_only_an_open_call_with_a_page_has_a_poster(signed_in, call):
    client = signed_in(holder(Role.TRAINING_COORDINATOR, call.organisation))
    address = reverse("trainings:poster", args=[call.slug, "ky-ru"])
    assert address in client.get(reverse("trainings:call", args=[call.slug])).content.decode()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert f"/t/{call.slug}" in check.text(answer.content)
    assert client.get(reverse("trainings:poster", args=[call.slug, "ky-xx"])).status_code == 404
    call.pages.update(live=False)
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_short_address_leads_to_the_page_and_nowhere_without_one(client, call):
    answer = client.get(reverse("training_call_short", args=[call.slug]))
    assert (answer.status_code, answer["Location"]) == (302, call.pages.get().url)
    call.pages.update(live=False)
    assert client.get(reverse("training_call_short", args=[call.slug])).status_code == 404

"""A school at 360 px: it registers itself, the office takes it, and its teacher nominates three pupils for the camp on one form."""

import re
import secrets

from playwright.sync_api import Page

from tests.e2e.conftest import PHONE, Opener, axe, no_sideways_scroll

RUN = secrets.randbelow(900_000) + 100_000
NUMBER, PASSWORD = f"0777 {RUN}", "mektep-kitep-kalem-27"
NAME = f"№ {RUN} орто мектеби"
PUPILS = [("Акматова Нурайым", "female", "2010"), ("Турдубаев Эмир", "male", "2010"), ("Исакова Сезим", "female", "2011")]
TEACHER = "Бейшеева Гүлзат"
WHY = ["Мектеп гезитин чыгарат.", "Дебат клубунда.", "Кичүүлөргө үйрөтөт."]


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    assert no_sideways_scroll(page), page.url


def sign_up(page: Page) -> None:
    page.goto("/accounts/signup/?next=/groups/new/")
    page.fill("input[name=phone]", NUMBER)
    page.fill("input[name=password1]", PASSWORD)
    send(page)
    page.fill("input[name=login]", NUMBER)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form", has=page.locator("input[name=login]")).locator("button[type=submit]").first.click()
    page.wait_for_url("**/groups/new/")


def register(page: Page) -> str:
    """The school as its teacher writes it down; its path."""
    page.select_option("select[name=kind]", "school")
    send(page)
    assert page.locator(".field.wrong, .note.bad").count() >= 1, "a school has a name and a place"
    assert page.input_value("select[name=kind]") == "school"
    page.fill("input[name=name_ky]", NAME)
    page.select_option("select[name=province]", index=1)
    page.fill("input[name=village]", "Көк-Жар")
    assert axe(page) == []
    send(page)
    assert re.search(r"/groups/G-[^/]+/$", page.url), page.url
    return page.url


def write_down(page: Page, group: str) -> None:
    for name, sex, year in PUPILS:
        page.goto(f"{group}members/add/")
        page.fill("input[name=name]", name)
        page.check(f"input[name=sex][value={sex}]")
        page.fill("input[name=birth_year]", year)
        send(page)


def test_a_school_nominates_several_pupils_on_one_form(open_page: Opener) -> None:
    page = open_page(size=PHONE, language="ky")
    sign_up(page)
    group = register(page)
    number = group.rstrip("/").rpartition("/")[2]
    call = f"/trainings/calls/winter-camp/groups/{number}/"

    office = open_page(who="coordinator")
    office.goto(f"/office/groups/{number}/decision/")
    assert NAME in office.locator("main").inner_text()
    office.locator("main button[name=do]").first.click()
    office.wait_for_load_state()

    write_down(page, group)
    page.goto(f"{group}members/add/")
    page.fill("input[name=name]", TEACHER)
    page.fill("input[name=birth_year]", "1979")
    send(page)
    page.goto(call)
    assert TEACHER in page.locator("main form p.soft").inner_text(), "the camp is for people of 14 to 17 years"
    for box in page.locator("input[name=p]").all():
        box.check()
    page.locator("main form button.go").click()
    page.wait_for_load_state()
    answers = page.locator("textarea[name$=-why]")
    assert answers.count() == len(PUPILS)
    for place, words in enumerate(WHY[:2]):
        answers.nth(place).fill(words)
    page.locator("main form button.go").click()
    page.wait_for_load_state()
    assert page.locator(".field.wrong").count() == 1, "one answer is missing, the others are kept"
    assert [answers.nth(place).input_value() for place in range(2)] == WHY[:2]
    answers.nth(2).fill(WHY[2])
    assert axe(page) == []
    assert no_sideways_scroll(page)
    page.locator("main form button.go").click()
    page.wait_for_load_state()
    rows = page.locator("section[aria-labelledby=h-done] tbody tr")
    assert sorted(rows.locator("th").all_inner_texts()) == sorted(name for name, _sex, _year in PUPILS)
    # What is missing for those who are under 18, and who can give it, stands beside their names from the first day on.
    assert page.locator("section[aria-labelledby=h-done] tbody tr:has(.warn)").count() == len(PUPILS)
    assert no_sideways_scroll(page)
    assert axe(page) == []

"""Who comes: the group's leader answers on a phone, somebody without an account by the code of a card, the coordinator sees both."""

import re

from tests.e2e.conftest import PHONE, Opener, axe, no_sideways_scroll, pdf_text

COURSE = "a[href*='/trainings/talking-and-agreeing-20']"


def test_a_group_answers_for_its_people_without_javascript(open_page: Opener) -> None:
    page = open_page(size=PHONE, javascript=False, language="ky", who="group")
    page.goto("/my/")
    page.locator("main a[href*='/trainings/calls/talking-and-agreeing/groups/']").first.click()
    page.wait_for_load_state()
    assert no_sideways_scroll(page)
    comes = page.locator("button[name=answer][value=yes]")
    asked = comes.count()
    assert asked >= 2
    comes.first.click()
    page.wait_for_load_state()
    assert page.locator("button[name=answer][value=yes]").count() == asked - 1
    leaves = page.locator("tr", has=page.locator("button[name=answer][value=yes]")).first
    leaves.locator("summary").click()
    leaves.locator("input[name=reason]").fill("Ошол күнү экзамен")
    leaves.locator("button[name=answer][value=no]").click()
    page.wait_for_load_state()
    assert no_sideways_scroll(page)
    # It can be taken back while nobody else has the place; here somebody waited and has it now.
    assert page.locator("button[name=answer][value=yes]").count() == asked - 2


def test_a_code_from_a_card_answers_without_an_account(open_page: Opener) -> None:
    office = open_page(who="coordinator")
    office.goto("/trainings/")
    path = office.locator(f"main {COURSE}").first.get_attribute("href") or ""
    office.goto(f"{path}answers/cards/")
    code = office.locator("section.card .big.nobr").first.inner_text().strip()
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    assert code in pdf_text(office, f"{path}answers/cards/pdf/")
    phone = open_page(size=PHONE, language="ky")
    phone.goto(f"/p/#{code.replace('-', '')}")
    assert phone.input_value("input[name=code]") == code.replace("-", "")
    assert "#" not in phone.url
    assert axe(phone) == []
    phone.locator("main form button.go").click()
    phone.wait_for_load_state()
    assert phone.url.endswith("/p/")
    assert axe(phone) == []
    assert no_sideways_scroll(phone)
    phone.locator("button[name=answer][value=yes]").click()
    phone.wait_for_load_state()
    assert phone.locator("#said").count() == 1
    assert no_sideways_scroll(phone)
    office.goto(f"{path}answers/cards/")
    assert code not in office.locator("main").inner_text()


def test_answers_and_cards_are_clear_on_a_phone(open_page: Opener) -> None:
    page = open_page(size=PHONE, language="ky", who="coordinator")
    page.goto("/trainings/")
    path = page.locator(f"main {COURSE}").first.get_attribute("href") or ""
    for name in ("answers/", "answers/cards/"):
        page.goto(f"{path}{name}")
        assert axe(page) == []
        assert no_sideways_scroll(page)

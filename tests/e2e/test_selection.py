"""Choosing who comes, on a phone: targets, a proposal, the mix counted again. Nothing is saved: the camp of the demo stays undecided."""

import re

from tests.e2e.conftest import PHONE, Opener, axe, no_sideways_scroll


def test_a_choice_is_proposed_and_counted_again_without_javascript(open_page: Opener) -> None:
    page = open_page(size=PHONE, javascript=False, who="coordinator")
    page.goto("/trainings/")
    page.locator("main a[href*='/trainings/winter-camp-20']").first.click()
    page.locator("main a[href$='/selection/']").click()
    page.locator("form[action$='/propose/'] button").click()
    page.wait_for_load_state()
    ticks = page.locator("input[name=on]:checked")
    chosen = ticks.count()
    assert chosen >= 8
    assert page.locator("#proposal").count() == 1
    mix = page.locator(".mixl")
    assert "warn" not in " ".join(state.get_attribute("class") or "" for state in mix.locator(".state").all())
    ticks.first.uncheck()
    page.locator("button[name=part][value=count]").click()
    page.wait_for_load_state()
    assert page.locator("input[name=on]:checked").count() == chosen - 1
    assert re.search(rf"\b{chosen - 1}\b", page.locator("#h-mix").inner_text())
    assert page.locator("input[name=reason]").input_value()
    assert page.locator(".big").first.inner_text() == "0"


def test_board_and_targets_are_clear_on_a_phone(open_page: Opener) -> None:
    page = open_page(size=PHONE, language="ky", who="coordinator")
    page.goto("/trainings/")
    path = page.locator("main a[href*='/trainings/winter-camp-20']").first.get_attribute("href") or ""
    for address in (f"{path}selection/", f"{path}selection/targets/"):
        page.goto(address)
        assert axe(page) == []
        assert no_sideways_scroll(page)
    page.goto(f"{path}selection/")
    page.locator("form[action$='/propose/'] button").click()
    page.wait_for_load_state()
    assert axe(page) == []
    assert no_sideways_scroll(page)

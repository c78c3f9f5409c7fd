"""The officer screens the 20 new applications of the demo with the keyboard alone."""

from playwright.sync_api import Page

from tests.e2e.conftest import PHONE, Opener, axe, no_sideways_scroll

NEW = 20
LONGEST = 40


def focused(page: Page) -> str:
    """Name and value of the field in which the keyboard stands."""
    return page.evaluate("() => `${document.activeElement.name || ''}=${document.activeElement.value || ''}`")


def tab_to(page: Page, wanted: str) -> None:
    """Tab until the keyboard stands in the wanted field: what cannot be reached fails here."""
    for _step in range(LONGEST):
        if focused(page).startswith(wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached with the Tab key")


def screen_by_keyboard(page: Page, list_name: str = "") -> None:
    """Sanctions check, seven points, outcome; Enter opens the next."""
    here = page.url
    assert focused(page).startswith("list_name="), "the keyboard stands in the first field"
    if list_name:
        page.keyboard.type(list_name)
    tab_to(page, "result=")
    page.keyboard.press("Space")
    for _point in range(7):
        page.keyboard.press("Tab")
        tab_to(page, "checks=")
        page.keyboard.press("Space")
    tab_to(page, "decision=")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != here)


def test_twenty_new_applications_are_screened_by_keyboard(open_page: Opener) -> None:
    page = open_page(who="grants_officer")
    page.goto("/grants/office/calls/safe-village/screening/")
    assert axe(page) == []
    seen, alike = set(), 0
    while "/screening/" in page.url or "/applications/" in page.url:
        seen.add(page.url)
        alike += page.locator("#h-alike").count()
        screen_by_keyboard(page, "UN Security Council" if len(seen) == 1 else "")
    assert len(seen) >= NEW, "beside the demo's own, those that groups sent meanwhile"
    assert alike == 2, "the two that sent the same are flagged, no other"
    assert page.url.endswith("/grants/office/calls/safe-village/")
    page.goto("/grants/office/applications/?call=safe-village&state=eligible")
    assert page.locator("main tbody tr").count() == len(seen)
    assert axe(page) == []


def test_the_desk_reads_on_a_phone(open_page: Opener) -> None:
    page = open_page(size=PHONE, javascript=False, who="grants_officer", language="ky")
    for path in (
        "applications/",
        "calls/talking-villages/ranking/",
        "calls/talking-villages/reviewers/",
        "calls/talking-villages/meetings/",
    ):
        page.goto(f"/grants/office/{path}")
        assert page.locator("h1").count() == 1
        assert no_sideways_scroll(page), path

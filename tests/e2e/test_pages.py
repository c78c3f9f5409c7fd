"""Every page of ours that a person of the demo can reach by links: accessible, no sideways scroll, no policy complaint."""

import re

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import DESK, PHONE, Opener, axe, no_sideways_scroll

MOST = 25
STARTS = {
    None: ["/", "/v/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/login/code/", "/demo/"],
    "group": ["/my/"],
    "group2": ["/my/"],
    "donor": ["/my/", "/summaries/"],
    "trainer": ["/office/", "/trainings/"],
    "coordinator": ["/office/", "/trainings/"],
    "partner_coordinator": ["/office/"],
    "grants_officer": ["/office/", "/grants/office/"],
    "reviewer1": ["/office/", "/grants/reviews/"],
    "approver": ["/office/"],
    "editor": ["/office/"],
    "me_officer": ["/office/", "/summaries/"],
    "finance": ["/office/"],
    "safeguarding": ["/office/"],
}
#: Not a page of ours: the library's admin, files, leaving, another language of the same page, tables to keep.
PASSED_OVER = re.compile(
    r"^/(admin|documents|media|static|language|demo/mail)\b|logout|\.pdf$|/pdf/|/files?/|/export/|/errors/|download/|/sheets/[^/]+/$|/sheet/$|/confirmation/|/counts/\w+/$|/(poster|protocol|scans)/|/calendar/$"
)
LINKS = "[...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin).map(a => a.pathname)"


def kind_of(path: str) -> str:
    """The address with numbers and codes left out: pages of one kind look alike."""
    parts = [re.sub(r"^(?=.*\d)[\w-]+$", "#", part) for part in path.split("/")]
    return re.sub(r"(/calls/|/apply/|/part/|/applications/)[\w-]+", r"\1*", "/".join(parts))


def links_of(page: Page) -> list[str]:
    found: list[str] = page.evaluate(LINKS)
    return [path for path in found if not PASSED_OVER.search(path)]


def looked_at(page: Page, path: str, *, office: bool) -> list[str]:
    """What is wrong with one page: on a phone, in the dark, and for the office on a desk.

    Three quarters of the work is asking about colours: the office's are looked at on the phone in the light, on the desk in the dark.
    """
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        return [f"{path}: {answer.status if answer else 'no answer'}"]
    wrong = [f"{path}: {line}" for line in axe(page)]
    if not no_sideways_scroll(page):
        wrong.append(f"{path}: scrolls sideways at 360")
    if office:
        page.set_viewport_size(DESK)
        wrong += [f"{path}, 1280: {line}" for line in axe(page, but="color-contrast")]
        if not no_sideways_scroll(page):
            wrong.append(f"{path}: scrolls sideways at 1280")
    page.emulate_media(color_scheme="dark")
    wrong += [f"{path}, dark: {line}" for line in axe(page, only="color-contrast")]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    return wrong


@pytest.fixture(scope="module")
def kinds() -> set[str]:
    """Kinds of pages looked at so far: another person's page of the same kind looks alike."""
    return set()


@pytest.mark.parametrize("who", STARTS, ids=lambda who: who or "stranger")
def test_every_page_within_reach(open_page: Opener, kinds: set[str], who: str | None) -> None:
    page = open_page(size=PHONE, who=who, language="ky")
    waiting, wrong, looked = list(STARTS[who]), [], 0
    while waiting and looked < MOST:
        path = waiting.pop(0)
        if path not in STARTS[who] and kind_of(path) in kinds:
            continue
        kinds.add(kind_of(path))
        wrong += looked_at(page, path, office="/office/" in STARTS[who])
        waiting += [link for link in links_of(page) if kind_of(link) not in kinds]
        looked += 1
    assert wrong == []
    assert looked >= len(STARTS[who])

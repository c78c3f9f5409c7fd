"""A donor's contact: the own summary as a page and as a PDF in three languages; another donor's does not exist."""

import re

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import DESK, PHONE, Opener, axe, no_sideways_scroll, pdf_text


def own(page: Page) -> list[str]:
    """Addresses of the summaries that this person sees."""
    page.goto("/summaries/")
    return sorted({a.get_attribute("href") or "" for a in page.locator("main a[href^='/summaries/']").all()})


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_the_own_summary_only(open_page: Opener, size: dict[str, int]) -> None:
    page, other = open_page(size=size, who="donor"), open_page(size=size, who="donor2")
    mine, theirs = own(page), own(other)
    assert len(mine) == len(theirs) == 1
    assert mine != theirs
    assert all(re.fullmatch(r"/summaries/\d+/", address) for address in mine)
    for address in theirs:
        assert page.goto(address).status == 404
        for code in ("en", "ru", "ky"):
            assert page.context.request.get(f"{address}{code}.pdf").status == 404

    assert page.goto(mine[0]).status == 200
    words = page.locator("main").inner_text()
    assert "APF-2025-117" in words
    assert "NT-2026-04" not in words
    assert page.locator("main .tile").count() >= 4
    assert re.search(r"[0-9a-f]{8}", words), "the hash of the frozen figures"
    assert no_sideways_scroll(page)
    assert axe(page) == []


def test_the_pdf_in_three_languages(open_page: Opener) -> None:
    page = open_page(who="donor")
    (address,) = own(page)
    page.goto(address)
    number = re.search(r"\d{4}-\d+|\d+", page.locator(".paper .row").first.inner_text())
    assert number
    for code, letters in (("en", r"[A-Za-z]"), ("ru", r"[ыэщ]"), ("ky", r"[өүң]")):
        words = pdf_text(page, f"{address}{code}.pdf")
        assert "APF-2025-117" in words
        assert number[0] in words
        assert re.search(letters, words), code

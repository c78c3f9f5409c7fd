"""An editor in the library's admin: the calls are listed, a page of a call is changed and published in one language."""

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, Opener


def test_a_page_of_a_call_is_published(open_page: Opener) -> None:
    page = open_page(who="editor")
    stranger = open_page(size=PHONE, language="ky")
    stranger.goto("/ky/")
    stranger.locator("a[href*='safe-village'], a[href*='koopsuz']").first.click()
    stranger.wait_for_load_state()
    public = stranger.url
    title = stranger.locator("h1").inner_text()

    page.goto("/admin/pages/search/?q=" + title.split(":")[0])
    page.locator("a[href*='/edit/']", has_text=title.split(":")[0]).first.click()
    page.wait_for_load_state()
    field = page.locator("[name=introduction]")
    words = "Айылдын өз көйгөйүнө айылдын өз чечими."
    field.fill(words)
    with page.expect_navigation():
        page.locator("[name=action-publish]").first.evaluate("button => button.form.requestSubmit(button)")
    page.wait_for_load_state()
    stranger.goto(public)
    expect(stranger.locator("h1")).to_have_text(title)
    assert words in stranger.locator("main").inner_text()


def test_an_officer_finds_the_calls(open_page: Opener) -> None:
    page = open_page(who="grants_officer")
    page.goto("/admin/grants/calls/")
    listed = page.locator("main").inner_text()
    assert [number for number in ("2026-01", "2026-02") if number not in listed] == []
    page.locator("a[href*='/edit/']").first.click()
    page.wait_for_load_state()
    assert page.locator("input[name=slug]").count() == 1

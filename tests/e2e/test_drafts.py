"""Applying without an account in a browser: five pages to a saved draft, a network that drops, a phone that is not one's own."""

import re
from contextlib import suppress

from playwright.sync_api import Error, Page, Response, expect

from tests.e2e.conftest import PHONE, Opener, axe, no_sideways_scroll

GATE = "/grants/apply/safe-village/"
PART = re.compile(r"/part/[^/]+/$")
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
TEXT = "Кечинде мектептен кайткан кыздар үчүн көчө жарыгы керек."


def begin(page: Page, language: str, whose: str = "own") -> list[str]:
    """From the home page to the first part; the addresses of the pages that were opened."""
    seen = [f"/{language}/"]
    page.goto(seen[0])
    page.locator("a[href*='safe-village'], a[href*='koopsuz']").first.click()
    page.wait_for_load_state()
    seen.append(page.url)
    page.locator(f"a[href='{GATE}']").first.click()
    page.wait_for_load_state()
    seen.append(page.url)
    page.check("input[name=c-five][value=yes]")
    page.check("input[name=c-party][value=no]")
    for name in ("kind", "province"):
        if page.locator(f"input[name={name}]").count():
            page.locator(f"input[name={name}]").first.check()
    page.check(f"input[name=whose][value={whose}]")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(PART)
    seen.append(page.url)
    return seen


def test_a_first_draft_takes_five_pages_without_javascript_account_or_mailbox(open_page: Opener) -> None:
    page = open_page(size=PHONE, javascript=False, language="ky")
    seen = begin(page, "ky")
    assert no_sideways_scroll(page)
    code = page.locator(".note.info b.big").inner_text().strip()
    assert re.fullmatch(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", code)
    page.fill("input[name=q-contact]", "Айгүл, 0555 11 22 33")
    page.fill("input[name=q-members]", "7")
    page.locator(".todo button.go").click()
    page.wait_for_load_state()
    seen.append(page.url)
    assert len(seen) == 5
    assert not any(code.replace("-", "").lower() in address.replace("-", "").lower() for address in seen)
    other = open_page(size=PHONE, javascript=False, language="ky")
    other.goto("/grants/resume/")
    other.fill("input[name=code]", code.lower())
    other.locator("main form button[type=submit]").first.click()
    other.wait_for_load_state()
    assert no_sideways_scroll(other)
    other.goto(seen[3])
    assert other.input_value("input[name=q-contact]") == "Айгүл, 0555 11 22 33"


def test_what_is_open_for_whom_until_when_is_said_in_60_words_in_four_languages(open_page: Opener) -> None:
    """The card of the call in the list, with every figure; on the call's own page title, opening words and deadline."""
    page = open_page(size=PHONE, javascript=False)
    said = {
        "ky": ("аялдар кеңеши", "18:00", "Баткен"),
        "ru": ("совет женщин", "18:00", "Баткен"),
        "en": ("women's council", "18:00", "Batken"),
    }
    for language in ("ky", "ru", "en", "uz"):
        page.goto(f"/{language}/grants/")
        card = page.locator("main .call", has=page.locator("a[href*='safe-village']")).inner_text()
        assert all(words in card for words in said.get(language, ("ayollar kengashi", "18:00"))), card
        assert len(card.split()) <= 60, card
        page.goto(f"/{language}/grants/safe-village/")
        opening = " ".join(page.locator(where).first.inner_text() for where in ("main h1", "main .lead", "main aside dl > div"))
        assert "18:00" in opening
        assert len(opening.split()) <= 60, opening


def test_pages_of_a_draft_are_light_and_clear_in_four_languages(open_page: Opener) -> None:
    page = open_page(size=PHONE, language="ru")
    address = re.sub(r"/part/[^/]+/$", "/part/plan/", begin(page, "ru")[3])
    cookies = page.context.cookies()
    fresh = open_page(size=PHONE, language="ru")
    fresh.context.add_cookies(cookies)
    responses: list[Response] = []
    fresh.on("response", lambda response: responses.append(response))  # noqa: PLW0108
    fresh.goto(address, wait_until="networkidle")
    assert len(responses) <= 6, [response.url for response in responses]
    assert sum(int(response.request.sizes()["responseBodySize"]) for response in responses) <= 35_000
    home = address.rpartition("part/")[0]
    group = open_page(size=PHONE, who="group")
    group.goto("/my/")
    sent = group.locator("main a[href^='/grants/applications/']").first.get_attribute("href")
    receipt = f"{sent}receipt/"
    # The conditions, a part with a voice answer and a file, what is missing before sending, the code, opening by it; and a receipt.
    pages = [(page, place) for place in (GATE, address, f"{home}check/", f"{home}code/", "/grants/resume/")]
    for language in ("ky", "ru", "en", "uz"):
        for reader, place in [*pages, (group, receipt)]:
            reader.context.add_cookies([{"name": "language", "value": language, "url": re.match(r"https?://[^/]+", address).group()}])
            reader.goto(place)
            assert reader.url.endswith(place.removeprefix(home))
            reader.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
            assert reader.locator("html").get_attribute("lang") == language
            assert no_sideways_scroll(reader), (place, language)
            assert axe(reader) == [], (place, language)


def test_on_slow_3g_two_drop_outs_while_typing_lose_nothing(open_page: Opener) -> None:
    page = open_page(size=PHONE, language="ky")
    address = re.sub(r"/part/[^/]+/$", "/part/concern/", begin(page, "ky")[3])
    page.goto(address)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW_3G)
    words = TEXT.split(" ")
    area = page.locator("textarea[name=q-concern]")
    area.press_sequentially(" ".join(words[:3]))
    network.send("Network.emulateNetworkConditions", {**SLOW_3G, "offline": True})
    area.press_sequentially(" " + " ".join(words[3:5]))
    expect(page.locator("[data-net]")).to_be_visible(timeout=10_000)
    network.send("Network.emulateNetworkConditions", SLOW_3G)
    area.press_sequentially(" " + words[5])
    expect(page.locator("[data-net]")).to_be_hidden(timeout=20_000)
    network.send("Network.emulateNetworkConditions", {**SLOW_3G, "offline": True})
    area.press_sequentially(" " + " ".join(words[6:]))
    expect(page.locator("[data-net]")).to_be_visible(timeout=10_000)
    page.goto("about:blank")
    network.send("Network.emulateNetworkConditions", SLOW_3G)
    again = page.context.new_page()
    again.goto(address)
    expect(again.locator("textarea[name=q-concern]")).to_have_value(TEXT)
    with again.expect_response(lambda response: response.request.method == "POST") as saved:
        pass
    assert saved.value.ok
    expect(again.locator("[data-net]")).to_be_hidden()
    assert again.evaluate("Object.keys(localStorage)") == []
    again.reload()
    assert again.input_value("textarea[name=q-concern]") == TEXT


def test_a_phone_that_is_not_ones_own_keeps_nothing(open_page: Opener) -> None:
    page = open_page(size=PHONE, language="ky")
    address = re.sub(r"/part/[^/]+/$", "/part/concern/", begin(page, "ky", "borrowed")[3])
    page.goto(address)
    code = page.locator(".note.info b.big").inner_text().strip()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", {**SLOW_3G, "offline": True})
    page.locator("textarea[name=q-concern]").press_sequentially(TEXT)
    expect(page.locator("[data-net]")).to_be_visible(timeout=10_000)
    kept = "[Object.keys(localStorage).length, Object.keys(sessionStorage).length]"
    assert page.evaluate(kept) == [0, 0]
    network.send("Network.emulateNetworkConditions", {**SLOW_3G, "latency": 0})
    page.locator(".todo button.go").click()
    page.wait_for_load_state()
    page.locator("form[action='/accounts/finish/'] button").first.click()
    page.wait_for_load_state()
    assert page.evaluate(kept) == [0, 0]
    assert page.evaluate("async () => [(await caches.keys()).length, (await indexedDB.databases()).length]") == [0, 0]
    assert [cookie["name"] for cookie in page.context.cookies()] == []
    for _step in range(3):
        with suppress(Error):  # what was posted is kept nowhere: the browser may have nothing to show
            page.go_back()
        assert TEXT not in page.content()
        assert code not in page.content()
    entries = network.send("Page.getNavigationHistory")["entries"]
    assert not any(code.replace("-", "") in entry["url"].upper().replace("-", "") for entry in entries)
    page.goto(address)
    assert "/accounts/login/" in page.url

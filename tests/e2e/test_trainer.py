"""A trainer, on a tablet and a phone: the sheet for paper, attendance typed in, certificates, and a stranger who checks one."""

import io
import re
from urllib.parse import urlparse

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import DESK, PHONE, Opener, axe, no_sideways_scroll, pdf_text

TABLET = {"width": 820, "height": 1180}


def trainings(page: Page) -> dict[str, str]:
    """Path of each training on the list, by the first word of its slug."""
    page.goto("/trainings/")
    links = [a.get_attribute("href") or "" for a in page.locator("table a[href^='/trainings/']").all()]
    return {m[1]: link for link in links if (m := re.match(r"/trainings/([a-z]+)-\d{4}/$", link))}


def test_a_sheet_is_printed_and_a_session_typed_in(open_page: Opener) -> None:
    page = open_page(size=TABLET, who="trainer")
    village = trainings(page)["village"]
    page.goto(village)
    today = page.locator("form[action*='/sheets/print/']").nth(1)
    today.locator("button").click()
    page.goto(village)
    sheet = page.locator("a[href*='/sheets/']").last.get_attribute("href")
    assert sheet
    words = pdf_text(page, sheet)
    assert re.search(r"[ӨөҮүҢң]", words), "the names are not extractable"

    page.goto(village + "sessions/3/")
    rows = page.locator("table.att tbody tr")
    people = rows.count()
    assert people == 24
    for place in range(people):
        rows.nth(place).locator("label:has(input[value=present])").click()
    rows.nth(1).locator("label:has(input[value=absent])").click()
    page.locator("form button.go[type=submit]").click()
    page.wait_for_load_state()
    page.goto(village + "sessions/3/")
    assert page.locator("input[value=present]:checked").count() == people - 1
    expect(page.locator("table.att tbody tr").nth(1).locator("input[value=absent]")).to_be_checked()
    assert page.locator(".where progress").get_attribute("value") == str(people)
    assert axe(page) == []


def test_the_grid_by_keyboard_in_two_sessions(open_page: Opener) -> None:
    page = open_page(size=DESK, who="trainer")
    grid = trainings(page)["village"] + "sessions/4/"
    page.goto(grid)
    rows = page.locator("table.att tbody tr")
    people = rows.count()
    rows.first.locator("input[type=radio]").first.focus()
    for place in range(people):
        page.keyboard.press("KeyL" if place == 1 else "KeyP")
    for _row in range(people):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("KeyE")
    page.keyboard.press("KeyA")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Delete")
    assert page.locator("td.new").count() == 1
    page.locator(".todo button.go").click()
    page.wait_for_load_state()
    page.goto(grid)
    assert page.locator("input[value=present]:checked").count() == people - 1
    expect(rows.nth(1).locator("input[value=late]")).to_be_checked()
    assert page.locator("table.att tbody td.ex").count() >= 1
    assert axe(page) == []


def test_the_grid_on_a_phone(open_page: Opener) -> None:
    page = open_page(size=PHONE, who="trainer")
    page.goto(trainings(page)["village"] + "sessions/1/")
    assert no_sideways_scroll(page)
    box = page.locator("table.att .seg label").first.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 40, "a finger needs room"
    assert axe(page) == []


def test_a_phone_with_a_device_pass_takes_a_day(open_page: Opener) -> None:
    """A phone without an account, at 360 px: the code of the coordinator's screen opens one training; marks, a walk-in, the sheet."""
    office = open_page(who="coordinator", language="ky")
    village = trainings(office)["village"]
    office.goto(village)
    office.locator("a[href$='/device-pass/']").first.click()
    office.wait_for_load_state()
    office.locator("form[action$='/device-pass/'] select").first.select_option(index=1)
    office.locator("form[action$='/device-pass/'] button[type=submit]").click()
    office.wait_for_load_state()
    code = office.locator("section[aria-labelledby=h-qr] .big").inner_text().strip()

    phone = open_page(size=PHONE, language="ky")
    phone.goto(f"/accounts/pass/#{code}")
    phone.locator("main form button[type=submit]").last.click()
    phone.wait_for_url("**/pass/")
    home = phone.url
    assert home.endswith(f"{village}pass/")
    assert axe(phone) == []
    assert no_sideways_scroll(phone)
    phone.locator("a[href*='/sessions/']").first.click()
    phone.wait_for_load_state()
    first = phone.locator("table.att tbody tr").first
    first.locator("label:has(input[value=late])").click()
    phone.locator("form button.go[type=submit]").click()
    phone.wait_for_load_state()
    expect(phone.locator("table.att tbody tr").first.locator("input[value=late]")).to_be_checked()
    assert no_sideways_scroll(phone)

    phone.goto(home)
    phone.locator("a[href$='/walk-in/']").first.click()
    phone.wait_for_load_state()
    phone.fill("input[name=written_name]", "Сагынбаева Мээрим")
    phone.check("input[name=sex][value=female]")
    phone.fill("input[name=birth_year]", "1999")
    phone.fill("input[name=village]", "Сузак")
    assert no_sideways_scroll(phone)
    phone.locator("main form button[type=submit]").last.click()
    phone.wait_for_url("**/pass/")

    phone.locator("form[action*='/sheet/'] button").first.click()
    phone.wait_for_load_state()
    phone.goto(home)
    sheet = phone.locator("a[href*='/sheets/']").first.get_attribute("href")
    assert sheet
    assert no_sideways_scroll(phone)
    # Nothing else of the house opens by it.
    for address in ("/trainings/", "/office/", "/my/"):
        answer = phone.goto(address)
        assert answer
        assert answer.status == 404, address
    phone.goto(village)
    assert phone.url == home


def test_certificates_one_and_all_and_a_stranger_who_checks(open_page: Opener) -> None:
    page = open_page(size=TABLET, who="trainer")
    camp = trainings(page)["camp"]
    page.goto(camp + "certificates/")
    waiting = page.locator("#h-wait ~ table tbody tr, section[aria-labelledby=h-wait] tbody tr")
    assert waiting.count() >= 4, "four caregivers have not signed"
    assert all(row.locator("td").first.inner_text().strip() for row in waiting.all())
    without = waiting.count()
    # In the hall: one button issues to all who are ready and gives the pile for the printer.
    page.locator("section[aria-labelledby=h-ready] button[value=issue]").click()
    everybody = printed(page)
    assert len(everybody) == 54 - without
    page.goto(camp + "certificates/")
    issued = page.locator("section[aria-labelledby=h-issued] tbody tr")
    assert issued.count() == 54 - without
    assert waiting.count() == without
    assert axe(page) == []

    row = issued.first
    name = row.locator("th").inner_text().strip()
    number = (row.locator("td").first.inner_text()).strip()
    assert sum(number in sheet for sheet in everybody) == 1
    one = row.locator("a[href$='/pdf/']").get_attribute("href")
    assert one
    assert number.replace("-", "") in pdf_text(page, one).replace("-", "").replace(" ", "")
    for place in (0, 1):
        issued.nth(place).locator("input[name=certificate]").check()
    page.locator("section[aria-labelledby=h-issued] button[value=pdf]").click()
    assert len(printed(page)) == 2

    check_as_a_stranger(open_page(size=PHONE), number, name)


def printed(page: Page) -> list[str]:
    """The pages of the PDF that a job hands over, once it is done."""
    page.wait_for_url("**/jobs/**")
    done = page.locator("a[href$='/file/']")
    done.wait_for(timeout=60_000)
    href = done.get_attribute("href")
    assert href
    assert urlparse(href).path.startswith("/jobs/")
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.context.request.get(href).body())).pages]


def check_as_a_stranger(page: Page, number: str, name: str) -> None:
    """At 360 px and without an account: the state, the name only to whoever knows its beginning, an unknown number."""
    page.goto("/v/")
    page.fill("input[name=number]", number.lower().replace("-", " "))
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert page.locator(".pill.ok").count() == 1
    assert name not in page.content()
    assert no_sideways_scroll(page)
    page.fill("input[name=letters]", "ъъъ")
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert name not in page.content()
    family = name.split()[0]
    page.fill("input[name=letters]", family[:3])
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert name in page.content()

    unknown = "2345" + number.replace("-", "").replace(" ", "")[4:]
    page.goto("/v/")
    page.fill("input[name=number]", unknown)
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert page.locator("input[name=number]").input_value() == unknown
    assert page.locator("main .error, main [id$=error]").first.inner_text().strip()
    assert axe(page) == []

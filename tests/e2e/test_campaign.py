"""A leader without e-mail at 360 px, without JavaScript: from a code on paper to the report on a campaign; the office approves it."""

import re
import secrets
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Opener, axe, no_sideways_scroll

CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{2,4})+")
PASSWORD = "suzak-bulak-48-kelechek"
#: New at each run, for a server that runs already: a number signs up once, a campaign stands once.
RUN = secrets.randbelow(900_000) + 100_000
NUMBER = f"0555 {RUN}"
TITLE = f"Жарык көчө {RUN}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8ffff3f0005fe02fea735810000000049454e44ae426082"
)


def code_of_the_owner(open_page: Opener) -> tuple[str, str]:
    """(address of the group's page, a code for one more account)."""
    page = open_page(size=PHONE, language="ky", who="group")
    page.goto("/my/")
    group = page.locator("main a[href^='/groups/']").first.get_attribute("href")
    assert group
    page.goto(f"{group}people/")
    form = page.locator("form[action$='/invitations/new/']")
    form.locator("input[name=right][value=edit_group]").check()
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/invitations/new/")
    found = CODE.search(page.locator("main").inner_text())
    assert found
    assert no_sideways_scroll(page)
    assert axe(page) == []
    return group, found[0]


def sign_up_by_phone(page: Page) -> None:
    """From `/join/` without an account: a phone number and a password, and back to where the code is typed."""
    page.goto("/join/")
    page.locator("main a[href*='/accounts/signup/']").first.click()
    page.wait_for_url("**/accounts/signup/**")
    page.fill("input[name=phone]", NUMBER)
    page.fill("input[name=password1]", PASSWORD)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    if "/accounts/login/" in page.url:
        page.fill("input[name=login]", NUMBER)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_load_state()


def faults(page: Page, twin: Page) -> list[str]:
    """What axe finds at the page's address, read by the same account on `twin`: without script, axe itself would never come to an end."""
    twin.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    twin.goto(page.url)
    return axe(twin)


def save(page: Page, leads_to: str | re.Pattern[str]) -> None:
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(leads_to)
    assert no_sideways_scroll(page), page.url


def write_campaign(page: Page, twin: Page, group: str, day: date) -> str:
    """A campaign with a list, a head count and an estimate; its address."""
    page.goto(f"{group}campaigns/add/")
    page.fill("input[name=title]", TITLE)
    page.select_option("select[name=theme]", "street_harassment")
    page.fill("input[name=first_day]", day.isoformat())
    page.fill("input[name=last_day]", day.isoformat())
    assert faults(page, twin) == []
    save(page, re.compile(r"/campaigns/[^/]+/$"))
    campaign = page.url
    for kind, title in (("lesson", "Мектептеги сабак"), ("street", "Базардагы көрсөтмө")):
        page.goto(f"{campaign}activities/add/")
        page.select_option("select[name=kind]", kind)
        page.fill("input[name=title]", title)
        page.fill("input[name=day]", day.isoformat())
        save(page, campaign)
    page.locator("main a[href$='/people/']").first.click()
    page.wait_for_url("**/people/")
    for box in page.locator("input[name=people]").all()[:2]:
        box.check()
    assert faults(page, twin) == []
    page.locator("button[name=do][value=members]").click()
    expect(page.locator("button[name=do][value^=off-]")).to_have_count(2)
    page.goto(campaign)
    page.locator("main a[href$='/count/']").first.click()
    page.wait_for_url("**/count/")
    page.fill("input[name=female-under_18]", "14")
    page.fill("input[name=male-under_18]", "11")
    page.fill("input[name=counted_by]", "Айыл башчысы")
    page.set_input_files("input[name=sheet]", {"name": "барак.png", "mimeType": "image/png", "buffer": PNG})
    assert no_sideways_scroll(page)
    assert faults(page, twin) == []
    page.locator("button[name=do][value=save]").click()
    page.wait_for_url(campaign)
    page.goto(f"{campaign}estimates/add/")
    page.select_option("select[name=channel]", "word_of_mouth")
    page.fill("input[name=people]", "180")
    page.fill("input[name=method]", "Ар бир катышуучу бешке айтты")
    page.fill("input[name=source]", "Топтун эсеби")
    page.fill("input[name=day]", day.isoformat())
    save(page, campaign)
    return campaign


def test_a_leader_without_email_joins_by_code_and_reports_a_campaign(open_page: Opener) -> None:
    group, code = code_of_the_owner(open_page)
    page, twin = open_page(size=PHONE, language="ky", javascript=False), open_page(size=PHONE, language="ky")
    sign_up_by_phone(page)
    page.goto("/join/")
    page.fill("input[name=code]", code.lower().replace("-", " "))
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/join/accept/")
    page.locator("main form button").last.click()
    page.wait_for_url(f"**{group}")
    assert faults(page, twin) == []

    campaign = write_campaign(page, twin, group, date.today() - timedelta(days=2))
    assert faults(page, twin) == []
    assert page.locator("main .tiles").first.locator("dd").all_inner_texts() == ["2", "25"]
    page.locator("button[name=do][value=report]").click()
    page.wait_for_load_state()
    expect(page.locator("button[name=do][value=report]")).to_have_count(0)

    office = open_page(language="en", who="approver")
    office.goto("/office/campaigns/")
    office.locator("a", has_text=TITLE).first.click()
    office.wait_for_load_state()
    office.locator("button[name=do][value=approve]").click()
    office.wait_for_load_state()
    expect(office.locator("button[name=do][value=approve]")).to_have_count(0)
    page.goto(campaign)
    expect(page.locator("main .state.ok").first).to_be_visible()

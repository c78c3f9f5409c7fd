"""The office: an application from screening to the award letter with four eyes; a roster from Excel; who comes to the camp."""

import re
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page

from tests.e2e.conftest import PHONE, ROOT, Opener, axe, no_sideways_scroll, pdf_text

ROSTER = ROOT / "site" / "demo" / "data" / "rosters" / "camp-2019.xlsx"


def press(page: Page, action: str) -> None:
    """The button of the form that leads to `action`."""
    page.locator(f"main form[action$='{action}'] button[type=submit]").first.click()
    page.wait_for_load_state()


def submitted(officer: Page) -> str:
    """Office path of an application of the call being decided that was sent and not looked at."""
    officer.goto("/grants/office/calls/talking-villages/")
    for link in [a.get_attribute("href") or "" for a in officer.locator("main th a").all()]:
        officer.goto(link)
        if officer.locator("form[action$='/screen/']").count():
            return link
    raise AssertionError("no application waits for screening")


def screen(officer: Page) -> None:
    """Eligible only with the checklist and a clear sanctions check; then two reviewers."""
    officer.check("form[action$='/screen/'] input[name=decision][value=eligible]")
    press(officer, "/screen/")
    assert officer.locator("form[action$='/screen/']").count() == 1, "an empty checklist does not pass"
    officer.fill("input[name=list_name]", "UN Security Council")
    officer.fill("input[name=name_asked]", "«Умут»")
    officer.check("input[name=result][value=clear]")
    press(officer, "/sanctions/")
    for box in officer.locator("form[action$='/screen/'] input[name=checks]").all():
        box.check()
    officer.check("form[action$='/screen/'] input[name=decision][value=eligible]")
    press(officer, "/screen/")
    assert officer.locator("form[action$='/screen/']").count() == 0
    for name in ("Гүлнара Абдиева", "Marat Bekov"):
        value = officer.locator("select[name=reviewer] option", has_text=name).get_attribute("value")
        officer.select_option("select[name=reviewer]", value)
        press(officer, "/assign/")
    assert officer.locator("section[aria-labelledby=h-r] .due li").count() == 2


def review(page: Page, group: str, secret: str, score: int) -> None:
    """Title and group only before the declaration; scores after it; sent once."""
    page.goto("/grants/reviews/")
    row = page.locator("main .due li", has_text=group).filter(has=page.locator("a"))
    pending = [link.get_attribute("href") or "" for link in row.locator("a").all()]
    for address in pending:
        page.goto(address)
        if page.locator("form[action$='/declare/']").count():
            break
    assert secret not in page.content(), "nothing is read before the declaration"
    press(page, "/declare/")
    assert page.locator("form[action$='/declare/']").count() == 1, "the box was not ticked"
    page.check("input[name=none]")
    press(page, "/declare/")
    assert secret in page.locator("main").inner_text()
    fields = page.locator("input[name^=score_]")
    for field in fields.all():
        field.fill(str(score))
    fields.first.fill("9")
    for note in page.locator("textarea[name^=comment_]").all():
        note.fill("Так жана ишке ашат.")
    page.locator("button[name=next][value=send]").click()
    page.wait_for_load_state()
    assert fields.first.input_value() == "9", "what was typed is kept"
    fields.first.fill(str(score))
    page.locator("button[name=next][value=send]").click()
    page.wait_for_load_state()
    assert page.locator("input[name^=score_]").count() == 0
    assert axe(page) == []


def test_from_screening_to_the_award_letter(open_page: Opener) -> None:
    officer = open_page(who="grants_officer")
    link = submitted(officer)
    group = officer.locator("h1").inner_text().split("·")[1].strip()
    secret = "Коңшу айылдар менен суу үчүн талаш"
    assert secret in officer.locator("main").inner_text()
    screen(officer)
    review(open_page(who="reviewer1"), group, secret, 4)
    review(open_page(size=PHONE, who="reviewer2"), group, secret, 5)

    officer.goto(link)
    officer.check("input[name=outcome][value=award]")
    officer.fill("textarea[name=conditions]", "Ар бир чыгымга чек тиркелет.")
    officer.fill("input[name=amount]", "990 000")
    press(officer, "/propose/")
    assert officer.locator("form[action$='/propose/']").count() == 1, "above what was asked for"
    officer.goto(link)
    officer.check("input[name=outcome][value=award]")
    press(officer, "/propose/")
    section = officer.locator("section[aria-labelledby=h-a]")
    assert officer.locator("form[action$='/approve/']").count() == 0
    assert section.locator(".warn").inner_text().strip(), "why the proposer cannot approve"
    assert axe(officer) == []
    token = officer.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    officer.context.request.post(re.sub(r"/$", "/approve/", link), form={"csrfmiddlewaretoken": token}, headers={"Referer": officer.url})
    officer.goto(link)
    assert officer.locator("section[aria-labelledby=h-a]").count() == 1, "one person decided alone"

    approver = open_page(who="approver")
    approver.goto(link)
    press(approver, "/approve/")
    letter = approver.locator("a[href$='/letter.pdf']").get_attribute("href")
    assert letter
    words = pdf_text(approver, letter)
    assert re.search(r"G-\d{4}-\d+", words)
    assert axe(approver) == []


def test_the_group_with_an_award_sees_it(open_page: Opener) -> None:
    page = open_page(size=PHONE, language="ky", who="group")
    page.goto("/my/")
    page.locator("main a[href^='/grants/applications/']").first.click()
    page.wait_for_url("**/grants/applications/**")
    letter = page.locator("a[href$='/letter.pdf']").get_attribute("href")
    assert letter
    assert "Келечек" in pdf_text(page, letter)
    assert no_sideways_scroll(page)
    assert axe(page) == []


def fill_day(page: Page, field: str, day: date) -> None:
    """A day typed; its calendar opens a moment later and lies over the buttons until the field is left."""
    page.fill(f"input[name={field}]", day.isoformat())
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    calendar.wait_for()
    page.keyboard.press("Tab")
    calendar.wait_for(state="hidden")


def new_training(page: Page, slug: str, first: int, call: str = "") -> str:
    """A training made in the office's lists; returns its path."""
    day = timezone.localdate() + timedelta(days=first)
    page.goto("/admin/trainings/trainings/new/")
    page.select_option("select[name=organisation]", index=1)
    page.fill("input[name=slug]", slug)
    page.select_option("select[name=activity_type]", "camp")
    page.fill("input[name=internal_title]", slug)
    if call:
        page.select_option("select[name=call]", label=page.locator("select[name=call] option", has_text=call).first.inner_text())
    for code in ("ky", "ru", "en", "uz"):
        page.fill(f"input[name=public_title_{code}]", f"Лагерь {slug} {code}")
    fill_day(page, "first_day", day)
    fill_day(page, "last_day", day + timedelta(days=2))
    page.fill("input[name=capacity]", "60")
    page.fill("input[name=contact_hours]", "18")
    page.locator("footer button[type=submit], form button[type=submit].action-save").first.click()
    page.wait_for_load_state()
    page.goto(f"/trainings/{slug}/")
    assert page.locator("h1").inner_text().startswith("Лагерь"), page.url
    return f"/trainings/{slug}/"


def test_a_roster_from_excel(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(who="partner_coordinator", language="en")
    path = new_training(page, "partner-camp", first=-20)
    page.goto(path + "import/")
    wrong = tmp_path / "roster.xlsx"
    wrong.write_bytes(b"this is no table")
    page.set_input_files("input[type=file]", wrong)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    assert page.locator("main .field.wrong, main .note.bad").count() >= 1
    page.set_input_files("input[type=file]", ROSTER)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/columns/")
    page.locator("main form button.go").click()
    page.wait_for_url(re.compile(r"/trainings/imports/[^/]+/$"))
    tiles = [int(tile) for tile in page.locator(".tiles dd").all_inner_texts()]
    assert tiles[0] == 57
    left_out = page.locator("section[aria-labelledby=h-columns] ul").nth(1).locator("b").all_inner_texts()
    assert {"Улуту", "ПИН", "Колу"} <= set(left_out), left_out
    rows = page.locator("main details").last.text_content() or ""
    assert "2004" in rows
    assert not re.search(r"\d[./-]\d{1,2}[./-](19|20)\d{2}", rows), "full birth dates"
    assert axe(page) == []
    for box in page.locator("input[name^=pair-][value=same]").all():
        box.check()
    page.locator("button[name=action][value=confirm]").click()
    page.wait_for_load_state()
    for _wait in range(30):
        if page.locator(".pill.ok").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    page.goto(path)
    assert page.locator(".big").first.inner_text() == "54"
    consents(page, path)


def consents(page: Page, path: str) -> None:
    """Paper consents on one page: a whole column ticked, one box emptied, saved."""
    page.goto(path + "consents/")
    page.locator("main details summary").click()
    page.locator("button[name=fill][value='participation-self']").click()
    page.wait_for_load_state()
    boxes = page.locator("input[name=on]:checked")
    ticked = boxes.count()
    assert ticked == 54
    boxes.first.uncheck()
    page.locator(".todo button.go").click()
    page.wait_for_load_state()
    assert page.locator("input[name=on]:checked").count() == 53


def test_who_comes_to_the_camp(open_page: Opener) -> None:
    page = open_page(who="coordinator")
    path = new_training(page, "winter-camp-days", first=45, call="winter-camp")
    page.goto(path + "selection/")
    links = [a.get_attribute("href") or "" for a in page.locator("main table.stack th a").all()]
    assert len(links) >= 2
    page.goto(links[0])
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    assert page.locator(".field.wrong").count() >= 1, "a decision needs a choice"
    page.check("input[name=action][value=select]")
    if page.locator("textarea[name=reason]").count():
        page.fill("textarea[name=reason]", "Айылынан жалгыз катышуучу.")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    page.goto(path + "selection/")
    assert axe(page) == []
    press(page, "/tell/")
    page.goto(path)
    assert page.locator(".big").first.inner_text() == "1"

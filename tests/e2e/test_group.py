"""A group's leader at 360 px, in Kyrgyz, without JavaScript: from the public call to the receipt; then two members for the camp."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Opener, axe, no_sideways_scroll, pdf_text

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8ffff3f0005fe02fea735810000000049454e44ae426082"
)
CYRILLIC = re.compile(r"[а-яөүң]", re.IGNORECASE)
CHECK = re.compile(r"/check/(#.*)?$")
ROWS = [("Плакат басып чыгаруу", "400", "45", ""), ("Айылдан айылга унаа", "6", "3 500", "1 000")]
SUM, OWN = 400 * 45 + 6 * 3500, 1000


def go_on(page: Page, way: str = "on") -> int:
    """Press the button that saves and leads on; the status of the page that follows."""
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        page.locator(f".todo button[value={way}], button.quiet[value={way}]").last.click()
    page.wait_for_load_state()
    assert no_sideways_scroll(page), page.url
    return sent.value.status


def part(page: Page, name: str) -> None:
    page.goto(re.sub(r"/part/[^/]+/", f"/part/{name}/", page.url))


def errors(page: Page) -> str:
    return " ".join(page.locator(".field.wrong .err, .field.wrong .error, .field.wrong [id$=_error]").all_inner_texts())


def begin(page: Page) -> None:
    """From the home page to the first part of a new draft; the conditions say why not when one is not met."""
    page.goto("/ky/")
    page.locator("a[href*='safe-village'], a[href*='koopsuz']").first.click()
    page.wait_for_load_state()
    assert no_sideways_scroll(page)
    page.locator("a[href='/grants/apply/safe-village/']").first.click()
    page.wait_for_load_state()
    page.locator("a[href^='/grants/apply/safe-village/']").first.click()
    page.wait_for_load_state()
    page.check("input[name=five][value=no]")
    page.check("input[name=party][value=no]")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    assert "беш кишиден кем эмес" in page.locator(".note.bad").inner_text()
    expect(page.locator("input[name=five][value=no]")).to_be_checked()
    page.check("input[name=five][value=yes]")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/part/group/")


def write_parts(page: Page) -> None:
    """Each part with what could go wrong in it."""
    page.fill("input[name=q-contact]", "Айгүл, 0555 11 22 33")
    page.fill("input[name=q-members]", "бир нече")
    assert go_on(page) == 422
    assert page.input_value("input[name=q-members]") == "бир нече"
    assert page.input_value("input[name=q-contact]") == "Айгүл, 0555 11 22 33"
    assert errors(page), "the message stands beside the field"
    page.fill("input[name=q-members]", "7")
    go_on(page)
    page.fill("textarea[name=q-concern]", "Кечинде мектептен кайткан кыздарга көчөдө асылышат.")
    page.select_option("select[name=q-where_province]", index=2)
    page.fill("input[name=q-where_village]", "Мирмахмудов")
    page.check("input[name=q-theme][value=street]")
    go_on(page)
    page.fill("textarea[name=q-activities]", "Форум-театр, андан кийин ата-энелер менен сүйлөшүү.")
    page.fill("input[name=q-start]", "2027-02-01")
    page.set_input_files("input[name=q-plan]", {"name": "план.png", "mimeType": "image/png", "buffer": b"MZ\x90\x00 not a picture"})
    assert go_on(page) == 422
    assert errors(page), "the file's refusal stands beside the field"
    assert "Форум-театр" in page.input_value("textarea[name=q-activities]")
    page.set_input_files("input[name=q-plan]", {"name": "план.png", "mimeType": "image/png", "buffer": PNG})
    go_on(page)
    page.fill("input[name=q-reach_direct]", "160")
    page.fill("input[name=q-reach_indirect]", "900")
    page.fill("[name=q-reach_how]", "Эки мектептин окуучулары")
    go_on(page)


def write_budget(page: Page) -> None:
    """Rows on pages of their own; they add up."""
    page.locator("button[name=next][value=row]").click()
    page.wait_for_url("**/budget/new/")
    for place, (item, quantity, cost, own) in enumerate(ROWS):
        page.fill("input[name=item]", item)
        page.fill("input[name=quantity]", quantity)
        page.fill("input[name=unit_cost]", cost)
        page.fill("input[name=own]", own)
        last = place == len(ROWS) - 1
        page.locator(".todo button.go" if last else "button[value=more]").click()
        page.wait_for_load_state()
    page.wait_for_url("**/part/budget/**")
    foot = re.sub(r"\s", "", page.locator("#budget tfoot").inner_text())
    assert str(SUM) in foot
    asked = re.sub(r"\s", "", page.locator("#budget .card .big").inner_text())
    assert str(SUM - OWN) in asked


def test_a_group_applies_without_javascript(open_page: Opener) -> None:
    page = open_page(size=PHONE, javascript=False, language="ky", who="group")
    begin(page)
    write_parts(page)
    write_budget(page)
    go_on(page)
    page.check("input[name=q-minors][value=yes]")
    go_on(page)
    page.wait_for_url(CHECK)
    missing = page.locator(".note.bad a")
    assert missing.count() == 1, "only how caregivers are asked is missing"
    send = page.locator(".todo button.go")
    send.click()
    page.wait_for_load_state()
    assert "/check/" in page.url, "what is incomplete is not sent"
    page.locator(".note.bad li a").first.click()
    page.wait_for_url("**/part/safety/**")
    expect(page.locator("input[name=q-minors][value=yes]")).to_be_checked()
    page.fill("textarea[name=q-care]", "Ар бир ата-энеге кагаз беребиз.")
    go_on(page)
    page.wait_for_url(CHECK)
    check = page.url.partition("#")[0]
    page.locator(".todo button.go").click()
    page.wait_for_load_state()
    assert "/receipt/" in page.url, page.locator("main").inner_text()
    number = page.locator("main dd.big").first.inner_text().strip()
    assert re.search(r"\d", number)
    assert no_sideways_scroll(page)
    after_sending(page, check, number)
    page.goto("/demo/mail/")
    assert page.locator("article", has_text=number).count() >= 1


def after_sending(page: Page, check: str, number: str) -> None:
    """The paper holds what was sent; the status says where, next and who; sending again makes nothing."""
    pdf = page.locator("a[href$='/sent.pdf']").first.get_attribute("href")
    assert pdf
    words = pdf_text(page, pdf)
    assert number in words
    assert "Айгүл, 0555 11 22 33" in words
    page.goto(re.sub(r"check/$", "", check))
    now = page.locator(".card.hot")
    assert now.locator("dt").count() >= 3, "where it is, what comes next, who acts"
    assert all(text.strip() for text in now.locator("dd").all_inner_texts())
    status = page.url
    page.goto(check)
    assert page.url == status, "what was sent cannot be sent again"
    page.goto("/grants/apply/safe-village/")
    assert page.locator("main .due li").count() == 1
    assert page.locator("a[href*='/apply/safe-village/']").count() == 0
    page.go_back()


def test_a_wrong_value_is_explained_in_kyrgyz(open_page: Opener) -> None:
    page = open_page(size=PHONE, javascript=False, language="ky")
    page.goto("/v/")
    page.fill("input[name=number]", "АБВ 12")
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert page.input_value("input[name=number]") == "АБВ 12"
    assert CYRILLIC.search(errors(page)), errors(page)
    assert not re.search(r"[A-Za-z]{4}", errors(page)), errors(page)


def test_what_the_group_sees_is_accessible_with_scripts(open_page: Opener) -> None:
    page = open_page(size=PHONE, language="ky", who="group")
    page.goto("/grants/apply/safe-village/")
    assert axe(page) == []


def test_two_members_for_the_camp(open_page: Opener) -> None:
    page = open_page(size=PHONE, javascript=False, language="ky", who="group")
    page.goto("/my/")
    page.locator("a[href*='/trainings/calls/winter-camp/groups/']").first.click()
    page.wait_for_load_state()
    members = page.locator("input[name=p]")
    names = [label.inner_text() for label in page.locator("label:has(input[name=p])").all()][:2]
    before = members.count()
    for place in range(2):
        members.nth(place).check()
    page.locator("main form button.go").click()
    page.wait_for_load_state()
    answers = page.locator("textarea[name$=-why]")
    assert answers.count() == 2
    answers.nth(0).fill("Башка айылдардын жаштары менен таанышкысы келет.")
    page.locator("main form button.go").click()
    page.wait_for_load_state()
    assert errors(page)
    answers = page.locator("textarea[name$=-why]")
    assert "таанышкысы" in answers.nth(0).input_value()
    answers.nth(1).fill("Мурда катышкан эмес.")
    page.locator("main form button.go").click()
    page.wait_for_load_state()
    rows = page.locator("section[aria-labelledby=h-done] tbody tr")
    assert sorted(rows.locator("th").all_inner_texts()) == sorted(name.strip() for name in names)
    assert page.locator("input[name=p]").count() == before - 2
    assert no_sideways_scroll(page)

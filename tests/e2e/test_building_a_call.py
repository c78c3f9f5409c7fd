"""Staff build the questions of a call block by block, publish it, give it a page in three languages; a group sees each question."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PHONE, Opener

LANGUAGES = {"ky": "Кыргызча", "ru": "По-русски", "en": "In English"}
TEXTS = ("label", "title", "question", "why_not", "guidance")
CALL = {
    "number": "2026-77",
    "slug": "block-by-block",
    "title_ky": "Сынак конкурсу",
    "title_ru": "Пробный конкурс",
    "title_en": "Trial call",
    "floor_minor": "1000",
    "ceiling_minor": "50000",
    "budget_minor": "100000",
    "opens_at": "2020-01-01 09:00",
    "closes_at": "2035-12-20 18:00",
}


#: Two hundred fields one after the other would take half a minute of the browser's looking where each stands.
TYPED = """texts => {
    for (const [name, text] of Object.entries(texts)) {
        const field = document.getElementsByName(name)[0];
        field.value = text;
        for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, {bubbles: true}));
    }
}"""


def names(page: Page, root: str) -> list[str]:
    found: list[str] = page.locator(f"[name^='{root}-']:not([type=hidden])").evaluate_all("fields => fields.map(field => field.name)")
    return found


def fill(page: Page, new: list[str], word: str) -> None:
    """Every text of the new fields, in three languages."""
    texts = {}
    for name in new:
        stem, _dash, code = name.split("-value-")[-1].rpartition("-")
        if code in LANGUAGES and stem.rpartition("-")[2] in TEXTS:
            texts[name] = f"{LANGUAGES[code]}: {word}"
    page.evaluate(TYPED, texts)


def added(page: Page, root: str, button: Locator, choice: int | None = None) -> list[str]:
    """The names of the fields that one click on a plus brings."""
    known = set(names(page, root))
    button.scroll_into_view_if_needed()
    button.click()
    if choice is not None:
        page.locator("[role=listbox] [role=option]").nth(choice).click()
    expect(page.locator(f"[name^='{root}-']:not([type=hidden])")).not_to_have_count(len(known))
    return [name for name in names(page, root) if name not in known]


def build(page: Page) -> int:
    """One question of each kind, one condition, two criteria; how many kinds there are."""
    parts = page.locator("[data-contentpath=questions]").first
    fill(page, added(page, "questions", parts.locator(".c-sf-add-button").first), "part")
    inner = parts.locator("[data-contentpath=questions]").first
    plus = inner.locator(".c-sf-add-button").last
    plus.scroll_into_view_if_needed()
    plus.click()
    kinds = page.locator("[role=listbox] [role=option]").count()
    page.keyboard.press("Escape")
    for kind in range(kinds):
        fill(page, added(page, "questions", inner.locator(".c-sf-add-button").last, kind), f"question {kind}")
    for answers in inner.locator("[data-contentpath=choices]").all():
        added(page, "questions", answers.locator("button.c-sf-add-button").last)
    fill(page, [name for name in names(page, "questions") if "-choices-" in name or "-columns-" in name], "answer")
    fill(page, added(page, "eligibility_blocks", page.locator("[data-contentpath=eligibility_blocks] .c-sf-add-button").last), "condition")
    for number in range(2):
        new = added(page, "rubric_blocks", page.locator("[data-contentpath=rubric_blocks] .c-sf-add-button").last)
        fill(page, new, f"criterion {number}")
        page.locator(f"[name='{next(name for name in new if name.endswith('weight'))}']").fill("50")
    return kinds


def test_a_call_is_built_from_blocks_and_published(open_page: Opener) -> None:
    page = open_page(who="grants_officer")
    page.goto("/admin/grants/calls/new/")
    for name, value in CALL.items():
        page.fill(f"[name={name}]", value)
    page.keyboard.press("Escape")
    page.select_option("[name=organisation]", index=1)
    page.select_option("[name=budget_line]", index=1)
    kinds = build(page)
    assert kinds == 13
    with page.expect_navigation(url=re.compile(r"/admin/grants/calls/$")):
        page.locator("footer button[type=submit]").first.click()
    page.goto("/grants/office/calls/block-by-block/")
    page.locator("form[action$='/publish/'] button").click()
    expect(page.locator("form[action$='/publish/']")).to_have_count(0)

    editor = open_page(who="editor")
    addresses = [_page_of_the_call(editor, code) for code in LANGUAGES]
    reader = open_page(size=PHONE, language="ky")
    for address, (code, language) in zip(addresses, LANGUAGES.items(), strict=True):
        reader.goto(address)
        assert reader.locator("html").get_attribute("lang") == code
        assert f"{language}: a page" in reader.locator("main").inner_text()

    group = open_page(size=PHONE, who="group2", javascript=False)
    group.goto("/grants/apply/block-by-block/")
    group.locator("a[href^='/grants/apply/block-by-block/']").first.click()
    expect(group.locator("main")).to_contain_text("Кыргызча: condition")
    group.locator("main input[type=radio][value=yes]").check()
    group.locator("main form button[type=submit]").last.click()
    group.wait_for_url("**/part/**")
    for number in range(kinds):
        expect(group.locator("main")).to_contain_text(f"Кыргызча: question {number}")


def _page_of_the_call(editor: Page, code: str) -> str:
    """Make and publish the call's page beside those of the same language; its public address."""
    editor.goto(f"/{code}/grants/safe-village/")
    title = editor.locator("h1").inner_text().split(":")[0]
    editor.goto(f"/admin/pages/search/?q={title}")
    editor.locator("a[href*='/edit/']", has_text=title).first.click()
    editor.wait_for_url(re.compile(r"/edit/"))
    links = [str(link.get_attribute("href")) for link in editor.locator("a[href^='/admin/pages/']").all()]
    own = editor.url.split("/")[-3]
    parents = [found[1] for link in links if (found := re.fullmatch(r"/admin/pages/(\d+)/", link)) and found[1] != own]
    editor.goto(f"/admin/pages/add/grants/grantcallpage/{parents[-1]}/")
    editor.wait_for_load_state("networkidle")
    editor.locator("select[name=call]").select_option(label=editor.locator("select[name=call] option", has_text="2026-77").inner_text())
    editor.locator("[name=title]").press_sequentially(f"{LANGUAGES[code]}: a page")
    editor.locator("[name=introduction]").focus()
    expect(editor.locator("[name=slug]")).not_to_have_value("")
    editor.locator("[name=introduction]").fill(f"{LANGUAGES[code]}: what it is for")
    with editor.expect_navigation():
        editor.locator("[name=action-publish]").first.evaluate("button => button.form.requestSubmit(button)")
    address = editor.locator(".messages a[href*='/grants/']").first.get_attribute("href")
    assert address is not None
    return address

"""The office writes the words of a certificate and sees it; a holder on a phone takes the PDF by a link."""

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.conftest import DESK, PHONE, Opener, axe, no_sideways_scroll
from tests.e2e.test_trainer import trainings


def test_the_picture_follows_what_is_typed_and_a_holder_takes_the_pdf(open_page: Opener) -> None:
    page = open_page(size=DESK, who="coordinator")
    page.goto("/trainings/office/wordings/new/")
    picture, note = page.locator("[data-picture]"), page.locator("[data-note]")
    before = picture.get_attribute("src")
    expect(note).to_be_hidden()
    page.fill("input[name=title_ky]", "Ыраазычылык {titel}")
    expect(note).to_contain_text("{titel}")
    page.fill("input[name=title_ky]", "Ыраазычылык баракчасы")
    expect(note).to_be_hidden()
    assert picture.get_attribute("src") != before
    assert axe(page) == []

    bare = open_page(size=PHONE, who="coordinator", javascript=False)
    bare.goto("/trainings/office/wordings/new/")
    bare.fill("input[name=title_ky]", "{titel}")
    bare.locator("button[name=look]").click()
    bare.wait_for_load_state()
    expect(bare.locator("[data-note]")).to_contain_text("{titel}")
    assert (bare.locator("[data-picture]").get_attribute("src") or "").startswith("data:image/png")
    assert no_sideways_scroll(bare)

    page.goto(trainings(page)["talk"] + "certificates/")
    certificate = page.locator("section[aria-labelledby=h-issued] td a.nobr").first
    number = certificate.inner_text().strip()
    certificate.click()
    page.wait_for_load_state()
    page.locator("button[value=link]").click()
    page.wait_for_load_state()
    code = page.locator("code.hash").first.inner_text().strip().partition("#")[2]

    phone = open_page(size=PHONE, language="ky")
    phone.goto(f"/c/#{code}")
    assert phone.url.endswith("/c/"), "the code leaves the address"
    phone.locator("main form button[type=submit]").last.click()
    phone.wait_for_load_state()
    assert axe(phone) == []
    assert no_sideways_scroll(phone)
    with phone.expect_download() as taken:
        phone.locator("button[name=take]").click()
    assert number in PdfReader(taken.value.path()).pages[0].extract_text()

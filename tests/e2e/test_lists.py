"""The register's list on a phone: out with a reason, changed in a spreadsheet, brought back, confirmed; a person's own data as a PDF."""

import csv
import io
from pathlib import Path

import openpyxl
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.e2e.conftest import PHONE, Opener, axe, no_sideways_scroll

#: Where they stand in a row of the list; its heads are in the language of who takes it out.
NUMBER, PERSON, BIRTH, SCHOOL = 0, 1, 3, 6
PUT_RIGHT = "№ 7 мектеп, жаңы имарат"


def looks_right(page: Page) -> None:
    assert no_sideways_scroll(page), page.url
    assert axe(page) == [], page.url


def press(page: Page) -> None:
    """The main button; the page of the answer is there."""
    page.locator("main form button.go").first.click()
    page.wait_for_load_state()


def taken_out(page: Page, kind: str) -> bytes:
    """The register's list as a file; without a reason the form comes back."""
    page.goto("/office/register/export/")
    page.check(f"input[name=kind][value={kind}]")
    press(page)
    assert page.locator(".field.wrong input[name=reason]").count() == 1
    looks_right(page)
    page.fill("input[name=reason]", "Schools are put right")
    with page.expect_download() as download:
        page.locator("main form button.go").click()
    assert download.value.suggested_filename.endswith(f".{kind}")
    return Path(download.value.path()).read_bytes()


def table_of(workbook: bytes) -> list[list[str]]:
    """The heads and the rows of a workbook below its notice."""
    _notice, *lines = openpyxl.load_workbook(io.BytesIO(workbook)).active.iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in line] for line in lines]


def put_right(content: bytes, number: str) -> bytes:
    """The workbook after the office wrote another school into the person's row, saved by another program than ours."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    next(line for line in sheet.iter_rows(min_row=3) if line[NUMBER].value == number)[SCHOOL].value = PUT_RIGHT
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring_back(page: Page, content: bytes) -> None:
    page.goto("/office/register/changes/")
    looks_right(page)
    page.set_input_files("input[name=file]", {"name": "people.xlsx", "mimeType": "application/octet-stream", "buffer": content})
    press(page)
    page.wait_for_url("**/register/changes/*-*/")
    looks_right(page)


def test_a_list_leaves_comes_back_changed_and_is_confirmed(open_page: Opener) -> None:
    page = open_page(size=PHONE, who="coordinator")
    workbook = taken_out(page, "xlsx")
    _heads, *people = table = table_of(workbook)
    _notice, *same = csv.reader(io.StringIO(taken_out(page, "csv").decode("utf-8-sig"), newline=""))
    assert same == table

    grown = next(row for row in people if row[BIRTH] and int(row[BIRTH]) < 2000)
    number, name = grown[NUMBER], grown[PERSON]
    bring_back(page, put_right(workbook, number))
    shown = page.locator("main fieldset.card")
    assert (shown.count(), shown.locator("h3").inner_text()) == (1, name)
    assert shown.locator("label b").inner_text() == PUT_RIGHT
    assert shown.locator("input[name=take]").is_checked()
    page.goto(f"/office/register/{number}/")
    assert PUT_RIGHT not in page.locator("main").inner_text(), "nothing is changed before it is confirmed"
    page.go_back()
    press(page)
    assert page.locator("main .note.ok h2").inner_text().split().count("1") == 1
    looks_right(page)
    page.goto(f"/office/register/{number}/")
    assert PUT_RIGHT in page.locator("main").inner_text()
    looks_right(page)

    bring_back(page, taken_out(page, "xlsx"))
    assert page.locator("main fieldset.card").count() == 0


def test_a_person_gets_what_is_held_of_them_as_one_file(open_page: Opener) -> None:
    page = open_page(size=PHONE, who="coordinator")
    page.goto("/office/register/")
    page.locator("main tbody th a").first.click()
    page.wait_for_load_state()
    name = page.locator("h1").inner_text()
    page.locator("main a[href$='/own-data/']").click()
    page.wait_for_load_state()
    looks_right(page)
    press(page)
    assert page.locator(".field.wrong input[name=reason]").count() == 1
    page.fill("input[name=reason]", "The person asked at the office")
    page.select_option("select[name=language]", "en")
    with page.expect_download() as download:
        page.locator("main form button.go").click()
    content = Path(download.value.path()).read_bytes()
    words = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)
    assert content.startswith(b"%PDF")
    assert name in " ".join(words.split())

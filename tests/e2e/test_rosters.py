"""Long lists in the browser, on a database of their own: the rosters of real trainings imported, with the numbers of their makers after
deciding the proposals as they do; a whole sheet typed in.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

import demo
from accounts.roles import Role
from core import jobs
from tests.e2e.conftest import PHONE, axe, no_sideways_scroll
from tests.factories.programme import holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, with_sessions
from trainings.models import ImportPair, Mark, RosterImport, Training
from trainings.queries.attendance import attendance_of

ROSTERS = Path(demo.__file__).parent / "data" / "rosters"
PAIRS = json.loads((ROSTERS / "PAIRS.json").read_text(encoding="utf-8"))
TRUTH = json.loads((ROSTERS / "TRUTH.json").read_text(encoding="utf-8"))
CAMP, POLICE, AMBASSADORS = "camp-2019.xlsx", "police-and-leaders-2019.xlsx", "youth-ambassadors-2016-2019.csv"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(browser: Browser, live_server, settings, second_factor_aside) -> Iterator[Page]:
    """A coordinator's browser at 360 px, signed in; the second factor is another test's subject."""
    client = Client()
    client.force_login(holder(Role.TRAINING_COORDINATOR))
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, java_script_enabled=True)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    context.add_cookies([{"name": "language", "value": "ru", "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def all_jobs() -> None:
    while jobs.take_one():
        pass


def send(page: Page, training: Training, file: str) -> RosterImport:
    """Upload, look at the columns, have the file read."""
    page.goto(f"/trainings/{training.slug}/import/")
    page.set_input_files("input[name=file]", ROSTERS / file)
    page.fill("input[name=sender]", "Мектеп")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/columns/")
    assert no_sideways_scroll(page)
    assert axe(page) == []
    page.locator("main form button.go").click()
    page.wait_for_url("**/imports/**")
    all_jobs()
    row = RosterImport.objects.get(training=training)
    page.goto(row.get_absolute_url())
    assert no_sideways_scroll(page)
    return row


def decide(page: Page, row: RosterImport, file: str) -> None:
    """Every pair as the makers of the list know it, page by page."""
    people, number = PAIRS[file], 1
    pairs = {pair.pk: pair for pair in ImportPair.objects.filter(roster_import=row).select_related("row", "other")}
    while True:
        page.goto(f"{row.get_absolute_url()}?page={number}")
        names: list[str] = page.locator("input[value=same]").evaluate_all("boxes => boxes.map(box => box.name)")
        ticked = []
        for pk in (int(name.removeprefix("pair-")) for name in names):
            same = people[pairs[pk].row.reference] == people[pairs[pk].other.reference]
            ticked.append(f"{'s' if same else 't'}{pk}")
        page.evaluate("ids => ids.forEach(id => document.getElementById(id).click())", ticked)
        page.locator("button[value=save]").click()
        page.wait_for_load_state()
        if not page.locator(f"a[href*='page={number + 1}']").count():
            return
        number += 1


def import_it(page: Page, row: RosterImport) -> None:
    page.goto(row.get_absolute_url())
    page.locator("button[value=confirm]").click()
    page.wait_for_load_state()
    all_jobs()
    page.goto(row.get_absolute_url())
    expect(page.locator("main .note.ok")).to_be_visible()


@pytest.mark.parametrize("file", [CAMP, POLICE, AMBASSADORS])
def test_a_roster_has_the_people_that_its_makers_know(office: Page, file: str) -> None:
    truth, training = TRUTH[file], TrainingFactory(capacity=80)
    with_sessions(training, truth.get("half_days", 0))
    row = send(office, training, file)
    assert (row.rows.count(), len(row.problems)) == (truth["rows"], truth["bad_rows"])
    decide(office, row, file)
    import_it(office, row)
    assert axe(office) == []
    assert training.participations.count() == truth["people"]
    assert str(truth["people"]) in office.locator("main .note.ok h2").inner_text().replace("\xa0", "").replace(" ", "")
    if file == POLICE:
        office.locator("button[value=attendance]").click()
        office.wait_for_load_state()
        found = attendance_of(Training.objects.get(pk=training.pk)).completions().values()
        assert sum(one.counted >= 5 for one in found) == truth["people_with_5_of_6_half_days"]
    else:
        office.locator("form[action$='/undo/'] button").click()
        office.wait_for_load_state()
        assert training.participations.count() == 0


def test_a_sheet_of_forty_people_and_six_sessions_is_typed_in_within_a_minute(office: Page) -> None:
    """One key a mark and no other key: four keys a second make it a minute, so the page must take each in a fraction of that."""
    training = TrainingFactory(capacity=60)
    first = with_sessions(training, 6)[0]
    ParticipationFactory.create_batch(40, training=training)
    office.set_viewport_size({"width": 1280, "height": 900})
    office.goto(f"/trainings/{training.slug}/sessions/{first.position}/")
    office.locator("table.att tbody tr").first.locator("input[type=radio]").first.focus()
    typed = ["KeyA" if place % 11 == 0 else "KeyL" if place % 17 == 0 else "KeyP" for place in range(240)]
    began = time.monotonic()
    for key in typed:
        office.keyboard.press(key)
    office.locator(".todo button.go").click()
    office.wait_for_load_state()
    assert time.monotonic() - began < 60
    marks = Mark.objects.filter(session__training=training)
    counted = {status: marks.filter(status=status).count() for status in ("present", "late", "absent")}
    words = {"KeyP": "present", "KeyL": "late", "KeyA": "absent"}
    assert counted == {word: typed.count(key) for key, word in words.items()}
    assert {marks.filter(session=session).count() for session in training.sessions.all()} == {40}

"""What is kept of signed sheets, and for how long: erasure of one person, retention of all; the real trainings on paper."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import demo
from core.models import StoredFile
from core.retention import blank_what_is_due, due_counts
from core.takeout import tables
from tests.core.test_uploads import picture
from tests.factories.programme import AgreementFactory, holder
from tests.factories.trainings import TrainingFactory, new_key, trainer_of, with_sessions
from tests.trainings.rosters import coordinator, received
from trainings.domain.attendance import record_grid
from trainings.domain.counts import save_head_count
from trainings.domain.import_files import choose_columns
from trainings.domain.import_undo import record_attendance
from trainings.domain.imports import carry_out_import, decide_pairs
from trainings.domain.scans import attach_scan, check_sheet
from trainings.domain.sheets import print_sign_in_sheet
from trainings.models import SheetCheck, SheetScan, Training, TrainingFunding
from trainings.queries.attendance import attendance_of
from trainings.queries.papers import figures_of, paper_of, papers_of, was_there
from youth_groups.domain.erasure import erase_person, request_erasure

pytestmark = pytest.mark.django_db
ROSTERS = Path(demo.__file__).parent / "data" / "rosters"
CAMP, POLICE = "camp-2019.xlsx", "police-and-leaders-2019.xlsx"
PAIRS = json.loads((ROSTERS / "PAIRS.json").read_text(encoding="utf-8"))
TRUTH = json.loads((ROSTERS / "TRUTH.json").read_text(encoding="utf-8"))
DAY = date(2026, 10, 14)


def signed(training, trainer, places):
    """A printed sheet of the first day, scanned and compared."""
    sheet = print_sign_in_sheet(training=training, day=DAY, by=trainer)
    with sheet.file.file.open("rb") as file:
        attach_scan(training=training, by=trainer, upload=io.BytesIO(file.read()), name="scan.pdf")
    check_sheet(sheet=sheet, by=trainer, signed=places, by_paper=dict.fromkeys(places, True))
    return sheet


def test_erasing_a_person_takes_the_scans_and_leaves_who_signed(training):
    trainer, boss = trainer_of(training), holder("programme_manager")
    places = list(training.participations.values_list("pk", flat=True))
    signed(training, trainer, places)
    person = training.participations.first().person
    request = request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=boss)
    erase_person(request=request, by=boss)
    assert not SheetScan.objects.get().file.file
    assert sorted(SheetCheck.objects.get().signed) == sorted(places)


def test_the_paper_is_scanned_again_after_an_erasure(training):
    """With the line of the erased made unreadable, the sheet's page takes it."""
    trainer, boss = trainer_of(training), holder("programme_manager")
    sheet = signed(training, trainer, [])
    with sheet.file.file.open("rb") as file:
        paper = file.read()
    request = request_erasure(person=training.participations.first().person, asked_by="self", asked_on=timezone.localdate(), by=boss)
    erase_person(request=request, by=boss)
    attach_scan(training=training, by=trainer, upload=io.BytesIO(paper), name="again.pdf")
    scans = SheetScan.objects.filter(sheet=sheet).order_by("pk")
    assert [(bool(scan.file.file), scan.by_code) for scan in scans] == [(False, True), (True, True)]


def test_scans_and_signed_counts_go_with_the_sheets_when_every_agreement_has_ended(training, django_capture_on_commit_callbacks):
    trainer = trainer_of(training)
    signed(training, trainer, list(training.participations.values_list("pk", flat=True)))
    photo = {"sheet": io.BytesIO(picture()), "sheet_name": "a.jpg"}
    save_head_count(session=training.sessions.first(), by=trainer, cells={("male", "36+"): 3}, counted_by="Elder", **photo)
    agreement = AgreementFactory(first_day=date(2024, 1, 1), last_day=timezone.localdate() + timedelta(days=1))
    TrainingFunding.objects.create(training=training, agreement=agreement, share_bp=10_000)
    assert due_counts(timezone.now())["sheets"] == 0
    later = timezone.now() + timedelta(days=40)
    with django_capture_on_commit_callbacks(execute=True):
        assert blank_what_is_due(later)["sheets"] == 3
    assert set(StoredFile.objects.values_list("file", "name")) == {("", "")}
    assert due_counts(later)["sheets"] == 0
    assert paper_of(training, training.sheets.get().number).is_whole


def test_all_of_it_goes_into_the_organisations_archive():
    names = {table.name for table in tables()}
    assert names >= {f"trainings-{name}" for name in ("signinsheet", "sheetscan", "sheetcheck", "sessioncount", "sessioncountcell")}


def imported(file: str) -> tuple[Training, object]:
    by, training = coordinator(), TrainingFactory(capacity=80)
    with_sessions(training, 6)
    row = received((ROSTERS / file).read_bytes(), by, training=training, name=file)
    choose_columns(roster_import=row, choices={}, by=by)
    row.refresh_from_db()
    people = PAIRS[file]
    pairs = row.pairs.select_related("row", "other")
    decisions = {pair.pk: "same" if people[pair.row.reference] == people[pair.other.reference] else "two" for pair in pairs}
    decide_pairs(roster_import=row, decisions=decisions, by=by)
    carry_out_import(roster_import=row, by=by)
    row.refresh_from_db()
    return training, row


def enough(training: Training) -> int:
    """How many people met 5 of the 6 half-days."""
    grid = attendance_of(Training.objects.get(pk=training.pk))
    met = {row.person_id for row in grid.roster if grid.completions()[row.pk].counted >= 5}
    return len(met)


def test_the_police_training_on_signed_sheets_comes_out_as_its_makers_know():
    training, row = imported(POLICE)
    by = coordinator()
    record_attendance(roster_import=row, by=by)
    for session in training.sessions.all():
        sheet = print_sign_in_sheet(training=training, day=timezone.localdate(session.starts_at), session=session, by=by)
        assert sheet.people == TRUTH[POLICE]["people"]
        check_sheet(sheet=sheet, by=by, signed=was_there(attendance_of(training), sheet))
    grid = attendance_of(training)
    for figures in figures_of(grid, papers_of(training), {}).values():
        assert figures.documented == figures.there
        assert figures.there > 0
    assert enough(training) == TRUTH[POLICE]["people_with_5_of_6_half_days"]


def test_the_camp_typed_in_from_paper_counts_everybody_once():
    training, _row = imported(CAMP)
    by = coordinator()
    places = list(training.participations.order_by("pk").values_list("pk", flat=True))
    assert len(places) == TRUTH[CAMP]["people"]
    missed = {pk: place % 4 for place, pk in enumerate(places)}  # so many half-days each was absent, from the last one back
    marks = {
        session: {pk: "absent" if 6 - session.position < missed[pk] else "present" for pk in places} for session in training.sessions.all()
    }
    assert record_grid(training=training, by=by, marks=marks, batch=new_key()) == 6 * TRUTH[CAMP]["people"]
    assert enough(training) == sum(1 for days in missed.values() if days <= 1)

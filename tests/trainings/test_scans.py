"""Signed sheets: scans find their sheet by its code, missing pages are listed, signatures are compared with marks."""

import io
from datetime import date

import pypdfium2
import pytest
from PIL import Image

from core.codes import codes_of
from core.models import Event
from core.refusals import Refused
from tests.core.test_uploads import picture
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, new_key, trainer_of, with_sessions
from trainings.domain.attendance import record_marks, settle_session
from trainings.domain.scans import attach_scan, check_sheet, keep_original, take_off_scan
from trainings.domain.sheets import print_sign_in_sheet
from trainings.models import Mark, SheetCheck, SheetScan
from trainings.queries.attendance import attendance_of
from trainings.queries.papers import differences, figures_of, lines_of, paper_of, papers_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 14)


@pytest.fixture
def training():
    training = TrainingFactory()
    with_sessions(training)
    ParticipationFactory.create_batch(30, training=training)
    return training


@pytest.fixture
def trainer(training):
    return trainer_of(training)


@pytest.fixture
def sheet(training, trainer):
    return print_sign_in_sheet(training=training, day=DAY, by=trainer)


def printed(sheet) -> bytes:
    with sheet.file.file.open("rb") as file:
        return file.read()


def photo(sheet, page: int, *, turned: float = 4) -> io.BytesIO:
    """A page as a phone takes it: grey, a little turned."""
    pdf = pypdfium2.PdfDocument(printed(sheet))
    shot = pdf[page - 1].render(scale=150 / 72).to_pil().convert("L").rotate(turned, expand=True, fillcolor=170)
    pdf.close()
    out = io.BytesIO()
    shot.save(out, "JPEG", quality=70)
    out.seek(0)
    return out


def marked(training, trainer, position, status, places):
    session = training.sessions.get(position=position)
    record_marks(session=session, by=trainer, statuses=dict.fromkeys(places, status), batch=new_key(), how="tap", device="P-1")


@pytest.mark.parametrize("language", ["ky", "ru", "uz", "uz-Cyrl", "en"])
def test_every_page_of_a_printed_sheet_carries_a_code_that_leads_back(training, trainer, language):
    training.sheet_language = language
    training.save()
    sheet = print_sign_in_sheet(training=training, day=DAY, by=trainer)
    found = [[code.rsplit("/S/")[1] for code in page] for page in codes_of(printed(sheet), "application/pdf")]
    assert found == [[sheet.number], *([f"{sheet.number}/{page}"] for page in range(2, sheet.pages + 1))]


def test_a_scan_of_all_pages_finds_its_sheet(training, trainer, sheet):
    attached = attach_scan(training=training, by=trainer, upload=io.BytesIO(printed(sheet)), name="scan.pdf")
    assert [(scan.sheet, scan.pages, scan.by_code) for scan in attached.scans] == [(sheet, [1, 2, 3], True)]
    assert paper_of(training, sheet.number).missing == []


def test_a_photo_of_one_page_leaves_the_others_missing(training, trainer, sheet):
    attach_scan(training=training, by=trainer, upload=photo(sheet, 2), name="photo.jpg")
    found = paper_of(training, sheet.number)
    assert (found.scanned, found.missing, found.is_whole) == ([2], [1, 3], False)


def test_pages_of_two_sheets_in_one_file_go_to_each(training, trainer, sheet):
    other = print_sign_in_sheet(training=training, day=DAY, session=training.sessions.get(position=1), by=trainer)
    pictures = [Image.open(photo(sheet, 1)), Image.open(photo(other, 3, turned=180)), Image.open(io.BytesIO(picture()))]
    out = io.BytesIO()
    pictures[0].convert("RGB").save(out, "PDF", save_all=True, append_images=[each.convert("RGB") for each in pictures[1:]])
    out.seek(0)
    attached = attach_scan(training=training, by=trainer, upload=out, name="both.pdf")
    assert {scan.sheet: scan.pages for scan in attached.scans} == {sheet: [1], other: [3]}
    assert attached.unread == 1
    assert len({scan.file_id for scan in attached.scans}) == 1


def test_a_photo_without_a_code_asks_for_number_and_pages(training, trainer, sheet):
    def attach(**typed):
        return attach_scan(training=training, by=trainer, upload=io.BytesIO(picture()), name="a.jpg", **typed)

    for typed, code in (
        ({}, "no_code"),
        ({"number": sheet.number}, "which_pages"),
        ({"number": sheet.number, "pages": {4}}, "no_such_page"),
        ({"number": "22222222"}, "other_sheet"),
    ):
        with pytest.raises(Refused) as refusal:
            attach(**typed)
        assert refusal.value.code == code
    assert not SheetScan.objects.exists()
    scan = attach(number=sheet.shown_number.lower(), pages={2}).scans[0]
    assert (scan.sheet, scan.pages, scan.by_code) == (sheet, [2], False)


def test_a_scan_of_another_trainings_sheet_and_a_broken_file_are_refused(training, trainer, sheet):
    other = TrainingFactory()
    with_sessions(other)
    theirs = print_sign_in_sheet(training=other, day=DAY, by=trainer_of(other))
    for content, code in ((printed(theirs), "other_sheet"), (b"%PDF-1.4 broken", "unreadable"), (b"MZ\0", "wrong_type"), (b"", "empty")):
        with pytest.raises(Refused) as refusal:
            attach_scan(training=training, by=trainer, upload=io.BytesIO(content), name="scan.pdf")
        assert refusal.value.code == code
    with pytest.raises(Refused) as refusal:
        attach_scan(training=training, by=trainer, upload=photo(sheet, 1), name="a.jpg", number=theirs.number)
    assert refusal.value.code == "other_sheet"


@pytest.mark.parametrize("who", ["another_trainer", "partners_coordinator"])
def test_others_attach_check_and_keep_nothing(training, sheet, who):
    user = trainer_of(TrainingFactory()) if who == "another_trainer" else holder("training_coordinator", OrganisationFactory())
    for act in (
        lambda: attach_scan(training=training, by=user, upload=photo(sheet, 1), name="a.jpg"),
        lambda: check_sheet(sheet=sheet, by=user, signed=[]),
        lambda: keep_original(sheet=sheet, by=user, office="Osh", binder="", number=""),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "not_trainer"


def test_a_scan_taken_off_loses_its_file_only_with_its_last_sheet(training, trainer, sheet):
    scan = attach_scan(training=training, by=trainer, upload=photo(sheet, 1), name="a.jpg").scans[0]
    twin = SheetScan.objects.create(sheet=sheet, file=scan.file, pages=[2], by_code=True, added_by=trainer)
    take_off_scan(scan=scan, by=trainer)
    twin.file.refresh_from_db()
    assert twin.file.file
    take_off_scan(scan=twin, by=trainer)
    twin.file.refresh_from_db()
    assert not twin.file.file


def test_signatures_that_equal_the_marks_are_kept_as_a_check(training, trainer, sheet):
    places = list(training.participations.order_by("pk").values_list("pk", flat=True))
    marked(training, trainer, 1, "present", places[:20])
    marked(training, trainer, 1, "absent", places[20:])
    check = check_sheet(sheet=sheet, by=trainer, signed=places[:20], unlisted=1)
    assert (sorted(check.signed), check.unlisted, check.checked_by) == (places[:20], 1, trainer)
    assert Mark.objects.count() == 30
    assert Event.objects.get(action="checked").data == {"signed": 20, "unlisted": 1, "differences": 0, "by_paper": 0}


def test_a_difference_is_listed_and_a_person_decides_between_paper_and_phone(training, trainer, sheet):
    forgot, came, *rest = training.participations.order_by("pk").values_list("pk", flat=True)
    for position in (1, 2):
        marked(training, trainer, position, "present", [forgot, *rest])
        marked(training, trainer, position, "absent", [came])
    signed = [came, *rest]
    found = differences(attendance_of(training), sheet, signed)
    assert {(each.participation.pk, each.signed) for each in found} == {(forgot, False), (came, True)}
    with pytest.raises(Refused) as refusal:
        check_sheet(sheet=sheet, by=trainer, signed=signed, by_paper={came: True})
    assert refusal.value.code == "undecided"
    assert not SheetCheck.objects.exists()
    check_sheet(sheet=sheet, by=trainer, signed=signed, by_paper={came: True, forgot: False})
    grid = attendance_of(training)
    rows = {row.pk: row for row in grid.roster}
    statuses = {pk: [grid.status(rows[pk], session) for session in grid.sessions[:3]] for pk in (forgot, came)}
    assert statuses == {forgot: ["present", "present", None], came: ["present", "present", None]}
    assert sorted(Mark.objects.filter(participation=came).values_list("status", "how")) == [
        ("absent", "tap"),
        ("absent", "tap"),
        ("present", "paper"),
        ("present", "paper"),
    ]
    figures = figures_of(grid, papers_of(training), {})
    assert (figures[grid.sessions[0].pk].there, figures[grid.sessions[0].pk].documented) == (30, 29)
    assert figures[grid.sessions[2].pk].documented is None


def test_a_sheet_of_one_session_is_compared_with_that_session_alone(training, trainer):
    afternoon = training.sessions.get(position=2)
    sheet = print_sign_in_sheet(training=training, day=DAY, session=afternoon, by=trainer)
    places = list(training.participations.values_list("pk", flat=True))
    marked(training, trainer, 1, "present", places)
    assert len(differences(attendance_of(training), sheet, places)) == 30
    check_sheet(sheet=sheet, by=trainer, signed=places, by_paper=dict.fromkeys(places, True))
    assert afternoon.marks.count() == 30
    settle_session(session=training.sessions.get(position=3), by=trainer, action="cancel")
    with pytest.raises(Refused) as refusal:
        print_sign_in_sheet(training=training, day=DAY, session=training.sessions.get(position=3), by=trainer)
    assert refusal.value.code == "not_held"


def test_lines_stand_as_printed_and_walk_ins_after_them(training, trainer, sheet):
    walk_in = ParticipationFactory(training=training, person__written_name="Аа Аа", source="walk_in")
    lines = lines_of(attendance_of(training), sheet)
    assert [row.pk for row in lines] == [*sheet.rows, walk_in.pk]


def test_keep_original_writes_the_place_and_wants_an_office(sheet, trainer):
    with pytest.raises(Refused):
        keep_original(sheet=sheet, by=trainer, office=" ", binder="7", number="3")
    kept = keep_original(sheet=sheet, by=trainer, office=" Ош,  Масалиева 42 ", binder="2026-Б", number="17")
    assert (kept.kept_office, kept.kept_binder, kept.kept_number) == ("Ош, Масалиева 42", "2026-Б", "17")

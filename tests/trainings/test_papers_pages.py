"""The pages of signed sheets and head counts: who opens them, what they say, what a POST does, how many statements they take."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AccessLog
from core.refusals import Refused
from tests.core.test_uploads import picture
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, new_key, trainer_of, with_sessions
from tests.factories.youth_groups import PersonFactory
from tests.trainings.pages import coordinator, get, marked
from trainings.domain.counts import remove_head_count, save_head_count
from trainings.domain.scans import attach_scan
from trainings.domain.sheets import print_sign_in_sheet
from trainings.models import Mark, SessionCount, SheetCheck, SheetScan

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 14)


@pytest.fixture
def trainer(training):
    return trainer_of(training, language="en")


@pytest.fixture
def sheet(training, trainer):
    return print_sign_in_sheet(training=training, day=DAY, by=trainer)


def content(sheet) -> bytes:
    with sheet.file.file.open("rb") as file:
        return file.read()


def addresses(training, sheet) -> dict[str, str]:
    return {
        "papers": reverse("trainings:papers", args=[training.slug]),
        "paper": reverse("trainings:paper", args=[training.slug, sheet.number]),
        "head_count": reverse("trainings:head_count", args=[training.slug, 1]),
    }


@pytest.mark.parametrize("name", ["papers", "paper", "head_count"])
def test_page_opens_for_its_trainer_and_coordinator_and_for_nobody_else(client, training, trainer, sheet, name):
    url = addresses(training, sheet)[name]
    for user in (trainer, coordinator()):
        assert get(client, user, url).status_code == 200
    strangers = (UserFactory(), trainer_of(TrainingFactory()), holder("training_coordinator", OrganisationFactory()), holder("me_officer"))
    for user in strangers:
        assert get(client, user, url).status_code == 404


def test_pages_take_the_same_statements_for_30_and_for_300_people(client, trainer, training):
    ParticipationFactory.create_batch(27, training=training)
    marked(training)
    sheet = print_sign_in_sheet(training=training, day=DAY, by=trainer)
    attach_scan(training=training, by=trainer, upload=io.BytesIO(content(sheet)), name="a.pdf")
    pages = {**addresses(training, sheet), "training": training.get_absolute_url()}
    pages["attendance"] = reverse("trainings:attendance", args=[training.slug, 1])
    del pages["head_count"]
    few = statements(client, trainer, pages)
    ParticipationFactory.create_batch(270, training=training)
    marked(training, "late")
    many = statements(client, trainer, pages)
    assert few == many
    assert max(many.values()) <= 30


def statements(client, user, pages) -> dict[str, int]:
    """How many each page takes, when it is opened again."""
    taken = {}
    for name, url in pages.items():
        assert get(client, user, url).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        taken[name] = len(captured)
    return taken


def test_printing_takes_the_same_statements_for_30_and_for_300_people(training, trainer):
    ParticipationFactory.create_batch(27, training=training)
    print_sign_in_sheet(training=training, day=DAY, by=trainer)
    with CaptureQueriesContext(connection) as few:
        print_sign_in_sheet(training=training, day=DAY, by=trainer)
    ParticipationFactory.create_batch(270, training=training)
    with CaptureQueriesContext(connection) as many:
        print_sign_in_sheet(training=training, day=DAY, by=trainer)
    assert len(few) == len(many)


def test_a_scan_is_uploaded_and_opens_and_is_taken_out(client, training, trainer, sheet):
    client.force_login(trainer)
    url = addresses(training, sheet)["papers"]
    response = client.post(url, {"scans": SimpleUploadedFile("scan.pdf", content(sheet))}, follow=True)
    assert f"Attached to sheet {sheet.shown_number}: pages 1." in response.content.decode()
    scan = SheetScan.objects.get()
    assert client.get(reverse("trainings:scan_file", args=[training.slug, scan.pk]))["Content-Type"] == "application/pdf"
    client.post(reverse("trainings:remove_scan", args=[training.slug, scan.pk]))
    assert not SheetScan.objects.exists()
    body = client.post(url, {"scans": SimpleUploadedFile("photo.jpg", picture())}).content.decode()
    assert "No code of a sheet can be read here." in body
    body = client.post(url, {"scans": SimpleUploadedFile("photo.jpg", picture()), "number": sheet.number, "pages": "two"}).content.decode()
    assert "Write pages as numbers" in body
    client.post(url, {"scans": SimpleUploadedFile("photo.jpg", picture()), "number": sheet.number, "pages": "1"})
    assert SheetScan.objects.get().pages == [1]


def test_several_photos_are_sent_at_once_and_the_bad_one_is_named(client, training, trainer, sheet):
    other = print_sign_in_sheet(training=training, day=DAY, session=training.sessions.get(position=1), by=trainer)
    client.force_login(trainer)
    files = [SimpleUploadedFile(f"{name}.pdf", content(each)) for name, each in (("a", sheet), ("b", other))]
    url = addresses(training, sheet)["papers"]
    body = client.post(url, {"scans": [*files, SimpleUploadedFile("street.jpg", picture())]}).content.decode()
    assert "street.jpg: No code of a sheet can be read here." in body
    assert {scan.sheet for scan in SheetScan.objects.all()} == {sheet, other}
    typed = {"scans": [SimpleUploadedFile(f"{n}.jpg", picture()) for n in "ab"], "number": sheet.number, "pages": "1"}
    assert "With a typed number, send one file." in client.post(url, typed).content.decode()
    assert client.post(url, {}).status_code == 200
    assert SheetScan.objects.count() == 2


def test_a_scan_of_another_training_is_not_found(client, training, trainer, sheet):
    scan = attach_scan(training=training, by=trainer, upload=io.BytesIO(content(sheet)), name="a.pdf").scans[0]
    other = TrainingFactory()
    client.force_login(trainer_of(other))
    assert client.get(reverse("trainings:scan_file", args=[other.slug, scan.pk])).status_code == 404


def test_looking_at_a_scan_with_minors_is_logged(client, training, trainer, sheet):
    ParticipationFactory(training=training, person=PersonFactory(birth_year=2012))
    scan = attach_scan(training=training, by=trainer, upload=io.BytesIO(content(sheet)), name="a.pdf").scans[0]
    get(client, trainer, reverse("trainings:scan_file", args=[training.slug, scan.pk]))
    assert list(AccessLog.objects.values_list("action", "rows", "reason")) == [("read_roster", 1, "sheet")]


def test_comparing_shows_differences_keeps_what_was_ticked_and_wants_each_decided(client, training, trainer, sheet):
    marked(training)
    places = list(training.participations.order_by("pk").values_list("pk", flat=True))
    client.force_login(trainer)
    url = addresses(training, sheet)["paper"]
    page = client.get(url)
    assert page.content.decode().count(" checked>") == 3
    ticks = {"key": str(new_key()), "signed": places[:2], "unlisted": "0"}
    body = client.post(url, ticks).content.decode()
    assert "1 line differs: say which is right." in body
    assert body.count('name="signed"') == 3
    assert body.count(" checked>") == 2
    assert not SheetCheck.objects.exists()
    for _twice in range(2):
        assert client.post(url, {**ticks, f"dp{places[2]}": "paper"}).status_code == 302
    assert sorted(SheetCheck.objects.values_list("signed", flat=True)) == [places[:2]] * 2
    assert sorted(Mark.objects.filter(participation=places[2], how="paper", status="absent").values_list("session__position")) == [
        (1,),
        (2,),
    ]


def test_the_place_of_the_original_is_kept(client, training, trainer, sheet):
    client.force_login(trainer)
    url = reverse("trainings:keep_original", args=[training.slug, sheet.number])
    client.post(url, {"kept_office": "Osh", "kept_binder": "2026-B", "kept_number": "17"})
    sheet.refresh_from_db()
    assert (sheet.kept_office, sheet.kept_binder, sheet.kept_number) == ("Osh", "2026-B", "17")
    assert 'value="2026-B"' in client.get(addresses(training, sheet)["paper"]).content.decode()


def test_a_head_count_stands_beside_the_signed_list(client, training, trainer, sheet):
    marked(training)
    places = list(training.participations.values_list("pk", flat=True))
    client.force_login(trainer)
    where = addresses(training, sheet)
    client.post(where["paper"], {"key": str(new_key()), "signed": places, "unlisted": "1"})
    assert client.post(where["head_count"], {"counted_by": "Elder", "female-18-28": "5", "male-u14": "2"}).status_code == 302
    line = client.get(where["papers"]).context["figures"][0]
    assert (line.figures.there, line.figures.documented, line.figures.reported) == (3, 4, 7)
    client.post(where["head_count"], {"counted_by": "Elder", "male-u14": "2"})
    assert [(cell.sex, cell.age, cell.people) for cell in SessionCount.objects.get().cells.all()] == [("male", "u14", 2)]
    client.post(where["head_count"], {"do": "remove"})
    assert client.get(where["papers"]).context["figures"][0].figures.reported is None
    assert "Write how many people were there." in client.post(where["head_count"], {"counted_by": "Elder"}).content.decode()


def test_a_public_event_without_a_roster_wants_the_photo_of_the_signed_count(client):
    training = TrainingFactory()
    session = with_sessions(training, 1)[0]
    trainer, cells = trainer_of(training), {("female", "18-28"): 40}
    with pytest.raises(Refused) as refusal:
        save_head_count(session=session, by=trainer, cells=cells, counted_by="Elder")
    assert refusal.value.code == "no_sheet"
    save_head_count(session=session, by=trainer, cells=cells, counted_by="Elder", sheet=io.BytesIO(picture()), sheet_name="a.jpg")
    session.refresh_from_db()
    assert session.state == "held"
    client.force_login(trainer)
    assert client.get(reverse("trainings:head_count_sheet", args=[training.slug, 1]))["Content-Type"] == "image/jpeg"
    save_head_count(session=session, by=trainer, cells=cells, counted_by="Another elder")
    assert SessionCount.objects.get().sheet is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [({"cells": {}}, "nobody"), ({"counted_by": " "}, "not_signed"), ({"state": "cancelled"}, "not_held"), ({"year": 2099}, "not_begun")],
)
def test_a_head_count_is_refused(training, trainer, change, code):
    session = training.sessions.get(position=1)
    if "state" in change:
        session.state = change.pop("state")
    if "year" in change:
        year = change.pop("year")
        session.starts_at, session.ends_at = session.starts_at.replace(year=year), session.ends_at.replace(year=year)
    session.save()
    facts = {"cells": {("male", "36+"): 1}, "counted_by": "Elder", **change}
    with pytest.raises(Refused) as refusal:
        save_head_count(session=session, by=trainer, **facts)
    assert refusal.value.code == code
    with pytest.raises(Refused):
        remove_head_count(session=session, by=UserFactory())
    assert not SessionCount.objects.exists()

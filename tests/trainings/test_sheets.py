"""Sign-in sheets and certificates as documents that are kept: what a person reads on them."""

from datetime import date

import pytest
from django.urls import reverse

from core.jobs import start_job, take_one
from core.models import AccessLog, Job
from core.pdf.check import text
from core.refusals import Refused
from tests.factories.programme import holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, consent_to_take_part, trainer_of, with_sessions
from tests.factories.youth_groups import PersonFactory
from tests.trainings.test_certificates import mark_all
from trainings.domain.certificates import certificate_file, issue_certificates
from trainings.domain.sheets import print_sign_in_sheet
from trainings.models import Certificate
from trainings.numbers import in_groups

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    training = TrainingFactory(internal_title="Torture survivors: phase 2")
    with_sessions(training)
    for name, year in (("Айбек Нурбек уулу", 1999), ("Сатыбалдиева Айпери", 2011)):
        ParticipationFactory(training=training, person=PersonFactory(written_name=name, birth_year=year))
    return training


def content(stored):
    with stored.file.open("rb") as file:
        return file.read()


def test_print_sign_in_sheet_keeps_what_was_printed(training):
    trainer = trainer_of(training, name="Нурлан Эсенов")
    sheet = print_sign_in_sheet(training=training, day=date(2026, 10, 15), by=trainer)
    words = text(content(sheet.file))
    for wanted in ("Айбек Нурбек уулу", "Сатыбалдиева Айпери", "Нурлан Эсенов", in_groups(sheet.number), training.public_title_ky):
        assert wanted in words
    assert "Torture" not in words
    assert (sheet.people, sheet.day, sheet.printed_by) == (2, date(2026, 10, 15), trainer)
    assert list(AccessLog.objects.values_list("action", "rows", "reason")) == [("print_sheet", 1, "sheet")]


def test_print_sign_in_sheet_for_another_day_is_refused(training):
    with pytest.raises(Refused) as refusal:
        print_sign_in_sheet(training=training, day=date(2026, 10, 20), by=trainer_of(training))
    assert refusal.value.code == "no_such_day"


def test_the_number_of_a_sheet_leads_its_trainer_to_the_days_attendance_and_others_nowhere(client, training):
    trainer = trainer_of(training)
    sheet = print_sign_in_sheet(training=training, day=date(2026, 10, 15), by=trainer)
    client.force_login(trainer_of(TrainingFactory()))
    assert client.get(f"/S/{sheet.number}").status_code == 404
    client.force_login(trainer)
    assert client.get(f"/S/{sheet.number}")["Location"] == reverse("trainings:attendance", args=[training.slug, 3])


def test_print_page_draws_and_opens_the_sheet(client, training):
    client.force_login(trainer_of(training))
    response = client.post(reverse("trainings:print_sheet", args=[training.slug, "2026-10-14"]), follow=True)
    assert response["Content-Type"] == "application/pdf"
    assert client.post(reverse("trainings:print_sheet", args=[training.slug, "soon"])).status_code == 404


@pytest.fixture
def certificates(training):
    consent_to_take_part(*(row.person for row in training.participations.all()), by=holder("training_coordinator"))
    mark_all(training)
    return issue_certificates(training=training, by=trainer_of(training)).certificates


def test_certificate_file_is_drawn_once_and_kept_with_its_hash(certificates):
    row = certificates[0]
    first = certificate_file(certificate=row)
    assert certificate_file(certificate=Certificate.objects.get(pk=row.pk)) == first
    assert row.file_sha256 == first.sha256
    words = text(content(first))
    for wanted in ("Айбек Нурбек уулу", in_groups(row.number), "Айнура Төрөкулова"):
        assert wanted in words
    assert "Torture" not in words


def test_certificate_pdf_is_for_the_trainer_and_not_for_others(client, training, certificates):
    url = reverse("trainings:certificate_pdf", args=[certificates[0].number])
    client.force_login(trainer_of(training))
    assert client.get(url)["Content-Type"] == "application/pdf"
    client.force_login(trainer_of(TrainingFactory()))
    assert client.get(url).status_code == 404


def test_all_as_one_pdf_is_a_job_whose_second_attempt_draws_the_same_bytes(training, certificates):
    by = trainer_of(training)
    files = []
    for _attempt in range(2):
        job = start_job(kind="trainings.certificates_bulk", arguments={"training": training.pk}, by=by)
        assert take_one()
        job = Job.objects.get(pk=job.pk)
        assert (job.state, job.done, job.total, job.result) == ("done", 2, 2, {"certificates": 2})
        files.append(content(job.result_file))
    assert files[0] == files[1]
    assert files[0].startswith(b"%PDF-")
    assert "Сатыбалдиева Айпери" in text(files[0])
    assert AccessLog.objects.filter(action="export_certificates", rows=2).count() == 2


def test_bulk_page_starts_the_job_and_shows_its_progress(client, training, certificates):
    client.force_login(trainer_of(training))
    response = client.post(reverse("trainings:certificates_bulk", args=[training.slug]))
    job = Job.objects.get()
    assert response["Location"] == reverse("core:job", args=[job.pk])


def test_a_name_that_cannot_be_printed_waits_with_the_reason(training):
    row = training.participations.first()
    row.person.certificate_name = "Айпери 🌷"
    row.person.save()
    consent_to_take_part(row.person, by=holder("training_coordinator"))
    mark_all(training)
    withheld = issue_certificates(training=training, by=trainer_of(training)).withheld
    assert (row, "the name holds a sign that cannot be printed") in withheld


def test_nobody_signs_then_nothing_is_issued():
    training = TrainingFactory(signed=False)
    with_sessions(training)
    mark_all(training)
    for session in training.sessions.all():
        session.state = "held"
        session.save()
    with pytest.raises(Refused) as refusal:
        issue_certificates(training=training, by=trainer_of(training))
    assert refusal.value.code == "no_signatories"

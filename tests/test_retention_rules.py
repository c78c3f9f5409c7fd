"""What falls due, when, and what stays: the rules of retention over every app."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from core import retention
from core.models import Job, Message, StoredFile
from core.retention import blank_what_is_due, due_counts, rules
from core.uploads import store_bytes
from grants.models import ApplicationFile, Submission
from programme.models import Agreement
from tests.factories.accounts import UserFactory
from tests.factories.programme import AgreementFactory, BudgetLineFactory
from tests.factories.summaries import application
from tests.factories.trainings import NominationFactory, ParticipationFactory, TrainingCallFactory, TrainingFactory, with_sessions
from tests.factories.youth_groups import PersonFactory
from trainings.models import ImportRow, Mark, Participation, RosterImport, SelectionProtocol, SignInSheet, Training, TrainingFunding
from youth_groups.models import CareData, Caregiver, FocalPointDecision

pytestmark = pytest.mark.django_db
NOW = timezone.now()
NAME = "Токтосунова Айгүл"


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def days(number: int) -> date:
    return (NOW - timedelta(days=number)).date()


def due(name: str) -> int:
    return due_counts(NOW)[name]


def test_every_rule_has_its_days_in_the_settings() -> None:
    assert {rule.name for rule in rules()} == {
        "jobs",
        "messages",
        "care",
        "caregiver_phones",
        "trusted_phones",
        "not_selected",
        "protocols",
        "sheets",
        "devices",
        "held_rosters",
        "imports",
        "changes",
        "applications_not_awarded",
        "takeouts",
        "payment_sheets",
        "chat_senders",
        "form_texts",
        "follow_ups",
    }


@pytest.mark.parametrize(("ended", "is_due"), [(30, 0), (31, 1)])
def test_care_data_30_days_after_the_activity(ended: int, is_due: int) -> None:
    row = CareData.objects.create(
        person=PersonFactory(),
        about_type="trainings.training",
        about_id="1",
        ends_on=days(ended),
        answers={"health": "asthma"},
        written_by=UserFactory(),
    )
    assert due("care") == is_due
    assert blank_what_is_due(NOW)["care"] == is_due
    row.refresh_from_db()
    assert (row.answers, row.blanked_at is not None) == (({}, True) if is_due else ({"health": "asthma"}, False))


@override_settings(ASHAR={**settings.ASHAR, "RETENTION": {"care": 5}})
def test_the_days_are_a_setting() -> None:
    assert retention.kept("care") == timedelta(days=5)


def test_a_caregivers_phone_goes_after_three_months_the_name_stays() -> None:
    old = Caregiver.objects.create(person=PersonFactory(), name="Апа", relation="mother", phone="+996555000001", created_at=ago(91))
    new = Caregiver.objects.create(person=PersonFactory(), name="Апа", relation="mother", phone="+996555000002", created_at=ago(89))
    blank_what_is_due(NOW)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.phone, old.name, new.phone) == ("", "Апа", "+996555000002")


def test_a_caregivers_phone_stays_while_the_child_is_in_a_training() -> None:
    place = ParticipationFactory(training=TrainingFactory(first_day=days(-20), last_day=days(-25)))
    Caregiver.objects.create(person=place.person, name="Апа", relation="mother", phone="+996555000001", created_at=ago(200))
    assert due("caregiver_phones") == 0
    Training.objects.update(first_day=days(95), last_day=days(91))
    assert due("caregiver_phones") == 1


def test_the_phone_of_a_trusted_adult_goes_the_decision_stays() -> None:
    row = FocalPointDecision.objects.create(
        person=PersonFactory(),
        trusted_adult="Эже",
        trusted_phone="+996555000003",
        grounds="…",
        decided_by=UserFactory(),
        decided_at=ago(91),
    )
    blank_what_is_due(NOW)
    row.refresh_from_db()
    assert (row.trusted_phone, row.trusted_adult) == ("", "Эже")


@pytest.mark.parametrize(
    ("state", "closed", "is_due"),
    [("not_selected", 366, 1), ("waiting", 366, 1), ("withdrawn", 366, 1), ("not_selected", 364, 0), ("selected", 366, 0)],
)
def test_applicants_who_were_not_chosen_12_months_after_the_call(state: str, closed: int, is_due: int) -> None:
    call = TrainingCallFactory(closes_at=ago(closed))
    row = NominationFactory(call=call, answers={"motivation": NAME}, reason="no places", state="nominated")
    training = TrainingFactory() if state == "selected" else None
    type(row).objects.filter(pk=row.pk).update(state=state, training=training)
    assert blank_what_is_due(NOW)["not_selected"] == is_due
    row.refresh_from_db()
    assert (row.answers, row.reason) == (({}, "–") if is_due else ({"motivation": NAME}, "no places"))


@pytest.mark.parametrize(("closed", "is_due"), [(366, 1), (364, 0)])
def test_kept_protocols_of_a_selection_12_months_after_the_call(closed: int, is_due: int, django_capture_on_commit_callbacks: Any) -> None:
    training = TrainingFactory(call=TrainingCallFactory(closes_at=ago(closed)))
    file = store_bytes(content=NAME.encode(), name="protocol.pdf", content_type="application/pdf")
    row = SelectionProtocol.objects.create(
        training=training, number=1, language="ky", candidates=1, file=file, file_sha256=file.sha256, made_by=UserFactory()
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert blank_what_is_due(NOW)["protocols"] == is_due
    file.refresh_from_db()
    row.refresh_from_db()
    assert (bool(file.file), len(row.file_sha256)) == (not is_due, 64)


def _sheet(*last_days: date) -> SignInSheet:
    training = TrainingFactory(first_day=date(2024, 3, 1), last_day=date(2024, 3, 2))
    for last in last_days:
        agreement: Agreement = AgreementFactory(first_day=date(2024, 1, 1), last_day=last)
        TrainingFunding.objects.create(training=training, agreement=agreement, share_bp=5_000)
    place = ParticipationFactory(training=training)
    [session] = with_sessions(training, 1, state="held")
    Mark.objects.create(session=session, participation=place, status="present", how="pass", device="Bakyt's phone")
    file = store_bytes(content=NAME.encode(), name="sheet.pdf", content_type="application/pdf")
    return SignInSheet.objects.create(
        training=training, day=training.first_day, number="SH-1", pages=1, people=1, file=file, printed_by=UserFactory()
    )


def test_sheets_stay_as_long_as_the_longest_agreement_that_paid_and_attendance_stays_counted(
    django_capture_on_commit_callbacks: Any,
) -> None:
    sheet = _sheet(days(400), days(-1))
    assert (due("sheets"), due("devices")) == (0, 0)
    Agreement.objects.update(last_day=days(2))
    with django_capture_on_commit_callbacks(execute=True):
        counts = blank_what_is_due(NOW)
    assert (counts["sheets"], counts["devices"]) == (1, 1)
    kept = StoredFile.objects.get(pk=sheet.file_id)
    assert (kept.file.name, kept.name, kept.sha256 != "") == ("", "", True)
    assert [(mark.status, mark.device) for mark in Mark.objects.all()] == [("present", "")]
    assert Participation.objects.count() == 1


def test_sheets_of_a_training_that_nobody_paid_for_do_not_fall_due() -> None:
    _sheet()
    assert due("sheets") == 0


def test_staged_imports_after_30_days() -> None:
    row = RosterImport.objects.create(
        organisation=(training := TrainingFactory()).organisation,
        training=training,
        file_name="roster.xlsx",
        file_sha256="0" * 64,
        created_at=ago(31),
        created_by=UserFactory(),
    )
    line = ImportRow.objects.create(roster_import=row, position=1, reference="A1", data={"name": NAME})
    assert blank_what_is_due(NOW)["imports"] == 1
    line.refresh_from_db()
    assert line.data == {}


def test_finished_jobs_lose_arguments_results_and_files_after_30_days() -> None:
    file = store_bytes(content=b"list", name="people.csv", content_type="text/csv")
    old = Job.objects.create(
        kind="x", arguments={"ids": [1]}, result={"n": 1}, state="done", finished_at=ago(31), result_file=file, key="k", error="no"
    )
    running = Job.objects.create(kind="x", arguments={"ids": [2]}, state="running")
    assert blank_what_is_due(NOW)["jobs"] == 1
    old.refresh_from_db()
    running.refresh_from_db()
    assert (old.arguments, old.result, old.result_file, old.key, old.error, running.arguments) == ({}, {}, None, "", "", {"ids": [2]})
    assert StoredFile.objects.get(pk=file.pk).file.name == ""


def test_messages_lose_text_and_address_after_half_a_year_but_not_those_that_wait() -> None:
    fields = {"kind": "x", "channel": "email", "language": "ky", "subject": "Ashar", "body": NAME, "address": "a@example.org"}
    old = Message.objects.create(**fields, state="sent", created_at=ago(181))
    Message.objects.create(**fields, state="queued", created_at=ago(181))
    assert blank_what_is_due(NOW)["messages"] == 1
    old.refresh_from_db()
    assert (old.body, old.address, old.subject) == ("", "", "Ashar")


@pytest.mark.parametrize(("state", "is_due"), [("declined", 1), ("withdrawn", 1), ("awarded", 0)])
def test_applications_without_a_grant_12_months_after_the_call(state: str, is_due: int) -> None:
    row = application(BudgetLineFactory(), state=state)
    type(row).objects.filter(pk=row.pk).update(answers={"who": NAME}, reason=NAME)
    type(row.call).objects.filter(pk=row.call_id).update(opens_at=ago(400), closes_at=ago(366))
    sent = Submission.objects.create(
        application=row, language="ky", payload=NAME, sha256="1" * 64, sent_by=row.created_by, sent_at=ago(370)
    )
    file = store_bytes(content=NAME.encode(), name=f"{NAME}.pdf", content_type="application/pdf")
    ApplicationFile.objects.create(application=row, question="map", file=file)
    assert blank_what_is_due(NOW)["applications_not_awarded"] == is_due
    row.refresh_from_db()
    sent.refresh_from_db()
    assert (row.answers == {}, row.reason == "", sent.payload == "", row.requested_minor) == (*[bool(is_due)] * 3, 5_000_000)
    assert sent.sha256 == "1" * 64
    assert due("applications_not_awarded") == 0


def test_a_dry_run_counts_and_changes_nothing_the_run_blanks_a_second_finds_nothing() -> None:
    row = Caregiver.objects.create(person=PersonFactory(), name="Апа", relation="mother", phone="+996555000001", created_at=ago(91))
    out = io.StringIO()
    call_command("retention", "--dry-run", stdout=out)
    assert "caregiver_phones: 1\n" in out.getvalue()
    row.refresh_from_db()
    assert row.phone == "+996555000001"
    for expected in (1, 0):
        out = io.StringIO()
        call_command("retention", stdout=out)
        assert f"caregiver_phones: {expected}\n" in out.getvalue()


def test_a_run_that_was_killed_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        Caregiver.objects.create(person=PersonFactory(), relation="mother", phone=f"+99655500000{number}", created_at=ago(91))
    rule = {rule.name: rule for rule in rules()}["caregiver_phones"]
    rule.blank(list(rule.due(NOW).order_by("pk").values_list("pk", flat=True)[:2]), NOW)
    assert blank_what_is_due(NOW)["caregiver_phones"] == 3


def test_contents_that_no_row_knows_are_swept_after_a_day() -> None:
    kept = store_bytes(content=b"kept", name="kept.pdf", content_type="application/pdf")
    lost = store_bytes(content=b"lost", name="lost.pdf", content_type="application/pdf")
    storage, path = lost.file.storage, lost.file.name
    StoredFile.objects.filter(pk=lost.pk).delete()
    assert retention.sweep_files(older_than=timezone.now() - timedelta(days=1)) == 0
    assert storage.exists(path)
    retention.sweep_files(older_than=timezone.now() + timedelta(seconds=1))
    assert (storage.exists(path), storage.exists(kept.file.name)) == (False, True)


def test_an_erased_file_is_not_there(rf: Any) -> None:
    from django.http import Http404

    from core.uploads import send

    file = store_bytes(content=b"x", name="x.pdf", content_type="application/pdf")
    assert retention.blank_files([file.pk]) == 1
    assert retention.blank_files([file.pk]) == 0
    with pytest.raises(Http404):
        send(StoredFile.objects.get(pk=file.pk))

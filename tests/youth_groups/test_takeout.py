"""A partner takes out all of its own data, and nothing of anybody else's."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core import takeout
from core.jobs import take_one
from core.models import AccessLog, Job, StoredFile
from core.refusals import Refused
from core.retention import blank_what_is_due
from core.uploads import store_bytes
from programme.models import Organisation
from tests.factories.programme import AgreementFactory, OrganisationFactory, holder, lead
from tests.factories.trainings import ParticipationFactory, TrainingFactory, with_sessions
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory
from youth_groups.domain.takeout import start_takeout
from youth_groups.models import CareData, Consent, SensitiveAttributes, Support

pytestmark = pytest.mark.django_db


def fill(organisation: Organisation, mark: str) -> None:
    """People, a group, a training, files of one organisation, each with the mark in its texts."""
    keeper = holder(Role.TRAINING_COORDINATOR, organisation)
    person = PersonFactory(organisation=organisation, written_name=f"={mark} Айгүл", folded=f"={mark} айгүл")
    group = GroupFactory(organisation=organisation, name_ky=f"{mark} топ")
    MembershipFactory(group=group, person=person)
    Support.objects.create(group=group, kind="visit", day=timezone.localdate(), note=f"{mark} note", written_by=keeper)
    training = TrainingFactory(organisation=organisation, internal_title=f"{mark} training")
    with_sessions(training, 2)
    ParticipationFactory(training=training, person=person)
    AgreementFactory(organisation=organisation, number=f"{mark}-1")
    scan = store_bytes(content=f"scan of {mark}".encode(), name="scan.pdf", content_type="application/pdf", by=keeper)
    Consent.objects.create(
        person=person,
        purpose="participation",
        answer="given",
        by="self",
        channel="paper",
        text_version="1",
        language="ky",
        given_on=timezone.localdate(),
        scan=scan,
        witness=f"{mark} witness",
        recorded_by=keeper,
    )
    SensitiveAttributes.objects.create(
        person=person, answers={"ethnicity": f"{mark}-secret"}, declared_on=timezone.localdate(), written_by=keeper
    )
    CareData.objects.create(
        person=person,
        about_type="x",
        about_id="1",
        ends_on=timezone.localdate(),
        answers={"health": f"{mark}-secret"},
        written_by=keeper,
    )


@pytest.fixture
def partner() -> Organisation:
    found: Organisation = OrganisationFactory(code="ours")
    fill(found, "OURMARK")
    fill(OrganisationFactory(code="theirs"), "THEIRMARK")
    fill(lead(), "LEADMARK")
    return found


def made(organisation: Organisation, by: User) -> Job:
    job = start_takeout(organisation=organisation, reason="the partnership ends", by=by)
    while take_one():
        pass
    return Job.objects.get(pk=job.pk)


def archive_of(job: Job) -> zipfile.ZipFile:
    assert job.state == "done", job.error
    assert job.result_file is not None
    with job.result_file.file.open("rb") as content:
        return zipfile.ZipFile(io.BytesIO(content.read()))


def test_the_archive_holds_every_own_row_and_nothing_of_anybody_else(partner: Organisation) -> None:
    archive = archive_of(made(partner, holder(Role.PROGRAMME_MANAGER, partner)))
    everything = b"".join(archive.read(name) for name in archive.namelist())
    for own in (b"OURMARK note", "OURMARK топ".encode(), b"OURMARK training", b"OURMARK-1", b"scan of OURMARK", b"OURMARK witness"):
        assert own in everything
    for foreign in (b"THEIRMARK", b"LEADMARK", b"-secret"):
        assert foreign not in everything
    for table in takeout.tables():
        rows = json.loads(archive.read(f"json/{table.name}.json"))
        lines = list(csv.reader(io.StringIO(archive.read(f"csv/{table.name}.csv").decode("utf-8-sig"))))
        assert len(rows) == len(lines) - 1 == table.rows(partner.pk).count(), table.name


def test_csv_has_the_mark_of_utf8_and_no_formulas(partner: Organisation) -> None:
    archive = archive_of(made(partner, holder(Role.PROGRAMME_MANAGER, partner)))
    content = archive.read("csv/youth_groups-person.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    [line] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert line["written_name"] == "'=OURMARK Айгүл"
    [row] = json.loads(archive.read("json/youth_groups-person.json"))
    assert row["written_name"] == "=OURMARK Айгүл"
    assert "CareData" in archive.read("README.txt").decode()


def test_it_is_logged_with_the_reason_and_the_rows(partner: Organisation) -> None:
    manager = holder(Role.PROGRAMME_MANAGER, partner)
    job = made(partner, manager)
    rows = list(AccessLog.objects.filter(action="export_takeout").order_by("pk").values_list("user", "reason", "rows"))
    assert rows == [(manager.pk, "the partnership ends", 1), (manager.pk, "archive made", job.result["rows"])]
    assert job.result["rows"] > 8


def test_only_the_organisations_own_programme_manager_and_with_a_reason(partner: Organisation) -> None:
    other = Organisation.objects.get(code="theirs")
    for user in (holder(Role.PROGRAMME_MANAGER, other), holder(Role.TRAINING_COORDINATOR, partner)):
        with pytest.raises(Refused) as refusal:
            start_takeout(organisation=partner, reason="x", by=user)
        assert refusal.value.code == "not_yours"
    with pytest.raises(Refused) as refusal:
        start_takeout(organisation=partner, reason=" ", by=holder(Role.PROGRAMME_MANAGER, partner))
    assert refusal.value.code == "no_reason"
    assert Job.objects.count() == 0


def test_who_lost_the_role_before_the_job_runs_gets_nothing(partner: Organisation) -> None:
    manager = holder(Role.PROGRAMME_MANAGER, partner)
    job = start_takeout(organisation=partner, reason="x", by=manager)
    manager.roles_held.update(first_day=timezone.localdate() - timedelta(days=9), last_day=timezone.localdate() - timedelta(days=1))
    while take_one():
        pass
    job.refresh_from_db()
    assert (job.state, job.result_file) == ("failed", None)


def test_the_archive_is_gone_after_seven_days(partner: Organisation) -> None:
    job = made(partner, holder(Role.PROGRAMME_MANAGER, partner))
    file = job.result_file_id
    now = timezone.now()
    assert blank_what_is_due(now + timedelta(days=6))["takeouts"] == 0
    assert blank_what_is_due(now + timedelta(days=7, minutes=1))["takeouts"] == 1
    assert StoredFile.objects.get(pk=file).file.name == ""


def test_every_model_that_leads_to_an_organisation_is_declared() -> None:
    known = {table.model._meta.label for table in takeout.tables()} | set(takeout.left_out())
    assert sorted(takeout.leads_to(Organisation) - known) == []
    assert "trainings.Mark" in takeout.leads_to(Organisation)


def test_every_path_leads_to_the_organisation() -> None:
    for table in takeout.tables():
        assert table.rows(0).count() == 0
    labels = {table.model._meta.label for table in takeout.tables()}
    assert not labels & set(takeout.left_out())
    assert all(apps.get_model(label) for label in takeout.left_out())


def test_no_protected_or_encrypted_column_leaves() -> None:
    for table in takeout.tables():
        kinds = {type(field).__name__ for field in table.model._meta.concrete_fields if field.attname in table.columns()}
        assert not [kind for kind in kinds if kind.startswith("Encrypted")], table.name


def test_the_page_asks_for_a_reason_and_leads_to_the_job(client: Any, second_factor_aside: None, partner: Organisation) -> None:
    manager = holder(Role.PROGRAMME_MANAGER, partner)
    client.force_login(manager)
    page = reverse("youth_groups:takeout", args=["ours"])
    assert client.get(reverse("youth_groups:takeouts"))["Location"] == page
    assert client.post(page, {"reason": ""}).status_code == 200
    answer = client.post(page, {"reason": "the partnership ends"})
    assert answer["Location"] == reverse("core:job", args=[Job.objects.get().pk])
    while take_one():
        pass
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(page).status_code == 200
    assert client.get(reverse("youth_groups:takeout", args=["theirs"])).status_code == 404
    client.force_login(holder(Role.PROGRAMME_MANAGER, Organisation.objects.get(code="theirs")))
    assert client.get(page).status_code == 404
    assert client.post(page, {"reason": "x"}).status_code == 404
    assert client.get(reverse("core:job_file", args=[Job.objects.get().pk])).status_code == 404

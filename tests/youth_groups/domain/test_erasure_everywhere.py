"""The same, of a person with a row in every table that points to people, and in documents as they are drawn."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import override_settings
from django.utils import timezone

from core.models import Job, StoredFile
from core.uploads import store_bytes
from tests.factories.grants import draft
from tests.factories.programme import OrganisationFactory
from tests.factories.youth_groups import MembershipFactory, PersonFactory
from tests.youth_groups.domain.erasure import DAY, LATIN, NAME, PHONE, World, named_rows, traces
from trainings.domain.sheets import print_sign_in_sheet
from trainings.models import ImportPair, ImportRow, PlaceOffer, TrainingPhoto
from youth_groups.domain.erasure import refuse_erasure, request_erasure
from youth_groups.models import (
    ActionPlan,
    Campaign,
    CampaignActivity,
    CampaignParticipant,
    CampaignPhoto,
    ChangeRow,
    ChangeSheet,
    HeadCount,
    Outcome,
    Person,
    PersonLink,
    PersonMerge,
    PersonPair,
    PlannedActivity,
    SafetyConcern,
)
from youth_groups.queries.campaigns import direct_reach


class Everywhere(World):
    """`World`, and a row in each other table."""

    def __init__(self) -> None:
        super().__init__()
        MembershipFactory(group=self.group, person=self.person)
        self._campaign()
        self._bookkeeping()
        self._documents()

    def _campaign(self) -> None:
        group, keeper = self.group, self.keeper
        village = group.locality
        plan = ActionPlan.objects.create(group=group, title=f"План: {NAME}", written_by=keeper)
        PlannedActivity.objects.create(plan=plan, activity=f"{LATIN} calls the council", responsible=self.person)
        SafetyConcern.objects.create(
            group=group, theme="other", description=f"Как рассказала {NAME}", locality=village, how_often="daily", written_by=keeper
        )
        self.campaign = Campaign.objects.create(
            group=group,
            locality=village,
            number="C-1",
            title="x",
            theme="other",
            first_day=DAY,
            last_day=DAY,
            story=f"{NAME} spoke",
            state="approved",
            written_by=keeper,
        )
        talk, counted = (
            CampaignActivity.objects.create(campaign=self.campaign, kind="meeting", title=f"With {LATIN}", day=DAY, locality=village)
            for _n in range(2)
        )
        for person in (self.person, *self.others[:3]):
            CampaignParticipant.objects.create(activity=talk, person=person)
        count = HeadCount.objects.create(activity=counted, counted_by=NAME, written_by=keeper)
        count.cells.create(sex="female", band="18_28", people=7)
        photo = CampaignPhoto.objects.create(
            campaign=self.campaign,
            file=store_bytes(content=f"picture of {NAME}".encode(), name="p.jpg", content_type="image/jpeg"),
            shows="adults",
            caption=f"{LATIN} speaks",
            added_by=keeper,
        )
        photo.people.add(self.person)
        taken = store_bytes(content=f"picture with {NAME}".encode(), name="t.jpg", content_type="image/jpeg")
        shown = {"shows_people": True, "caption": f"{LATIN} learns", "added_by": keeper}
        TrainingPhoto.objects.create(training=self.training, file=taken, **shown).people.add(self.person)
        Outcome.objects.create(
            organisation=group.organisation,
            group=group,
            stage="asked",
            what=f"{NAME} asked for lamps",
            institution="x",
            theme="other",
            locality=village,
            day=DAY,
            written_by=keeper,
        )

    def _bookkeeping(self) -> None:
        person, keeper = self.person, self.keeper
        PersonPair.objects.create(first=person, second=self.others[0], score=80)
        PersonPair.objects.create(first=self.others[0], second=self.twin, score=80)
        link = PersonFactory(organisation=OrganisationFactory())
        PersonLink.objects.create(first=person, second=link, linked_by=keeper, reason=f"{LATIN} says so")
        PersonLink.objects.create(first=self.others[1], second=self.twin, linked_by=keeper, reason="x")
        sheet = ChangeSheet.objects.create(file_sha256="0" * 64, created_by=keeper)
        ChangeRow.objects.create(sheet=sheet, position=1, reference="A1", person=person, data={"name": NAME}, chosen=["name"], seen="x")
        row = ImportRow.objects.get()
        row.person = person
        row.save()
        PlaceOffer.objects.create(training=self.training, person=person, answer_by=timezone.now(), digest="0" * 64)
        ImportPair.objects.create(roster_import=row.roster_import, row=row, person=person, score=90, reasons=[f"phone {PHONE}"])
        refused = request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=self.manager)
        refuse_erasure(request=refused, reason=f"{NAME} has a running case", by=self.manager)
        answered = draft(group=self.group)
        answered.answers = {"about": {"who": f"{NAME}, тел. {PHONE}"}}
        answered.save()

    def _documents(self) -> None:
        """A sheet as it is drawn, a workbook as a job leaves it."""
        self.sheet = print_sign_in_sheet(training=self.training, day=DAY, by=self.keeper)
        book, content = openpyxl.Workbook(), io.BytesIO()
        book.active.append([NAME, PHONE])
        book.save(content)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        file = store_bytes(content=content.getvalue(), name="people.xlsx", content_type=kind)
        Job.objects.create(kind="trainings.people", arguments={"training": self.training.pk}, state="done", result_file=file)

    def reach(self) -> Any:
        return direct_reach(Campaign.objects.filter(pk=self.campaign.pk))


def _relations_of_people() -> list[tuple[type[models.Model], str]]:
    """Every column of every table that points to a person, automatic tables included."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.is_relation and field.related_model is Person:
                found.append((model, field.name))
    return found


def _row_counts() -> dict[str, int]:
    """Of every table that points to people, except those that serve search and nothing else."""
    return {
        model._meta.label: model._base_manager.count()
        for model, _field in _relations_of_people()
        if model._meta.label not in ("youth_groups.PersonKey", "youth_groups.PersonOccupation")
    }


def _kind(path: str) -> str:
    """What a stored file is, by its first bytes: files are kept under names that say nothing."""
    start = Path(path).read_bytes()[:4]
    return {b"%PDF": "pdf", b"PK\x03\x04": "zip"}.get(start, "other")


@pytest.mark.django_db(transaction=True)
def test_a_row_in_every_table_that_points_to_people_and_every_count_stays(tmp_path: Path, log: io.StringIO) -> None:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend", EMAIL_FILE_PATH=tmp_path / "mail"):
        before = set(traces(Path(settings.PRIVATE_ROOT)))
        world = Everywhere()
        hers = [world.person.pk, world.twin.pk]
        without = [
            f"{model._meta.label}.{field}"
            for model, field in _relations_of_people()
            if not model._base_manager.filter(**{f"{field}__in": hers}).exists()
        ]
        assert without == [], "tables without a row of hers: the test would not search them"
        named = set(traces(Path(settings.PRIVATE_ROOT))) - before
        kinds = {_kind(path) for path in named}
        assert {"pdf", "zip", "other"} <= kinds, "a drawn sheet, a workbook, a photo"
        found = set(named_rows())
        assert {
            "youth_groups_campaign",
            "youth_groups_changerow",
            "youth_groups_personlink",
            "trainings_importpair",
            "grants_application",
            "youth_groups_headcount",
        } <= found
        counts, reach, rows = world.payload(), world.reach(), _row_counts()
        request = world.erase()
    assert (world.payload(), world.reach(), _row_counts()) == (counts, reach, {**rows, "youth_groups.ErasureRequest": 2})
    assert (request.proof["left"], named_rows()) == ({}, [])
    assert set(traces(Path(settings.PRIVATE_ROOT))) <= before
    assert traces(tmp_path / "mail") == []
    assert NAME not in log.getvalue()
    assert LATIN not in log.getvalue()
    assert PersonMerge.objects.get().gone_id == world.twin.pk
    assert StoredFile.objects.filter(pk=world.sheet.file_id, file="").exists()

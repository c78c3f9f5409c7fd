"""A person is erased: every count stays as it was, their name is nowhere."""

import hashlib
import io
import json
import logging
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from guardian.shortcuts import assign_perm
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from accounts.roles import Role
from core.events import record_event
from core.models import AccessLog, Event, EventDetail, Job, Message, StoredFile
from core.refusals import Refused
from core.uploads import store_bytes
from summaries.domain.snapshots import canonical
from summaries.queries.payload import payload_of
from tests.factories.accounts import UserFactory
from tests.factories.programme import AgreementFactory, LocalityFactory, OrganisationFactory, holder
from tests.factories.summaries import held_training
from tests.factories.trainings import NominationFactory, consent_to_take_part
from tests.factories.youth_groups import GroupFactory, PersonFactory
from trainings.domain.certificates import certificate_file
from trainings.models import Certificate, Collector, ImportRow, Participation, RosterImport, SignInSheet
from trainings.numbers import new_number
from youth_groups.domain.duplicates import merge_people, refresh_keys
from youth_groups.domain.erasure import erase_person, refuse_erasure, request_erasure
from youth_groups.domain.spellings import Spellings
from youth_groups.models import (
    CareData,
    Caregiver,
    Consent,
    ErasureRequest,
    FocalPointDecision,
    Person,
    PersonKey,
    PersonOccupation,
    SensitiveAttributes,
    Support,
)
from youth_groups.queries.groups import people_listed

NAME, LATIN, PHONE = "Жээнбекова Сыргайым Талантовна", "Syrgaiym Jeenbekova", "+996700112233"
SPELLINGS = Spellings([NAME], [PHONE])
#: Fragments that stand in no other word of this project: the bytes of the database and of files must not hold them.
TRACES = [text.encode() for name in (NAME.split()[0], NAME.split()[1]) for text in (name, name.casefold(), name.upper())] + [
    b"Jeenbekov",
    b"yrgaiym",
    b"700112233",
    "Сыргайым".encode("utf-16-le"),
]
DAY = date(2026, 3, 10)


class World:
    """One woman, known everywhere, among others."""

    def __init__(self) -> None:
        self.manager = holder(Role.PROGRAMME_MANAGER)
        self.keeper = holder(Role.TRAINING_COORDINATOR)
        self.agreement = AgreementFactory(first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))
        village = LocalityFactory()
        self.person = PersonFactory(
            written_name=NAME,
            certificate_name="Сыргайым Жээнбекова",
            folded=NAME.casefold(),
            phone=PHONE,
            phone_owner="own",
            sex="female",
            birth_year=2004,
            locality=village,
            province=None,
            institution="№ 3",
        )
        self.account = UserFactory(name=NAME, email="syrgaiym.jeenbekova@example.org")
        self.person.user = self.account
        self.person.save()
        self.others = PersonFactory.create_batch(12, sex="female", birth_year=2005, locality=village, province=village.province)
        self.training = held_training(self.agreement, [self.person, *self.others], day=DAY)
        self.group = GroupFactory(contact_name=LATIN, contact_phone=PHONE)
        self._of_her()
        self._of_others()
        self._files()

    def _of_her(self) -> None:
        person, keeper = self.person, self.keeper
        refresh_keys([person.pk])
        consent_to_take_part(person, by=keeper)
        caregiver = Caregiver.objects.create(person=person, name=f"мать: {NAME}", relation="mother", phone=PHONE)
        self.scan = store_bytes(content=f"scan {NAME}".encode(), name=f"{NAME}.pdf", content_type="application/pdf")
        Consent.objects.create(
            person=person,
            purpose="photo_internal",
            answer="given",
            by="caregiver",
            relation="mother",
            caregiver=caregiver,
            channel="paper",
            text_version="1",
            language="ky",
            given_on=DAY,
            scan=self.scan,
            witness=LATIN,
            recorded_by=keeper,
        )
        FocalPointDecision.objects.create(person=person, trusted_adult="Эже", trusted_phone=PHONE, grounds=NAME, decided_by=keeper)
        SensitiveAttributes.objects.create(person=person, answers={"ethnicity": "x"}, declared_on=DAY, written_by=keeper)
        CareData.objects.create(
            person=person, about_type="trainings.training", about_id="1", ends_on=DAY, answers={"contact_name": NAME}, written_by=keeper
        )
        PersonOccupation.objects.create(person=person, kind="pupil", first_year=2019)
        NominationFactory(person=person, answers={"motivation": f"{NAME} speaks up"}, group=self.group)
        Collector.objects.create(training=self.training, person=person, who=f"аке {NAME}", written_by=keeper)
        self.certificate = self._certificate()
        record_event(subject=person, action="noted", by=keeper, note="Her own words without a name")
        assign_perm("edit_group", self.account, self.group)
        self.twin = PersonFactory(written_name="Жээнбекова Сыргайым", folded="жээнбекова сыргайым", locality=person.locality, sex="female")
        merge_people(survivor=person, gone=self.twin, by=keeper)

    def _certificate(self) -> Certificate:
        place = Participation.objects.get(person=self.person)
        facts = json.dumps({"name": NAME, "title": {"en": "Safety"}}, ensure_ascii=False)
        return Certificate.objects.create(
            training=self.training,
            participation=place,
            number=new_number(),
            facts=facts,
            facts_sha256="a" * 64,
            template_version="1",
            languages="ky-ru",
            state="valid",
            issued_by=self.keeper,
            file=store_bytes(content=f"PDF {NAME}".encode(), name="certificate.pdf", content_type="application/pdf"),
            file_sha256="b" * 64,
        )

    def _of_others(self) -> None:
        keeper = self.keeper
        Support.objects.create(group=self.group, kind="visit", day=DAY, note=f"Спросила {LATIN}, тел. 0700 112 233", written_by=keeper)
        self.note = record_event(subject=self.group, action="noted", by=keeper, note=f"Просила {NAME.upper()}")
        Message.objects.create(
            kind="x", to=self.account, channel="email", language="ky", subject="Ashar", body=f"Салам, {NAME}!", state="sent"
        )
        Message.objects.create(kind="x", channel="tell", language="ky", subject="Ashar", body=f"Tell {LATIN}", state="told")
        row = RosterImport.objects.create(
            organisation=self.training.organisation, training=self.training, file_name="r.xlsx", file_sha256="0" * 64, created_by=keeper
        )
        ImportRow.objects.create(roster_import=row, position=1, reference="A1", data={"name": LATIN, "phone": PHONE})
        AccessLog.objects.create(user=keeper, user_role="x", action="export", subject_type="youth_groups.person", reason=f"for {LATIN}")
        apps.get_model("wagtailcore.ModelLogEntry").objects.create(
            label=LATIN, action="wagtail.edit", timestamp=timezone.now(), object_id="1", data={"name": NAME}
        )

    def _files(self) -> None:
        text = f"all of them, {NAME} too".encode()
        pdf = store_bytes(content=text, name="all.pdf", content_type="application/pdf")
        Job.objects.create(kind="trainings.certificates_bulk", arguments={"training": self.training.pk}, state="done", result_file=pdf)
        sheet = store_bytes(content=text, name="sheet.pdf", content_type="application/pdf")
        SignInSheet.objects.create(training=self.training, day=DAY, number="SH-1", pages=1, people=13, file=sheet, printed_by=self.keeper)
        mails = Path(settings.EMAIL_FILE_PATH)
        mails.mkdir(parents=True, exist_ok=True)
        for name, body in (("hers.log", f"Салам, {NAME}!"), ("others.log", "Салам!")):
            mail = EmailMessage()
            mail["Subject"], mail["To"] = "Ashar", "somebody@example.org"
            mail.set_content(body)
            (mails / name).write_bytes(bytes(mail))

    def payload(self) -> str:
        return canonical(payload_of(self.agreement, date(2026, 1, 1), date(2026, 6, 30), date(2026, 6, 30)))

    def erase(self) -> ErasureRequest:
        request = request_erasure(person=self.person, asked_by="self", asked_on=timezone.localdate(), by=self.manager)
        return erase_person(request=request, by=self.manager)


def named_rows() -> list[str]:
    """Every row of every table of the database, text by text, as the database itself gives it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 names out of the database itself
            for row in cursor.fetchall():
                texts = [value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False) for value in row]
                texts += [json.dumps(json.loads(text), ensure_ascii=False) for text in texts if text[:1] in "[{" and _is_json(text)]
                if any(SPELLINGS.names_in(text) for text in texts):
                    found.append(table)
    return sorted(found)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def traces(folder: Path) -> list[str]:
    """Files in which the name stands: as bytes, inside an archive or workbook, or as text of a PDF."""
    return [str(path) for path in folder.rglob("*") if path.is_file() and any(trace in text for text in _read(path) for trace in TRACES)]


def _read(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif content.startswith(b"%PDF"):
        # The few bytes that stand for a scan in other tests are no whole PDF: their bytes were looked at above.
        with suppress(PdfReadError):
            yield "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).encode()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, down to debug."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.django_db(transaction=True)
def test_erased_every_count_is_as_it_was_and_the_name_is_nowhere(tmp_path: Path, log: io.StringIO) -> None:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend", EMAIL_FILE_PATH=tmp_path / "mail"):
        before = set(traces(Path(settings.PRIVATE_ROOT)))
        world = World()
        assert len(set(traces(Path(settings.PRIVATE_ROOT))) - before) == 4
        assert len(named_rows()) > 15, "else the search would prove nothing"
        counts = world.payload()
        people = Person.objects.count(), Participation.objects.count(), Consent.objects.count(), Event.objects.count()
        row = world.erase()
    assert world.payload() == counts
    assert (Person.objects.count(), Participation.objects.count(), Consent.objects.count()) == people[:3]
    assert row.proof["left"] == {}
    assert named_rows() == []
    assert traces(tmp_path / "mail") == []
    assert (tmp_path / "mail" / "others.log").exists()
    assert not any(trace.decode("utf-8", "ignore") in log.getvalue() for trace in TRACES[:-1])
    stored = StoredFile.objects.filter(file="")
    assert stored.count() == 4
    assert set(traces(Path(settings.PRIVATE_ROOT))) <= before, "contents that other tests left behind"
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        for path in (Path(name), Path(f"{name}-wal")):
            content = path.read_bytes() if path.exists() else b""
            assert [trace for trace in TRACES if trace in content] == [], path


@pytest.mark.django_db
class TestErased:
    @pytest.fixture
    def world(self, settings: Any, tmp_path: Path) -> World:
        settings.EMAIL_FILE_PATH = tmp_path
        return World()

    def test_the_record_keeps_what_counts_and_nothing_else(self, world: World) -> None:
        province = world.person.locality.province_id
        world.erase()
        row = Person.objects.get(pk=world.person.pk)
        assert (row.written_name, row.folded, row.sex, row.birth_year, row.province_id) == (
            row.number,
            row.number.casefold(),
            "female",
            2004,
            province,
        )
        assert (row.phone, row.institution, row.locality, row.user, row.certificate_name) == ("", "", None, None, "")
        assert (row.erased_at is not None, row.no_messages, row.may_call) == (True, True, False)

    def test_a_record_that_was_merged_into_it_is_erased_too(self, world: World) -> None:
        row = world.erase()
        twin = Person.objects.get(pk=world.twin.pk)
        assert (twin.written_name, twin.erased_at is not None) == (twin.number, True)
        assert row.proof["people"] == sorted([world.person.number, world.twin.number])

    def test_a_certificate_keeps_number_hash_training_and_state_and_is_still_verified(self, world: World, client: Any) -> None:
        world.erase()
        row = Certificate.objects.get(pk=world.certificate.pk)
        assert (row.number, row.facts_sha256, row.file_sha256, row.training_id, row.state, row.facts, row.file) == (
            world.certificate.number,
            "a" * 64,
            "b" * 64,
            world.training.pk,
            "valid",
            "",
            None,
        )
        page = client.get(reverse("verify_number", args=[row.number]))
        assert page.status_code == 200
        assert world.training.public_title in page.content.decode()
        with pytest.raises(Refused) as refusal:
            certificate_file(certificate=row)
        assert refusal.value.code == "erased"

    def test_events_stay_with_their_hashes_their_notes_are_blank(self, world: World) -> None:
        events = Event.objects.count()
        world.erase()
        assert Event.objects.filter(pk=world.note.pk).values_list("detail_sha256", flat=True)[0] == world.note.detail_sha256
        assert set(EventDetail.objects.filter(event__action="noted").values_list("text", flat=True)) == {""}
        assert Event.objects.count() > events

    def test_others_words_lose_the_name_only(self, world: World) -> None:
        world.erase()
        assert Support.objects.get().note == "Спросила …, тел. …"

    def test_the_account_is_closed_and_nameless(self, world: World) -> None:
        world.erase()
        world.account.refresh_from_db()
        assert (world.account.name, world.account.email, world.account.is_active) == ("", None, False)

    def test_an_account_with_an_office_role_stays(self, world: World) -> None:
        keeper = world.keeper
        Person.objects.filter(pk=world.person.pk).update(user=keeper)
        row = world.erase()
        keeper.refresh_from_db()
        assert (keeper.is_active, row.proof["blanked"]["accounts.User.kept"]) == (True, 1)

    def test_nobody_finds_the_person_by_name_and_everybody_by_number(self, world: World) -> None:
        world.erase()
        assert PersonKey.objects.filter(person=world.person).count() == 0
        assert list(people_listed(world.manager, text=LATIN)) == []
        assert [row.pk for row in people_listed(world.manager, text=world.person.number)] == [world.person.pk]

    def test_somebody_elses_record_of_the_same_name_is_not_touched_and_stands_in_the_proof(self, world: World) -> None:
        other = PersonFactory(written_name=NAME, folded=NAME.casefold(), organisation=OrganisationFactory())
        row = world.erase()
        other.refresh_from_db()
        assert (other.written_name, row.proof["left"]) == (NAME, {"youth_groups.Person": 1})

    def test_the_proof_holds_numbers_and_no_value(self, world: World) -> None:
        row = world.erase()
        assert row.proof["blanked"]["trainings.Certificate.facts"] == 1
        assert row.proof["blanked"]["youth_groups.Caregiver.name"] == 1
        assert not SPELLINGS.names_in(json.dumps(row.proof, ensure_ascii=False))
        body = {key: value for key, value in row.proof.items() if key != "sha256"}
        text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == row.proof["sha256"]

    def test_a_photo_that_shows_the_person_goes(self, world: World) -> None:
        from youth_groups.models import Campaign, CampaignPhoto

        campaign = Campaign.objects.create(
            group=world.group,
            locality=world.group.locality,
            number="C-1",
            title="x",
            theme="other",
            first_day=DAY,
            last_day=DAY,
            written_by=world.keeper,
        )
        file = store_bytes(content=b"picture", name="p.jpg", content_type="image/jpeg")
        photo = CampaignPhoto.objects.create(campaign=campaign, file=file, added_by=world.keeper)
        photo.people.add(world.person)
        world.erase()
        photo.refresh_from_db()
        assert (photo.removed_at is not None, StoredFile.objects.get(pk=file.pk).file.name) == (True, "")


@pytest.mark.django_db
class TestRequests:
    def test_asked_once_then_decided_once(self) -> None:
        focal, person = holder(Role.SAFEGUARDING_FOCAL_POINT), PersonFactory()
        today = timezone.localdate()
        row = request_erasure(person=person, asked_by="caregiver", asked_on=today, by=focal)
        person.refresh_from_db()
        assert person.erased_at is None
        with pytest.raises(Refused, match="open already"):
            request_erasure(person=person, asked_by="self", asked_on=today, by=focal)
        erase_person(request=row, by=focal)
        for verb in (lambda: erase_person(request=row, by=focal), lambda: refuse_erasure(request=row, reason="x", by=focal)):
            with pytest.raises(Refused, match="decided already"):
                verb()
        with pytest.raises(Refused, match="erased already"):
            request_erasure(person=person, asked_by="self", asked_on=today, by=focal)

    def test_refused_with_a_reason_only(self) -> None:
        focal, person = holder(Role.SAFEGUARDING_FOCAL_POINT), PersonFactory()
        row = request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=focal)
        with pytest.raises(Refused) as refusal:
            refuse_erasure(request=row, reason=" ", by=focal)
        assert refusal.value.code == "no_reason"
        row = refuse_erasure(request=row, reason="A case is running", by=focal)
        person.refresh_from_db()
        assert (row.state, person.erased_at) == ("refused", None)

    @pytest.mark.parametrize("role", [Role.TRAINING_COORDINATOR, Role.ME_OFFICER, Role.GRANTS_OFFICER])
    def test_other_roles_do_not_erase(self, role: str) -> None:
        person = PersonFactory()
        with pytest.raises(Refused) as refusal:
            request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=holder(role))
        assert refusal.value.code == "not_eraser"
        row = request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=holder(Role.PROGRAMME_MANAGER))
        with pytest.raises(Refused) as refusal:
            erase_person(request=row, by=holder(role))
        assert refusal.value.code == "not_eraser"

    def test_a_partners_manager_does_not_erase_anothers_person(self) -> None:
        manager = holder(Role.PROGRAMME_MANAGER, OrganisationFactory())
        with pytest.raises(Refused):
            request_erasure(person=PersonFactory(), asked_by="self", asked_on=timezone.localdate(), by=manager)

    def test_a_day_to_come_and_a_merged_record_are_refused(self) -> None:
        manager, person = holder(Role.PROGRAMME_MANAGER), PersonFactory()
        with pytest.raises(Refused) as refusal:
            request_erasure(person=person, asked_by="self", asked_on=timezone.localdate() + timedelta(days=1), by=manager)
        assert refusal.value.code == "future"
        gone = PersonFactory()
        merge_people(survivor=person, gone=gone, by=holder(Role.TRAINING_COORDINATOR))
        with pytest.raises(Refused) as refusal:
            request_erasure(person=gone, asked_by="self", asked_on=timezone.localdate(), by=manager)
        assert refusal.value.code == "merged"

    def test_append_only_columns_change_to_blank_and_to_nothing_else(self) -> None:
        person, keeper = PersonFactory(), holder(Role.TRAINING_COORDINATOR)
        consent_to_take_part(person, by=keeper)
        with pytest.raises(DatabaseError, match="append-only table"), transaction.atomic():
            Consent.objects.update(witness="somebody else")
        Consent.objects.update(witness="")

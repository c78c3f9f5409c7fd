"""A woman who is known everywhere, and the search for her name in every table, file and log."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone
from guardian.shortcuts import assign_perm
from pypdfium2 import PdfiumError

from accounts.roles import Role
from core.events import record_event
from core.models import AccessLog, Job, Message
from core.pdf import check
from core.uploads import store_bytes
from summaries.domain.snapshots import canonical
from summaries.queries.payload import payload_of
from tests.factories.accounts import UserFactory
from tests.factories.programme import AgreementFactory, LocalityFactory, holder
from tests.factories.summaries import held_training
from tests.factories.trainings import NominationFactory, consent_to_take_part
from tests.factories.youth_groups import GroupFactory, PersonFactory
from trainings.models import Certificate, Collector, ImportRow, Participation, RosterImport, SignInSheet
from trainings.numbers import new_number
from youth_groups.domain.duplicates import merge_people, refresh_keys
from youth_groups.domain.erasure import erase_person, request_erasure
from youth_groups.domain.spellings import Spellings
from youth_groups.models import (
    CareData,
    Caregiver,
    Consent,
    ErasureRequest,
    FocalPointDecision,
    PersonOccupation,
    SensitiveAttributes,
    Support,
)

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
        yield _words(content)


@cache
def _words(pdf: bytes) -> bytes:
    """The few bytes that stand for a scan in other tests are no whole PDF: their bytes were looked at already."""
    try:
        return check.text(pdf).encode()
    except PdfiumError:
        return b""

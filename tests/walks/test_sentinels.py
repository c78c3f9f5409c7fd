"""What people declare of themselves and care data: words planted in every record of the chain stand nowhere but where a rule says so.

Walked are all addresses that answer GET, the exports, an organisation's archive, donors' summaries as page and PDF, imports; at the end
every column of every table.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.jobs import take_one
from core.models import Job, StoredFile
from programme.models import Organisation
from summaries.models import Snapshot
from tests.chain import ROUTES, Chain
from tests.walks.conftest import references_asked
from tests.walks.walk import Readers, addresses, english_in, of_all_roles, signed_in, text_of, there
from trainings.domain.import_files import receive_roster, stage_roster
from trainings.models import Collector, Nomination, RosterImport, Training
from youth_groups.models import CareData, Person, SensitiveAttributes

DECLARED, HEALTH, FOOD, ACCESS, CALL, COLLECTS = "Zqdeclared", "Zqhealth", "Zqfood", "Zqaccess", "Zqcall", "Zqcollects"
CARE = {HEALTH, FOOD, ACCESS, CALL}
WORDS = {DECLARED, COLLECTS} | CARE
#: Where the words stand, and why (rules: people and consent).
SHOWN: dict[str, set[str]] = {
    # "Care data ... on the preparation page": for those who lead the training and have their papers; every reading is logged.
    "/trainings/<slug:slug>/preparation/": CARE | {COLLECTS},
    # The form in which the coordinator writes them down.
    "/trainings/<slug:slug>/preparation/<int:pk>/": CARE | {COLLECTS},
    # "A camp has a risk form (..., who may collect each child)."
    "/trainings/<slug:slug>/preparation/risk/print/": {COLLECTS},
    # "Balanced selection ... and, with the permission, ethnicity" (rules: trainings): the mix of a choice, for those who may read it.
    "/trainings/<slug:slug>/selection/": {DECLARED},
    "/trainings/<slug:slug>/selection/targets/": {DECLARED},
}
#: Pages whose English is right: messages to readers of English, the wording of a certificate in each language, what somebody typed.
IN_ENGLISH = {
    "/demo/mail/",
    "/trainings/office/wordings/new/",
    "/trainings/office/wordings/<int:pk>/",
    "/trainings/<slug:slug>/preparation/risk/",
    "/trainings/<slug:slug>/preparation/risk/print/",
}
ROSTER = (
    f"ФИО;Пол;Год рождения;Национальность;Здоровье\nАсанова Айнура;ж;2001;{DECLARED};{HEALTH}\nБеков Данияр;м;2000;{DECLARED};{HEALTH}\n"
)


@pytest.fixture(scope="module")
def chain(demo_chain: Chain, django_db_blocker: Any) -> Iterator[Chain]:
    with django_db_blocker.unblock(), transaction.atomic():
        _plant(demo_chain)
        references_asked()
        yield demo_chain
        transaction.set_rollback(True)


def _plant(found: Chain) -> None:
    """In every record of a person: what was declared; for every place of every training: care data and who collects."""
    by = found.insiders[0]
    today = timezone.localdate()
    for person in Person.objects.all():
        SensitiveAttributes.objects.update_or_create(
            person=person, defaults={"answers": {"ethnicity": DECLARED, "wg": {"seeing": "3"}}, "declared_on": today, "written_by": by}
        )
    answers = {"health": HEALTH, "diet_note": FOOD, "access_note": ACCESS, "contact_name": CALL, "contact_phone": "+996555010203"}
    for training in Training.objects.all():
        for place in training.participations.all():
            CareData.objects.update_or_create(
                person_id=place.person_id,
                about_type="trainings.training",
                about_id=str(training.pk),
                defaults={"answers": answers, "ends_on": training.last_day, "written_by": by, "blanked_at": None},
            )
            Collector.objects.update_or_create(training=training, person_id=place.person_id, defaults={"who": COLLECTS, "written_by": by})


@pytest.fixture
def officer(chain: Chain) -> User:
    return of_all_roles(Organisation.objects.get(code="lead"))


def _words_in(text: str) -> set[str]:
    return {word for word in WORDS if word in text}


def _in_database() -> dict[str, set[str]]:
    """Tables in which a word stands as it was typed."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            while rows := cursor.fetchmany(500):
                if words := _words_in(repr(rows)):
                    found[table] = found.get(table, set()) | words
    return found


@dataclass
class Reading:
    """What an address said to the first who could open it, and whether it is there for anybody."""

    there: bool = False
    opened: bool = False
    words: frozenset[str] = frozenset()
    english: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def readings(chain: Chain, django_db_blocker: Any) -> dict[str, Reading]:
    """Route -> what was read there by somebody of all roles, or else by one of the chain's people."""
    with django_db_blocker.unblock():
        readers = Readers((of_all_roles(Organisation.objects.get(code="lead")), *chain.insiders), language="ky")
        return {found.route: _read(address, readers) for found, address in addresses(chain)}


def _read(address: str, readers: Readers) -> Reading:
    reading = Reading()
    for _client, answer in readers.answers(address):
        reading.there |= there(answer)
        if answer.status_code == 200:
            text = text_of(answer)
            ours = not address.startswith("/admin/") and "html" in answer["Content-Type"]
            return Reading(there=True, opened=True, words=frozenset(_words_in(text)), english=frozenset(english_in(text) if ours else ()))
    return reading


@pytest.mark.django_db
@pytest.mark.timeout(900)
def test_planted_words_stand_on_no_address_but_those_that_show_them_by_a_rule(readings: dict[str, Reading]) -> None:
    assert {route: reading.words for route, reading in readings.items() if reading.words} == SHOWN
    assert sum(reading.opened for reading in readings.values()) > 200
    assert _in_database() == {}


@pytest.mark.django_db
def test_no_page_speaks_english_to_a_kyrgyz_reader(readings: dict[str, Reading]) -> None:
    """Whatever no catalogue holds stands in English: a label under another name of gettext, a text that was put together or kept."""
    english = {route: reading.english for route, reading in readings.items() if reading.english}
    assert {route: lines for route, lines in english.items() if route not in IN_ENGLISH} == {}
    assert "/demo/mail/" in english, "else nothing was looked for"


@pytest.mark.django_db
def test_every_address_that_strangers_do_not_find_is_there_for_somebody(readings: dict[str, Reading]) -> None:
    """Else the 404 of tests/walks/test_strangers.py would prove nothing: the object would be missing."""
    shut = {found.route for found in ROUTES if found.declared is not None and "GET" in found.declared.methods}
    assert {route for route in shut if not readings[route].there} == set()


@pytest.mark.django_db
@pytest.mark.timeout(900)
def test_a_groups_leader_and_a_donors_contact_meet_none_of_the_words(chain: Chain) -> None:
    walked = [(found, address) for found, address in addresses(chain) if not found.route.startswith("/admin/")]
    met = {
        f"{user.number} {found.route}": words
        for user in chain.insiders
        if not user.is_office
        for client in [signed_in(user)]
        for found, address in walked
        if (words := _words_in(text_of(client.get(address))))
    }
    assert met == {}


@pytest.mark.django_db
def test_no_list_that_is_taken_out_holds_them(chain: Chain, officer: User) -> None:
    client = signed_in(officer)
    nominated = Nomination.objects.filter(call__trainings__isnull=False).select_related("call").earliest("pk").call.trainings.earliest("pk")
    led = Training.objects.filter(certificates__isnull=False).earliest("pk")
    group = Person.objects.filter(memberships__isnull=False).earliest("pk").memberships.earliest("pk").group
    tables = [
        (reverse("youth_groups:export_people"), "P-"),
        (reverse("youth_groups:export_members", args=[group.number]), "P-"),
        (reverse("trainings:export_participants", args=[led.slug]), "P-"),
        (reverse("trainings:export_nominations", args=[nominated.slug]), "P-"),
    ]
    for address, known in tables:
        for kind in ("csv", "xlsx"):
            answer = client.post(address, {"reason": "a report", "kind": kind})
            text = text_of(answer)
            assert (address, answer.status_code, known in text, _words_in(text)) == (address, 200, True, set())


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["lead", "partner"])
def test_the_archive_of_an_organisation_holds_none_of_them(chain: Chain, officer: User, code: str) -> None:
    client = signed_in(officer)
    Job.objects.filter(state="queued").delete()
    client.post(reverse("youth_groups:takeout", args=[code]), {"reason": "the partnership ends"})
    job = Job.objects.get(kind="youth_groups.takeout", state="queued")
    assert take_one()
    job.refresh_from_db()
    assert job.state == "done"
    with StoredFile.objects.get(pk=job.result_file_id).file.open() as archive:
        text = _all_parts(archive.read())
    assert Person.objects.filter(organisation__code=code).earliest("pk").written_name in text
    assert _words_in(text) == set()


def _all_parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


@pytest.mark.django_db
def test_summaries_hold_none_of_them_in_any_language(chain: Chain, officer: User) -> None:
    client = signed_in(officer)
    for snapshot in Snapshot.objects.all():
        assert _words_in(snapshot.payload) == set()
        for language in ("en", "ru", "ky"):
            for address in (snapshot.get_absolute_url(), reverse("summaries:pdf", args=[snapshot.pk, language])):
                answer = client.get(address, HTTP_ACCEPT_LANGUAGE=language)
                assert (address, answer.status_code, _words_in(text_of(answer))) == (address, 200, set())


@pytest.mark.django_db
def test_a_roster_with_such_columns_leaves_them_behind(chain: Chain, officer: User) -> None:
    """At the look at the columns, at the rows, in the database."""
    training = Training.objects.filter(organisation__code="lead").earliest("pk")
    received = receive_roster(training=training, content=ROSTER.encode(), file_name="list.csv", by=officer)
    staged = stage_roster(training=training, content=ROSTER.encode(), file_name="list.csv", by=officer)
    assert staged.rows.count() == 2
    client = signed_in(officer)
    for row in (received, staged):
        page = client.get(row.get_absolute_url(), follow=True)
        assert (page.status_code, _words_in(text_of(page))) == (200, set())
    upload = {"file": SimpleUploadedFile("list.csv", ROSTER.encode(), "text/csv")}
    assert client.post(reverse("trainings:import_upload", args=[training.slug]), upload).status_code == 302
    assert RosterImport.objects.count() >= 3
    assert _in_database() == {}

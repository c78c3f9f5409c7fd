"""Lists of people leave the house: who may, what stands in them, what is noted."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.roles import Role
from core.models import AccessLog
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import NominationFactory, ParticipationFactory, TrainingFactory, trainer_of
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory
from youth_groups.domain.people import record_caregiver
from youth_groups.domain.protected import declare_sensitive
from youth_groups.lists.columns import COLUMNS
from youth_groups.lists.words import HEADINGS, LEFT_OUT, NOTICE, WHAT
from youth_groups.models import Caregiver
from youth_groups.rosters import read_roster
from youth_groups.rosters.headings import meaning

pytestmark = pytest.mark.django_db
PEOPLE = reverse("youth_groups:export_people")
LANGUAGES = ("ky", "ru", "en", "uz")


def content(response) -> bytes:
    assert response.status_code == 200, response.status_code
    assert response.streaming, response.content.decode()
    return b"".join(response.streaming_content)


def taken(client, address=PEOPLE, reason="Report to the donor"):
    """The rows of the list below the notice and the heads, as dictionaries."""
    text = content(client.post(address, {"reason": reason, "kind": "csv"})).decode("utf-8-sig")
    _notice, heads, *rows = csv.reader(io.StringIO(text, newline=""))
    return [dict(zip(heads, row, strict=True)) for row in rows]


def numbers(rows):
    return {next(iter(row.values())) for row in rows}


def test_the_register_leaves_as_a_workbook_with_the_notice_first(signed_in):
    person = PersonFactory(written_name="Токтосунова Айгүл", birth_year=1990, phone="+996555123456", institution="=HYPERLINK(1)")
    user = holder(Role.ME_OFFICER, name="Асел")
    response = signed_in(user).post(PEOPLE, {"reason": "Report", "kind": "xlsx"})
    assert response["Content-Disposition"] == f'attachment; filename="people-{timezone.localdate().isoformat()}.xlsx"'
    assert response["Cache-Control"] == "no-store, private"
    sheet = openpyxl.load_workbook(io.BytesIO(content(response))).active
    notice, heads, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert [word for word in ("Асел", user.number, "Report", "may not be passed on", "Delete it by") if word not in notice[0]] == []
    assert heads == [HEADINGS["en"][column] for column in (*COLUMNS, "version")]
    place = [person.locality.name, person.province.name_en]
    assert row[:-1] == [person.number, "Токтосунова Айгүл", "female", 1990, *place, "'=HYPERLINK(1)", "0555 123 456"]


def test_what_is_noted_and_that_a_reason_is_asked(signed_in):
    PersonFactory.create_batch(3, birth_year=1990)
    user = holder(Role.PROGRAMME_MANAGER)
    client = signed_in(user)
    page = client.post(PEOPLE, {"reason": "  ", "kind": "csv"})
    assert (page.status_code, page.streaming, AccessLog.objects.filter(action="export").count()) == (200, False, 0)
    taken(client, reason=" Letter  to parents ")
    logged = AccessLog.objects.get(action="export")
    assert (logged.user, logged.rows, logged.reason) == (user, 3, "Letter to parents · people")


def test_the_filter_of_the_page_goes_with_it_and_is_noted(signed_in):
    client = signed_in(holder(Role.TRAINING_COORDINATOR))
    wanted = PersonFactory(birth_year=1990)
    PersonFactory(birth_year=1990)
    assert numbers(taken(client, f"{PEOPLE}?q={wanted.number}")) == {wanted.number}
    assert AccessLog.objects.get(action="export").reason == f"Report to the donor · people: {wanted.number}"
    assert f"{PEOPLE}?q={wanted.number}" in client.get(f"{reverse('youth_groups:people')}?q={wanted.number}").content.decode()


def test_a_partner_takes_out_its_own_people_only_and_reading_across_is_noted(signed_in):
    partner = OrganisationFactory()
    own, other = PersonFactory(organisation=partner, birth_year=1990), PersonFactory(birth_year=1990)
    PersonFactory(organisation=OrganisationFactory(), birth_year=1990)
    assert numbers(taken(signed_in(holder(Role.TRAINING_COORDINATOR, partner)))) == {own.number}
    assert not AccessLog.objects.filter(action="read_across").exists()
    assert numbers(taken(signed_in(holder(Role.TRAINING_COORDINATOR)))) >= {own.number, other.number}
    assert AccessLog.objects.get(action="read_across").rows == 2


@pytest.mark.parametrize("role", [Role.GRANTS_OFFICER, Role.FINANCE_OFFICER, Role.TRAINER])
def test_others_find_no_page(signed_in, role):
    assert signed_in(holder(role)).get(PEOPLE).status_code == 404
    assert signed_in(UserFactory()).post(PEOPLE, {"reason": "x", "kind": "csv"}).status_code == 404


def test_without_clearance_children_stay_and_the_page_and_the_list_say_so(signed_in):
    adult = PersonFactory(birth_year=1990)
    PersonFactory(birth_year=2015)
    PersonFactory(birth_year=None)
    shown = PersonFactory(birth_year=2015, shown_adult_at=timezone.now())
    client = signed_in(holder(Role.ME_OFFICER, cleared=False))
    assert "2 people who could be under 18 are left out" in client.get(PEOPLE).content.decode()
    response = client.post(PEOPLE, {"reason": "Report", "kind": "csv"})
    text = content(response).decode()
    assert LEFT_OUT["en"] in text.splitlines()[0]
    assert [number for number in (adult.number, shown.number) if number not in text] == []
    assert text.count("P-T") == 2
    assert len(taken(signed_in(holder(Role.ME_OFFICER)))) == 4


def test_phones_leave_only_where_the_person_may_be_reached(signed_in):
    for more in ({}, {"no_messages": True}, {"may_call": False}, {"may_call": False, "may_write": False}):
        PersonFactory(birth_year=1990, phone="+996555123456", **more)
    PersonFactory(birth_year=1990, phone="+79991234567")
    phones = [row["Phone"] for row in taken(signed_in(holder(Role.PROGRAMME_MANAGER)))]
    assert sorted(phones) == ["", "", "'+79991234567", "0555 123 456", "0555 123 456"]


def test_nothing_that_is_protected_and_nobody_who_was_erased_or_merged(signed_in):
    by = holder(Role.PROGRAMME_MANAGER)
    person = PersonFactory(birth_year=1990)
    declare_sensitive(person=person, by=by, declared_on=timezone.localdate(), ethnicity="Дунганка", wg={"seeing": "3"})
    record_caregiver(person=person, by=by, relation="таенеси", phone="+996700111222")
    PersonFactory(birth_year=1990, erased_at=timezone.now())
    PersonFactory(birth_year=1990, merged_into=person)
    text = content(signed_in(by).post(PEOPLE, {"reason": "Report", "kind": "csv"})).decode()
    assert [word for word in ("Дунганка", "таенеси", "0700 111 222") if word in text] == []
    assert text.count("\n") == 3


def test_a_training_gives_its_roster_with_caregivers_of_children_as_long_as_they_are_kept(signed_in):
    by = holder(Role.TRAINING_COORDINATOR)
    training = TrainingFactory()
    child, adult = PersonFactory(birth_year=training.first_day.year - 14), PersonFactory(birth_year=1980)
    for person in (child, adult):
        ParticipationFactory(training=training, person=person)
        record_caregiver(person=person, by=by, relation="апасы", phone="+996700111222")
    ParticipationFactory()
    address = reverse("trainings:export_participants", args=[training.slug])
    rows = {row["Person's number"]: row["Caregiver, phone"] for row in taken(signed_in(by), address)}
    assert rows == {child.number: "апасы 0700 111 222", adult.number: ""}
    logged = AccessLog.objects.get(action="export")
    assert (logged.subject_type, logged.subject_id, logged.rows) == ("trainings.training", str(training.pk), 2)
    training.first_day -= timedelta(days=400)
    training.last_day = training.first_day
    training.save()
    assert Caregiver.objects.exclude(phone="").count() == 2
    assert "Caregiver, phone" not in taken(signed_in(by), address)[0]


def test_a_training_gives_its_nominations_with_what_was_decided(signed_in):
    nomination = NominationFactory(person=PersonFactory(birth_year=1990))
    NominationFactory(call=nomination.call, person=PersonFactory(birth_year=1990), state="withdrawn")
    training = TrainingFactory(call=nomination.call, organisation=nomination.call.organisation)
    (row,) = taken(signed_in(holder(Role.TRAINING_COORDINATOR)), reverse("trainings:export_nominations", args=[training.slug]))
    group = nomination.group.name_en if nomination.group else ""
    assert (row["Person's number"], row["Group"], row["State"]) == (nomination.person.number, group, "not decided")
    assert "Speaks up for her class" not in str(row)
    ParticipationFactory(training=training, person=nomination.person, nomination=nomination)
    roster = taken(signed_in(holder(Role.TRAINING_COORDINATOR)), reverse("trainings:export_participants", args=[training.slug]))
    assert nomination.person.number in str(roster)
    assert "Speaks up for her class" not in str(roster)


def test_a_group_gives_its_members_to_the_office_that_keeps_people(signed_in):
    group = GroupFactory()
    member = MembershipFactory(group=group, person=PersonFactory(birth_year=1990), function="leader")
    MembershipFactory(group=group, person=PersonFactory(birth_year=1990), last_day=timezone.localdate() - timedelta(days=1))
    MembershipFactory(group=group, person=PersonFactory(birth_year=1990, organisation=OrganisationFactory()))
    address = reverse("youth_groups:export_members", args=[group.number])
    (row, _other) = taken(signed_in(holder(Role.ME_OFFICER)), address)
    assert (row["Person's number"], row["Function in the group"]) == (member.person.number, "leader")
    assert signed_in(holder(Role.GRANTS_OFFICER)).get(address).status_code == 404
    assert address not in signed_in(holder(Role.GRANTS_OFFICER)).get(reverse("youth_groups:members", args=[group.number])).content.decode()


def test_objects_that_are_not_theirs_are_not_there(signed_in):
    training, group = TrainingFactory(), GroupFactory()
    addresses = [
        reverse("trainings:export_participants", args=[training.slug]),
        reverse("trainings:export_nominations", args=[training.slug]),
        reverse("youth_groups:export_members", args=[group.number]),
    ]
    for user in (trainer_of(training), holder(Role.TRAINING_COORDINATOR, OrganisationFactory()), UserFactory()):
        assert [signed_in(user).get(address).status_code for address in addresses] == [404, 404, 404]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_statements_do_not_grow_with_the_rows(signed_in, kind):
    client = signed_in(holder(Role.PROGRAMME_MANAGER))
    PersonFactory(birth_year=1990)
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as seen:
            content(client.post(PEOPLE, {"reason": "Report", "kind": kind}))
        counts.append(len(seen))
        PersonFactory.create_batch(30, birth_year=1990)
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_reader_of_rosters_reads_the_list_again(signed_in, language):
    """Every column that both know is taken for what it is; none of the others is taken for something else; nobody is a bad row."""
    PersonFactory(written_name="Айбек Нурбек уулу", sex="male", birth_year=2001, phone="+996555123456", institution="№ 5 мектеп")
    client = signed_in(holder(Role.PROGRAMME_MANAGER))
    with override(language):
        client.cookies["ashar_language"] = language
        for kind in ("csv", "xlsx"):
            response = client.post(PEOPLE, {"reason": "Отчёт, телефон, имя", "kind": kind}, headers={"accept-language": language})
            roster = read_roster(content(response))
            taken_as = {column.field for column in roster.columns if column.field}
            assert taken_as == {"name", "sex", "birth", "village", "province", "institution", "phone"}
            (row,) = roster.rows
            assert (row.name, row.sex, row.birth_year, row.phone) == ("Айбек Нурбек уулу", "male", 2001, "+996555123456")
            assert (roster.bad, roster.warnings, row.institution) == ([], [], "№ 5 мектеп")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_heading_means_to_the_reader_of_rosters_what_it_is(language):
    known = (*COLUMNS[1:], "caregiver")
    found = {column: meaning(heading) for column, heading in HEADINGS[language].items()}
    assert found == {column: column if column in known else None for column in HEADINGS[language]}
    assert meaning(NOTICE[language]) is None
    assert (set(WHAT[language]), language in LEFT_OUT) == ({"people", "members", "participants", "nominations"}, True)

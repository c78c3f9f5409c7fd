"""A list leaves, is changed in a spreadsheet, comes back: every difference is seen, chosen, applied at once or not at all."""

import csv
import io
import time
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.models import AccessLog, Event, Job, StoredFile
from core.refusals import Refused
from core.retention import blank_what_is_due
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.programme import LocalityFactory, OrganisationFactory, PlaceFactory, holder
from tests.factories.youth_groups import PersonFactory
from youth_groups.domain import changes
from youth_groups.domain.changes import apply_changes, choose_changes, confirm_changes, discard_changes, stage_changes
from youth_groups.domain.duplicates import refresh_keys
from youth_groups.domain.lists import take_list_out
from youth_groups.domain.people import change_person
from youth_groups.lists.columns import column_of
from youth_groups.lists.reading import _FORMULA_CELL, _formulas
from youth_groups.models import ChangeRow, ChangeSheet, Person
from youth_groups.queries.duplicates import matching
from youth_groups.queries.lists import register_list

pytestmark = pytest.mark.django_db
NAME = "Токтосунова Айгүл"


@pytest.fixture
def signed_in(client, settings):
    """A client of the user; the second factor is another test's subject."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "accounts.middleware.SecondFactorMiddleware"]

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def by():
    return holder(Role.TRAINING_COORDINATOR)


@pytest.fixture
def person():
    return PersonFactory(written_name=NAME, birth_year=1990, phone="+996555123456", institution="№ 5 мектеп", phone_owner="family")


def taken(by, kind="xlsx"):
    return b"".join(take_list_out(listed=register_list(by), kind=kind, reason="round trip", by=by).chunks)


def edited(content, edits, *, drop=()):
    """The workbook after somebody wrote into it: {(number, column): value}. Saved by another program than ours."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    places = {column_of(str(cell.value)): cell.column for cell in sheet[2]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=3)}
    for (number, column), value in edits.items():
        sheet.cell(rows[number], places[column]).value = value
    for column in drop:
        sheet.delete_cols(places[column])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fields(person):
    person.refresh_from_db()
    return {field.attname: getattr(person, field.attname) for field in person._meta.concrete_fields}


def test_one_cell_changed_in_the_browser_is_one_difference_and_changes_nothing_else(signed_in, by, person):
    other = PersonFactory(birth_year=1991)
    before, beside = fields(person), fields(other)
    client = signed_in(by)
    listed = client.post(reverse("youth_groups:export_people"), {"reason": "Corrections", "kind": "xlsx"})
    content = edited(b"".join(listed.streaming_content), {(person.number, "institution"): "№ 7 мектеп"})
    sent = client.post(reverse("youth_groups:come_back"), {"file": SimpleUploadedFile("people.xlsx", content)})
    sheet = ChangeSheet.objects.get()
    address = reverse("youth_groups:changes", args=[sheet.pk])
    assert (sent.status_code, sent["Location"]) == (302, address)
    page = client.get(address).content.decode()
    assert (page.count('type="checkbox"'), page.count(" checked"), sheet.unchanged, sheet.problems, sheet.unknown) == (1, 1, 1, [], [])
    assert "№ 5 мектеп</del> → <b>№ 7 мектеп" in page
    assert AccessLog.objects.get(action="read_changes").rows == 1
    assert fields(person) == before
    row = ChangeRow.objects.get()
    done = client.post(address, {"action": "confirm", "take": [f"{row.pk}:institution"]}, follow=True).content.decode()
    assert "1 record is changed" in done
    assert fields(person) == {**before, "institution": "№ 7 мектеп"}
    assert fields(other) == beside
    event = Event.objects.get(subject_type="youth_groups.person")
    assert (event.action, event.subject_id, event.data, event.actor) == ("changed", str(person.pk), {"fields": ["institution"]}, by)


def test_nothing_that_was_read_stays(by, person):
    sheet = stage_changes(content=edited(taken(by), {(person.number, "name"): "Асанова Бурул"}), by=by)
    assert ChangeRow.objects.get().data == {"name": "Асанова Бурул"}
    apply_changes(sheet=sheet, by=by)
    sheet.refresh_from_db()
    assert (ChangeRow.objects.get().data, ChangeRow.objects.get().seen, sheet.state) == ({}, "", "confirmed")
    assert sheet.blanked_at is not None
    assert not StoredFile.objects.exists()
    assert "Бурул" not in str(list(Event.objects.values_list("data", flat=True)))


def test_all_columns_at_once_each_by_its_own_rule(by, person):
    province = PlaceFactory(
        soate="41703000000000", iso="KG-J", name_en="Jalal-Abad", name_ru="Джалал-Абад", folded="|jalal-abad|джалал-абад|"
    )
    village = LocalityFactory(name="Кызыл-Туу", folded="кызыл-туу", province=province)
    new = {
        "name": " Айгүл  бакытова КЫЗЫ",
        "sex": "женский",
        "birth": "12.03.1989",
        "village": "Кызыл-Туу",
        "province": "Джалал-Абад",
        "institution": "Кол өнөрчүлүк",
        "phone": "0700 11 22 33",
    }
    person.sex = "not_stated"
    person.save()
    sheet = stage_changes(content=edited(taken(by), {(person.number, column): value for column, value in new.items()}), by=by)
    assert (sheet.problems, sorted(ChangeRow.objects.get().chosen)) == ([], sorted(new))
    apply_changes(sheet=sheet, by=by)
    person.refresh_from_db()
    assert (person.written_name, person.sex, person.birth_year) == ("Айгүл бакытова КЫЗЫ", "female", 1989)
    assert (person.locality, person.province, person.institution) == (village, province, "Кол өнөрчүлүк")
    assert (person.phone, person.phone_owner) == ("+996700112233", "family")
    assert [found.pk for found in matching(Person.objects.all(), "Bakytova")] == [person.pk]
    assert sorted(Event.objects.filter(subject_type="youth_groups.person").values_list("action", flat=True)) == [
        "changed",
        "contact_changed",
    ]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_list_that_comes_back_as_it_left_differs_in_nothing(by, kind):
    PersonFactory(written_name="=HYPERLINK(1)", birth_year=1990, institution="+7 -", phone="+79991234567", sex="other")
    PersonFactory(birth_year=None, locality=None, phone="+996555123456", no_messages=True)
    PersonFactory(birth_year=2015, sex="not_stated")
    sheet = stage_changes(content=taken(by, kind), by=by)
    assert (sheet.rows.count(), sheet.unchanged, sheet.problems, sheet.unknown) == (0, 3, [], [])


def test_a_workbook_saved_by_another_program_differs_in_nothing_either(by, person):
    assert stage_changes(content=edited(taken(by), {}), by=by).unchanged == 1


def test_a_table_that_excel_wrote_with_semicolons_is_read(by, person):
    rows = list(csv.reader(io.StringIO(taken(by, "csv").decode("utf-8-sig"))))
    rows[2][1] = "Токтосунова Айпери"
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    sheet = stage_changes(content=out.getvalue().encode("utf-8-sig"), by=by)
    assert sheet.rows.get().data == {"name": "Токтосунова Айпери"}


def test_an_empty_cell_changes_nothing(by, person):
    empty = {(person.number, column): None for column in ("name", "sex", "birth", "village", "province", "institution", "phone")}
    sheet = stage_changes(content=edited(taken(by), empty), by=by)
    assert (sheet.rows.count(), sheet.unchanged) == (0, 1)


def test_the_name_is_never_recased_but_another_case_is_a_difference(by, person):
    sheet = stage_changes(content=edited(taken(by), {(person.number, "name"): "ТОКТОСУНОВА айгүл"}), by=by)
    apply_changes(sheet=sheet, by=by)
    person.refresh_from_db()
    assert person.written_name == "ТОКТОСУНОВА айгүл"


def test_a_place_in_other_letters_or_by_a_former_name_is_no_difference(by, person):
    cells = {(person.number, "province"): "Ошская область", (person.number, "village"): f"с. {person.locality.name.upper()}"}
    assert stage_changes(content=edited(taken(by), cells), by=by).rows.count() == 0


def test_cells_that_cannot_be_read_say_what_and_how_to_mend_and_repeat_nothing(by, person):
    wrong = {
        "name": "Айгүл 2",
        "sex": "QQ",
        "birth": "1889",
        "province": "Атлантида",
        "phone": "тел",
        "institution": "@SUM(1)",
    }
    content = edited(taken(by), {(person.number, column): value for column, value in wrong.items()})
    sheet = stage_changes(content=content, by=by)
    assert (sheet.rows.count(), sheet.unchanged) == (0, 0)
    assert [one["column"] for one in sheet.problems] == ["Name", "Sex", "Birth year", "Province", "School/institution", "Phone"]
    assert [one for one in sheet.problems if not (one["what"] and one["mend"] and one["row"].endswith("!3"))] == []
    assert [word for word in wrong.values() if word in str(sheet.problems)] == []


def test_a_formula_is_refused_whatever_it_gave_last_time(by, person):
    content = edited(taken(by), {(person.number, "institution"): '="№ "&7'})
    sheet = stage_changes(content=content, by=by)
    assert [one["what"] for one in sheet.problems] in ([], ["There is a formula instead of a value."])
    assert sheet.rows.count() == 0
    # A program that keeps the last result beside the formula.
    out, source = io.BytesIO(), io.BytesIO(content)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert part.count(b"<v></v>") + part.count(b"<v/>") + part.count(b"<v />") == 1
                for empty in (b"<v></v>", b"<v/>", b"<v />"):
                    part = part.replace(empty, "<v>№ 7</v>".encode())
                part = part.replace(b'"><f>', b'" t="str"><f>')
            new.writestr(name, part)
    sheet = stage_changes(content=out.getvalue(), by=by)
    assert [(one["column"], one["what"]) for one in sheet.problems] == [("School/institution", "There is a formula instead of a value.")]
    assert sheet.rows.count() == 0


def test_a_record_that_changed_since_the_list_left_is_a_conflict_and_not_ticked(signed_in, by, person):
    other = PersonFactory(birth_year=1991)
    content = edited(taken(by), {(person.number, "institution"): "A", (other.number, "institution"): "B"})
    change_person(person=person, by=by, birth_year=1988)
    sheet = stage_changes(content=content, by=by)
    conflict, plain = sheet.rows.get(person=person), sheet.rows.get(person=other)
    # The list still says 1990: that stands apart as well.
    assert (conflict.conflict, conflict.chosen, conflict.data) == (True, [], {"birth": 1990, "institution": "A"})
    assert (plain.conflict, plain.chosen) == (False, ["institution"])
    page = signed_in(by).get(reverse("youth_groups:changes", args=[sheet.pk])).content.decode()
    assert (page.count('type="checkbox"'), page.count(" checked")) == (3, 1)
    apply_changes(sheet=sheet, by=by)
    for row in (person, other):
        row.refresh_from_db()
    assert (person.institution, person.birth_year, other.institution) == ("№ 5 мектеп", 1988, "B")


def test_a_conflict_can_be_chosen_after_a_look(by, person):
    content = edited(taken(by), {(person.number, "institution"): "A"})
    change_person(person=person, by=by, birth_year=1988)
    sheet = stage_changes(content=content, by=by)
    choose_changes(sheet=sheet, chosen={sheet.rows.get().pk: ["institution", "nonsense"]}, by=by)
    apply_changes(sheet=sheet, by=by)
    person.refresh_from_db()
    assert (person.institution, person.birth_year) == ("A", 1988)


def test_a_list_without_its_version_is_a_conflict(by, person):
    content = edited(taken(by), {(person.number, "institution"): "A"}, drop=("version",))
    assert stage_changes(content=content, by=by).rows.get().conflict


def test_a_record_that_changes_after_the_look_stops_all_of_it(by, person):
    other = PersonFactory(birth_year=1991)
    sheet = stage_changes(content=edited(taken(by), {(person.number, "institution"): "A", (other.number, "institution"): "B"}), by=by)
    change_person(person=other, by=by, birth_year=1992)
    with pytest.raises(Refused, match="Nothing was applied"):
        apply_changes(sheet=sheet, by=by)
    person.refresh_from_db()
    sheet.refresh_from_db()
    assert (person.institution, sheet.state) == ("№ 5 мектеп", "staged")


def test_a_failure_in_the_middle_leaves_nothing_half(by, person, monkeypatch):
    other = PersonFactory(birth_year=1991)
    sheet = stage_changes(content=edited(taken(by), {(person.number, "institution"): "A", (other.number, "institution"): "B"}), by=by)
    real, done = changes.change_person, []

    def breaks(**facts):
        if done:
            raise RuntimeError("killed")
        done.append(real(**facts))

    monkeypatch.setattr(changes, "change_person", breaks)
    with pytest.raises(RuntimeError):
        apply_changes(sheet=sheet, by=by)
    assert set(Person.objects.values_list("institution", flat=True)) & {"A", "B"} == set()
    assert not Event.objects.filter(action="changed").exists()


def test_only_what_is_ticked_is_applied_and_nothing_ticked_is_refused(signed_in, by, person):
    sheet = stage_changes(content=edited(taken(by), {(person.number, "institution"): "A", (person.number, "birth"): 1989}), by=by)
    client, address = signed_in(by), reverse("youth_groups:changes", args=[sheet.pk])
    assert "Nothing is chosen" in client.post(address, {"action": "confirm"}, follow=True).content.decode()
    client.post(address, {"action": "confirm", "take": [f"{sheet.rows.get().pk}:birth"]})
    person.refresh_from_db()
    assert (person.birth_year, person.institution) == (1989, "№ 5 мектеп")


def test_people_of_others_and_unknown_numbers_are_both_not_found(by, person):
    partner = OrganisationFactory()
    coordinator = holder(Role.TRAINING_COORDINATOR, partner)
    own = PersonFactory(organisation=partner, birth_year=1990)
    content = edited(taken(by), {(person.number, "name"): "Чужая Правка", (own.number, "institution"): "A"})
    sheet = stage_changes(content=content, by=coordinator)
    assert (len(sheet.unknown), [row.person for row in sheet.rows.all()], sheet.problems) == (1, [own], [])
    heads = "Person's number,Name,Sex\nP-999999,Чужая Правка,\n"
    assert stage_changes(content=heads.encode(), by=coordinator).unknown == ["2"]


def test_a_merged_or_erased_record_is_not_found(by, person):
    content = taken(by)
    Person.objects.update(erased_at=timezone.now())
    assert len(stage_changes(content=content, by=by).unknown) == 1


def test_a_number_twice_and_a_row_without_a_number_are_told(by, person):
    text = f"Person's number,Name,Sex\n{person.number},{NAME},\n{person.number},Другая Она,\n,Новая Она,\n"
    sheet = stage_changes(content=text.encode(), by=by)
    assert [one["row"] for one in sheet.problems] == ["4", "3"]
    assert (sheet.rows.count(), sheet.unchanged) == (0, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0old",
        "ФИО,Пол\nАйгүл,ж\n".encode(),
        b"Person's number,Name,Sex\n,,\n",
        b"x" * 100,
    ],
)
def test_files_that_are_no_list_of_ours_are_refused_with_words(signed_in, by, content):
    page = signed_in(by).post(reverse("youth_groups:come_back"), {"file": SimpleUploadedFile("a.xlsx", content)})
    assert (page.status_code, ChangeSheet.objects.count()) == (200, 0)
    assert 'class="field wrong"' in page.content.decode()


def test_a_bomb_is_refused(by):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 210_000_000)
    with pytest.raises(Refused, match="too large"):
        stage_changes(content=out.getvalue(), by=by)


def test_children_need_clearance(signed_in, by):
    child = PersonFactory(birth_year=2015)
    content = edited(taken(by), {(child.number, "institution"): "A"})
    blind = holder(Role.TRAINING_COORDINATOR, cleared=False)
    page = signed_in(blind).post(reverse("youth_groups:come_back"), {"file": SimpleUploadedFile("a.xlsx", content)})
    assert (page.status_code, ChangeSheet.objects.count(), child.written_name in page.content.decode()) == (403, 0, False)


def test_only_who_sent_it_sees_it_and_only_the_office_sends(signed_in, by, person):
    sheet = stage_changes(content=edited(taken(by), {(person.number, "institution"): "A"}), by=by)
    address = reverse("youth_groups:changes", args=[sheet.pk])
    for user in (holder(Role.TRAINING_COORDINATOR), holder(Role.ME_OFFICER), UserFactory()):
        assert signed_in(user).get(address).status_code == 404
        assert signed_in(user).post(reverse("youth_groups:discard_changes", args=[sheet.pk])).status_code == 404
        with pytest.raises((Refused, ChangeSheet.DoesNotExist)):
            apply_changes(sheet=sheet, by=user)
    for user in (holder(Role.ME_OFFICER), holder(Role.GRANTS_OFFICER), UserFactory()):
        assert signed_in(user).get(reverse("youth_groups:come_back")).status_code == 404
        with pytest.raises(Refused):
            stage_changes(content=taken(by), by=user)


def test_discarding_and_thirty_days_blank_what_was_read(by, person):
    content = edited(taken(by), {(person.number, "institution"): "A"})
    first, second = stage_changes(content=content, by=by), stage_changes(content=content, by=by)
    discard_changes(sheet=first, by=by)
    assert first.rows.get().data == {}
    with pytest.raises(Refused, match="settled"):
        apply_changes(sheet=first, by=by)
    assert blank_what_is_due(timezone.now())["changes"] == 0
    assert blank_what_is_due(timezone.now() + timedelta(days=31))["changes"] == 1
    second.refresh_from_db()
    assert (second.rows.get().data, second.state) == ({}, "discarded")


def test_many_changes_are_a_job_that_applies_once(by, monkeypatch):
    people = PersonFactory.create_batch(3, birth_year=1990)
    refresh_keys([person.pk for person in people])
    monkeypatch.setattr(changes, "AT_ONCE", 2)
    sheet = stage_changes(content=edited(taken(by), {(person.number, "institution"): "A" for person in people}), by=by)
    assert confirm_changes(sheet=sheet, by=by).state == "staged"
    job = Job.objects.get(kind=changes.JOB)
    assert job.arguments == {"sheet": str(sheet.pk)}
    apply_changes(sheet=sheet, by=by)
    apply_changes(sheet=sheet, by=by)
    assert Person.objects.filter(institution="A").count() == 3
    assert Event.objects.filter(subject_type="youth_groups.person", action="changed").count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_the_second_overwrites_nothing():
    first, second = holder(Role.TRAINING_COORDINATOR), holder(Role.PROGRAMME_MANAGER)
    person = PersonFactory(birth_year=1990, institution="old")
    sheets = [
        (stage_changes(content=edited(taken(by), {(person.number, "institution"): word}), by=by), by)
        for by, word in ((first, "A"), (second, "B"))
    ]
    outcomes = run_concurrently(lambda pair: apply_changes(sheet=pair[0], by=pair[1]), sheets)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ChangeSheet", "Refused"]
    person.refresh_from_db()
    assert person.institution in ("A", "B")
    assert Event.objects.filter(action="changed").count() == 1


def test_formulas_are_found_in_the_sheet_they_stand_in():
    book = openpyxl.Workbook()
    book.active.title, book.active["B3"] = "A & <b>", "=1+1"
    book.create_sheet("other")["C1"] = "=2"
    out = io.BytesIO()
    book.save(out)
    assert [_formulas(out.getvalue(), name) for name in ("A & <b>", "other", "none")] == [{"B3"}, {"C1"}, set()]


@pytest.mark.parametrize("part", [b"<c " * 300_000, b"<c" + b' r="A1"' * 300_000 + b"<", b"<c >" + b" " * 300_000, b"<cccc" * 300_000])
def test_no_file_makes_the_search_for_formulas_slow(part):
    """A quadratic search would take minutes here."""
    start = time.monotonic()
    assert _FORMULA_CELL.findall(part) == []
    assert time.monotonic() - start < 20

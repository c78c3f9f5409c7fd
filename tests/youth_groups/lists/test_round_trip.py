"""A list leaves, is changed in a spreadsheet, comes back: every difference is seen, chosen, applied at once or not at all."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.models import AccessLog, Event, StoredFile
from core.refusals import Refused
from core.retention import blank_what_is_due
from tests.factories.programme import LocalityFactory, PlaceFactory
from tests.factories.youth_groups import PersonFactory
from tests.youth_groups.lists.workbooks import edited, fields, taken
from youth_groups.domain.changes import apply_changes, discard_changes, stage_changes
from youth_groups.models import ChangeRow, ChangeSheet, Person
from youth_groups.queries.duplicates import matching

pytestmark = pytest.mark.django_db


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


def test_only_what_is_ticked_is_applied_and_nothing_ticked_is_refused(signed_in, by, person):
    sheet = stage_changes(content=edited(taken(by), {(person.number, "institution"): "A", (person.number, "birth"): 1989}), by=by)
    client, address = signed_in(by), reverse("youth_groups:changes", args=[sheet.pk])
    assert "Nothing is chosen" in client.post(address, {"action": "confirm"}, follow=True).content.decode()
    client.post(address, {"action": "confirm", "take": [f"{sheet.rows.get().pk}:birth"]})
    person.refresh_from_db()
    assert (person.birth_year, person.institution) == (1989, "№ 5 мектеп")


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

"""Lists that come back from somebody who may not send them, files that are no list of ours, formulas, bombs, records of others."""

import io
import time
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import PersonFactory
from tests.youth_groups.lists.workbooks import NAME, edited, taken
from youth_groups.domain.changes import apply_changes, stage_changes
from youth_groups.lists.reading import _FORMULA_CELL, _formulas
from youth_groups.models import ChangeSheet, Person

pytestmark = pytest.mark.django_db


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
    assert [one["row"] for one in sheet.problems] == ["4", "2, 3"]
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

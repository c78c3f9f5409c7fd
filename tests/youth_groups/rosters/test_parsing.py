import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from youth_groups.rosters import read_roster, values
from youth_groups.rosters.headings import meaning
from youth_groups.rosters.names import name_key, skeleton
from youth_groups.rosters.reading import delimiter_of
from youth_groups.rosters.values import Care, UnreadableError

TODAY = date(2026, 11, 21)


def table(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encodings_and_delimiters(encoding, delimiter):
    content = table(
        *(delimiter.join(row) for row in (["Имя", "Пол", "Год рожд."], ["Асанов Бакыт", "муж", "1999"], ["Жакыпова Айжан", "жен", "2001"])),
        encoding=encoding,
    )
    roster = read_roster(content, today=TODAY)
    assert [(row.name, row.sex, row.birth_year) for row in roster.rows] == [
        ("Асанов Бакыт", "male", 1999),
        ("Жакыпова Айжан", "female", 2001),
    ]


def test_merged_headings_over_two_rows_and_a_hidden_sheet():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Список"
    sheet.append(["Лагерь", None, None, None])
    sheet.append(["№", "Участник", None, "Родитель, телефон"])
    sheet.append([None, "ФИО", "Дата рождения", None])
    sheet.merge_cells("B2:C2")
    sheet.append([1, "Асанов Бакыт", datetime(2004, 5, 6), "мать 0555 123 456"])  # noqa: DTZ001 Excel's dates have no zone
    hidden = book.create_sheet("Черновик")
    hidden.append(["ФИО", "Пол"])
    hidden.append(["Никто", "м"])
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    roster = read_roster(file.getvalue(), today=TODAY)
    assert [(row.reference, row.name, row.birth_year, row.caregiver) for row in roster.rows] == [
        ("Список!4", "Асанов Бакыт", 2004, Care("мать", "+996555123456"))
    ]


def test_a_bad_row_never_stops_the_rest():
    roster = read_roster(
        table(
            "Фамилия;Имя;Пол;Г.р.;Телефон",
            '"=HYPERLINK(""http://x"";""А"")";Бакыт;муж;1998;',
            "Асанов;Бакыт;муж;198;",
            "Асанов;Манас;муж;1998;12",
            "Итого: 3;;;;",
            ";;;;",
        ),
        today=TODAY,
    )
    assert [row.name for row in roster.rows] == ["Асанов Манас"]
    assert [(problem.reference, problem.heading) for problem in roster.bad] == [("2", "Фамилия"), ("3", "Г.р.")]
    assert [(problem.reference, problem.heading) for problem in roster.warnings] == [("4", "Телефон")]
    assert [reference for reference, _why in roster.skipped] == ["5", "6"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Туулган күнү", "birth"),
        ("  АТЫ-ЖӨНҮ ", "name"),
        ("Ф.И.О.", "name"),
        ("Full name", "name"),
        ("Gender", "sex"),
        ("Серия и номер паспорта", "passport"),
        ("ИНН участника", "pin"),
        ("Этническая принадлежность (национальность)", "ethnicity"),
        ("Вероисповедание", "religion"),
        ("1-күн", "tick"),
        ("день 2", "tick"),
        ("после обеда", "tick"),
        ("Тел.", "phone"),
        ("Любимый цвет", None),
    ],
)
def test_meaning_of_headings(heading, expected):
    assert meaning(heading) == expected


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (2003, 2003),
        (2003.0, 2003),
        ("2003", 2003),
        (date(2005, 10, 12), 2005),
        ("05.11.2002", 2002),
        ("2002-11-05", 2002),
        ("2001-ж.", 2001),
        ("", None),
        ("жок", None),
    ],
)
def test_birth_years(cell, year):
    assert values.birth_year_of(cell, today=TODAY) == year


@pytest.mark.parametrize("cell", ["198", "03", 37500, "2003/2004", "1850", 2030])
def test_birth_years_that_cannot_be(cell):
    with pytest.raises(UnreadableError):
        values.birth_year_of(cell, today=TODAY)


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        ("аял", "female"),
        ("кыз", "female"),
        ("ж", "female"),
        ("к", "female"),
        ("F", "female"),
        ("э", "male"),
        ("M", "male"),
        ("М", "male"),
        ("муж", "male"),
        ("", "not_stated"),
        ("-", "not_stated"),
    ],
)
def test_sexes(cell, sex):
    assert values.sex_of(cell) == sex


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (550262057.0, "+996550262057"),
        ("'+996777831174", "+996777831174"),
        ("+996 (556) 991812", "+996556991812"),
        ("0770 98-94-24", "+996770989424"),
        ("жок", ""),
        ("-", ""),
        (None, ""),
    ],
)
def test_phones(cell, phone):
    assert values.phone_of(cell) == phone


@pytest.mark.parametrize(
    ("cell", "care"),
    [
        ("апасы +996 (556) 991812", Care("апасы", "+996556991812")),
        ("атасы жок", Care("атасы", "")),
        ("таенеси -", Care("таенеси", "")),
        ("0555123456", Care("", "+996555123456")),
        ("", Care()),
    ],
)
def test_caregivers(cell, care):
    assert values.caregiver_of(cell) == care


@pytest.mark.parametrize(
    ("cell", "present"), [("+", True), ("V", True), ("1", True), ("✓", True), ("нет", False), ("", False), ("жок", False), ("-", False)]
)
def test_ticks(cell, present):
    assert values.present_of(cell) is present


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Жоомарт", "Djoomart"),
        ("Жоомарт", "Zhoomart"),
        ("Улуғбек", "Ulug'bek"),
        ("Шоҳрух", "Шохрух"),
        ("Чыңгыз", "Chyngyz"),
        ("Бахтиёр", "Bakhtiyor"),
        ("Айжан", "Ayjan"),
        ("Гүлжан", "Gulzhan"),
    ],
)
def test_skeletons_of_one_name_are_the_same(left, right):
    assert skeleton(left) == skeleton(right)


def test_name_keys_know_family_given_and_father_in_any_order():
    assert (
        name_key("Калыков Жаныбек Нурлан уулу")
        == name_key("Жаныбек Калыков Нурлан уулу")
        == name_key("", family="Калыков", given="Жаныбек", patronymic="Нурланович")
    )
    assert name_key("Айбек Нурбек уулу").family == ""


@given(st.text(max_size=40))
def test_no_cell_breaks_the_reading(text):
    content = (
        "Имя\tПол\tГод рожд.\tТел.\tРодители\n".encode()
        + "\t".join(["Асанов", *[text.replace("\t", " ")] * 4]).encode("utf-8", "replace")
        + b"\n"
    )
    if "\0" in text or "\r" in text or "\n" in text:
        return
    roster = read_roster(content, today=TODAY)
    assert len(roster.rows) + len({problem.reference for problem in roster.bad}) + len(roster.skipped) >= 1


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Ysmy,Аты\nа,Айгүл\nб,Бек\n", ","),
        ("Аты;Notes\nАйгүл;one, two\nБек;\n", ";"),
        ("Аты\tЖашы\nАйгүл\t12\n", "\t"),
        ("Аты\nАйгүл\n", ";"),
    ],
)
def test_a_table_of_two_columns_tells_its_delimiter(text, delimiter):
    assert delimiter_of(text) == delimiter

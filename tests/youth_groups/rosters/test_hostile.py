"""Files that are no rosters, or mean harm: refused or read safely, with a clear message, and nothing half done."""

import io
import random
import struct
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from openpyxl.styles import Font

from core.refusals import Refused
from youth_groups.rosters import reading
from youth_groups.rosters.columns import survey
from youth_groups.rosters.parsing import read_roster
from youth_groups.rosters.report import examine

HEAD = "Фамилия;Имя;Пол;Г.р.\n"


def workbook(*rows, last_styled: int = 0) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if last_styled:
        book.active.cell(last_styled, 3).font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


PLAIN = workbook(["Фамилия", "Имя", "Пол"], ["Асанов", "Бакыт", "муж"])


def with_part(name: str, content: bytes, source: bytes = PLAIN) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item, old.read(item))
        new.writestr(name, content)
    return out.getvalue()


def names(content: bytes) -> list[str]:
    return [row.name for row in read_roster(content).rows]


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        examine(content)
    assert str(refusal.value).strip()
    return str(refusal.value.code)


def test_formulas_are_never_kept():
    cells = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", '=HYPERLINK("http://x";"y")', "-2+3"]
    table = HEAD.replace("\n", ";Село;Школа\n") + "".join(f'Асанов;Бакыт;муж;1998;"{c}";"{c}"\n'.replace('"http', '""http') for c in cells)
    taken = [value for row in read_roster(table.encode()).rows for value in (row.village, row.institution)]
    assert [value for value in taken if value.startswith(("=", "@", "+"))] == []
    roster = read_roster((HEAD + "=1+1;Бакыт;муж;1998\n").encode())
    assert (len(roster.rows), len(roster.bad)) == (0, 1)


def test_a_million_blank_rows_are_read_in_peace():
    content = workbook(["Фамилия", "Имя", "Пол"], ["Асанов", "Бакыт", "муж"], last_styled=2**20)
    assert names(content) == ["Асанов Бакыт"]
    assert names((HEAD + "Асанов;Бакыт;муж;1998\n" + ";;;\n" * 2**20).encode()) == ["Асанов Бакыт"]


def test_more_rows_than_anybody_has_are_refused_in_either_form(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 20)
    rows = [["Асанов", f"Бакыт{'а' * n}", "муж"] for n in range(30)]
    assert refused(workbook(["Фамилия", "Имя", "Пол"], *rows)) == "too_many_rows"
    assert refused((HEAD + "".join(";".join(row) + ";1998\n" for row in rows)).encode()) == "too_many_rows"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    assert refused(with_part("xl/worksheets/sheet9.xml", b"0" * (reading.MAX_UNPACKED + 1))) == "too_large"


def test_a_part_that_lies_about_its_size_is_refused():
    content = bytearray(with_part("xl/worksheets/sheet9.xml", b"0" * 5_000_000))
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet9.xml"))
    struct.pack_into("<I", content, at + 24, 10)
    assert refused(bytes(content)) == "unreadable"


def test_macros_are_refused():
    assert refused(with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")) == "macros"


@pytest.mark.parametrize("inner", [PLAIN, b"PK\x05\x06" + b"\0" * 18])
def test_an_archive_in_an_archive_is_no_workbook(inner):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("list.xlsx", inner)
    assert refused(out.getvalue()) == "unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 1000,
        b"Name;Sex\nA\0B;f\n",
        b"%PDF-1.7\nName;Sex\n",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"PK\x03\x04" + b"broken" * 50,
        b"\xd0\xcf\x11\xe0 an old workbook",
        PLAIN[: len(PLAIN) // 2],
        "Просто слова".encode(),
    ],
)
def test_what_is_no_table_is_refused_with_words(content):
    refused(content)
    with pytest.raises(Refused):
        survey(content)


def test_the_ending_of_the_name_is_not_asked(tmp_path):
    assert names(PLAIN) == ["Асанов Бакыт"]


def test_lines_of_two_encodings_are_each_read_in_its_own():
    content = HEAD.encode() + "Асанов;Бакыт;муж;1998\n".encode("cp1251") + "Жакыпова;Айгүл;жен;2001\n".encode()
    assert names(content) == ["Асанов Бакыт", "Жакыпова Айгүл"]


def test_a_name_whose_letters_are_lost_is_a_problem_and_not_a_person():
    roster = read_roster(HEAD.encode("cp1251") + b"\xc0\x98\xe0;\xc1\xe0\xea;\xec;1998\n")
    assert ([row.name for row in roster.rows], len(roster.bad)) == ([], 1)


def test_a_quotation_mark_that_is_never_closed_or_a_cell_without_end():
    content = (HEAD + 'Асанов;"Бакыт;муж;1998\n' + "х" * 200_000).encode()
    with pytest.raises(Refused):
        read_roster(content)


def test_a_workbook_with_any_byte_changed_is_read_or_refused_and_nothing_else():
    dice = random.Random(20)  # noqa: S311 no secret
    for _turn in range(150):
        content = bytearray(PLAIN)
        for _byte in range(dice.randint(1, 8)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        with suppress(Refused):
            examine(bytes(content))

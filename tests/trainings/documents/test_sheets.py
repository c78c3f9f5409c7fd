from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from core.pdf import check
from tests.trainings.documents.certificates_data import LETTERS, LONG
from trainings.documents import draw_sign_in_sheet
from trainings.documents.data import SheetPerson, SignInSheet
from trainings.documents.sheets import columns


def sheet(people: int, language: str = "ky", **more: Any) -> SignInSheet:
    names = [LONG, f"Айгүл {LETTERS}"] + [f"Катышуучу {n:03d}" for n in range(people)]
    return SignInSheet(
        language=language,
        number="K7Q2M9XD",
        title="Коопсуз айыл",
        type="лагерь",
        place="Ош",
        day=date(2026, 8, 12),
        session="09:00–12:30",
        organiser="«Тең Кадам»",
        project="APF-2025-117",
        safeguarding="0 800 000 000",
        people=tuple(SheetPerson(name=name, sex="female", age="14_17", place="Мирмахмудов", take=True) for name in names[:people]),
        trainers=("Нургүл Осмонова",),
        address="https://ashar.example/s",
        **more,
    )


@pytest.mark.parametrize("language", ["ky", "ru", "uz", "uz-Cyrl", "en"])
def test_sheet_reads_as_printed(language: str) -> None:
    content, pages = draw_sign_in_sheet(sheet(20, language))
    text = check.text(content)
    assert pages == len(check.texts(content))
    assert all(letter in text for letter in LETTERS.split())
    assert check.metadata(content)[0] == language
    assert set(check.fonts(content).values()) == {True}
    assert check.outside(content, margin=3) == []  # the page line stands 4 mm from the edge, as the design has it


@pytest.mark.parametrize("people", [5, 20, 57, 300])
def test_everybody_stands_on_the_sheet_once(people: int) -> None:
    content, pages = draw_sign_in_sheet(sheet(people))
    found = check.texts(content)
    text = " ".join(found)
    assert len(found) == pages
    assert all(text.count(f"Катышуучу {n:03d}") == 1 for n in range(people - 2))
    assert LONG.replace(" ", "") in "".join(text.split())
    assert all("K7Q2" in page for page in found)


def test_the_phone_column_stands_only_where_it_is_asked_for_and_the_village_can_be_left_out() -> None:
    people = tuple(
        SheetPerson(name="Айгүл Токтосунова", sex="female", age="18_28", place="Араван", phone_end=end) for end in ("111", "222")
    )
    plain = check.text(draw_sign_in_sheet(replace(sheet(2), people=people))[0])
    assert ("…111" in plain, "Телефону" in plain, "Айылы же мекемеси" in plain, "Араван" in plain) == (True, False, True, True)
    called = tuple(replace(person, phone=f"+996555000{person.phone_end}") for person in people)
    full = draw_sign_in_sheet(replace(sheet(2), people=called, with_phone=True, with_places=False))[0]
    text = check.text(full)
    assert ("+996555000222" in text, "…222" in text, "Айылы же мекемеси" in text, "Араван" in text) == (True, False, False, False)
    assert check.outside(full, margin=3) == []


@pytest.mark.parametrize("with_phone", [True, False])
@pytest.mark.parametrize("with_places", [True, False])
def test_the_columns_fill_the_width_of_the_paper(with_phone: bool, with_places: bool) -> None:
    edges = list(columns(with_places=with_places, with_phone=with_phone).values())
    assert (edges[0][0], round(edges[-1][1], 6)) == (17.0, 287.0)
    assert all(before[1] == after[0] for before, after in pairwise(edges))
    assert edges[-1][1] - edges[-1][0] >= 50, "a signature needs room"


def test_the_same_data_give_the_same_bytes() -> None:
    assert draw_sign_in_sheet(sheet(20)) == draw_sign_in_sheet(sheet(20))


def sizes(content: bytes) -> set[float]:
    found: set[float] = set()
    for page in PdfReader(BytesIO(content)).pages:
        page.extract_text(visitor_text=lambda piece, cm, tm, font, size: found.add(round(size, 1)) if piece.strip() else None)
    return found


def logo(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), (width % 200, height % 200, 90)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("title", ["Жаштар лагери «Ар түрдүүбүз»: тынчтыкты куруу жана санариптик коопсуздук", "Жаштар " * 22])
@pytest.mark.parametrize("language", ["ky", "ru", "uz", "uz-Cyrl", "en"])
def test_a_long_title_long_facts_and_logos_leave_everything_large_enough_to_read(language: str, title: str) -> None:
    data = replace(
        sheet(20, language),
        title=title.strip(),
        place="Ош облусу, Кара-Суу району, Мирмахмудов айылы, Жаштар үйү",
        session=", ".join(f"Даярдык {part} 09:00–12:30" for part in range(4)),
        organiser="«Тең Кадам» коомдук фонду, жаштардын укуктарын коргоо жана өнүктүрүү борбору",
        project="Коопсуз жамааттар, APF-2025-117; Коопсуз жамааттар, NT-2026-04; Тынчтык үчүн көпүрө, EU-11",
        funding="«Ала-Тоо» өнөктөштүк фонду колдоосу менен. «Нордлюс» фонду колдоосу менен. Европа Биримдигинин колдоосу менен.",
        logos=tuple(logo(100 + 30 * n, 100) for n in range(5)),
    )
    content, pages = draw_sign_in_sheet(data)
    assert min(sizes(content)) >= 6
    assert check.outside(content, margin=3) == []
    assert [len(page.images) for page in PdfReader(BytesIO(content)).pages] == [5] + [0] * (pages - 1), "no donor's logo is left out"
    first, second, *_rest = check.texts(content)
    for fact in (data.title, data.place, data.session, data.organiser, data.project, data.funding):
        assert "".join(fact.split()) in "".join(first.split())
    assert data.title[:20] in second
    for page in (first, second):
        assert "… · " in page, "the foot names the title's beginning and the day"

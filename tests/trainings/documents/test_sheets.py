from datetime import date
from typing import Any

import pytest

from core.pdf import check
from tests.trainings.documents.certificates_data import LETTERS, LONG
from trainings.documents import draw_sign_in_sheet
from trainings.documents.data import SheetPerson, SignInSheet


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


def test_the_same_data_give_the_same_bytes() -> None:
    assert draw_sign_in_sheet(sheet(20)) == draw_sign_in_sheet(sheet(20))

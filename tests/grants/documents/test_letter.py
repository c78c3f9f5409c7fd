from datetime import date

import pytest

from core.pdf import check
from grants.documents import draw_award_letter
from grants.documents.data import AwardLetter, Part, Signer, Step
from tests.trainings.documents.certificates_data import LETTERS


def letter(language: str, conditions: int = 2) -> AwardLetter:
    return AwardLetter(
        language=language,
        number="A-2026-0001",
        awarded_on=date(2026, 8, 14),
        organisation="«Тең Кадам»",
        contacts=("Ош", "0 800 000 000"),
        group=f"«Келечек» {LETTERS}",
        place="Мирмахмудов",
        call_title="Коопсуз айыл",
        application_number="A-2026-0001",
        project_title="Коопсуз айыл",
        amount_minor=18_500_000,
        currency="KGS",
        signers=(Signer("Айнура Төрөкулова", "директор"),),
        tranches=(Part(11_100_000, "1"), Part(7_400_000, "2")),
        conditions=tuple(f"Шарт {n}: ар бир чыгымга чек тиркелет." for n in range(1, conditions + 1)),
        steps=(Step(date(2026, 8, 28), "Эки тарап", "Келишимге кол коёт"),),
    )


@pytest.mark.parametrize("language", ["ky", "ru", "en", "uz", "uz-Cyrl"])
def test_letter_reads_as_printed(language: str) -> None:
    content = draw_award_letter(letter(language))
    text = check.text(content)
    assert all(each in text for each in LETTERS.split())
    assert "185" in text
    assert "A-2026-0001" in text
    assert check.metadata(content)[0] == language
    assert set(check.fonts(content).values()) == {True}
    assert check.outside(content) == []
    assert content == draw_award_letter(letter(language))


def test_many_conditions_go_to_an_annex_and_none_is_lost() -> None:
    text = check.text(draw_award_letter(letter("ky", conditions=40)))
    assert all(f"Шарт {n}:" in text for n in range(1, 41))

from dataclasses import replace
from datetime import date

import pytest

from core.pdf import check
from grants.documents import draw_decline_letter
from grants.documents.data import DeclineLetter, Signer
from tests.trainings.documents.certificates_data import LETTERS

LETTER = DeclineLetter(
    language="ky",
    number="A-2026-0001",
    awarded_on=date(2026, 8, 14),
    organisation="«Тең Кадам»",
    contacts=("Ош", "0 800 000 000"),
    group=f"«Келечек» {LETTERS}",
    place="Мирмахмудов",
    call_title="Коопсуз айыл",
    strength="Көйгөйдү айылдын өзү атаган.",
    reason="Каражат жетпей калды.",
    next_step="Ар бир иш-чарага күн жазыңыз.",
    signers=(Signer("Айнура Төрөкулова", "директор"),),
    appeals="Нурлан Эсенов",
)


@pytest.mark.parametrize("language", ["ky", "ru", "en", "uz", "uz-Cyrl"])
def test_decline_reads_as_printed(language: str) -> None:
    letter = replace(LETTER, language=language)
    content = draw_decline_letter(letter)
    text = " ".join(check.text(content).split())
    assert all(words in text for words in (letter.strength, letter.reason, letter.next_step, letter.appeals, *LETTERS.split()))
    assert check.metadata(content)[0] == language
    assert set(check.fonts(content).values()) == {True}
    assert check.outside(content) == []
    assert content == draw_decline_letter(letter)


def test_a_long_reason_goes_to_an_annex_and_nothing_is_lost() -> None:
    words = [f"себеп{n}" for n in range(600)]
    text = check.text(draw_decline_letter(replace(LETTER, reason=" ".join(words)))).split()
    assert set(words) <= set(text)

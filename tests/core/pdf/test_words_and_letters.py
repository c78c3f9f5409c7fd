"""Every letter of the alphabets is in the faces; every document has all its words in every language."""

import pytest

from core.pdf.fonts import BOLD, SANS, SERIF, runs
from core.text import fold, in_uz_latin, uz_latin_to_cyrillic
from grants.documents import words as grants_words
from summaries.documents import words as summaries_words
from trainings.documents import words as trainings_words

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
ALPHABETS = {
    "ru": RUSSIAN,
    "ky": RUSSIAN + "ңөү",
    "uz-Cyrl": "абвгдеёжзийклмнопрстуфхцчшъэюяўқғҳ",
    "uz": "abdefghijklmnopqrstuvxyzʻʼ",
    "en": "abcdefghijklmnopqrstuvwxyz",
}


@pytest.mark.parametrize("face", [SANS, BOLD, SERIF])
@pytest.mark.parametrize("language", sorted(ALPHABETS))
def test_alphabet_is_drawn_without_a_gap(language: str, face: str) -> None:
    text = ALPHABETS[language] + ALPHABETS[language].upper()
    assert "".join(piece for _face, piece in runs(text, face)) == text


@pytest.mark.parametrize(
    "table", [trainings_words.CERTIFICATE, trainings_words.SHEET, grants_words.APPLICATION, grants_words.LETTER, summaries_words.WORDS]
)
def test_every_language_has_every_word(table: dict[str, dict[str, str]]) -> None:
    keys = {language: set(words) for language, words in table.items()}
    assert {"en", "ru", "ky"} <= set(keys)
    assert all(each == keys["en"] for each in keys.values())
    assert all(text.strip() for words in table.values() for text in words.values() if isinstance(text, str))


def test_uzbek_in_cyrillic_by_transliteration() -> None:
    assert uz_latin_to_cyrillic("oʻzbek, gʻalaba, shahar, choy, yoʻl, yaxshi") == "ўзбек, ғалаба, шаҳар, чой, йўл, яхши"


def test_fold_lets_spellings_meet() -> None:
    assert fold("Айгүл") == fold("АЙГУЛ")
    assert fold("  Өмүр  ") == fold("омур")
    assert fold("Ёқуб") == fold("екуб")


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Ош шаары", "Osh shaari"),
        ("Жалал-Абад", "Jalal-Abad"),
        ("ЧҮЙ", "CHUY"),
        ("Ысык-Көл", "Isik-Koʻl"),
        ("Ени-Алай, Суеркул", "Yeni-Alay, Suyerkul"),
        ("Osh, 7-мектеп", "Osh, 7-mektep"),
    ],
)
def test_a_name_without_an_uzbek_form_in_uzbek_letters(name: str, latin: str) -> None:
    assert in_uz_latin(name) == latin

from datetime import UTC, datetime

import pytest

from core.pdf import check
from grants.documents import draw_application
from grants.documents.data import Answer, BudgetRow, Section, SentApplication, SentFile
from tests.trainings.documents.certificates_data import LETTERS, LONG

HASH = "0123456789abcdef" * 4


TABLE = Answer("Катышуучулар", rows=(("Айыл", "Канча"), ("Сузак", "40")))


def long_answer(n: int) -> Answer:
    return Answer(f"Суроо {n}: эмне кылабыз?", f"Жооп {n}. " + "Көчө жарык болсун. " * 40)


def sent(language: str = "ky", sections: int = 2) -> SentApplication:
    return SentApplication(
        language=language,
        number="A-2026-0007",
        call_title=f"Коопсуз айыл {LETTERS}",
        call_number="2026-01",
        organisation="«Тең Кадам»",
        group=LONG,
        sent_at=datetime(2026, 8, 14, 10, 42, tzinfo=UTC),
        currency="KGS",
        sections=tuple(Section(f"Бөлүк {n}", (long_answer(n), TABLE)) for n in range(1, sections + 1)),
        budget=(BudgetRow("Плакат <b>басып</b> & чыгаруу", "даана", "400", 4_500, 1_800_000, 250_000, "басма"),),
        files=(SentFile("макет (1).pdf", 1_250_000, HASH),),
        requested_minor=1_550_000,
        own_minor=250_000,
        sha256=HASH,
        sent_by="Айгүл",
    )


@pytest.mark.parametrize("language", ["ky", "ru", "en", "uz"])
def test_application_reads_as_it_was_sent(language: str) -> None:
    content = draw_application(sent(language))
    text = check.text(content)
    assert all(each in text for each in LETTERS.split())
    for words in ("A-2026-0007", "Жооп 1.", "Жооп 2.", "Сузак", "Плакат <b>басып</b> & чыгаруу", "макет (1).pdf"):
        assert words in text
    assert HASH[:16] in text.replace(" ", "")
    assert check.metadata(content)[0] == language
    assert set(check.fonts(content).values()) == {True}
    assert check.outside(content) == []
    assert content == draw_application(sent(language))


def test_the_name_of_seventy_letters_is_whole() -> None:
    assert LONG in check.text(draw_application(sent()))


def test_a_long_application_loses_nothing_and_numbers_its_pages() -> None:
    pages = check.texts(draw_application(sent(sections=30)))
    assert len(pages) > 10
    assert all(f"Жооп {n}." in " ".join(pages) for n in range(1, 31))
    assert all(f"{n} / {len(pages)}" in page for n, page in enumerate(pages, 1))

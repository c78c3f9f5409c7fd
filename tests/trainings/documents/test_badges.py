"""Badges as a reader gets them: every letter, long names inside their card, the same bytes for the same data."""

import pytest

from core.pdf import check
from tests.trainings.documents.certificates_data import LETTERS, LONG
from trainings.documents import Badge, Badges, draw_badges
from trainings.documents.badges import ON_A_PAGE

TITLE = "Жаштардын сабырдуулук жана демократия лагери: биз чогуу ынтымакта жашайбыз, талкуулайбыз жана чечебиз"


def badges(*names: str, language: str = "ky", title: str = TITLE) -> Badges:
    rows = [Badge(name=name, code=f"K7Q2M9{n:02d}") for n, name in enumerate(names)]
    return Badges(language=language, title=title, organiser="«Тең Кадам» коомдук фонду", badges=rows)


@pytest.mark.parametrize(
    ("language", "participant", "trainer"),
    [
        ("en", "Participant", "Trainer"),
        ("ru", "Участник, участница", "Тренер"),
        ("ky", "Катышуучу", "Тренер"),
        ("uz", "Ishtirokchi", "Trener"),
        ("uz-Cyrl", "Иштирокчи", "Тренер"),
    ],
)
def test_a_badge_reads_as_printed(language, participant, trainer):
    data = badges("Айгүл Токтосунова", f"Айгүл {LETTERS}", LONG, language=language)
    content = draw_badges(Badges(**{**vars(data), "badges": [Badge(name="Нургүл Осмонова", trainer=True), *data.badges]}))
    text = check.text(content)
    assert (text.count(participant), text.count(trainer)) == (3, 1)
    assert all(letter in text for letter in LETTERS.split())
    assert LONG.replace(" ", "") in "".join(text.split())
    assert ("K7Q2M900" in text, TITLE in text) == (True, True)
    assert check.metadata(content) == (language, TITLE)
    assert set(check.fonts(content).values()) == {True}
    assert check.outside(content, margin=14) == []


def test_a_name_with_a_sign_of_no_font_is_printed_all_the_same():
    assert "Айгүл ?" in check.text(draw_badges(badges("Айгүл 😀")))


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (8, 1), (9, 2), (40, 5)])
def test_eight_on_a_page(people, pages):
    content = draw_badges(badges(*[f"Катышуучу Үчүнчү {n:03d}" for n in range(people)]))
    found = check.texts(content)
    assert (ON_A_PAGE, len(found)) == (8, pages)
    assert all(" ".join(found).count(f"{n:03d}") >= 1 for n in range(people))


def test_the_same_data_give_the_same_bytes_and_a_badge_without_a_name_has_a_line():
    assert draw_badges(badges("")) == draw_badges(badges(""))
    assert "K7Q2M900" in check.text(draw_badges(badges("")))

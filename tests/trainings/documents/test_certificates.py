import dataclasses
import json

import pytest
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from core.pdf import check
from core.pdf.fonts import SERIF, MissingGlyph
from tests.trainings.documents.certificates_data import LETTERS, LONG, facts
from trainings.documents import draw_certificate, draw_certificates
from trainings.documents.certificates import NAME_WIDTH, fit_name
from trainings.documents.data import FORBIDDEN, facts_from_json, facts_sha256, facts_to_json
from trainings.documents.words import CERTIFICATE
from trainings.wording import PARTS


@pytest.mark.parametrize("languages", [("ky", "ru"), ("ky",), ("ru",), ("en",), ("uz",), ("uz-Cyrl", "ru")])
def test_certificate_reads_as_printed(languages: tuple[str, ...]) -> None:
    content = draw_certificate(facts(name=f"Айгүл {LETTERS}", languages=languages))
    text = check.text(content)
    assert all(letter in text for letter in LETTERS.split())
    assert "K7Q2" in text
    assert check.metadata(content)[0] == languages[0]
    assert check.metadata(content)[1] != ""
    assert set(check.fonts(content).values()) == {True}


def test_the_same_facts_give_the_same_bytes() -> None:
    assert draw_certificate(facts()) == draw_certificate(facts_to_json(facts()))


@pytest.mark.parametrize("name", ["Алия", LONG])
def test_every_name_stays_inside_its_box(name: str) -> None:
    assert len(LONG) >= 70
    fitted = fit_name(name)
    assert "".join(fitted.lines).replace(" ", "") == name.replace(" ", "")
    assert max(stringWidth(line, SERIF, fitted.size) for line in fitted.lines) <= NAME_WIDTH * mm
    content = draw_certificate(facts(name=name))
    assert check.outside(content) == []
    assert name.replace(" ", "") in check.text(content).replace(" ", "")


def test_all_certificates_as_one_document_with_progress() -> None:
    done: list[int] = []
    rows = [facts(name=f"Катышуучу {n}", number=f"K7Q2M9XD4TR{n}") for n in range(2, 7)]
    content = draw_certificates(rows, progress=done.append)
    pages = check.texts(content)
    assert len(pages) == 5
    assert done == [1, 2, 3, 4, 5]
    assert all(f"Катышуучу {n}" in page for n, page in zip(range(2, 7), pages, strict=True))


def test_a_provisional_certificate_says_so() -> None:
    assert "азырынча ырасталган эмес" in check.text(draw_certificate(facts(provisional=True)))


def test_a_course_at_a_distance_says_no_place() -> None:
    assert CERTIFICATE["ru"]["place"] in check.text(draw_certificate(facts(languages=("ru",))))
    remote = dataclasses.replace(facts(languages=("ru",)), place={"ru": ""})
    text = check.text(draw_certificate(remote))
    assert CERTIFICATE["ru"]["place"] not in text
    assert CERTIFICATE["ru"]["hours"] in text


def test_an_emoji_in_a_name_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyph) as refusal:
        draw_certificate(facts(name="Айгүл 😀"))
    assert refusal.value.character == "😀"


def test_facts_are_canonical_and_come_back() -> None:
    text = facts_to_json(facts())
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert facts_to_json(facts_from_json(text)) == text
    assert facts_sha256(facts()) == facts_sha256(text) != facts_sha256(facts(name="Алия"))
    assert not FORBIDDEN & json.loads(text).keys()


def test_facts_with_a_birth_date_are_refused() -> None:
    data = {**json.loads(facts_to_json(facts())), "birth_date": "2008-01-01"}
    with pytest.raises(ValueError, match="birth"):
        facts_from_json(json.dumps(data))


def test_frame_and_common_face_are_drawn_once_a_document() -> None:
    rows = [facts(name=f"Катышуучу {n}", number=f"K7Q2M9XD4TR{n}") for n in range(2, 10)]
    one, eight = draw_certificates(rows[:1]), draw_certificates(rows)
    assert len(eight) - len(one) < 7 * 2_500
    assert eight.count(b"/Subtype /Form") == one.count(b"/Subtype /Form") == 2


def test_words_of_the_office_stay_inside_however_long() -> None:
    words = {code: {part: code[0] + "о" * (letters - 2) + "!" for part, letters in PARTS.items()} for code in ("ky", "ru")}
    spaced = {code: {part: text.replace("ооооо", "оооо ") for part, text in parts.items()} for code, parts in words.items()}
    for own in (words, spaced):
        content = draw_certificate(facts(words=own))
        assert check.outside(content) == []
        assert check.text(content).count("!") == 2 * len(PARTS)

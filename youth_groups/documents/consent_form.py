"""Consent forms, one A4 page a person: every purpose on its own line, the caregiver and the child apart. Prints in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf import formats
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD
from core.pdf.page import A4, BAND_GROUND, GREY, INK, RULE, Doc
from core.pdf.text import fit, wrap
from youth_groups.documents.consent_texts import PURPOSES, QUESTIONS, TEXT_VERSION, WORDS

LEFT, RIGHT, TOP = 18.0, 192.0, 16.0
ANSWER = 26.0
BOX = 4.2


@dataclass(frozen=True, kw_only=True)
class ConsentFormData:
    """One form. `language`: ky, ru, uz, uz-Cyrl or en; name and birth year may be empty, to be written by hand."""

    language: str
    number: str
    name: str = ""
    birth_year: str = ""
    activity: str = ""
    organiser: str = ""
    safeguarding: str = ""


def draw_consent_forms(forms: Sequence[ConsentFormData]) -> bytes:
    """One PDF with a page for each form; the same data give the same bytes."""
    first = forms[0]
    words = formats.words(WORDS, first.language)
    title = f"{words['title']} {first.number}" if len(forms) == 1 else words["title"]
    doc = Doc(A4, title=title, language=first.language, author=first.organiser, subject=first.activity)
    for place, form in enumerate(forms, 1):
        doc.mark(f"p{place}", form.number)
        _page(doc, form)
        doc.show()
    return doc.finish()


def _page(doc: Doc, form: ConsentFormData) -> None:
    words = formats.words(WORDS, form.language)
    doc.text(LEFT, TOP + 4, words["title"], SERIF_BOLD, 19)
    doc.text(RIGHT, TOP, f"{words['number']} {form.number}", BOLD, 9, INK, "r")
    doc.text(RIGHT, TOP + 4, words["version"].format(version=TEXT_VERSION), SANS, 7.5, GREY, "r")
    y = _facts(doc, form, words, TOP + 11)
    y = doc.para(LEFT, y + 2, words["lead"], RIGHT - LEFT, SANS, 9, 4.1) + 1
    y = _questions(doc, form, words, y)
    y = _caregiver(doc, words, y + 5)
    _assent(doc, words, y + 4)
    if form.safeguarding:
        doc.text(LEFT, 284, words["safeguarding"] + form.safeguarding, BOLD, 8.5)


def _facts(doc: Doc, form: ConsentFormData, words: dict[str, str], y: float) -> float:
    for key, value in (("child", form.name), ("birth_year", form.birth_year), ("activity", form.activity), ("organiser", form.organiser)):
        doc.text(LEFT, y, words[key], SANS, 7.5, GREY)
        fitted = fit(value, BOLD, [10, 9.5, 9, 8.5, 8], RIGHT - LEFT - 62, lines=2)
        y = doc.lines(LEFT + 62, y, fitted.lines, BOLD, fitted.size, 4.2)
        doc.line(LEFT + 62, y - 3.1, RIGHT, y - 3.1, RULE, 0.2)
        y += 2
    return y


def _questions(doc: Doc, form: ConsentFormData, words: dict[str, str], y: float) -> float:
    asked = formats.words(QUESTIONS, form.language)
    first, second = RIGHT - 2 * ANSWER, RIGHT - ANSWER
    doc.rect(LEFT, y, RIGHT - LEFT, 8, fill=BAND_GROUND)
    doc.text(LEFT + 2, y + 5, words["question"], BOLD, 8)
    for x, key in ((first, "caregiver_short"), (second, "own_short")):
        head = fit(words[key], BOLD, [8, 7.5, 7, 6.5], ANSWER - 2, lines=2)
        doc.lines(x + ANSWER / 2, y + (5 if len(head.lines) == 1 else 3.4), head.lines, BOLD, head.size, 3, align="c")
    y += 8
    for purpose in PURPOSES:
        lines = wrap(asked[purpose], SANS, 9, first - LEFT - 4, hard=True)
        height = max(10.0, len(lines) * 4.0 + 4)
        doc.lines(LEFT + 2, y + (height - len(lines) * 4.0) / 2 + 3, lines, SANS, 9, 4.0)
        for x in (first, second):
            doc.line(x, y, x, y + height, RULE, 0.2)
            for place, key in enumerate(("yes", "no")):
                left = x + 2 + place * 12
                doc.rect(left, y + height / 2 - BOX / 2, BOX, BOX, stroke=INK, weight=0.3)
                doc.text(left + BOX + 0.8, y + height / 2 + 1.1, words[key], SANS, 7)
        y += height
        doc.line(LEFT, y, RIGHT, y, INK if purpose == PURPOSES[-1] else RULE, 0.3)
    return y


def _caregiver(doc: Doc, words: dict[str, str], y: float) -> float:
    doc.text(LEFT, y, words["caregiver"], BOLD, 10)
    y += 6
    for key in ("relation", "why"):
        lines = wrap(words[key], SANS, 8, 72, hard=True)
        doc.lines(LEFT, y, lines, SANS, 8, 3.4, GREY)
        doc.line(LEFT + 74, y + 1, RIGHT, y + 1, RULE, 0.25)
        y += max(6.5, len(lines) * 3.4 + 3)
    return _signature(doc, words, y + 2)


def _assent(doc: Doc, words: dict[str, str], y: float) -> float:
    doc.text(LEFT, y, words["assent"], BOLD, 10)
    y = doc.para(LEFT, y + 5, words["assent_text"], RIGHT - LEFT, SANS, 9, 4.1)
    y = _signature(doc, words, y + 3)
    doc.text(LEFT, y + 3, words["witness"], SANS, 8, GREY)
    doc.line(LEFT + 74, y + 4, RIGHT, y + 4, RULE, 0.25)
    return y + 6


def _signature(doc: Doc, words: dict[str, str], y: float) -> float:
    """Name, signature and day on lines wide enough for a hand."""
    for x, wide, key in ((LEFT, 70.0, "name"), (LEFT + 74, 62.0, "signature"), (LEFT + 140, 34.0, "day")):
        doc.line(x, y + 4, x + wide, y + 4, INK, 0.25)
        doc.text(x, y + 7.2, words[key], SANS, 7, GREY)
    return y + 9

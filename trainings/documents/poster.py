"""The poster of a training call: one A4 page for the wall of a school, in two languages, with a QR code and the short address."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf import ornament
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD
from core.pdf.page import A4, GREY, INDIGO, INK, RED, RULE, WHITE, WOOL, Doc
from core.pdf.text import fit

WIDTH, HEIGHT = A4
UNIT, STEMS = 1.74, (10, 15)
OUTER = (WIDTH - (ornament.length(STEMS[0]) + 2 * ornament.EDGE) * UNIT) / 2
INNER = OUTER + 2 * ornament.EDGE * UNIT
LEFT, RIGHT = INNER + 9, WIDTH - INNER - 9
VALUE = LEFT + 36
QR = 38.0
#: Where the first and the second language begin, and the foot with the code.
TOP, FOOT = (INNER + 13, 134.0), HEIGHT - INNER - 9 - QR


@dataclass(frozen=True, kw_only=True)
class PosterText:
    """A call in one language. facts: (label, value). apply: how one applies, beside the code."""

    kind: str
    title: str
    facts: Sequence[tuple[str, str]]
    apply: str


@dataclass(frozen=True, kw_only=True)
class Poster:
    """texts: one or two languages, the larger reader first. address: without the scheme, as one types it; link: what the code holds."""

    language: str
    texts: Sequence[PosterText]
    organiser: str
    address: str
    link: str


def draw_poster(data: Poster) -> bytes:
    """The PDF; the same data give the same bytes. Legible in black and white."""
    doc = Doc(A4, title=data.texts[0].title, language=data.language, author=data.organiser)
    doc.rect(OUTER, OUTER, WIDTH - 2 * OUTER, HEIGHT - 2 * OUTER, fill=WOOL)
    doc.rect(INNER, INNER, WIDTH - 2 * INNER, HEIGHT - 2 * INNER, fill=WHITE)
    doc.path(ornament.frame(*STEMS), OUTER, HEIGHT - OUTER, UNIT, fill=RED, evenodd=True)
    doc.rect(INNER, INNER, WIDTH - 2 * INNER, HEIGHT - 2 * INNER, stroke=RED, weight=0.5)
    for number, text in enumerate(data.texts):
        if number:
            doc.line(LEFT, TOP[number] - 9, RIGHT, TOP[number] - 9, RULE, 0.3)
        _text(doc, TOP[number], text)
    _foot(doc, data)
    doc.show()
    return doc.finish()


def _text(doc: Doc, y: float, text: PosterText) -> None:
    doc.text(LEFT, y, text.kind.upper(), BOLD, 10, GREY, track=0.6)
    fitted = fit(text.title, SERIF_BOLD, (34, 31, 28), RIGHT - LEFT, lines=3, smaller=(30, 27, 24, 21, 18))
    lead = fitted.size * 0.42
    y = doc.lines(LEFT, y + 4 + lead, fitted.lines, SERIF_BOLD, fitted.size, lead, INDIGO) - lead + 12
    for label, value in text.facts:
        fitted = fit(value, BOLD, (15, 14, 13), RIGHT - VALUE, lines=2, smaller=(13, 12, 11))
        words = fit(label, SANS, (11, 10, 9), VALUE - LEFT - 3, lines=2)
        doc.lines(LEFT, y, words.lines, SANS, words.size, 4.4, GREY)
        y = doc.lines(VALUE, y, fitted.lines, BOLD, fitted.size, 6) + 2.4


def _foot(doc: Doc, data: Poster) -> None:
    doc.line(LEFT, FOOT - 7, RIGHT, FOOT - 7, RED, 0.6)
    doc.qr(LEFT, FOOT, QR, data.link)
    x, y = LEFT + QR + 8, FOOT + 3
    for text in data.texts:
        fitted = fit(text.apply, SANS, (12, 11, 10), RIGHT - x, lines=2, smaller=(10.5, 10, 9.5))
        y = doc.lines(x, y, fitted.lines, SANS, fitted.size, 4.8) + 1
    address = fit(data.address, BOLD, (20, 18, 16, 14, 12, 10), RIGHT - x, lines=2, smaller=(14, 12, 10))
    doc.lines(x, y + 4, address.lines, BOLD, address.size, 6.4, INK)
    organiser = fit(data.organiser, SANS, (10, 9, 8), RIGHT - x, lines=2)
    doc.lines(x, HEIGHT - INNER - 10 - 4.2 * (len(organiser.lines) - 1), organiser.lines, SANS, organiser.size, 4.2, GREY)

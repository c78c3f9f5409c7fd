"""What kitchen and venue must know, one A4 page: counts only, for the wall of the kitchen. Prints in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf import formats
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD
from core.pdf.page import A4, GREY, INK, RULE, Doc
from core.pdf.text import fit

LEFT, VALUE, RIGHT, TOP = 18.0, 60.0, 192.0, 24.0


@dataclass(frozen=True, kw_only=True)
class NeedsSheet:
    """The texts are in the sheet's language already.

    facts: (label, value) of the training. parts: (heading, needs), a need in words with how many have it. empty: said without needs.
    """

    language: str
    title: str
    number: str
    organiser: str
    facts: Sequence[tuple[str, str]]
    people: tuple[str, int]
    parts: Sequence[tuple[str, Sequence[tuple[str, int]]]]
    empty: str


def draw_needs_sheet(data: NeedsSheet) -> bytes:
    """The PDF; the same data give the same bytes."""
    doc = Doc(A4, title=f"{data.title} {data.number}", language=data.language, author=data.organiser)
    y = doc.para(LEFT, TOP, data.title, RIGHT - LEFT, SERIF_BOLD, 22, 9) + 2
    for label, value in data.facts:
        fitted = fit(value, SANS, [12, 11, 10, 9], RIGHT - VALUE, lines=3)
        doc.text(LEFT, y, label, SANS, 9, GREY)
        y = doc.lines(VALUE, y, fitted.lines, SANS, fitted.size, 5.2) + 1.6
    y = _line(doc, y + 8, *data.people, size=16)
    for heading, needs in data.parts:
        if needs:
            doc.text(LEFT, y + 7, heading, BOLD, 11, GREY)
            y += 15
        for words, count in needs:
            y = _line(doc, y, words, count, size=14)
    if not any(needs for _heading, needs in data.parts):
        doc.para(LEFT, y + 8, data.empty, RIGHT - LEFT, SANS, 12, 6)
    doc.text(LEFT, 287, data.organiser, SANS, 8, GREY)
    doc.text(RIGHT, 287, data.number, SANS, 8, GREY, "r")
    doc.show()
    return doc.finish()


def _line(doc: Doc, y: float, words: str, count: int, *, size: float) -> float:
    """Words on the left, how many on the right, a rule under both. Returns the next baseline."""
    fitted = fit(words, SANS, [size, size - 2, size - 4], RIGHT - LEFT - 24, lines=2)
    doc.text(RIGHT, y, formats.number(count), BOLD, size, INK, "r")
    below = doc.lines(LEFT, y, fitted.lines, SANS, fitted.size, 6)
    doc.line(LEFT, below - 3.6, RIGHT, below - 3.6, RULE, 0.2)
    return below + 3

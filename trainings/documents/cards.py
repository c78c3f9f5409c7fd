"""Cards for whoever has to be told: three on an A4 page with lines to cut along. Prints in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf.flow import drawable
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD
from core.pdf.page import A4, GREY, INK, RULE, Doc
from core.pdf.text import fit, wrap

LEFT, RIGHT, HIGH, TOP = 16.0, 194.0, 96.0, 4.5
EACH_PAGE = 3
SIZES = (10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0)


@dataclass(frozen=True)
class PrintedCard:
    """title: who; head: (label, words) lines of contact and flags; first: what may be said to whoever answers; say: to the person alone."""

    title: str
    about: str
    head: Sequence[tuple[str, str]]
    first: tuple[str, str]
    say: tuple[str, str]
    code: str


@dataclass(frozen=True)
class CardSheet:
    """The words that all cards share, and the cards. foot: to be destroyed once told; told: label of the line to fill in."""

    language: str
    title: str
    number: str
    organiser: str
    foot: str
    told: str
    cards: Sequence[PrintedCard]


def draw_cards(data: CardSheet) -> bytes:
    """The PDF; the same data give the same bytes."""
    doc = Doc(A4, title=f"{data.title} {data.number}", language=data.language, author=data.organiser)
    for place, card in enumerate(data.cards):
        slot = place % EACH_PAGE
        if place and slot == 0:
            doc.show()
        _card(doc, TOP + slot * HIGH, data, card)
    doc.show()
    return doc.finish()


def _card(doc: Doc, top: float, data: CardSheet, card: PrintedCard) -> None:
    """One card within HIGH mm: what is said shrinks until it fits."""
    width = RIGHT - LEFT - (46 if card.code else 0)
    name = fit(drawable(card.title), SERIF_BOLD, [15, 13, 11, 9], width, lines=2)
    y = doc.lines(LEFT, top + 9, name.lines, SERIF_BOLD, name.size, 5.8)
    if card.code:
        doc.text(RIGHT, top + 10, card.code, BOLD, 17, INK, "r")
    if card.about:
        y = doc.para(LEFT, y, drawable(card.about), width, SANS, 8.5, 3.8, GREY)
    for label, words in card.head:
        y = _pair(doc, y + 0.6, label, words)
    room = top + HIGH - 17 - y
    texts = [pair for pair in (card.first, card.say) if pair[1]]
    size = next((size for size in SIZES if _height(texts, size) <= room), SIZES[-1])
    for label, words in texts:
        doc.text(LEFT, y + 4, label, SANS, 7.5, GREY)
        y = doc.lines(LEFT, y + 4 + size * 0.47, wrap(drawable(words), SANS, size, RIGHT - LEFT, hard=True), SANS, size, size * 0.46) - 0.4
    foot = top + HIGH - 8
    doc.text(LEFT, foot, data.told, SANS, 8, GREY)
    doc.line(LEFT + 44, foot + 0.6, RIGHT - 62, foot + 0.6, INK, 0.2)
    line = fit(f"{data.number} · {data.foot}", SANS, [7, 6.5, 6, 5.5, 5], 60, lines=2)
    doc.lines(RIGHT, foot - (len(line.lines) - 1) * 2.6, line.lines, SANS, line.size, 2.6, GREY, "r")
    doc.line(8, top + HIGH, 202, top + HIGH, RULE, 0.2, dash=(1.5, 1.5))


def _pair(doc: Doc, y: float, label: str, words: str) -> float:
    doc.text(LEFT, y, label, SANS, 7.5, GREY)
    fitted = fit(drawable(words), SANS, [9, 8.5, 8, 7.5], RIGHT - LEFT - 34, lines=2)
    return doc.lines(LEFT + 34, y, fitted.lines, SANS, fitted.size, 3.9)


def _height(texts: Sequence[tuple[str, str]], size: float) -> float:
    """What the texts take at this size, in mm, with their labels."""
    lines = sum(len(wrap(drawable(words), SANS, size, RIGHT - LEFT, hard=True)) for _label, words in texts)
    return lines * size * 0.46 + len(texts) * (4 + size * 0.47)

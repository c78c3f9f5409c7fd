"""Setting text into a box: shrink, then wrap. Nothing is ever cut. Widths are millimetres, sizes points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from core.pdf.fonts import nfc, width

SMALLEST = 3.0


@dataclass(frozen=True)
class Fitted:
    """A size in points and the lines of a text at that size."""

    size: float
    lines: list[str]


#: Rounding of sums of widths, in points: far below what is seen.
ROUNDING = 1e-6


def _greedy(words: Sequence[str], font: str, size: float, points: float) -> list[str]:
    """As many words on each line as fit. Widths add up (faces are drawn without kerning): each word is measured once."""
    lines: list[str] = []
    current: list[str] = []
    filled, space = 0.0, width(" ", font, size)
    for word in words:
        wide = width(word, font, size)
        if current and filled + space + wide > points + ROUNDING:
            lines.append(" ".join(current))
            current, filled = [], 0.0
        filled += space + wide if current else wide
        current.append(word)
    return [*lines, " ".join(current)]


def _broken(word: str, font: str, size: float, points: float) -> list[str]:
    """A word wider than the box (an address, a row of letters without spaces) in parts that fit."""
    if width(word, font, size) <= points:
        return [word]
    parts, current = [], ""
    for character in word:
        if current and width(current + character, font, size) > points:
            parts.append(current)
            current = ""
        current += character
    return [*parts, current]


def wrap(text: str, font: str, size: float, box: float, *, balance: bool = False, hard: bool = False) -> list[str]:
    """Lines of at most `box` mm, broken at spaces. balance: the narrowest width that keeps the number of lines.

    hard: a word wider than the box is broken, too; without it such a word stays whole and stands out.
    """
    points = box * mm
    words = [word for word in nfc(text).split(" ") if word]
    if hard:
        words = [part for word in words for part in _broken(word, font, size, points)]
    lines = _greedy(words, font, size, points) if words else [""]
    if not balance or len(lines) < 2:
        return lines
    low, high = points * 0.3, points
    for _step in range(18):
        middle = (low + high) / 2
        tried = _greedy(words, font, size, middle)
        if len(tried) <= len(lines) and all(width(line, font, size) <= middle + 0.01 for line in tried):
            high = middle
        else:
            low = middle
    return _greedy(words, font, size, high)


def paragraphs(text: str, font: str, size: float, box: float) -> list[str]:
    """Lines of a text that has line breaks of its own; an empty line stays one."""
    return [line for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") for line in wrap(part, font, size, box, hard=True)]


def fits(lines: Iterable[str], font: str, size: float, box: float) -> bool:
    return all(width(line, font, size) <= box * mm + 0.01 for line in lines)


def fit(text: str, font: str, sizes: Sequence[float], box: float, *, lines: int = 2, smaller: Sequence[float] = ()) -> Fitted:
    """Shrink, then wrap: the first of `sizes` at which one line fits; else the first of `smaller` (or `sizes`) for two lines, three ...

    After that it shrinks further, and in the end breaks words: nothing is cut.
    """
    text = nfc(text)
    for size in sizes:
        if width(text, font, size) <= box * mm:
            return Fitted(size, [text])
    steps = [*(smaller or sizes)]
    for number in range(2, lines + 1):
        for size in steps:
            found = wrap(text, font, size, box, balance=True)
            if len(found) <= number and fits(found, font, size, box):
                return Fitted(size, found)
    size = min([*steps, *sizes])
    while size > SMALLEST:
        size -= 0.5
        found = wrap(text, font, size, box, balance=lines > 1)
        if len(found) <= lines and fits(found, font, size, box):
            return Fitted(size, found)
    return Fitted(SMALLEST, wrap(text, font, SMALLEST, box, hard=True))


def shortened(text: str, font: str, size: float, box: float, *, lines: int = 1, tail: str = "") -> list[str]:
    """Lines of a text that stands in full elsewhere in the document: of what is too long, the end gives way to "…". `tail` stays."""
    text, mark = nfc(text), ""
    while True:
        found = wrap(f"{text}{mark}{tail}", font, size, box, balance=lines > 1)
        if not text or (len(found) <= lines and fits(found, font, size, box)):
            return found
        text, mark = text[:-1].rstrip(" ·,;"), "…"

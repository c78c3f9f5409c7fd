"""The protocol of a selection, A4 portrait: who decided, targets against result, every candidate with outcome and reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.pdf.fonts import BOLD, SANS, SERIF_BOLD, MissingGlyph, check, nfc
from core.pdf.page import A4, BAND_GROUND, GREY, INK, RULE, Doc
from core.pdf.text import fit, wrap

LEFT, VALUE, RIGHT, TOP, BOTTOM = 18.0, 62.0, 192.0, 22.0, 274.0
LEAD, SIZE = 4.0, 8.5
#: Left edges of the columns of candidates and of targets; each ends where the next begins.
CANDIDATES = (LEFT, LEFT + 8, LEFT + 62, LEFT + 88, LEFT + 136)
TARGETS = (LEFT, LEFT + 84, LEFT + 118, LEFT + 142)
GAP = 3.0


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """The texts are in the document's language already; nobody's ethnicity is among the candidates' words.

    facts, history: (label, words). targets: (what, wanted, result, verdict). candidates: (name, about, outcome, reason, decided).
    target_heads, candidate_heads: the words above the columns, name and about share one. headings: of history, targets, candidates.
    page: "{page} / {pages}" in words. signs: what stands under each line for a signature.
    """

    language: str
    title: str
    number: str
    organiser: str
    facts: Sequence[tuple[str, str]]
    history: Sequence[tuple[str, str]]
    targets: Sequence[tuple[str, str, str, str]]
    candidates: Sequence[tuple[str, str, str, str, str]]
    target_heads: tuple[str, str, str, str]
    candidate_heads: tuple[str, str, str, str]
    headings: tuple[str, str, str]
    no_targets: str
    page: str
    signs: Sequence[str]


def draw_protocol(data: Protocol) -> bytes:
    """The PDF; the same data give the same bytes. It is laid out twice: the first time only counts its pages."""
    wrapped: dict[tuple[str, str, float], list[str]] = {}
    pages = _Protocol(data, 0, wrapped).draw()[1]
    return _Protocol(data, pages, wrapped).draw()[0]


def drawable(text: str) -> str:
    """The text with "?" for each sign that no face of ours has: one odd sign in a reason must not keep the protocol from being printed."""
    text = nfc(text)
    try:
        check(text, SANS)
    except MissingGlyph:
        return "".join(character if _has(character) else "?" for character in text)
    return text


def _has(character: str) -> bool:
    try:
        check(character, SANS)
    except MissingGlyph:
        return False
    return True


class _Protocol:
    """`wrapped` keeps the lines of each cell from the first layout for the second."""

    def __init__(self, data: Protocol, pages: int, wrapped: dict[tuple[str, str, float], list[str]]) -> None:
        self.data, self.pages, self.wrapped = data, pages, wrapped
        self.doc = Doc(A4, title=f"{data.title} {data.number}", language=data.language, author=data.organiser)
        self.y = TOP

    def draw(self) -> tuple[bytes, int]:
        """(PDF, number of pages)."""
        data = self.data
        self.y = self.doc.para(LEFT, self.y, data.title, RIGHT - LEFT, SERIF_BOLD, 18, 7.5) + 1
        self._pairs(data.facts)
        history, targets, candidates = data.headings
        self._head(targets)
        if data.targets:
            self._table(TARGETS, data.target_heads, data.targets)
        else:
            self.y = self.doc.para(LEFT, self.y, data.no_targets, RIGHT - LEFT, SANS, SIZE, LEAD)
        if data.history:
            self._head(history)
            self._pairs(data.history)
        self._head(candidates)
        rows = [
            (str(place), f"{name} · {about}" if about else name, outcome, reason, decided)
            for place, (name, about, outcome, reason, decided) in enumerate(data.candidates, 1)
        ]
        self._table(CANDIDATES, ("", *data.candidate_heads), rows)
        self._signatures()
        self._end_page()
        return self.doc.finish(), self.doc.pages

    def _room(self, height: float, again: Callable[[], None] | None = None) -> None:
        """A new page where `height` mm do not fit any more; `again` repeats the head of a table there."""
        if self.y + height <= BOTTOM:
            return
        self._end_page()
        self.y = TOP
        if again is not None:
            again()

    def _end_page(self) -> None:
        doc, page = self.doc, self.doc.pages + 1
        doc.line(LEFT, 281, RIGHT, 281, RULE, 0.2)
        foot = fit(f"{self.data.organiser} · {self.data.number}", SANS, [7.5, 7, 6.5, 6], RIGHT - LEFT - 40, lines=1)
        doc.text(LEFT, 285.5, foot.lines[0], SANS, foot.size, GREY)
        doc.text(RIGHT, 285.5, self.data.page.format(page=page, pages=self.pages), BOLD, 7.5, INK, "r")
        doc.show()

    def _head(self, words: str) -> None:
        self._room(22)
        self.y += 5
        self.y = self.doc.para(LEFT, self.y, words, RIGHT - LEFT, BOLD, 11, 5) + 0.5

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        for label, words in pairs:
            labels = self._lines(label, SANS, VALUE - LEFT - GAP)
            lines = self._lines(words, SANS, RIGHT - VALUE)
            self._room(max(len(lines), len(labels)) * LEAD)
            self.doc.lines(LEFT, self.y, labels, SANS, SIZE, LEAD, GREY)
            self.doc.lines(VALUE, self.y, lines, SANS, SIZE, LEAD)
            self.y += max(len(lines), len(labels)) * LEAD + 0.8

    def _lines(self, words: str, font: str, wide: float) -> list[str]:
        key = (words, font, wide)
        if key not in self.wrapped:
            self.wrapped[key] = wrap(drawable(words), font, SIZE, wide, hard=True)
        return self.wrapped[key]

    def _table(self, edges: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Rows of wrapped cells; the head stands on each page. A row never breaks."""
        widths = [right - left - GAP for left, right in zip(edges, [*edges[1:], RIGHT + GAP], strict=True)]

        def cells(row: Sequence[str], font: str) -> list[list[str]]:
            return [self._lines(words, font, wide) for words, wide in zip(row, widths, strict=True)]

        def head() -> None:
            found = cells(heads, BOLD)
            height = max(map(len, found)) * LEAD + 1.6
            self.doc.rect(LEFT - 1.5, self.y - 3.6, RIGHT - LEFT + 3, height, fill=BAND_GROUND)
            for left, lines in zip(edges, found, strict=True):
                self.doc.lines(left, self.y, lines, BOLD, SIZE, LEAD)
            self.y += height + 1.4

        head()
        for row in rows:
            found = cells(row, SANS)
            height = max(map(len, found)) * LEAD
            self._room(height, head)
            for left, lines in zip(edges, found, strict=True):
                self.doc.lines(left, self.y, lines, SANS, SIZE, LEAD)
            self.y += height
            self.doc.line(LEFT, self.y - 2.6, RIGHT, self.y - 2.6, RULE, 0.15)
            self.y += 1.6

    def _signatures(self) -> None:
        wide = (RIGHT - LEFT) / len(self.data.signs)
        self._room(24)
        self.y += 14
        for place, words in enumerate(self.data.signs):
            left = LEFT + place * wide
            self.doc.line(left, self.y, left + wide - 8, self.y, INK, 0.25)
            self.doc.para(left, self.y + 4, words, wide - 8, SANS, 7.5, 3.6, GREY)

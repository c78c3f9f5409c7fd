"""Documents of headings, pairs and tables that flow over A4 pages: a table's head stands on each page, a row never breaks."""

from collections.abc import Callable, Sequence

from core.pdf.fonts import BOLD, SANS, SERIF_BOLD, MissingGlyph, check, nfc
from core.pdf.page import A4, BAND_GROUND, GREY, INK, RULE, Doc
from core.pdf.text import fit, wrap

LEFT, VALUE, RIGHT, TOP, BOTTOM = 18.0, 62.0, 192.0, 22.0, 274.0
LEAD, SIZE = 4.0, 8.5
GAP = 3.0
Wrapped = dict[tuple[str, str, float], list[str]]


def drawable(text: str) -> str:
    """The text with "?" for each sign that no face of ours has: one odd sign must not keep a list from being printed."""
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


def laid_out(draw: "Callable[[Flow], None]", **about: str) -> bytes:
    """The PDF that `draw` makes on a Flow of these facts (see there). It is laid out twice: the first time only counts its pages."""
    wrapped: Wrapped = {}
    first = Flow(0, wrapped, **about)
    draw(first)
    first.finish()
    second = Flow(first.doc.pages, wrapped, **about)
    draw(second)
    return second.finish()


class Flow:
    """One document. title, number, language, organiser: of the file and its foot; page: "{page} / {pages}" in words.

    `wrapped` keeps the lines of each cell from the first layout for the second. `y` is the next baseline, in mm from the top.
    """

    def __init__(self, pages: int, wrapped: Wrapped, *, title: str, number: str, language: str, organiser: str, page: str) -> None:
        self.pages, self.wrapped, self.page = pages, wrapped, page
        self.foot = f"{organiser} · {number}"
        self.doc = Doc(A4, title=f"{title} {number}", language=language, author=organiser)
        self.y = self.doc.para(LEFT, TOP, title, RIGHT - LEFT, SERIF_BOLD, 18, 7.5) + 1

    def finish(self) -> bytes:
        self._end_page()
        return self.doc.finish()

    def room(self, height: float, again: Callable[[], None] | None = None) -> None:
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
        foot = fit(self.foot, SANS, [7.5, 7, 6.5, 6], RIGHT - LEFT - 40, lines=1)
        doc.text(LEFT, 285.5, foot.lines[0], SANS, foot.size, GREY)
        doc.text(RIGHT, 285.5, self.page.format(page=page, pages=self.pages), BOLD, 7.5, INK, "r")
        doc.show()

    def head(self, words: str) -> None:
        self.room(22)
        self.y += 5
        self.y = self.doc.para(LEFT, self.y, words, RIGHT - LEFT, BOLD, 11, 5) + 0.5

    def para(self, words: str, font: str = SANS) -> None:
        self.y = self.doc.para(LEFT, self.y, words, RIGHT - LEFT, font, SIZE, LEAD)

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """(label, words), one under the other."""
        for label, words in pairs:
            labels = self._lines(label, SANS, VALUE - LEFT - GAP)
            lines = self._lines(words, SANS, RIGHT - VALUE)
            self.room(max(len(lines), len(labels)) * LEAD)
            self.doc.lines(LEFT, self.y, labels, SANS, SIZE, LEAD, GREY)
            self.doc.lines(VALUE, self.y, lines, SANS, SIZE, LEAD)
            self.y += max(len(lines), len(labels)) * LEAD + 0.8

    def _lines(self, words: str, font: str, wide: float) -> list[str]:
        key = (words, font, wide)
        if key not in self.wrapped:
            self.wrapped[key] = wrap(drawable(words), font, SIZE, wide, hard=True)
        return self.wrapped[key]

    def table(self, edges: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Rows of wrapped cells. edges: the left edge of each column in mm; each ends where the next begins."""
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
            self.room(height, head)
            for left, lines in zip(edges, found, strict=True):
                self.doc.lines(left, self.y, lines, SANS, SIZE, LEAD)
            self.y += height
            self.doc.line(LEFT, self.y - 2.6, RIGHT, self.y - 2.6, RULE, 0.15)
            self.y += 1.6

    def signatures(self, signs: Sequence[str]) -> None:
        """A line for each to sign on, with the words under it."""
        wide = (RIGHT - LEFT) / len(signs)
        self.room(24)
        self.y += 14
        for place, words in enumerate(signs):
            left = LEFT + place * wide
            self.doc.line(left, self.y, left + wide - 8, self.y, INK, 0.25)
            self.doc.para(left, self.y + 4, words, wide - 8, SANS, 7.5, 3.6, GREY)

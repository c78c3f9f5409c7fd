"""The decline letter, A4 portrait: one strength, one reason, one next step. What does not fit goes to an annex, never to smaller type."""

from core.pdf.fonts import BOLD, SANS, SERIF_BOLD
from core.pdf.page import GREY, RED, RULE
from core.pdf.text import fit, wrap
from grants.documents.data import DeclineLetter
from grants.documents.letter import COLUMN, FLOW_END, LEFT, RIGHT, _Letter
from grants.documents.words import DECLINE

LEAD = 4.8
INSET = 8.0


def draw_decline_letter(data: DeclineLetter) -> bytes:
    """The letter as a PDF, the same bytes for the same data. Raises MissingGlyph for a text that cannot be printed."""
    return _Decline(data).draw()


class _Decline(_Letter):
    table = DECLINE

    def draw(self) -> bytes:
        """Measure, then draw: the parts in order, a page more when they do not fit."""
        pages = self._pages()
        for number, lines in enumerate(pages, 1):
            if number == 1:
                self._letter_head()
                y = self.doc.lines(LEFT, 93, self._dear(), SANS, 9.5, 5)
                y = self.doc.lines(LEFT, y + 2.5, self._text(), SANS, 9.5, 5) + 6
                self._signatures()
            else:
                self._head()
                self.doc.text(LEFT, 50, f"{self.words['annex']} {self.data.number}", SERIF_BOLD, 14, RED)
                y = 60.0
            self._draw_lines(y, lines)
            self._closing(number, len(pages))
            self.doc.show()
        return self.doc.finish()

    def _dear(self) -> list[str]:
        return wrap(self.words["dear"].format(group=self._group()), SANS, 9.5, COLUMN)

    def _text(self) -> list[str]:
        text = self.words["text"].format(number=self.data.number, call=self.data.call_title.strip("«»“”"))
        return wrap(text, SANS, 9.5, COLUMN, hard=True)

    def _lines(self) -> list[tuple[str, str, float]]:
        """(kind, text, height in mm) of each line of the three parts and of whom one asks."""
        found: list[tuple[str, str, float]] = []
        for name, said in (("strength", self.data.strength), ("reason", self.data.reason), ("next", self.data.next_step)):
            found.append(("head", self.words[name], 6.0))
            found += [("text", line, LEAD) for line in wrap(said, SANS, 10, COLUMN - INSET, hard=True)]
            found.append(("gap", "", 4.5))
        if self.data.appeals:
            asks = self.words["appeals"].format(who=self.data.appeals)
            found += [("small", line, 4.2) for line in wrap(asks, SANS, 8.5, COLUMN, hard=True)]
        return found

    def _pages(self) -> list[list[tuple[str, str, float]]]:
        pages: list[list[tuple[str, str, float]]] = [[]]
        y = 93 + 5 * (len(self._dear()) + len(self._text())) + 8.5
        for line in self._lines():
            follows = LEAD if line[0] == "head" else 0
            if y + line[2] + follows > (FLOW_END if len(pages) == 1 else 272):
                pages.append([])
                y = 60.0
            pages[-1].append(line)
            y += line[2]
        return pages

    def _draw_lines(self, y: float, lines: list[tuple[str, str, float]]) -> None:
        for kind, text, height in lines:
            if kind == "head":
                self.doc.text(LEFT + INSET, y, text, BOLD, 10)
            elif kind == "text":
                self.doc.line(LEFT + 2, y - 3.6, LEFT + 2, y + 1.35, RED, 0.9)
                self.doc.text(LEFT + INSET, y, text, SANS, 10)
            elif kind == "small":
                self.doc.text(LEFT, y, text, SANS, 8.5)
            y += height

    def _closing(self, page: int, pages: int) -> None:
        fitted = fit(self.words["closing"], SANS, [7], COLUMN - 14, smaller=[7, 6.5, 6])
        self.doc.line(LEFT, 278, RIGHT, 278, RULE, 0.2)
        self.doc.lines(LEFT, 282, fitted.lines, SANS, fitted.size, 3, GREY)
        self.doc.text(RIGHT, 282, self.words["page"].format(page=page, pages=pages), SANS, 7, GREY, "r")

"""The application exactly as it was sent, A4 portrait: long answers flow over as many pages as they need."""

from collections.abc import Callable, Sequence
from typing import Any

from core.pdf import formats, ornament
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD
from core.pdf.page import A4, BAND_GROUND, GREY, INDIGO, INK, PALE, RED, RULE, Doc, Path
from core.pdf.text import Fitted, fit, paragraphs
from grants.documents.data import Answer, BudgetRow, SentApplication
from grants.documents.words import APPLICATION

LEFT, RIGHT, TOP, BOTTOM = 22.0, 188.0, 24.0, 276.0
COLUMN = RIGHT - LEFT
HALVES = 26
#: Right edges of the budget's figures, and the box of its texts.
QUANTITY, COST, AMOUNT, OWN = LEFT + 92, LEFT + 116, LEFT + 141, RIGHT


def draw_application(data: SentApplication) -> bytes:
    """The application as a PDF. It is laid out twice: the first time only counts its pages, and wraps for both. Raises MissingGlyph."""
    wrapped: Wrapped = {}
    fitted: dict[Any, Fitted] = {}
    counted = _Application(data, 0, wrapped, fitted, _Counted)
    counted.draw()
    whole = _Application(data, counted.doc.pages, wrapped, fitted, Doc)
    whole.draw()
    return whole.doc.finish()


#: (words, font, size, width) -> lines.
Wrapped = dict[tuple[str, str, float, float], list[str]]


def ornament_band() -> Path:
    return ornament.band(HALVES)


class _Counted(Doc):
    """Takes the same calls and draws nothing: only the pages are counted."""

    def text(self, *_given: Any, **_more: Any) -> float:
        return 0.0

    def line(self, *_given: Any, **_more: Any) -> None:
        return

    def rect(self, *_given: Any, **_more: Any) -> None:
        return

    def drawn_before(self, *_given: Any, **_more: Any) -> None:
        return

    def mark(self, *_given: Any, **_more: Any) -> None:
        return

    def show(self) -> None:
        self.pages += 1


class _Application:
    def __init__(self, data: SentApplication, pages: int, wrapped: Wrapped, fitted: dict[Any, Fitted], doc: type[Doc]) -> None:
        self.data, self.pages, self.wrapped, self.fitted = data, pages, wrapped, fitted
        self.words = formats.words(APPLICATION, data.language)
        title = f"{self.words['doc']} {data.number}"
        self.doc = doc(A4, title=title, language=data.language, author=data.group, subject=data.call_title)
        self.y = TOP

    def draw(self) -> None:
        self._first_page()
        for number, section in enumerate(self.data.sections, 1):
            self._head(section.title, f"s{number}")
            for answer in section.answers:
                self._answer(answer)
        self._head(self.words["budget"], "budget")
        self._budget()
        self._head(self.words["files"], "files")
        self._files()
        self._proof()
        self._end_page()

    def _fit(self, words: str, font: str, sizes: Sequence[float], box: float, *, lines: int = 2, smaller: Sequence[float] = ()) -> Fitted:
        """`core.pdf.text.fit`, once for both layouts."""
        key = (words, font, sizes[0], box)
        if key not in self.fitted:
            self.fitted[key] = fit(words, font, sizes, box, lines=lines, smaller=smaller)
        return self.fitted[key]

    def _lines(self, words: str, font: str, size: float, box: float) -> list[str]:
        """Wrapped lines; a word wider than the box is broken. Line breaks of the words' own stay."""
        key = (words, font, size, box)
        if key not in self.wrapped:
            self.wrapped[key] = paragraphs(words, font, size, box)
        return self.wrapped[key]

    def _money(self, minor: int) -> str:
        return formats.money(minor, self.data.currency, self.data.language, name=False)

    def _end_page(self) -> None:
        doc, page = self.doc, self.doc.pages + 1
        doc.line(LEFT, 281, RIGHT, 281, RULE, 0.2)
        foot = self._fit(
            f"{self.words['doc']} {self.data.number} · {self.data.group}", SANS, [7, 6.5, 6, 5.5, 5, 4.5, 4], COLUMN - 34, lines=1
        )
        doc.text(LEFT, 285, foot.lines[0], SANS, foot.size, GREY)
        doc.text(RIGHT, 285, self.words["page"].format(page=page, pages=self.pages), BOLD, 7, INK, "r")
        doc.show()

    def _room(self, height: float, again: Callable[[], None] | None = None) -> None:
        """A new page where `height` mm do not fit any more; `again` repeats the head of a table there."""
        if self.y + height <= BOTTOM:
            return
        self._end_page()
        call = self._fit(self.data.call_title, SANS, [7, 6.5, 6, 5.5, 5], COLUMN - 50, lines=1)
        self.doc.text(LEFT, 15, f"{self.words['doc']} {self.data.number}", BOLD, 7, INK)
        self.doc.text(RIGHT, 15, call.lines[0], SANS, call.size, GREY, "r")
        self.doc.line(LEFT, 17, RIGHT, 17, RULE, 0.2)
        self.y = TOP
        if again is not None:
            again()

    def _first_page(self) -> None:
        doc, data, words = self.doc, self.data, self.words
        doc.mark("top", f"{words['doc']} {data.number}")
        unit = COLUMN / (HALVES * ornament.HALF)
        doc.drawn_before("band", ornament_band, LEFT, 13 + ornament.EDGE * unit, unit, RED)
        doc.text(LEFT, 31, words["doc"].upper(), BOLD, 8.5, RED, track=1)
        group = self._fit(data.group, SERIF_BOLD, [21, 20, 19, 18, 17, 16], COLUMN, smaller=[16, 15, 14, 13, 12, 11], lines=3)
        self.y = doc.lines(LEFT, 40, group.lines, SERIF_BOLD, group.size, group.size * 0.42, INDIGO) + 1
        rows = (
            (words["number"], data.number),
            (words["call"], f"{data.call_title} ({data.call_number})" if data.call_number else data.call_title),
            (words["to"], data.organisation), (words["sent"], formats.moment(data.sent_at, data.language)), (words["by"], data.sent_by),
        )  # fmt: skip
        for label, text in rows:
            if text:
                doc.text(LEFT, self.y, label, SANS, 8.5, GREY)
                self.y = doc.lines(LEFT + 34, self.y, self._lines(text, BOLD, 9, COLUMN - 34), BOLD, 9, 4.5) + 0.8
        self.y += 2
        for index, (key, minor) in enumerate((("requested", data.requested_minor), ("own_total", data.own_minor))):
            x = LEFT + index * 86
            doc.line(x, self.y, x + 80, self.y, INK, 0.35)
            doc.text(x, self.y + 5, words[key], SANS, 7.5, GREY)
            doc.text(x, self.y + 12.6, formats.money(minor, data.currency, data.language), SERIF_BOLD, 16, INDIGO)
        self.y += 18

    def _head(self, title: str, key: str) -> None:
        fitted = self._fit(title, SERIF_BOLD, [14, 13, 12, 11], COLUMN, smaller=[11, 10, 9])
        self._room(30)
        self.y += 6
        self.doc.mark(key, title, 1)
        self.y = self.doc.lines(LEFT, self.y, fitted.lines, SERIF_BOLD, fitted.size, 5, INDIGO) - 2.4
        self.doc.line(LEFT, self.y, RIGHT, self.y, INK, 0.25)
        self.y += 6

    def _answer(self, answer: Answer) -> None:
        question = self._lines(answer.question, BOLD, 9, COLUMN)
        self._room(len(question) * 4.3 + 5.2)
        for line in question:
            self._room(4.3)
            self.doc.text(LEFT, self.y, line, BOLD, 9)
            self.y += 4.3
        self.y += 0.6
        if answer.rows:
            self._table(answer.rows)
        if answer.text.strip():
            for line in self._lines(answer.text.strip("\n"), SANS, 9.5, COLUMN):
                self._room(4.9)
                self.doc.text(LEFT, self.y, line, SANS, 9.5)
                self.y += 4.9
        elif not answer.rows:
            self.doc.text(LEFT, self.y, self.words["no_answer"], SANS, 9.5, GREY)
            self.y += 4.9
        self.y += 3.4

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        wide = COLUMN / max(map(len, rows))
        for number, row in enumerate(rows):
            font = SANS if number else BOLD
            cells = [self._lines(cell, font, 8.5, wide - 2) for cell in row]
            self._row(cells, [LEFT + wide * index for index in range(len(row))], font)
        self.y += 2

    def _row(self, cells: Sequence[Sequence[str]], places: Sequence[float], font: str, again: Callable[[], None] | None = None) -> None:
        """A row of wrapped cells. One that is higher than a page goes on over the next."""
        depth = max(map(len, cells))
        self._room(min(depth, 6) * 4 + 2, again)
        for index in range(depth):
            self._room(4, again)
            for x, cell in zip(places, cells, strict=True):
                if index < len(cell):
                    self.doc.text(x, self.y, cell[index], font, 8.5)
            self.y += 4
        self.doc.line(LEFT, self.y - 2.4, RIGHT, self.y - 2.4, PALE, 0.2)
        self.y += 1.6

    def _budget_head(self) -> None:
        words = self.words
        self.doc.rect(LEFT, self.y - 4, COLUMN, 6, fill=BAND_GROUND)
        self.doc.text(LEFT + 1, self.y, words["item"], BOLD, 7.5)
        for key, x in (("quantity", QUANTITY), ("cost", COST), ("amount", AMOUNT), ("own", OWN - 1)):
            label = self._fit(words[key], BOLD, [7.5, 7, 6.5, 6], 24, lines=1)
            self.doc.text(x, self.y, label.lines[0], BOLD, label.size, INK, "r")
        self.y += 6.4

    def _budget(self) -> None:
        doc, words, rows = self.doc, self.words, self.data.budget
        if not rows:
            doc.text(LEFT, self.y, words["no_budget"], SANS, 9.5, GREY)
            self.y += 6
            return
        self._budget_head()
        for row in rows:
            self._budget_row(row)
        self._room(10, self._budget_head)
        doc.line(LEFT, self.y - 4.2, RIGHT, self.y - 4.2, INK, 0.35)
        doc.text(LEFT + 1, self.y, f"{words['total']}, {self.data.currency}", BOLD, 9)
        doc.text(AMOUNT, self.y, self._money(sum(row.amount_minor for row in rows)), BOLD, 9, INK, "r")
        doc.text(OWN - 1, self.y, self._money(sum(row.own_minor for row in rows)), BOLD, 9, INK, "r")
        self.y += 5

    def _budget_row(self, row: BudgetRow) -> None:
        item = self._lines(row.item, SANS, 8.5, 68)
        category = self._lines(row.category, SANS, 7, 68) if row.category else []
        self._room(4 * len(item) + 3.2 * len(category) + 1.6, self._budget_head)
        quantity = self._fit(f"{row.quantity} {row.unit}".strip(), SANS, [8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5], 22, lines=1)
        self.doc.text(QUANTITY, self.y, quantity.lines[0], SANS, quantity.size, INK, "r")
        for minor, x in ((row.unit_minor, COST), (row.amount_minor, AMOUNT), (row.own_minor, OWN - 1)):
            self.doc.text(x, self.y, self._money(minor), SANS, 8.5, INK, "r")
        self.y = self.doc.lines(LEFT + 1, self.y, item, SANS, 8.5, 4)
        self.y = self.doc.lines(LEFT + 1, self.y - 0.4, category, SANS, 7, 3.2, GREY)
        self.doc.line(LEFT, self.y - 2.4, RIGHT, self.y - 2.4, PALE, 0.2)
        self.y += 1.8

    def _files(self) -> None:
        doc = self.doc
        if not self.data.files:
            doc.text(LEFT, self.y, self.words["none"], SANS, 9.5, GREY)
            self.y += 6
        for file in self.data.files:
            name = self._lines(file.name, BOLD, 8.5, COLUMN - 34)
            self._room(4.2 * len(name) + 6)
            doc.text(RIGHT, self.y, _size(file.size, self.data.language), SANS, 8.5, INK, "r")
            self.y = doc.lines(LEFT, self.y, name, BOLD, 8.5, 4.2)
            doc.text(LEFT, self.y, f"SHA-256 {file.sha256}", SANS, 7, GREY)
            doc.line(LEFT, self.y + 2, RIGHT, self.y + 2, PALE, 0.2)
            self.y += 6.4

    def _proof(self) -> None:
        self._room(22)
        self.y += 3
        self.doc.rect(LEFT, self.y - 4, COLUMN, 16, fill=BAND_GROUND)
        self.doc.text(LEFT + 3, self.y + 0.6, f"{self.words['hash']}:", BOLD, 8)
        self.doc.text(LEFT + 3, self.y + 5, self.data.sha256, SANS, 8)
        self.doc.lines(LEFT + 3, self.y + 9.4, self._lines(self.words["proof"], SANS, 6.8, COLUMN - 6), SANS, 6.8, 3, GREY)


def _size(count: int, language: str) -> str:
    """12.5 kB; a kilobyte is 1,000 bytes."""
    units = {"en": ("kB", "MB"), "ru": ("кБ", "МБ"), "ky": ("кБ", "МБ"), "uz": ("kB", "MB"), "uz-Cyrl": ("кБ", "МБ")}[language]
    value, unit = (count / 1_000_000, units[1]) if count >= 1_000_000 else (count / 1000, units[0])
    text = f"{value:.1f}" if value < 100 else f"{value:.0f}"
    return f"{text if language == 'en' else text.replace('.', ',')}\u00a0{unit}"

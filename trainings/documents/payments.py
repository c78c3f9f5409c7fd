"""The sheet of per diem and travel, A4 landscape, to be signed by whoever takes the money: legible in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf import formats
from core.pdf.flow import drawable
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD
from core.pdf.page import A4_LANDSCAPE, BAND_GROUND, GREY, INK, RED, RULE, Doc
from core.pdf.text import fit, wrap
from trainings.documents.words_payments import PAYMENTS
from trainings.numbers import in_groups

LEFT, RIGHT, TOP, BOTTOM = 17.0, 287.0, 8.0, 201.0
ROW, COLUMN_HEAD, FOOTER = 11.0, 8.5, 30.0
FACT, NEXT_HEAD = 4.6, 12.0
POINT = 25.4 / 72
WIDTHS = {"no": 9.0, "name": 77.0, "days": 14.0, "per_diem": 27.0, "travel": 25.0, "total": 29.0, "taker": 44.0, "signature": 45.0}
AMOUNTS = ("per_diem", "travel", "total")


@dataclass(frozen=True)
class PaymentRow:
    """One person, amounts in minor units. minor: a caregiver or accompanying adult takes the money and signs."""

    name: str
    days: int
    per_diem: int
    travel: int
    minor: bool = False

    @property
    def total(self) -> int:
        return self.per_diem + self.travel


@dataclass(frozen=True, kw_only=True)
class PaymentData:
    """One sheet; texts are in its language already. line: agreement, code and name of the budget line, or ""."""

    language: str
    number: str
    title: str
    place: str
    days: str
    organiser: str
    project: str
    line: str
    currency: str
    per_day: int
    rows: tuple[PaymentRow, ...]


def draw_payment_sheet(data: PaymentData) -> tuple[bytes, int]:
    """(PDF, number of pages). The last row adds up every column; the same data give the same bytes."""
    sheet = _Sheet(data)
    return sheet.draw()


def _edges() -> dict[str, tuple[float, float]]:
    edges, x = {}, LEFT
    for key, wide in WIDTHS.items():
        edges[key] = (x, x + wide)
        x += wide
    return edges


class _Sheet:
    def __init__(self, data: PaymentData) -> None:
        self.data = data
        self.words = formats.words(PAYMENTS, data.language)
        self.columns = _edges()
        self.number = in_groups(data.number) if "-" not in data.number else data.number
        title = f"{self.words['doc']} {self.number}"
        self.doc = Doc(A4_LANDSCAPE, title=title, language=data.language, author=data.organiser, subject=data.title)

    def draw(self) -> tuple[bytes, int]:
        facts = self._facts()
        pages = self._pages(TOP + 14 + FACT * sum(len(lines) for _label, lines in facts))
        for number, rows in enumerate(pages, 1):
            y = self._head(facts) if number == 1 else self._next_head(number, len(pages))
            y = self._column_head(y)
            for place, row in rows:
                self._row(y, place, row)
                y += ROW
            if number == len(pages):
                self._footer(self._total(y))
            self._foot(number, len(pages))
        return self.doc.finish(), len(pages)

    def _pages(self, first: float) -> list[list[tuple[int, PaymentRow]]]:
        """The rows of each page; sum and signatures stay with a row."""
        pages: list[list[tuple[int, PaymentRow]]] = [[]]
        y, rows = first + COLUMN_HEAD, list(enumerate(self.data.rows, 1))
        for place, row in rows:
            last = place == len(rows)
            if y + ROW + (ROW + FOOTER if last else 0) > BOTTOM:
                pages.append([])
                y = TOP + NEXT_HEAD + COLUMN_HEAD
            pages[-1].append((place, row))
            y += ROW
        return pages

    def _money(self, minor: int, *, name: bool = False) -> str:
        return formats.money(minor, self.data.currency, self.data.language, name=name)

    def _facts(self) -> list[tuple[str, list[str]]]:
        data, words = self.data, self.words
        facts = [
            ("dates", data.days),
            ("place", data.place),
            ("organiser", data.organiser),
            ("project", data.project),
            ("line", data.line),
            ("rate", self._money(data.per_day, name=True)),
        ]
        return [(words[key], wrap(drawable(text), SANS, 9, RIGHT - LEFT - 50, hard=True)) for key, text in facts if text]

    def _head(self, facts: Sequence[tuple[str, list[str]]]) -> float:
        doc, words = self.doc, self.words
        doc.mark("p1", words["doc"])
        doc.text(LEFT, TOP + 2.6, words["doc"].upper(), BOLD, 7.5, RED, track=0.7)
        doc.text(RIGHT, TOP + 2.6, words["sheet"], SANS, 6.5, GREY, "r")
        doc.text(RIGHT, TOP + 7, self.number, BOLD, 9.5, INK, "r")
        title = fit(drawable(self.data.title), SERIF_BOLD, [15, 14, 13, 12, 11, 10, 9, 8], RIGHT - LEFT - 45, lines=1)
        doc.lines(LEFT, TOP + 9, title.lines, SERIF_BOLD, title.size, 5)
        y = TOP + 15
        for label, lines in facts:
            doc.text(LEFT, y, label, SANS, 7.5, GREY)
            y = doc.lines(LEFT + 50, y, lines, SANS, 9, FACT)
        return y - 1

    def _next_head(self, number: int, pages: int) -> float:
        doc, words = self.doc, self.words
        doc.mark(f"p{number}", f"{words['doc']}, {words['page'].format(page=number, pages=pages)}", 1)
        title = fit(drawable(self.data.title), SERIF_BOLD, [12, 11, 10, 9, 8, 7], 190, lines=1)
        used = doc.text(LEFT, TOP + 6, title.lines[0], SERIF_BOLD, title.size)
        doc.text(LEFT + used + 4, TOP + 6, words["continued"], SANS, 8, GREY)
        doc.text(RIGHT, TOP + 6, self.number, BOLD, 8.5, INK, "r")
        return TOP + NEXT_HEAD

    def _column_head(self, y: float) -> float:
        doc = self.doc
        doc.rect(LEFT, y, RIGHT - LEFT, COLUMN_HEAD, fill=BAND_GROUND)
        doc.line(LEFT, y, RIGHT, y, INK, 0.45)
        doc.line(LEFT, y + COLUMN_HEAD, RIGHT, y + COLUMN_HEAD, INK, 0.45)
        for key, (left, right) in self.columns.items():
            label = fit(self.words[key], BOLD, [7.5, 7, 6.5, 6], right - left - 3, lines=2, smaller=[6.5, 6, 5.5])
            top = y + 5.2 - (len(label.lines) - 1) * 1.4
            if key in AMOUNTS or key in ("no", "days"):
                doc.lines(right - 1.5, top, label.lines, BOLD, label.size, 2.8, INK, "r")
            else:
                doc.lines(left + 2, top, label.lines, BOLD, label.size, 2.8)
        return y + COLUMN_HEAD

    def _row(self, y: float, place: int, row: PaymentRow) -> None:
        doc, middle = self.doc, y + ROW / 2
        doc.text(self.columns["no"][1] - 1.5, middle + 1.2, str(place), SANS, 8.5, INK, "r")
        self._name(y, row)
        doc.text(self.columns["days"][1] - 1.5, middle + 1.2, str(row.days), SANS, 9, INK, "r")
        for key, minor in zip(AMOUNTS, (row.per_diem, row.travel, row.total), strict=True):
            self._amount(key, middle, minor, BOLD if key == "total" else SANS)
        left, right = self.columns["taker"]
        if row.minor:
            doc.line(left + 2, y + ROW - 3.4, right - 2, y + ROW - 3.4, INK, 0.2)
            doc.text(left + 2, y + ROW - 1.2, self.words["taker_name"], SANS, 5.5, GREY)
        else:
            doc.line((left + right) / 2 - 1.1, middle, (left + right) / 2 + 1.1, middle, INK, 0.35)
        self._grid(y)

    def _name(self, y: float, row: PaymentRow) -> None:
        left, right = self.columns["name"]
        box, room = right - left - 4, ROW - (3.2 if row.minor else 0)
        fitted = fit(drawable(row.name), BOLD, [9.5, 9, 8.5, 8], box, smaller=[8, 7.5, 7, 6.5], lines=2)
        lead = fitted.size * 1.12 * POINT
        top = y + room / 2 + fitted.size * 0.714 * POINT / 2 - (len(fitted.lines) - 1) * lead / 2
        self.doc.lines(left + 2, top, fitted.lines, BOLD, fitted.size, lead)
        if row.minor:
            note = fit(self.words["minor"], SANS, [6.2, 6, 5.8, 5.5, 5.2, 5], box, lines=1)
            self.doc.text(left + 2, y + ROW - 1.6, note.lines[0], SANS, note.size, GREY)

    def _amount(self, key: str, middle: float, minor: int, font: str) -> None:
        left, right = self.columns[key]
        fitted = fit(self._money(minor), font, [9, 8.5, 8, 7.5, 7, 6.5, 6], right - left - 3, lines=1)
        self.doc.text(right - 1.5, middle + 1.2, fitted.lines[0], font, fitted.size, INK, "r")

    def _grid(self, y: float, *, weight: float = 0.2) -> None:
        for left, _right in [*self.columns.values()][1:]:
            self.doc.line(left, y, left, y + ROW, RULE, 0.2)
        self.doc.line(LEFT, y + ROW, RIGHT, y + ROW, INK if weight > 0.2 else RULE, weight)

    def _total(self, y: float) -> float:
        doc, rows, middle = self.doc, self.data.rows, y + ROW / 2
        doc.line(LEFT, y, RIGHT, y, INK, 0.45)
        words = self.words["all"].format(people=formats.number(len(rows))) if rows else self.words["nobody"]
        doc.text(self.columns["name"][0] + 2, middle + 1.2, words, BOLD, 9.5)
        doc.text(self.columns["days"][1] - 1.5, middle + 1.2, str(sum(row.days for row in rows)), BOLD, 9, INK, "r")
        sums = (sum(row.per_diem for row in rows), sum(row.travel for row in rows), sum(row.total for row in rows))
        for key, minor in zip(AMOUNTS, sums, strict=True):
            self._amount(key, middle, minor, BOLD)
        left = self.columns["taker"][0]
        fitted = fit(self._money(sums[2], name=True), BOLD, [9, 8.5, 8, 7], RIGHT - left - 4, lines=1)
        doc.text(left + 2, middle + 1.2, fitted.lines[0], BOLD, fitted.size)
        doc.line(LEFT, y + ROW, RIGHT, y + ROW, INK, 0.45)
        return y + ROW

    def _footer(self, y: float) -> None:
        doc, words, wide = self.doc, self.words, (RIGHT - LEFT) / 3
        doc.para(LEFT, y + 4.5, words["from_marks"], RIGHT - LEFT, SANS, 7, 3)
        for place, key in enumerate(("prepared", "approved", "paid")):
            x, line = LEFT + place * wide, y + 21
            doc.text(x, line - 8, words[key], BOLD, 7.5)
            doc.line(x, line, x + wide - 30, line, INK, 0.25)
            doc.line(x + wide - 27, line, x + wide - 8, line, INK, 0.25)
            doc.text(x, line + 3, words["sign"], SANS, 6.2, GREY)
            doc.text(x + wide - 27, line + 3, words["day"], SANS, 6.2, GREY)

    def _foot(self, number: int, pages: int) -> None:
        doc = self.doc
        fitted = fit(drawable(f"{self.words['doc']} · {self.data.title}"), SANS, [6.5, 6, 5.5, 5], 150, lines=1)
        doc.text(LEFT, 204.4, fitted.lines[0], SANS, fitted.size, GREY)
        doc.text((LEFT + RIGHT) / 2 + 40, 204.4, f"{self.words['sheet']} {self.number}", SANS, 6.5, GREY, "c")
        doc.text(RIGHT, 204.4, self.words["page"].format(page=number, pages=pages), BOLD, 7.5, INK, "r")
        doc.show()

"""The award letter, A4 portrait: one page; what does not fit goes to an annex, never to smaller type."""

from dataclasses import dataclass
from typing import Any

from core.pdf import formats, ornament
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD, nfc, width
from core.pdf.page import A4, GREY, INDIGO, INK, PALE, RED, RULE, Doc
from core.pdf.text import fit, wrap
from grants.documents.data import AwardLetter, Step
from grants.documents.words import LETTER

LEFT, RIGHT = 27.0, 183.0
COLUMN = RIGHT - LEFT
FLOW_END = 247.0
HALVES = 26


def draw_award_letter(data: AwardLetter) -> bytes:
    """The letter as a PDF. Raises MissingGlyph for a text that cannot be printed."""
    return _Letter(data).draw()


@dataclass(frozen=True)
class _Line:
    """A part of the flow that never breaks. kind: head, item, step."""

    kind: str
    height: float
    text: str = ""
    number: int = 0
    step: Step | None = None


class _Letter:
    table = LETTER

    def __init__(self, data: Any) -> None:
        self.data, self.words = data, formats.words(self.table, data.language)
        title = f"{self.words['doc']} {data.number}"
        self.doc = Doc(
            A4, title=title, language=data.language, author=data.organisation, subject=formats.day(data.awarded_on, data.language)
        )

    def draw(self) -> bytes:
        """Measure, then draw."""
        start = self._upper_part(measure=True)
        flow = self._flow()
        pages: list[list[_Line]] = [[]]
        y = start
        for index, line in enumerate(flow):
            follows = flow[index + 1].height if line.kind == "head" and index + 1 < len(flow) else 0
            if y + line.height + follows > (FLOW_END if len(pages) == 1 else 272):
                pages.append([])
                y = 35.0
            pages[-1].append(line)
            y += line.height
        self._upper_part()
        for number, lines in enumerate(pages, 1):
            if number > 1:
                self._head()
                self.doc.text(LEFT, 50, f"{self.words['annex']} {self.data.number}", SERIF_BOLD, 14, RED)
            self._draw_flow(start if number == 1 else 60.0, lines)
            if number == 1:
                self._signatures()
            self._foot(number, len(pages))
            self.doc.show()
        return self.doc.finish()

    def _head(self) -> None:
        doc, unit = self.doc, COLUMN / (HALVES * ornament.HALF)
        doc.path(ornament.band(HALVES), LEFT, 17 + ornament.EDGE * unit, unit, fill=RED)
        doc.line(LEFT, 17 + 2 * ornament.EDGE * unit + 0.9, RIGHT, 17 + 2 * ornament.EDGE * unit + 0.9, INDIGO, 0.18)
        name = fit(self.data.organisation, SERIF_BOLD, [13, 12, 11, 10], 92, smaller=[10, 9, 8])
        doc.lines(LEFT, 35 - 2.1 * (len(name.lines) - 1), name.lines, SERIF_BOLD, name.size, 4.4, INDIGO)
        y = 32.4
        for contact in list(self.data.contacts)[:3]:
            fitted = fit(contact, SANS, [7.5, 7, 6.5, 6], 62, lines=1)
            doc.text(RIGHT, y, fitted.lines[0], SANS, fitted.size, GREY, "r")
            y += 3.8

    def _upper_part(self, *, measure: bool = False) -> float:
        """Down to the amount. Returns where the flow begins. measure: only find that out."""
        data, words = self.data, self.words
        text = words["text"].format(
            project=data.project_title.strip("«»“”"), number=data.application_number, call=data.call_title.strip("«»“”")
        )
        lines = wrap(text, SANS, 9.5, COLUMN, hard=True)
        dear = wrap(words["dear"].format(group=self._group()), SANS, 9.5, COLUMN)
        more = 5.0 * (max(0, len(lines) - 2) + len(dear) - 1)
        if not measure:
            self._letter_head()
            y = self.doc.lines(LEFT, 93, dear, SANS, 9.5, 5)
            self.doc.lines(LEFT, y + 2.5, lines, SANS, 9.5, 5)
            self._amount(116 + more)
        tranches = max(0, len(data.tranches) - 2) * 5.0
        return 154 + more + tranches

    def _group(self) -> str:
        return (
            self.data.group
            if self.data.group.startswith(("«", "“"))
            else (f"“{self.data.group}”" if self.data.language == "en" else f"«{self.data.group}»")
        )

    def _letter_head(self) -> None:
        doc, data, words = self.doc, self.data, self.words
        doc.mark("letter", words["doc"])
        self._head()
        doc.text(LEFT, 50, formats.day(data.awarded_on, data.language), SANS, 9.5)
        doc.text(RIGHT, 50, f"{words['no']} {data.number}", BOLD, 9.5, INK, "r")
        group = fit(self._group(), BOLD, [9.5, 9, 8.5, 8], COLUMN, smaller=[8, 7.5, 7])
        y = doc.lines(LEFT, 60 if len(group.lines) == 1 else 58, group.lines, BOLD, group.size, 5 if len(group.lines) == 1 else 3.5)
        for text in (data.addressee, data.place):
            if text:
                fitted = fit(text, SANS, [9.5, 9, 8.5, 8, 7.5, 7], COLUMN, lines=1)
                doc.text(LEFT, y, fitted.lines[0], SANS, fitted.size)
                y += 5
        doc.text(LEFT, 83, words["title"], SERIF_BOLD, 21, RED)

    def _amount(self, y: float) -> None:
        doc, data, words = self.doc, self.data, self.words
        height = 27 + max(0, len(data.tranches) - 2) * 5.0
        doc.line(LEFT, y, RIGHT, y, INK, 0.35)
        doc.line(LEFT, y + height, RIGHT, y + height, INK, 0.35)
        doc.text(LEFT, y + 6, words["amount"], SANS, 7.5, GREY)
        amount = fit(
            formats.money(data.amount_minor, data.currency, data.language), SERIF_BOLD, [25, 24, 23, 22, 21, 20, 18, 16, 14], 56, lines=1
        )
        doc.text(LEFT, y + 16.5, amount.lines[0], SERIF_BOLD, amount.size, INDIGO)
        if data.currency == "KGS":
            doc.text(LEFT, y + 22.4, "KGS", SANS, 8, GREY)
        x = LEFT + 65
        doc.line(x - 6, y + 3.5, x - 6, y + height - 3.5, RULE, 0.2)
        line = y + 6.0
        if data.tranches:
            doc.text(x, line, words["tranches"], SANS, 7.5, GREY)
            line += 5.8
            sums = [formats.money(part.amount_minor, data.currency, data.language) for part in data.tranches]
            amounts = x + 17 + max(19.5, *(width(nfc(each), BOLD, 8.5) * 25.4 / 72 for each in sums), 0)
            for number, (part, amount_text) in enumerate(zip(data.tranches, sums, strict=True), 1):
                doc.text(x, line, words["tranche"].format(n=number), SANS, 8.5)
                doc.text(amounts, line, amount_text, BOLD, 8.5, INK, "r")
                when = fit(part.when, SANS, [7.2, 7, 6.5, 6, 5.5, 5], RIGHT - amounts - 2.5, lines=1)
                doc.text(amounts + 2.5, line, when.lines[0], SANS, when.size, GREY)
                line += 5
            line += 0.6
        if data.first_day and data.last_day:
            used = doc.text(x, line, words["term"], SANS, 8.5)
            term = fit(formats.period(data.first_day, data.last_day, data.language), SANS, [8.5, 8, 7.5, 7], RIGHT - x - used - 3, lines=1)
            doc.text(x + used + 3, line, term.lines[0], SANS, term.size)

    def _flow(self) -> list[_Line]:
        data, words = self.data, self.words
        flow: list[_Line] = []
        if data.conditions:
            flow.append(_Line("head", 6.8, words["conditions"]))
            for number, text in enumerate(data.conditions, 1):
                flow.append(_Line("item", 4.5 * len(wrap(text, SANS, 9, COLUMN - 8, hard=True)) + 1, text, number))
        if data.steps:
            flow.append(_Line("head", 6.8 + (5.2 if flow else 0), words["next"]))
            for step in data.steps:
                flow.append(_Line("step", 4.2 * max(map(len, self._step(step))) + 2.6, step=step))
        return flow

    def _step(self, step: Step) -> list[list[str]]:
        day = self.words["until"].format(day=formats.day(step.until, self.data.language)) if step.until else ""
        return [
            wrap(day, BOLD, 8.5, 38, hard=True),
            wrap(step.who, SANS, 8.5, 36, hard=True),
            wrap(step.what, SANS, 8.5, COLUMN - 79, hard=True),
        ]

    def _draw_flow(self, y: float, lines: list[_Line]) -> None:
        doc = self.doc
        for line in lines:
            if line.kind == "head":
                y += line.height - 6.8
                doc.text(LEFT, y, line.text, BOLD, 10.5)
                y += 6.8
            elif line.kind == "item":
                doc.text(LEFT + 4.2, y, str(line.number), BOLD, 9, RED, "r")
                doc.para(LEFT + 8, y, line.text, COLUMN - 8, SANS, 9, 4.5)
                y += line.height
            elif line.step is not None:
                for x, text, font in zip((LEFT, LEFT + 40, LEFT + 79), self._step(line.step), (BOLD, SANS, SANS), strict=True):
                    doc.lines(x, y, text, font, 8.5, 4.2)
                doc.line(LEFT, y + line.height - 4.8, RIGHT, y + line.height - 4.8, PALE, 0.2)
                y += line.height

    def _signatures(self) -> None:
        doc, y = self.doc, 263
        doc.text(LEFT, y - 11.5, self.words["regards"], SANS, 9.5)
        for index, signer in enumerate(list(self.data.signers)[:2]):
            x = LEFT + 94 * index
            doc.line(x, y, x + 62, y, INK, 0.25)
            name = fit(signer.name, BOLD, [9, 8.5, 8, 7.5, 7], 62, lines=1)
            doc.text(x, y + 4.4, name.lines[0], BOLD, name.size)
            post = fit(signer.post, SANS, [8, 7.5, 7, 6.5, 6], 62)
            doc.lines(x, y + 8.2, post.lines, SANS, post.size, 3, GREY)

    def _foot(self, page: int, pages: int) -> None:
        text = self.words["no_contract"]
        if self.data.questions_to:
            text += " " + self.words["questions"].format(who=self.data.questions_to)
        fitted = fit(text, SANS, [7], COLUMN - 14, smaller=[7, 6.5, 6])
        self.doc.lines(LEFT, 282, fitted.lines, SANS, fitted.size, 3, GREY)
        self.doc.text(RIGHT, 282, self.words["page"].format(page=page, pages=pages), SANS, 7, GREY, "r")

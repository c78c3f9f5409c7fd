"""The blank form of a call, A4: every question with room to write by hand, and a QR code that leads to the call."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf.flow import LEFT, RIGHT, Flow, drawable, laid_out
from core.pdf.fonts import BOLD, SANS
from core.pdf.page import GREY, INK, RULE
from core.pdf.text import wrap

LINE = 8.0
BOX = 3.6
QR = 24.0


@dataclass(frozen=True)
class BlankQuestion:
    """lines: how many to write on; options: boxes to tick; columns: of a table with `rows` empty rows."""

    label: str
    help: str = ""
    lines: int = 1
    options: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: int = 0


@dataclass(frozen=True)
class BlankPart:
    title: str
    intro: str
    questions: Sequence[BlankQuestion]


@dataclass(frozen=True)
class BlankForm:
    """Texts in the document's language. address: of the call, also in the QR code; facts: (name, value); how: how to hand it in."""

    language: str
    title: str
    number: str
    organisation: str
    address: str
    how: str
    page: str
    facts: Sequence[tuple[str, str]]
    conditions: Sequence[str]
    yes_no: tuple[str, str]
    parts: Sequence[BlankPart]


def draw_blank(data: BlankForm) -> bytes:
    """The form as a PDF: the same bytes for the same data."""

    def draw(flow: Flow) -> None:
        top = flow.y
        flow.doc.qr(RIGHT - QR, top, QR, data.address)
        beside = RIGHT - QR - 8 - LEFT
        under = flow.doc.para(LEFT, top + 3, data.how, beside, BOLD, 10, 4.8)
        under = flow.doc.para(LEFT, under + 1, data.address.partition("://")[2], beside, SANS, 8, 4, GREY)
        flow.y = max(under, top + QR) + 6
        flow.pairs(list(data.facts))
        if data.conditions:
            flow.y += 3
            for words in data.conditions:
                _ask(flow, BlankQuestion(words, options=data.yes_no))
        for part in data.parts:
            flow.head(part.title)
            if part.intro:
                flow.para(part.intro)
                flow.y += 1
            for question in part.questions:
                _ask(flow, question)

    about = {"title": data.title, "number": data.number, "language": data.language, "organiser": data.organisation, "page": data.page}
    return laid_out(draw, **about)


def _ask(flow: Flow, question: BlankQuestion) -> None:
    """One question; its words and the first lines to write on stay together."""
    label = wrap(drawable(question.label), BOLD, 9.5, RIGHT - LEFT, hard=True)
    help_lines = wrap(drawable(question.help), SANS, 8, RIGHT - LEFT, hard=True) if question.help else []
    flow.room(len(label) * 4.4 + len(help_lines) * 3.6 + 2 * LINE)
    flow.y = flow.doc.lines(LEFT, flow.y + 2, label, BOLD, 9.5, 4.4)
    flow.y = flow.doc.lines(LEFT, flow.y - 0.4, help_lines, SANS, 8, 3.6, GREY) + 0.6
    if question.columns:
        _table(flow, question)
    elif question.options:
        for option in question.options:
            _tick(flow, option)
    else:
        for _line in range(question.lines):
            flow.room(LINE)
            flow.y += LINE - 2
            flow.doc.line(LEFT, flow.y, RIGHT, flow.y, RULE, 0.25)
            flow.y += 2
    flow.y += 3


def _tick(flow: Flow, option: str) -> None:
    words = wrap(drawable(option), SANS, 9, RIGHT - LEFT - 8, hard=True)
    flow.room(len(words) * 4.4 + 1.4)
    flow.doc.rect(LEFT, flow.y - BOX + 0.7, BOX, BOX, stroke=INK)
    flow.y = flow.doc.lines(LEFT + 7, flow.y, words, SANS, 9, 4.4) + 1


def _table(flow: Flow, question: BlankQuestion) -> None:
    wide = (RIGHT - LEFT) / len(question.columns)
    heads = [wrap(drawable(words), BOLD, 7.5, wide - 2, hard=True) for words in question.columns]
    deep = max(map(len, heads)) * 3.4 + 2
    flow.room(deep + 2 * LINE)
    top = flow.y - 2
    for place, words in enumerate(heads):
        flow.doc.lines(LEFT + place * wide + 1, flow.y + 1, words, BOLD, 7.5, 3.4)
    flow.y = top + deep
    flow.doc.rect(LEFT, top, RIGHT - LEFT, deep, stroke=RULE)
    for _row in range(question.rows):
        flow.room(LINE)
        for place in range(len(question.columns)):
            flow.doc.rect(LEFT + place * wide, flow.y, wide, LINE, stroke=RULE)
        flow.y += LINE
    flow.y += 2

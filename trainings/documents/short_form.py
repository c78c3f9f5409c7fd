"""A short form on paper, A4 portrait: no name is asked, boxes to tick, lines to write on, the code for those who have a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf import formats
from core.pdf.flow import LEFT, RIGHT, Flow, drawable, laid_out
from core.pdf.fonts import BOLD, SANS
from core.pdf.page import GREY, INK, RULE
from core.pdf.text import wrap
from trainings.documents.words_after import PAPER_FORM
from trainings.numbers import in_groups

BOX, STEP, SIZE, LEAD = 4.0, 7.0, 10.5, 4.8
QR = 24.0
#: Options of so few signs stand in one row.
SHORT = 2


@dataclass(frozen=True)
class PaperQuestion:
    """options: boxes to tick ("" none); lines: how many lines to write on; several: more than one box may be ticked."""

    label: str
    options: Sequence[str] = ()
    lines: int = 0
    several: bool = False


@dataclass(frozen=True, kw_only=True)
class PaperForm:
    """Texts are in the language already. address: what the QR code opens."""

    language: str
    kind: str
    title: str
    days: str
    organiser: str
    code: str
    address: str
    questions: Sequence[PaperQuestion]


def draw_paper_form(data: PaperForm) -> bytes:
    """The PDF; the same data give the same bytes."""
    words = formats.words(PAPER_FORM, data.language)

    def draw(flow: Flow) -> None:
        _intro(flow, data, words)
        for number, question in enumerate(data.questions, 1):
            _question(flow, number, question, words)
        flow.room(10)
        flow.y += 5
        flow.para(words["thanks"], BOLD)

    number = in_groups(data.code)
    return laid_out(draw, title=words[data.kind], number=number, language=data.language, organiser=data.organiser, page=words["page"])


def _intro(flow: Flow, data: PaperForm, words: dict[str, str]) -> None:
    doc, top, box = flow.doc, flow.y, RIGHT - LEFT - QR - 8
    doc.qr(RIGHT - QR, top - 4, QR, data.address)
    doc.text(RIGHT - QR / 2, top + QR - 0.5, in_groups(data.code), BOLD, 8.5, INK, "c")
    y = doc.para(LEFT, top, drawable(data.title), box, BOLD, 12, 5.4)
    y = doc.para(LEFT, y, f"{data.days} · {data.organiser}", box, SANS, 9, 4.4, GREY)
    y = doc.para(LEFT, y + 1.5, words["anonymous"], box, SANS, 9.5, 4.6)
    y = doc.para(LEFT, y, words["phone"].format(address=data.address), box, SANS, 9, 4.4, GREY)
    flow.y = max(y, top + QR + 4) + 3


def _question(flow: Flow, number: int, question: PaperQuestion, words: dict[str, str]) -> None:
    """A question never breaks from its boxes and lines."""
    doc, wide = flow.doc, RIGHT - LEFT - 8
    label = wrap(drawable(question.label), BOLD, SIZE, wide, hard=True)
    options = [wrap(drawable(option), SANS, SIZE, wide - BOX - 3, hard=True) for option in question.options]
    short = bool(question.options) and all(len(option) <= SHORT for option in question.options)
    height = len(label) * LEAD + sum(max(STEP, len(lines) * LEAD + 2) for lines in options) + question.lines * 8.5 + 5
    flow.room(min(height, 230))
    doc.text(LEFT + 5, flow.y, f"{number}.", BOLD, SIZE, INK, "r")
    flow.y = doc.lines(LEFT + 8, flow.y, label, BOLD, SIZE, LEAD)
    if question.several:
        doc.text(LEFT + 8, flow.y, words["several"], SANS, 8.5, GREY)
        flow.y += 4.4
    flow.y += 1
    if short:
        _in_a_row(flow, question.options)
    for lines in [] if short else options:
        flow.room(STEP)
        doc.rect(LEFT + 8, flow.y - BOX + 0.6, BOX, BOX, stroke=INK, weight=0.35)
        doc.lines(LEFT + 8 + BOX + 3, flow.y, lines, SANS, SIZE, LEAD)
        flow.y += max(STEP, len(lines) * LEAD + 2)
    for _line in range(question.lines):
        flow.room(8.5)
        flow.y += 6.5
        doc.line(LEFT + 8, flow.y, RIGHT, flow.y, RULE, 0.25)
        flow.y += 2
    flow.y += 4


def _in_a_row(flow: Flow, options: Sequence[str]) -> None:
    """Boxes of a scale beside each other."""
    for place, option in enumerate(options):
        x = LEFT + 8 + place * 15
        flow.doc.rect(x, flow.y - BOX + 0.6, BOX, BOX, stroke=INK, weight=0.35)
        flow.doc.text(x + BOX + 1.5, flow.y, option, SANS, SIZE)
    flow.y += STEP

"""A person's own data as a file to read: A4, headings, labels and what is held. The same data give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf import fonts
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD
from core.pdf.page import A4, GREY, INK, RULE, Doc
from core.pdf.text import wrap
from youth_groups.person_data import Part

LEFT, VALUE, RIGHT = 18.0, 78.0, 192.0
TOP, BOTTOM = 20.0, 280.0
LEAD = 4.4


@dataclass(frozen=True, kw_only=True)
class OwnData:
    """language: of the document; title, lead, end: its words; footer: number and day, at the foot of every page."""

    language: str
    title: str
    lead: str
    end: str
    footer: str
    organisation: str
    parts: Sequence[Part]


def draw_own_data(data: OwnData) -> bytes:
    """The PDF. A sign that no face can draw (an emoji in a note) stands as a question mark."""
    page = _Page(data)
    page.y = page.doc.para(LEFT, page.y + 3, drawable(data.title), RIGHT - LEFT, SERIF_BOLD, 19, 8)
    page.y = page.doc.para(LEFT, page.y, drawable(data.lead), RIGHT - LEFT, SANS, 9.5, LEAD) + 2
    for part in data.parts:
        page.heading(part.title)
        for label, value in part.lines:
            page.line(label, value)
    page.room(20)
    page.y = page.doc.para(LEFT, page.y + 6, drawable(data.end), RIGHT - LEFT, SANS, 9, 4.2, GREY)
    page.close()
    return page.doc.finish()


def drawable(text: str) -> str:
    """The text with a question mark for each sign that neither family of letters has."""
    try:
        fonts.check(text, SANS)
    except fonts.MissingGlyph:
        return "".join(sign if _has(sign) else "?" for sign in fonts.nfc(text))
    return text


def _has(sign: str) -> bool:
    try:
        fonts.check(sign, SANS)
    except fonts.MissingGlyph:
        return False
    return True


class _Page:
    """The page that is being written, and where on it."""

    def __init__(self, data: OwnData) -> None:
        self.doc = Doc(A4, title=data.title, language=data.language, author=data.organisation)
        self.footer, self.y = drawable(data.footer), TOP

    def close(self) -> None:
        self.doc.text(LEFT, 289, self.footer, SANS, 8, GREY)
        self.doc.text(RIGHT, 289, str(self.doc.pages + 1), SANS, 8, GREY, "r")
        self.doc.show()

    def room(self, height: float) -> None:
        """Go on on the next page when so much does not fit here."""
        if self.y + height > BOTTOM:
            self.close()
            self.y = TOP

    def heading(self, title: str) -> None:
        self.room(18)
        self.y = self.doc.para(LEFT, self.y + 6, drawable(title), RIGHT - LEFT, BOLD, 12, 5.2)
        self.doc.line(LEFT, self.y - 3, RIGHT, self.y - 3, INK, 0.3)
        self.y += 2

    def line(self, label: str, value: str) -> None:
        """A label beside its value; a long one goes on on the next page."""
        labels = wrap(drawable(label), SANS, 9, VALUE - LEFT - 4, hard=True)
        values = [line for text in value.splitlines() or [""] for line in wrap(drawable(text), SANS, 9.5, RIGHT - VALUE, hard=True)]
        for index in range(max(len(labels), len(values))):
            self.room(LEAD)
            if index < len(labels):
                self.doc.text(LEFT, self.y, labels[index], SANS, 9, GREY)
            if index < len(values):
                self.doc.text(VALUE, self.y, values[index], SANS, 9.5)
            self.y += LEAD
        self.doc.line(LEFT, self.y - 2.9, RIGHT, self.y - 2.9, RULE, 0.15)
        self.y += 1.4

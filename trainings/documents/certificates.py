"""Certificates of participation, A4 landscape, one or many in one document.

The frame is drawn once a document, and once everything that is equal on all certificates of a training: a page then holds two forms,
the name, the number and its QR code.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from reportlab.lib.colors import Color

from core.pdf import formats, ornament
from core.pdf.fonts import BOLD, SANS, SERIF, SERIF_BOLD, nfc, width
from core.pdf.page import A4_LANDSCAPE, GREY, INDIGO, INK, RED, RULE, WALNUT, WHITE, WOOL, Doc
from core.pdf.text import Fitted, fit, fits, wrap
from trainings.documents.data import CertificateFacts, facts_from_json
from trainings.documents.wording import hours_text
from trainings.documents.words import CERTIFICATE
from trainings.numbers import in_groups

WIDTH, HEIGHT = A4_LANDSCAPE
MIDDLE = WIDTH / 2
UNIT, STEMS = 1.74, (15, 10)
OUTER = (WIDTH - (ornament.length(STEMS[0]) + 2 * ornament.EDGE) * UNIT) / 2
BAND = 2 * ornament.EDGE * UNIT
FOOT = OUTER + BAND + 7.5
QR = 17.5
QR_X, QR_Y = WIDTH - FOOT - QR, HEIGHT - FOOT - QR
COLUMN, NAME_WIDTH, NAME_HEIGHT = 210, 214, 20.5
SIGNATURE_HEIGHT = 12.0
#: So much nearer to the name the middle may begin when it is long.
HIGHER = 3.0
POINT = 25.4 / 72
#: Baselines: organiser, title, rule, lead-in, middle of the name, hairline, what for, details, signatures.
TWO = (34.5, 53.5, 67, 75.5, 88.3, 101, 109, 124, 148)
ONE = (36.5, 56.5, 66, 76, 89, 101.5, 110, 127, 150)


class Row(NamedTuple):
    """A text of the middle: wrapped and made smaller together with the others until all have room."""

    text: str
    font: str
    size: float
    color: Color
    lead: float


def draw_certificate(facts: CertificateFacts | str, *, images: Mapping[str, bytes] | None = None) -> bytes:
    """One certificate, from its facts or their canonical JSON."""
    return draw_certificates([facts], images=images)


def draw_certificates(
    rows: Sequence[CertificateFacts | str],
    *,
    images: Mapping[str, bytes] | None = None,
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """All certificates as one document, a page each, in the order given. images: SHA-256 -> picture, for the logos that facts name.

    progress is called with the number of pages done. The same facts give the same bytes. Raises MissingGlyph for a name that cannot be
    printed, ValueError for no certificate at all.
    """
    if not rows:
        raise ValueError("no certificate to draw")
    first = _facts(rows[0])
    words = _words(first, first.languages[0])
    title = words["title"][0].upper() + words["title"][1:]
    doc = Doc(A4_LANDSCAPE, title=title, language=first.languages[0], author=formats.pick(first.organiser, first.languages[0]))
    _frame(doc)
    faces: dict[object, str] = {}
    for done, row in enumerate(rows, 1):
        facts = _facts(row)
        _page(doc, facts, faces, images or {})
        doc.show()
        if progress is not None:
            progress(done)
    return doc.finish()


def _facts(row: CertificateFacts | str) -> CertificateFacts:
    return facts_from_json(row) if isinstance(row, str) else row


def _words(facts: CertificateFacts, language: str) -> dict[str, str]:
    """The words of a certificate in a language: the standard ones, and over them what the office wrote itself."""
    return {**formats.words(CERTIFICATE, language), **facts.words.get(language, {})}


def _frame(doc: Doc) -> None:
    inner = OUTER + BAND
    doc.form("frame")
    doc.rect(OUTER, OUTER, WIDTH - 2 * OUTER, HEIGHT - 2 * OUTER, fill=WOOL)
    doc.rect(inner, inner, WIDTH - 2 * inner, HEIGHT - 2 * inner, fill=WHITE)
    doc.path(ornament.frame(*STEMS), OUTER, HEIGHT - OUTER, UNIT, fill=RED, evenodd=True)
    doc.rect(inner, inner, WIDTH - 2 * inner, HEIGHT - 2 * inner, stroke=RED, weight=0.5)
    doc.rect(inner + 1.4, inner + 1.4, WIDTH - 2 * inner - 2.8, HEIGHT - 2 * inner - 2.8, stroke=INDIGO, weight=0.18)
    doc.end_form()


def _shared(facts: CertificateFacts) -> object:
    """What decides the common face: equal for all certificates of one training and one day."""
    return (
        facts.languages,
        tuple(facts.title.items()),
        facts.first_day,
        facts.last_day,
        facts.hours,
        tuple(facts.place.items()),
        tuple(facts.organiser.items()),
        tuple((each.name, tuple(each.post.items()), each.image) for each in facts.signatories),
        facts.issued,
        tuple(tuple(each.items()) for each in facts.funding),
        facts.logos,
        facts.provisional,
        facts.address,
        tuple((language, tuple(texts.items())) for language, texts in facts.words.items()),
    )


def _page(doc: Doc, facts: CertificateFacts, faces: dict[object, str], images: Mapping[str, bytes]) -> None:
    key = _shared(facts)
    if key not in faces:
        faces[key] = _Face(doc, facts, images).draw(f"face{len(faces)}")
    doc.use(faces[key])
    doc.mark(facts.number, facts.name)
    middle = (TWO if len(facts.languages) == 2 else ONE)[4]
    fitted = fit_name(facts.name)
    lead = fitted.size * 1.2 * POINT
    y = middle + 0.70 * fitted.size * POINT / 2 - (len(fitted.lines) - 1) * (lead / 2 + 0.4)
    doc.lines(MIDDLE, y, fitted.lines, SERIF, fitted.size, lead, INDIGO, "c")
    doc.text(QR_X - 4, QR_Y + 4.6, in_groups(facts.number.replace("-", "")), BOLD, 8, INK, "r", 0.2)
    doc.qr(QR_X, QR_Y, QR, f"{_address(facts)}/{facts.number.replace('-', '')}".upper())
    if facts.replaces:
        words = formats.words(CERTIFICATE, facts.languages[0])
        doc.text(QR_X + QR, QR_Y - 1.8, f"{words['replaces']} {in_groups(facts.replaces.replace('-', ''))}", SANS, 6.3, GREY, "r")


def _address(facts: CertificateFacts) -> str:
    """Where numbers are checked: as frozen, else this installation's."""
    return facts.address.rstrip("/") or f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/v"


def fit_name(name: str) -> Fitted:
    """One line from 38 points down to 28, else balanced lines from 23 down: never wider than 214 mm, never higher than 20.5."""
    name = " ".join(nfc(name).split())
    for large in range(38, 27, -1):
        if width(name, SERIF, large) * POINT <= NAME_WIDTH:
            return Fitted(large, [name])
    size = 23.0
    while size > 4:
        lines = wrap(name, SERIF, size, NAME_WIDTH, balance=True)
        if len(lines) * size * 1.2 * POINT <= NAME_HEIGHT and fits(lines, SERIF, size, NAME_WIDTH):
            return Fitted(size, lines)
        size -= 1
    return fit(name, SERIF, [4], NAME_WIDTH, lines=9)


class _Face:
    """Everything that is the same on each certificate of a training."""

    def __init__(self, doc: Doc, facts: CertificateFacts, images: Mapping[str, bytes]) -> None:
        self.doc, self.facts, self.images = doc, facts, images
        self.words = [_words(facts, language) for language in facts.languages]
        self.two = len(facts.languages) == 2
        self.grid = TWO if self.two else ONE

    def draw(self, name: str) -> str:
        """Draw it as a form. Returns the form's name."""
        self.doc.form(name)
        self.doc.use("frame")
        self._head()
        self._what_for()
        self._details()
        self._signatures()
        self._logos_and_funding()
        self._number()
        self.doc.end_form()
        return name

    def _label(self, key: str) -> str:
        """A label in both languages; once where they say the same."""
        return "  ·  ".join(dict.fromkeys(words[key] for words in self.words))

    def _texts(self, texts: Mapping[str, str]) -> list[str]:
        """A text in each language; once where it is the same."""
        found = [formats.pick(texts, language) for language in self.facts.languages]
        return [text for index, text in enumerate(found) if text.casefold() not in {each.casefold() for each in found[:index]}]

    def _head(self) -> None:
        doc, (organiser_y, title_y, rule_y, lead_y, _middle, hair_y, *_rest) = self.doc, self.grid
        organiser = self._texts(self.facts.organiser)
        big = fit(organiser[0], BOLD, [9, 8.5, 8, 7.5, 7], COLUMN - 10)
        doc.lines(MIDDLE, organiser_y - 3.4 * (len(big.lines) - 1), big.lines, BOLD, big.size, 3.4, INDIGO, "c")
        for text in organiser[1:]:
            small = fit(text, SANS, [8, 7.5, 7, 6.5, 6], COLUMN - 10, lines=1)
            doc.lines(MIDDLE, organiser_y + 4.4, small.lines, SANS, small.size, 3, GREY, "c")
        title = nfc(self.words[0]["title"].upper())
        sizes = [27.0 if len(title) < 23 else 25.0, *range(24, 11, -1)]
        size = next((each for each in sizes if width(title, SERIF_BOLD, each, 2.6) * POINT <= COLUMN), sizes[-1])
        doc.text(MIDDLE, title_y, title, SERIF_BOLD, size, RED, "c", 2.6)
        if self.two:
            second = self.words[1]["title"]
            small = fit(second[0].upper() + second[1:], SERIF, [14.5, 13, 12, 11, 10, 9], COLUMN, lines=1)
            doc.text(MIDDLE, title_y + 8, small.lines[0], SERIF, small.size, WALNUT, "c", 0.3)
        r = 1.15
        doc.path([("M", 0, r * 1.55), ("L", r, 0), ("L", 0, -r * 1.55), ("L", -r, 0), ("Z",)], MIDDLE, rule_y, fill=RED)
        for side in (-1, 1):
            doc.line(MIDDLE + side * 3.6, rule_y, MIDDLE + side * 34, rule_y, RED, 0.22)
        lead = fit(self._label("lead"), SANS, [9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6], COLUMN, lines=1)
        doc.lines(MIDDLE, lead_y, lead.lines, SANS, lead.size, 3.4, WALNUT, "c")
        doc.line(MIDDLE - 55, hair_y, MIDDLE + 55, hair_y, RULE, 0.2)

    def _what_for(self) -> None:
        rows, y = self._sentences(), float(self.grid[6])
        k, room = 1.0, 11.5 if self.two else 12.5
        while True:
            block = [(line, row.font, row.size * k, row.color, row.lead * k) for row in rows
                     for line in wrap(row.text, row.font, row.size * k, COLUMN, balance=True, hard=True)]  # fmt: skip
            high = sum(lead for *_, lead in block) - block[-1][4]
            if high <= room + HIGHER or k < 0.3:
                break
            k -= 0.05
        y -= max(0.0, min(high - room, HIGHER))
        for line, font, size, color, lead in block:
            self.doc.text(MIDDLE, y, line, font, size, color, "c")
            y += lead

    def _sentences(self) -> list[Row]:
        """What the certificate is for: in two languages a sentence each, in one the title in a line of its own; then the notes."""
        titles = [formats.pick(self.facts.title, language).strip('«»“”"') for language in self.facts.languages]
        own = [self.facts.words.get(language, {}).get("for", "") for language in self.facts.languages]
        if self.two:
            texts = [written or words["for"].format(title=title) for written, words, title in zip(own, self.words, titles, strict=True)]
            rows = [Row(texts[0], BOLD, 12.0, INK, 4.94), Row(texts[1], SANS, 10.0, WALNUT, 4.59)]
        else:
            words = self.words[0]
            before, found, after = own[0].partition(titles[0]) if own[0] else (words["for_alone"], titles[0], "")
            title = words["quoted"].format(title=titles[0]) if found else ""
            parts = [(before.rstrip('«“" '), SANS, 10.5, WALNUT, 6.0), (title, BOLD, 14.0, INK, 5.65)]
            parts.append((after.lstrip('»”" '), SANS, 10.5, WALNUT, 5.0))
            if not found:
                parts = [(own[0], BOLD, 13.0, INK, 5.65)]
            rows = [Row(*part) for part in parts if part[0]]
        notes = dict.fromkeys(words["note"] for words in self.words if words.get("note"))
        return [*rows, Row("  ·  ".join(notes), SANS, 8.5, GREY, 3.8)] if notes else rows

    def _details(self) -> None:
        doc, y, facts = self.doc, self.grid[7], self.facts
        values = {
            "dates": [formats.period(facts.first_day, facts.last_day, language) for language in facts.languages],
            "hours": [hours_text(facts.hours, language) for language in facts.languages],
            "place": [text for text in self._texts(facts.place) if text],
        }
        # A course at a distance has no place, nor has a training for which none was said.
        columns = [(key, texts) for key, texts in values.items() if texts]
        for number, (key, texts) in enumerate(columns):
            x = MIDDLE + (number - (len(columns) - 1) / 2) * 66
            doc.text(x, y, self._label(key), SANS, 7.5, GREY, "c", 0.15)
            big = fit(texts[0], BOLD, [10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7], 62, smaller=[7, 6.5, 6, 5.5])
            doc.lines(x, y + 5.4 - 1.1 * (len(big.lines) - 1), big.lines, BOLD, big.size, 2.8, INK, "c")
            for text in [each for each in texts[1:] if each != texts[0]]:
                small = fit(text, SANS, [8.5, 8, 7.5, 7, 6.5], 62, smaller=[6.5, 6, 5.5])
                doc.lines(x, y + 9.9, small.lines, SANS, small.size, 2.6, GREY, "c")
            if number:
                doc.line(x - 33, y - 2.4, x - 33, y + (10.4 if self.two else 5.8), RULE, 0.2)

    def _signatures(self) -> None:
        doc, y, wide, gap = self.doc, self.grid[8], 58, 12
        signatories = self.facts.signatories
        left = MIDDLE - (len(signatories) * wide + (len(signatories) - 1) * gap) / 2
        for number, each in enumerate(signatories):
            x = left + number * (wide + gap)
            if each.image in self.images:
                doc.logo(x + 7, y - SIGNATURE_HEIGHT + 1.2, wide - 14, SIGNATURE_HEIGHT, self.images[each.image])
            doc.line(x, y, x + wide, y, INK, 0.25)
            name = fit(each.name, BOLD, [8.5, 8, 7.5, 7, 6.5, 6], wide, lines=1)
            doc.lines(x + wide / 2, y + 4.2, name.lines, BOLD, name.size, 3, INK, "c")
            line = y + 7.8
            for post in self._texts(each.post):
                fitted = fit(post, SANS, [7.5, 7, 6.5], wide, smaller=[6.5, 6, 5.5])
                line = doc.lines(x + wide / 2, line, fitted.lines, SANS, fitted.size, 3.3 if len(fitted.lines) == 1 else 2.5, GREY, "c")

    def _logos_and_funding(self) -> None:
        doc, bottom = self.doc, HEIGHT - FOOT
        pictures = [self.images[key] for key in self.facts.logos if key in self.images]
        for number, picture in enumerate(pictures[:3]):
            doc.logo(FOOT + number * 24.5, bottom - 10, 22, 10, picture)
        x = FOOT + min(len(pictures), 3) * 24.5 + (1 if pictures else 0)
        texts = [text for each in self.facts.funding for text in self._texts(each)]
        if not texts:
            return
        size, lead = 7.0, 3.1
        while True:
            box = 66 if pictures else 100
            lines = [line for text in texts for line in wrap(text, SANS, size, box, balance=True, hard=True)]
            if len(lines) * lead <= 16 or size <= 4:
                break
            size, lead = size - 0.5, lead - 0.22
        y = min(bottom - 5 - (len(lines) - 1) * lead / 2 + 0.9, bottom - (len(lines) - 1) * lead)
        doc.lines(x, y, lines, SANS, size, lead, GREY)

    def _number(self) -> None:
        doc, x, y = self.doc, QR_X - 4, QR_Y + 1.6
        doc.text(x, y, self._label("number"), SANS, 6.3, GREY, "r")
        if self.facts.provisional:
            doc.text(x, y + 6.75, self.words[0]["provisional"], BOLD, 7.5, RED, "r")
            for words in self.words[1:]:
                doc.text(x, y + 9.85, words["provisional"], SANS, 7.5, RED, "r")
        else:
            english = self.facts.languages == ("en",)
            doc.text(x, y + 6.45, self._label("issued"), SANS, 6.3, GREY, "r")
            issued = formats.day(self.facts.issued, "en") if english else formats.short_day(self.facts.issued)
            doc.text(x, y + 9.45, issued, SANS, 8, INK, "r")
        doc.text(x, y + 12.9, self._label("check"), SANS, 6.3, GREY, "r")
        parts = urlsplit(_address(self.facts))
        shown = fit(parts.netloc + parts.path, SANS, [8, 7.5, 7, 6.5, 6], 70, lines=1)
        doc.lines(x, y + 15.9, shown.lines, SANS, shown.size, 3, INK, "r")

"""The report on a training, A4 portrait: figures, programme, attendance, tests, photos with consent, evidence. No participant's name."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from core.pdf.flow import LEFT, Flow, drawable, laid_out
from core.pdf.fonts import SANS
from core.pdf.page import GREY
from core.pdf.text import wrap

PHOTO_W, PHOTO_H, GAP = 84.0, 58.0, 6.0
#: Pixels of the longer side: sharp at 84 mm in print, and twenty of them can be sent by e-mail.
PIXELS = 900
SESSIONS = (LEFT, LEFT + 44, LEFT + 74, LEFT + 140)
COUNTS = (LEFT, LEFT + 82, LEFT + 112, LEFT + 144)
EVIDENCE = (LEFT, LEFT + 52, LEFT + 100)


@dataclass(frozen=True, kw_only=True)
class Report:
    """Texts are in the language already. heads: of the parts, by key; photos: (picture, caption).

    sessions: (day, time, title, state); counts: (session, marked, signed, reported); evidence: (what, number and day, what is there).
    """

    language: str
    words: dict[str, str]
    title: str
    number: str
    organiser: str
    facts: Sequence[tuple[str, str]]
    figures: Sequence[tuple[str, str]]
    sessions: Sequence[tuple[str, str, str, str]]
    counts: Sequence[tuple[str, str, str, str]]
    learning: Sequence[tuple[str, str]]
    evidence: Sequence[tuple[str, str, str]]
    photos: Sequence[tuple[bytes, str]] = field(default=(), repr=False)
    hidden: int = 0


def draw_report(data: Report) -> bytes:
    """The PDF; the same data give the same bytes."""
    words, pictures = data.words, [(_smaller(picture), caption) for picture, caption in data.photos]

    def draw(flow: Flow) -> None:
        flow.para(drawable(data.title), SANS)
        flow.y += 2
        flow.pairs(data.facts)
        flow.head(words["figures"])
        flow.pairs(data.figures)
        flow.y += 1
        flow.para(words["one_event"])
        if data.sessions:
            flow.head(words["programme"])
            flow.table(SESSIONS, (words["day"], words["time"], words["session"], words["state"]), data.sessions)
            flow.room(45)
            flow.head(words["attendance"])
            flow.para(words["three"])
            flow.y += 2
            flow.table(COUNTS, (words["session"], words["marked"], words["signed"], words["reported"]), data.counts)
        if data.learning:
            flow.head(words["learning"])
            flow.pairs(data.learning)
        if pictures or data.hidden:
            flow.head(words["photos"])
            _photos(flow, pictures)
            if data.hidden:
                flow.para(words["hidden"].format(n=data.hidden))
        flow.room(40)
        flow.head(words["evidence"])
        flow.table(EVIDENCE, (words["what"], words["which"], words["where"]), data.evidence)
        flow.signatures((words["prepared"], words["approved"]))

    return laid_out(draw, title=words["doc"], number=data.number, language=data.language, organiser=data.organiser, page=words["page"])


def _photos(flow: Flow, pictures: Sequence[tuple[bytes, str]]) -> None:
    """Two beside each other, each with its caption."""
    for start in range(0, len(pictures), 2):
        pair = pictures[start : start + 2]
        captions = [wrap(drawable(caption), SANS, 7.5, PHOTO_W, hard=True) if caption else [] for _picture, caption in pair]
        below = max(len(lines) for lines in captions) * 3.6
        flow.room(PHOTO_H + below + 6)
        for place, ((picture, _caption), lines) in enumerate(zip(pair, captions, strict=True)):
            x = LEFT + place * (PHOTO_W + GAP)
            flow.doc.logo(x, flow.y - 3, PHOTO_W, PHOTO_H, picture)
            flow.doc.lines(x, flow.y + PHOTO_H + 1, lines, SANS, 7.5, 3.6, GREY)
        flow.y += PHOTO_H + below + 6


def _smaller(picture: bytes) -> bytes:
    """The picture for print, as JPEG."""
    with Image.open(io.BytesIO(picture)) as image:
        drawn = image.convert("RGB")
        drawn.thumbnail((PIXELS, PIXELS))
        out = io.BytesIO()
        drawn.save(out, "JPEG", quality=80)
    return out.getvalue()

"""Name badges: eight on an A4 page with lines to cut along, 90 x 65 mm each, legible in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf import formats
from core.pdf.flow import drawable
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD
from core.pdf.page import A4, GREY, INDIGO, INK, RED, RULE, Doc
from core.pdf.text import Fitted, fit
from trainings.documents.words import BADGES

WIDTH, HEIGHT = 90.0, 65.0
COLUMNS, ROWS = 2, 4
ON_A_PAGE = COLUMNS * ROWS
LEFT, TOP = (A4[0] - COLUMNS * WIDTH) / 2, (A4[1] - ROWS * HEIGHT) / 2
#: Of the marks at the paper's edge.
MARK = 5.0
EDGE, QR = 6.0, 16.0
BOX = WIDTH - 2 * EDGE
ROLES = {True: "trainer", False: "participant"}


@dataclass(frozen=True, kw_only=True)
class Badge:
    """One badge. name: "" leaves a line to write on; code: "" for whoever has no place on the roster (trainers)."""

    name: str
    trainer: bool = False
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Badges:
    """All badges of one printing. title is the public one; title and organiser are in the language already."""

    language: str
    title: str
    organiser: str
    badges: Sequence[Badge]


@dataclass(frozen=True)
class _Fixed:
    """What is the same on many badges, fitted once: the title, and role and organiser with and without a code beside them."""

    title: Fitted
    roles: dict[bool, Fitted]
    organisers: dict[bool, Fitted]


def draw_badges(data: Badges) -> bytes:
    """The PDF; the same data give the same bytes."""
    doc = Doc(A4, title=data.title, language=data.language, author=data.organiser)
    fixed = _fixed(data)
    for start in range(0, len(data.badges), ON_A_PAGE):
        _cuts(doc)
        for place, badge in enumerate(data.badges[start : start + ON_A_PAGE]):
            row, column = divmod(place, COLUMNS)
            _badge(doc, LEFT + column * WIDTH, TOP + row * HEIGHT, fixed, badge)
        doc.show()
    return doc.finish()


def _fixed(data: Badges) -> _Fixed:
    words, organiser = formats.words(BADGES, data.language), drawable(data.organiser)
    rooms = {False: BOX, True: BOX - QR - 4}
    return _Fixed(
        title=fit(drawable(data.title), BOLD, (11, 10), BOX, lines=2, smaller=(10, 9, 8, 7)),
        roles={trainer: fit(words[word], BOLD, (13, 12, 11, 10), rooms[True], lines=1) for trainer, word in ROLES.items()},
        organisers={coded: fit(organiser, SANS, (8, 7.5, 7), room, lines=2) for coded, room in rooms.items()},
    )


def _cuts(doc: Doc) -> None:
    """Dashed lines between the badges, with marks beside them up to the edge of the sheet."""
    right, bottom = LEFT + COLUMNS * WIDTH, TOP + ROWS * HEIGHT
    for n in range(COLUMNS + 1):
        x = LEFT + n * WIDTH
        doc.line(x, TOP - MARK, x, bottom + MARK, RULE, 0.2, dash=(1.2, 1.2))
    for n in range(ROWS + 1):
        y = TOP + n * HEIGHT
        doc.line(LEFT - MARK, y, right + MARK, y, RULE, 0.2, dash=(1.2, 1.2))


def _badge(doc: Doc, x: float, y: float, fixed: _Fixed, badge: Badge) -> None:
    left, right = x + EDGE, x + WIDTH - EDGE
    doc.lines(left, y + 10, fixed.title.lines, BOLD, fixed.title.size, 4.4, INDIGO)
    doc.line(left, y + 17.5, right, y + 17.5, RED, 0.5)
    if badge.name:
        name = fit(drawable(badge.name), SERIF_BOLD, (30, 27, 24, 21), BOX, lines=3, smaller=(21, 19, 17, 15, 13, 12))
        lead = name.size * 0.40
        middle = y + 29.5 - lead * (len(name.lines) - 1) / 2 + name.size * 0.12
        doc.lines(left, middle, name.lines, SERIF_BOLD, name.size, lead, INK)
    else:
        doc.line(left, y + 34, right, y + 34, GREY, 0.2)
    role, organiser = fixed.roles[badge.trainer], fixed.organisers[bool(badge.code)]
    doc.lines(left, y + HEIGHT - 14.5, role.lines, BOLD, role.size, 5, INK)
    doc.lines(left, y + HEIGHT - 9.5, organiser.lines, SANS, organiser.size, 3.4, GREY)
    if badge.code:
        doc.qr(right - QR, y + HEIGHT - QR - 8.6, QR, badge.code)
        doc.text(right - QR / 2, y + HEIGHT - 4, badge.code, SANS, 7, GREY, "c")

"""Sign-in sheets, A4 landscape: legible in black and white, with room on the left for the binder and a code that leads a scan back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color

from core.pdf import formats
from core.pdf.fonts import BOLD, SANS, SERIF_BOLD, width
from core.pdf.page import A4_LANDSCAPE, BAND_GROUND, GREY, INK, PALE, RED, RULE, Doc
from core.pdf.text import fit, fits, shortened, wrap
from core.text import fold
from trainings.documents.data import SheetPerson, SignInSheet
from trainings.documents.words import SHEET
from trainings.numbers import in_groups

LEFT, RIGHT, TOP, BOTTOM = 17.0, 287.0, 8.0, 203.9
ROW, BAND, COLUMN_HEAD = 11.0, 4.6, 8.0
WIDE = RIGHT - LEFT
FIRST_HEAD, NEXT_HEAD, FUNDING_TOP = 30.8, 12.0, 20.6
FOOTER = 26.8
AGES = ("under_14", "14_17", "18_28", "29_35", "36_over")
SEXES = ("female", "male")
#: Room for logos and funding statement beside the code, and between two of the facts.
SIDE, GAP = 62.0, 4.0
#: Between two facts on one line; where the line breaks it stays at the end.
DOT = "\N{NO-BREAK SPACE}· "
POINT = 25.4 / 72


def columns(*, with_places: bool, with_phone: bool) -> dict[str, tuple[float, float]]:
    """Each column's left and right edge. Without village or phone, names and signatures have their room."""
    wide = {"no": 8.5, "name": 75.0, "sex": 14.5, "age": 24.0, "village": 58.0, "phone": 27.0, "photo": 30.0, "signature": 64.0}
    if not with_places:
        del wide["village"]
    if not with_phone:
        del wide["phone"]
    rest = WIDE - sum(wide.values())
    shared = ("name", "signature") if rest >= 0 or not with_places else ("name", "village", "signature")
    edges, x = {}, LEFT
    for key, room in wide.items():
        right = x + room + (rest / len(shared) if key in shared else 0)
        edges[key] = (x, right)
        x = right
    return edges


def blank_rows(people: int) -> int:
    """Rows for walk-ins: 5, or 10 % where that is more."""
    return max(5, -(-people // 10))


def draw_sign_in_sheet(data: SignInSheet) -> tuple[bytes, int]:
    """(PDF, number of pages). Names shrink, then wrap, and are never cut. The phone's last digits stand only beside alike names."""
    head = _head_of(data)
    pages = _pages(data, head.height)
    sheet = _Sheet(data, head, len(pages))
    for number, blocks in enumerate(pages, 1):
        sheet.page(number, blocks)
    return sheet.doc.finish(), len(pages)


@dataclass(frozen=True)
class _Block:
    """A part that never breaks. kind: person, blank, band, trainers, footer."""

    kind: str
    height: float
    number: int = 0
    text: str = ""
    person: SheetPerson | None = None
    trainers: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Head:
    """The head of the first page: how high it is; the facts (word, lines) in two rows with the columns' widths; the funding statement."""

    height: float
    size: float
    wide: list[float]
    rows: list[list[tuple[str, list[str]]]]
    funding: list[str]


def _head_of(data: SignInSheet) -> _Head:
    """Facts shrink to 7 points, then wrap; funding statements wrap. The head grows with them, so that nothing is cut or too small."""
    words = formats.words(SHEET, data.language)
    rows = (
        (("date", formats.day(data.day, data.language)), ("session", data.session), ("place", data.place), ("type", data.type)),
        (("organiser", data.organiser), ("project", data.project), ("safeguarding", data.safeguarding)),
    )
    room = RIGHT - 27 - SIDE - 4 - LEFT - 3 * GAP
    labels = [max(width(words[row[i][0]], SANS, 6.5) * POINT for row in rows if i < len(row)) for i in range(4)]
    for size in (9.0, 8.5, 8.0, 7.5, 7.0):
        wide = [max(labels[i], *(width(row[i][1], SANS, size) * POINT + 0.1 for row in rows if i < len(row))) for i in range(4)]
        if sum(wide) <= room:
            break
    else:
        wide = _shared(labels, wide, room)
    laid = [[(words[key], wrap(text, SANS, size, wide[i], hard=True)) for i, (key, text) in enumerate(row)] for row in rows]
    funding = wrap(data.funding, SANS, 6.5, SIDE, balance=True, hard=True) if data.funding else []
    more = sum(max(len(lines) for _word, lines in row) - 1 for row in laid)
    return _Head(max(FIRST_HEAD + more * size * 1.16 * POINT, FUNDING_TOP + len(funding) * 2.8), size, wide, laid, funding)


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Widths of columns that do not fit beside each other: who needs less than an even share keeps it, the others share what is left."""
    found, open_columns = list(wanted), set(range(len(wanted)))
    while open_columns:
        even = (room - sum(found[i] for i in range(len(found)) if i not in open_columns)) / len(open_columns)
        small = {i for i in open_columns if wanted[i] <= even}
        if not small:
            for i in open_columns:
                found[i] = max(even, least[i])
            break
        open_columns -= small
    return found


def _pages(data: SignInSheet, first_head: float) -> list[list[_Block]]:
    """The blocks of each page. A band stays with what it heads; trainers and footer stay together where they fit on one page."""
    words = formats.words(SHEET, data.language)
    people = [_Block("person", ROW, number, person=person) for number, person in enumerate(data.people, 1)]
    blanks = [_Block("blank", ROW, len(people) + number) for number in range(1, blank_rows(len(people)) + 1)]
    trainers = data.trainers or ("",)
    pairs = [_Block("trainers", ROW, trainers=trainers[n : n + 2]) for n in range(0, len(trainers), 2)]
    last = [_Block("band", BAND, text=words["trainers"]), *pairs, _Block("footer", FOOTER)]
    groups = [[block] for block in people]
    groups += [[_Block("band", BAND, text=words["walk_ins"]), blanks[0]], *([block] for block in blanks[1:])]
    groups += [last] if len(pairs) < 9 else [[block] for block in last]
    pages: list[list[_Block]] = [[]]
    y = TOP + first_head + COLUMN_HEAD
    for group in groups:
        height = sum(block.height for block in group)
        if y + height > BOTTOM:
            pages.append([])
            y = TOP + NEXT_HEAD + COLUMN_HEAD
        pages[-1].extend(group)
        y += height
    return pages


class _Sheet:
    def __init__(self, data: SignInSheet, head: _Head, pages: int) -> None:
        self.data, self.head, self.pages = data, head, pages
        self.words = formats.words(SHEET, data.language)
        self.columns = columns(with_places=data.with_places, with_phone=data.with_phone)
        self.day = formats.day(data.day, data.language)
        self.number = in_groups(data.number) if "-" not in data.number else data.number
        self.alike = {name for name, times in Counter(fold(person.name) for person in data.people).items() if times > 1}
        title = f"{self.words['doc']} {self.number}"
        self.doc = Doc(A4_LANDSCAPE, title=title, language=data.language, author=data.organiser, subject=f"{data.title}, {self.day}")

    def page(self, number: int, blocks: Sequence[_Block]) -> None:
        """Draw one page."""
        doc = self.doc
        y = self._first_head() if number == 1 else self._next_head(number)
        if any(block.kind in ("person", "blank") for block in blocks):
            y = self._column_head(y)
        else:
            doc.line(LEFT, y, RIGHT, y, INK, 0.45)
        for index, block in enumerate(blocks):
            following = blocks[index + 1].kind if index + 1 < len(blocks) else ""
            self._block(y, block, ends=following in ("", "band", "footer"))
            y += block.height
        foot = shortened(f"{self.words['doc']} · {self.data.title}", SANS, 6.5, 115, tail=f" · {self.day}")
        doc.lines(LEFT, 206, foot, SANS, 6.5, 2.8, GREY)
        doc.text((LEFT + RIGHT) / 2, 206, f"{self.words['sheet']} {self.number}", SANS, 6.5, GREY, "c")
        doc.text(RIGHT, 206, self.words["page"].format(page=number, pages=self.pages), BOLD, 7.5, INK, "r")
        doc.show()

    def _first_head(self) -> float:
        doc, data, words = self.doc, self.data, self.words
        doc.mark("p1", words["doc"])
        doc.qr(RIGHT - 23, TOP, 23, f"{data.address.rstrip('/')}/{data.number}".upper())
        right = RIGHT - 27
        doc.text(right, TOP + 2.4, words["sheet"], SANS, 6.5, GREY, "r")
        doc.text(right, TOP + 6.4, self.number, BOLD, 9.5, INK, "r")
        box = min(17.0, (SIDE + 1.5) / len(data.logos) - 1.5) if data.logos else 0
        for index, picture in enumerate(reversed(data.logos)):
            doc.logo(right - box * (index + 1) - 1.5 * index, TOP + 9.6, box, 8, picture)
        doc.lines(right, TOP + FUNDING_TOP, self.head.funding, SANS, 6.5, 2.8, GREY, "r")
        doc.text(LEFT, TOP + 2.6, words["doc"].upper(), BOLD, 7.5, RED, track=0.7)
        title = fit(data.title, SERIF_BOLD, [17, 16, 15, 14, 13, 12], right - 30 - LEFT, smaller=[10, 9.5, 9, 8.5, 8, 7.5, 7])
        lead = title.size * 1.12 * POINT
        doc.lines(LEFT, TOP + 9.6 - (len(title.lines) - 1) * (lead - 1.6), title.lines, SERIF_BOLD, title.size, lead)
        self._facts()
        return TOP + self.head.height

    def _facts(self) -> None:
        """Two rows of labelled facts, as wide as their texts."""
        head, lead = self.head, self.head.size * 1.16 * POINT
        gap = min(9.0, (RIGHT - 27 - SIDE - 4 - LEFT - sum(head.wide)) / 3)
        y = TOP + 15.4
        for row in head.rows:
            x = LEFT
            for column, (word, lines) in enumerate(row):
                self.doc.text(x, y, word, SANS, 6.5, GREY)
                self.doc.lines(x, y + 3.9, lines, SANS, head.size, lead)
                x += head.wide[column] + gap
            y += 8.2 + (max(len(lines) for _word, lines in row) - 1) * lead

    def _next_head(self, number: int) -> float:
        doc, data, words = self.doc, self.data, self.words
        doc.mark(f"p{number}", f"{words['doc']}, {words['page'].format(page=number, pages=self.pages)}", 1)
        doc.text(LEFT, TOP + 3, words["doc"].upper(), BOLD, 7.5, RED, track=0.7)
        title = fit(data.title, SERIF_BOLD, [12, 11, 10, 9, 8], 120, smaller=[8, 7.5, 7, 6.5])
        size, lines = title.size, title.lines
        if size < 6.5:
            size, lines = 6.5, shortened(data.title, SERIF_BOLD, 6.5, 120, lines=2)
        self._beside(LEFT, lines, SERIF_BOLD, size, INK)
        x = LEFT + max(width(line, SERIF_BOLD, size) for line in lines) * POINT + 4
        rest, tail, box = f"{self.day}{DOT}{data.session}{DOT}{data.place}", f"{DOT}{words['continued']}", RIGHT - 45 - x
        for size in (8, 7.5, 7):
            lines = wrap(rest + tail, SANS, size, box)
            if len(lines) == 1 and fits(lines, SANS, size, box):
                break
        else:
            lines = shortened(rest, SANS, size, box, lines=2, tail=tail)
        self._beside(x, lines, SANS, size, GREY)
        doc.qr(RIGHT - 11.2, TOP - 0.6, 11.2, f"{data.address.rstrip('/')}/{data.number}/{number}".upper())
        doc.text(RIGHT - 14.2, TOP + 3, words["sheet"], SANS, 6.5, GREY, "r")
        doc.text(RIGHT - 14.2, TOP + 8.3, self.number, BOLD, 8.5, INK, "r")
        return TOP + NEXT_HEAD

    def _beside(self, x: float, lines: Sequence[str], font: str, size: float, color: Color) -> None:
        """One line, or more around its place, in the head of the pages after the first."""
        lead = size * 1.12 * POINT
        self.doc.lines(x, TOP + 8.3 - (len(lines) - 1) * lead / 2, lines, font, size, lead, color)

    def _column_head(self, y: float) -> float:
        doc, words = self.doc, self.words
        doc.line(LEFT, y, RIGHT, y, INK, 0.45)
        doc.line(LEFT, y + COLUMN_HEAD, RIGHT, y + COLUMN_HEAD, INK, 0.45)
        for key, (left, right) in self.columns.items():
            middle = (left + right) / 2
            if key == "photo":
                doc.text(middle, y + 3.1, words[key], BOLD, 7.5, INK, "c")
                doc.line(middle, y + 4.1, middle, y + COLUMN_HEAD, RULE, 0.2)
                for half, each in enumerate(("take", "publish")):
                    label = fit(words[each], SANS, [6.5, 6.2, 6], middle - left - 0.6, lines=1)
                    doc.text(left + (middle - left) * (half + 0.5), y + 6.6, label.lines[0], SANS, label.size, INK, "c")
            elif key in ("no", "sex"):
                label = fit(words[key], BOLD, [7.5, 7, 6.5, 6], right - left - 0.6, lines=1)
                doc.text(middle, y + 5.2, label.lines[0], BOLD, label.size, INK, "c")
            else:
                label = fit(words[key], BOLD, [7.5, 7, 6.5, 6], right - left - 3, lines=1)
                doc.text(left + 2, y + 5.2, label.lines[0], BOLD, label.size)
        return y + COLUMN_HEAD

    def _block(self, y: float, block: _Block, *, ends: bool) -> None:
        doc = self.doc
        if block.kind == "band":
            doc.rect(LEFT, y, RIGHT - LEFT, BAND, fill=BAND_GROUND)
            doc.text(LEFT + 2, y + 3.2, block.text, BOLD, 7)
            doc.line(LEFT, y + BAND, RIGHT, y + BAND, RULE, 0.2)
        elif block.kind == "footer":
            self._footer(y + 3.6)
            return
        elif block.kind == "trainers":
            self._trainers(y, block.trainers)
        else:
            doc.text(self.columns["no"][1] - 2, y + ROW / 2 + 1.2, str(block.number), SANS, 8.5, INK if block.person else GREY, "r")
            if block.person is not None:
                self._person(y, block.person)
            else:
                self._blank(y)
            for left, _right in [*self.columns.values()][1:]:
                doc.line(left, y, left, y + ROW, RULE, 0.2)
            half = sum(self.columns["photo"]) / 2
            doc.line(half, y, half, y + ROW, PALE, 0.2)
        if block.kind != "band":
            doc.line(LEFT, y + ROW, RIGHT, y + ROW, INK if ends else RULE, 0.45 if ends else 0.2)

    def _person(self, y: float, person: SheetPerson) -> None:
        doc, middle = self.doc, y + ROW / 2
        alike = person.phone_end and fold(person.name) in self.alike and not self.data.with_phone
        digits = f"…{person.phone_end}" if alike else ""
        self._cell("name", middle, person.name, BOLD, [10, 9.5, 9, 8.5], [8.5, 8, 7.5, 7], digits)
        doc.text(sum(self.columns["sex"]) / 2, middle + 1.2, self.words[person.sex or "not_stated"], SANS, 9, INK, "c")
        if person.age in AGES:
            doc.text(self.columns["age"][0] + 2, middle + 1.2, self.words[person.age], SANS, 9)
        for key, text in (("village", person.place), ("phone", person.phone)):
            if key in self.columns and text:
                self._cell(key, middle, text, SANS, [9, 8.5, 8], [8, 7.5, 7])
        left, right = self.columns["photo"]
        for quarter, given in ((1, person.take), (3, person.publish)):
            self._sign(left + (right - left) * quarter / 4, middle, given)

    def _cell(self, column: str, middle: float, text: str, font: str, sizes: list[float], smaller: list[float], after: str = "") -> None:
        left, right = self.columns[column]
        fitted = fit(text, font, sizes, right - left - 4 - (9 if after else 0), smaller=smaller, lines=3)
        lead = fitted.size * 1.16 * POINT
        y, used = middle + fitted.size * 0.714 * POINT / 2 - (len(fitted.lines) - 1) * lead / 2, 0.0
        for line in fitted.lines:
            used = self.doc.text(left + 2, y, line, font, fitted.size)
            y += lead
        if after:
            self.doc.text(left + 2 + used + 1.8, y - lead, after, SANS, 7.5, GREY)

    def _sign(self, x: float, y: float, given: bool, k: float = 1) -> None:
        """A drawn tick or dash: no embedded face has a tick."""
        if given:
            self.doc.canvas.setLineJoin(1)
            self.doc.path([("M", -1.5, 0.1), ("L", -0.45, -1.1), ("L", 1.7, 1.5)], x, y, k, stroke=INK, weight=0.42)
        else:
            self.doc.line(x - 1.1, y, x + 1.1, y, INK, 0.35)

    def _blank(self, y: float) -> None:
        """Sexes and age groups to be ringed."""
        middle, centre = y + ROW / 2, sum(self.columns["sex"]) / 2
        for index, sex in enumerate(SEXES):
            self.doc.text(centre + (index * 2 - 1) * 2.6, middle + 1.2, self.words[sex], SANS, 8.5, GREY, "c")
        places = ((0, 0), (7.6, 0), (0, 4.2), (7.6, 4.2), (15.2, 4.2))
        for age, (dx, dy) in zip(AGES, places, strict=True):
            text = "<14" if age == "under_14" else self.words[age]
            self.doc.text(self.columns["age"][0] + 2 + dx, middle - 1 + dy, text, SANS, 6.6, GREY)

    def _trainers(self, y: float, names: Sequence[str]) -> None:
        """Two to a row, with as much room to sign as a participant."""
        half = (RIGHT - LEFT) / 2
        for index, name in enumerate((*names, "")[:2]):
            x = LEFT + index * half
            if name:
                fitted = fit(name, BOLD, [9.5, 9, 8.5, 8], 62, smaller=[8, 7.5, 7])
                lead = fitted.size * 1.16 * POINT
                self.doc.lines(x + 2, y + 6.7 - (len(fitted.lines) - 1) * lead / 2, fitted.lines, BOLD, fitted.size, lead)
            self.doc.line(x + 65.5, y, x + 65.5, y + ROW, RULE, 0.2)
            self.doc.text(x + 67.1, y + 2.6, self.words["signature"], SANS, 6.2, GREY)
        self.doc.line(LEFT + half, y, LEFT + half, y + ROW, RULE, 0.2)

    def _footer(self, y: float) -> None:
        doc, words, top = self.doc, self.words, y + 1.6
        wide, first, high = 112.0, 20.0, 5.4
        column = (wide - first) / 6
        doc.text(LEFT, y, words["totals"], BOLD, 7)
        for index, key in enumerate((*AGES, "total")):
            label = fit(words[key], BOLD if key == "total" else SANS, [6.2, 6, 5.5], column - 0.8, lines=1)
            doc.text(
                LEFT + first + column * (index + 0.5), top + 3.6, label.lines[0], BOLD if key == "total" else SANS, label.size, INK, "c"
            )
        for index, key in enumerate((*SEXES, "all"), 1):
            doc.text(LEFT + 2, top + high * index + 3.8, words[key], BOLD if key == "all" else SANS, 7.5)
        for index in range(5):
            edge = index in (0, 4)
            doc.line(LEFT, top + high * index, LEFT + wide, top + high * index, INK if edge else RULE, 0.3 if edge else 0.2)
        for index in range(6):
            x = LEFT + first + column * index
            doc.line(x, top, x, top + 4 * high, INK if index == 5 else RULE, 0.3 if index == 5 else 0.2)
        self._consent(LEFT + wide + 8, y)
        self._signatures(LEFT + wide + 8, top + 4 * high - 3.6)

    def _consent(self, x: float, y: float) -> None:
        doc, words = self.doc, self.words
        y = doc.para(x, y, words["consent"], RIGHT - x, SANS, 7, 3.0)
        start = doc.text(x, y + 0.3, f"{words['photo']}: ", SANS, 6.5, GREY)
        self._sign(x + start + 1.2, y - 0.5, True, 0.6)
        legend = fit(words["legend"], SANS, [6.5, 6.2, 6, 5.5], RIGHT - x - start - 2.8, lines=1)
        doc.text(x + start + 2.8, y + 0.3, legend.lines[0], SANS, legend.size, GREY)

    def _signatures(self, left: float, y: float) -> None:
        doc, wide = self.doc, (RIGHT - left - 8) / 2
        for index, key in enumerate(("trainer", "organiser")):
            x = left + index * (wide + 8)
            doc.text(x, y - 0.8, self.words[key], BOLD, 7.5)
            doc.line(x, y, x + wide - 19, y, INK, 0.25)
            doc.line(x + wide - 17, y, x + wide, y, INK, 0.25)
            doc.text(x, y + 3, self.words["sign"], SANS, 6.2, GREY)
            doc.text(x + wide - 17, y + 3, self.words["day"], SANS, 6.2, GREY)

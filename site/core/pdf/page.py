"""A document drawn page by page. All positions are millimetres from the upper left corner; y of a text is its baseline."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from core.pdf import fonts
from core.pdf.fonts import SANS
from core.pdf.qr import modules
from core.pdf.text import wrap

RED, INDIGO, MADDER, WALNUT, WOOL = (HexColor(c) for c in ("#A3262A", "#22375B", "#C8553D", "#4A3B2A", "#F6F1E7"))
INK, GREY, RULE, PALE = (HexColor(c) for c in ("#1E1A16", "#6B625A", "#B9B0A4", "#E4DED3"))
BAR_GROUND, BAND_GROUND, WHITE = HexColor("#EEEAE3"), HexColor("#F1EEE9"), HexColor("#FFFFFF")
A4 = (210.0, 297.0)
A4_LANDSCAPE = (297.0, 210.0)
Path = Sequence[Sequence[Any]]
#: Code of paths that stand in many documents (`Doc.drawn_before`).
_CODES: dict[tuple[Any, ...], str] = {}


class Doc:
    """One PDF. The same calls give the same bytes; every face is embedded; language and title are set."""

    def __init__(self, size: tuple[float, float], *, title: str, language: str, author: str = "", subject: str = "") -> None:
        fonts.register()
        self.width, self.height = size
        self._file = BytesIO()
        self.canvas = Canvas(
            self._file,
            pagesize=(size[0] * mm, size[1] * mm),
            initialFontName=SANS,
            initialFontSize=9,
            pageCompression=1,
            invariant=1,
            lang=language,
        )
        self.canvas.setTitle(fonts.nfc(title))
        self.canvas.setAuthor(fonts.nfc(author))
        self.canvas.setSubject(fonts.nfc(subject))
        self.canvas.setCreator("Ashar")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self.pages = 0

    def text(
        self, x: float, y: float, text: str, font: str = SANS, size: float = 9, color: Color = INK, align: str = "l", track: float = 0
    ) -> float:
        """Draw one line; align: l, c or r of x; track in points. Returns its width in mm. Raises MissingGlyph."""
        text = fonts.nfc(text)
        parts = fonts.runs(text, font)
        points = sum(pdfmetrics.stringWidth(part, face, size) for face, part in parts) + track * max(len(text) - 1, 0)
        left = x * mm - (points if align == "r" else points / 2 if align == "c" else 0)
        line = self.canvas.beginText(left, (self.height - y) * mm)
        line.setFillColor(color)
        if track:
            line.setCharSpace(track)
        for face, part in parts:
            line.setFont(face, size)
            line.textOut(part)
        if track:
            line.setCharSpace(0)
        self.canvas.drawText(line)
        return points / mm

    def lines(
        self, x: float, y: float, lines: Sequence[str], font: str, size: float, lead: float, color: Color = INK, align: str = "l"
    ) -> float:
        """Lines under one another, `lead` mm apart. Returns the baseline that would come next."""
        for line in lines:
            self.text(x, y, line, font, size, color, align)
            y += lead
        return y

    def para(
        self,
        x: float,
        y: float,
        text: str,
        box: float,
        font: str = SANS,
        size: float = 9,
        lead: float = 4.23,
        color: Color = INK,
        *,
        balance: bool = False,
    ) -> float:
        """A text wrapped to `box` mm. Returns the baseline that would come next."""
        return self.lines(x, y, wrap(text, font, size, box, balance=balance, hard=True), font, size, lead, color)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, color: Color = RULE, weight: float = 0.2, dash: Sequence[float] = ()
    ) -> None:
        canvas = self.canvas
        canvas.setStrokeColor(color)
        canvas.setLineWidth(weight * mm)
        if dash:
            canvas.setDash([part * mm for part in dash])
        canvas.line(x1 * mm, (self.height - y1) * mm, x2 * mm, (self.height - y2) * mm)
        if dash:
            canvas.setDash([])

    def _pens(self, fill: Color | None, stroke: Color | None, weight: float) -> None:
        if fill is not None:
            self.canvas.setFillColor(fill)
        if stroke is not None:
            self.canvas.setStrokeColor(stroke)
            self.canvas.setLineWidth(weight * mm)

    def rect(
        self, x: float, y: float, w: float, h: float, *, fill: Color | None = None, stroke: Color | None = None, weight: float = 0.25
    ) -> None:
        self._pens(fill, stroke, weight)
        box = (x * mm, (self.height - y - h) * mm, w * mm, h * mm)
        self.canvas.rect(*box, fill=int(fill is not None), stroke=int(stroke is not None))

    def _path(self, commands: Path, x: float, y: float, unit: float, flip: int) -> Any:
        path, k, left, bottom = self.canvas.beginPath(), unit * mm, x * mm, (self.height - y) * mm
        draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo}
        for name, *values in commands:
            if name == "Z":
                path.close()
            else:
                draw[name](*(round(bottom + flip * v * k if i % 2 else left + v * k, 2) for i, v in enumerate(values)))
        return path

    def path(
        self,
        commands: Path,
        x: float,
        y: float,
        unit: float = 1,
        *,
        fill: Color | None = None,
        stroke: Color | None = None,
        weight: float = 0.25,
        evenodd: bool = False,
        flip: int = 1,
    ) -> None:
        """Commands in units of `unit` mm around (x, y); flip=1: their y points up, -1: down."""
        self._pens(fill, stroke, weight)
        path = self._path(commands, x, y, unit, flip)
        self.canvas.drawPath(path, fill=int(fill is not None), stroke=int(stroke is not None), fillMode=0 if evenodd else 1)

    def drawn_before(self, name: str, commands: Callable[[], Path], x: float, y: float, unit: float, fill: Color) -> None:
        """A filled path that every document of a kind has at the same place: its code is written once a process."""
        key = (name, x, y, unit, self.height)
        if key not in _CODES:
            _CODES[key] = self._path(commands(), x, y, unit, 1).getCode()
        self._pens(fill, None, 0)
        self.canvas.addLiteral(f"{_CODES[key]} f")

    def clip(self, commands: Path, x: float, y: float, unit: float = 1, *, flip: int = 1) -> None:
        """Draw only inside the path from now on; between saveState and restoreState of the canvas."""
        self.canvas.clipPath(self._path(commands, x, y, unit, flip), stroke=0, fill=0, fillMode=0)

    def circle(self, x: float, y: float, r: float, *, fill: Color | None = None, stroke: Color | None = None, weight: float = 0.25) -> None:
        self._pens(fill, stroke, weight)
        self.canvas.circle(x * mm, (self.height - y) * mm, r * mm, fill=int(fill is not None), stroke=int(stroke is not None))

    def qr(self, x: float, y: float, size: float, data: str) -> None:
        """A QR code of `size` mm without its quiet zone: leave four modules of white around it."""
        *dark, (count, _first, _length) = modules(data)
        unit = size / count * mm
        canvas = self.canvas
        canvas.saveState()
        canvas.setFillColor(INK)
        canvas.transform(round(unit, 4), 0, 0, round(unit, 4), round(x * mm, 2), round((self.height - y) * mm, 2))
        # In modules, as whole numbers: a tenth of the time that writing each corner in points takes.
        canvas.addLiteral(" ".join(f"{first} {-row - 1} {length} 1 re" for row, first, length in dark) + " f")
        canvas.restoreState()

    def logo(self, x: float, y: float, w: float, h: float, image: bytes) -> None:
        """A picture (PNG, JPEG) in its own proportions in the middle of a box."""
        reader = ImageReader(BytesIO(image))
        wide, high = reader.getSize()
        k = min(w / wide, h / high)
        left, top = x + (w - wide * k) / 2, y + (h - high * k) / 2
        self.canvas.drawImage(reader, left * mm, (self.height - top - high * k) * mm, wide * k * mm, high * k * mm, mask="auto")

    def form(self, name: str) -> None:
        """Begin a part that is drawn once and used on many pages by `use`; end it with `end_form`."""
        self.canvas.beginForm(name, 0, 0, self.width * mm, self.height * mm)

    def end_form(self) -> None:
        self.canvas.endForm()

    def use(self, name: str) -> None:
        self.canvas.doForm(name)

    def mark(self, key: str, title: str, level: int = 0) -> None:
        """An entry of the document's outline that leads to this page."""
        self.canvas.bookmarkPage(key)
        self.canvas.addOutlineEntry(fonts.nfc(title), key, level)

    def show(self) -> None:
        """This page is done."""
        self.canvas.showPage()
        self.pages += 1

    def finish(self) -> bytes:
        """The PDF. No more drawing after it."""
        self.canvas.save()
        return self._file.getvalue()

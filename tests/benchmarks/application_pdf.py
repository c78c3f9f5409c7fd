"""The PDF of an application as it was sent, three pages in Kyrgyz; time of one.

The other way: a bare ReportLab canvas with the same text in the same three faces, wrapped by ReportLab, without ornament, outline or
pages' numbers.
"""

import io
import statistics
import time
from collections.abc import Callable
from typing import Any

COUNT = 20
TURNS = 3


def run() -> list[dict[str, Any]]:
    from tests.grants.documents.test_application import sent

    data = sent(sections=3)
    text = _text(data)
    _ours(data), _bare(text)
    ours, bare = [], []
    for _turn in range(TURNS):
        ours.append(_timed(lambda: _ours(data)))
        bare.append(_timed(lambda: _bare(text)))
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    return [
        {
            "name": "application_pdf",
            "ours": statistics.median(ours),
            "unit": "ms each",
            "other": "bare ReportLab canvas, same text",
            "other_value": statistics.median(bare),
            "ratio": ratio,
            "better": "lower",
            "budget": 3,
            "ok": ratio <= 3,
        }
    ]


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    for _each in range(COUNT):
        work()
    return (time.perf_counter() - started) * 1000 / COUNT


def _ours(data: Any) -> None:
    from grants.documents import draw_application

    draw_application(data)


def _text(data: Any) -> list[str]:
    """The words as they stand in our PDF: its own paragraphs, found again in the drawn document."""
    from core.pdf import check
    from grants.documents import draw_application

    return check.text(draw_application(data)).splitlines()


def _bare(lines: list[str]) -> None:
    from reportlab.lib.units import mm
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    from core.pdf.fonts import BOLD, SANS, SERIF_BOLD, register

    register()
    canvas = Canvas(io.BytesIO(), pagesize=(210 * mm, 297 * mm), pageCompression=1, initialFontName=SANS)
    height = 280.0
    split = [line for words in lines for line in simpleSplit(words, SANS, 9.5, 166 * mm)]
    for place, line in enumerate(split):
        canvas.setFont(SERIF_BOLD if place == 0 else BOLD if place % 12 == 1 else SANS, 9.5)
        if height < 20:
            canvas.showPage()
            canvas.setFont(SANS, 9.5)
            height = 280.0
        canvas.drawString(22 * mm, height * mm, line)
        height -= 4.9
    canvas.save()

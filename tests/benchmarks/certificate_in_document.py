"""Certificates for a printer: 1,000 in one PDF with numbers, records, facts hash, QR and frame; time per certificate.

Beside it, in the same run, turn by turn: WeasyPrint with the same content (40 certificates a turn; it needs the system's Pango), and a bare
ReportLab canvas with the same text and QR but no frame.
"""

import io
import statistics
import time
from collections.abc import Callable
from typing import Any

ROWS = 1_000
OTHER_ROWS = 40
TURNS = 3


def run() -> list[dict[str, Any]]:
    ours, bare, other = [], [], []
    _ours(20), bare_canvas(20)
    for _turn in range(TURNS):
        ours.append(milliseconds_each(_ours, ROWS))
        bare.append(milliseconds_each(bare_canvas, ROWS))
        other.append(milliseconds_each(weasyprint, OTHER_ROWS))
    mine = statistics.median(ours)
    weasy = statistics.median(a / b for a, b in zip(ours, other, strict=True))
    plain = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    return [
        row_of("certificate_in_document / WeasyPrint", mine, f"WeasyPrint, {OTHER_ROWS} a turn", statistics.median(other), weasy, 1 / 8),
        row_of("certificate_in_document / bare canvas", mine, "bare ReportLab canvas", statistics.median(bare), plain, 3),
    ]


def row_of(name: str, ours: float, other: str, value: float, ratio: float, budget: float) -> dict[str, Any]:
    return {
        "name": name,
        "ours": ours,
        "unit": "ms each",
        "other": other,
        "other_value": value,
        "ratio": ratio,
        "better": "lower",
        "budget": budget,
        "ok": ratio <= budget,
    }


def milliseconds_each(work: Callable[[int], None], count: int) -> float:
    started = time.perf_counter()
    work(count)
    return (time.perf_counter() - started) * 1000 / count


def _ours(count: int) -> None:
    from tests.trainings.documents.certificates_data import facts
    from trainings.documents import draw_certificates
    from trainings.documents.data import facts_sha256, facts_to_json
    from trainings.numbers import new_number

    rows = []
    for place in range(count):
        text = facts_to_json(facts(name=f"Абдурахманова Гүлбүбү {place}", number=new_number()))
        facts_sha256(text)
        rows.append(text)
    draw_certificates(rows)


def _words(place: int) -> list[tuple[str, float]]:
    """The text of the page: (words, size in points)."""
    return [
        ("Коопсуз айыл", 9),
        ("Безопасное село", 8),
        ("КАТЫШУУ СЕРТИФИКАТЫ", 27),
        ("Сертификат участника", 14.5),
        ("Ушул сертификат төмөнкү катышуучуга берилет · Настоящий сертификат вручается", 9.5),
        (f"Абдурахманова Гүлбүбү {place}", 34),
        ("«Коопсуз айыл» тренингине катышкандыгы үчүн", 12),
        ("за участие в тренинге «Безопасное село»", 10),
        ("Күндөрү · Даты: 2026-жылдын 12–14-августу · 12–14 августа 2026 г.", 10.5),
        ("Көлөмү · Объём: 18 саат · 18 часов", 10.5),
        ("Өткөн жери · Место: Коопсуз айыл · Безопасное село", 10.5),
        ("Айнура Төрөкулова · Бакыт Осмонов", 8.5),
        ("Коопсуз айыл · Безопасное село", 7),
        ("Номери · Номер  K7Q2-M9XD-4TRW", 8),
        ("Берилген күнү · Дата выдачи  14.08.2026", 8),
        ("Текшерүү · Проверка  ashar.example/v", 8),
    ]


def bare_canvas(count: int) -> None:
    import segno
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    from core.pdf.fonts import SANS, SERIF, register

    register()
    canvas = Canvas(io.BytesIO(), pagesize=(297 * mm, 210 * mm), initialFontName=SANS)
    for place in range(count):
        height = 185.0
        for words, size in _words(place):
            canvas.setFont(SERIF if size > 20 else SANS, size)
            canvas.drawCentredString(148.5 * mm, height * mm, words)
            height -= 10
        matrix = segno.make(f"HTTPS://ASHAR.EXAMPLE/V/{place:012d}", error="m", micro=False, boost_error=False, mask=3).matrix
        path = canvas.beginPath()
        for y, line in enumerate(matrix):
            for x, dark in enumerate(line):
                if dark:
                    path.rect(250 * mm + x * 2, 60 - y * 2, 2, 2)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()


def weasyprint(count: int) -> None:
    import segno
    from weasyprint import HTML

    from core.pdf import ornament

    frame = ornament.svg(ornament.frame(15, 10), scale=1)
    pages = []
    for place in range(count):
        buffer = io.BytesIO()
        segno.make(f"HTTPS://ASHAR.EXAMPLE/V/{place:012d}", error="m", micro=False, boost_error=False, mask=3).save(
            buffer, kind="svg", xmldecl=False
        )
        lines = "".join(f'<p style="font-size:{size}pt">{words}</p>' for words, size in _words(place))
        pages.append(f"<section>{lines}<div>{buffer.getvalue().decode()}</div></section>")
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -112 160 112"><path fill="#A3262A" fill-rule="evenodd" d="{frame}"/></svg>'
    )
    picture = f"data:image/svg+xml;utf8,{drawing.replace('#', '%23')}"
    style = f"@page {{ size: A4 landscape; margin: 12mm; background: url('{picture}') no-repeat center / contain }}"
    rules = "section { break-after: page; text-align: center; font-family: 'PT Serif', 'DejaVu Serif' } p { margin: 1mm }"
    body = f"<style>{style} {rules}</style>"
    HTML(string=body + "".join(pages)).write_pdf()

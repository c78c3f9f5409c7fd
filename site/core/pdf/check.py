"""What a reader gets out of a document, for tests and for the office's own check before it keeps a file."""

from io import BytesIO
from typing import Any

from reportlab.lib.units import mm


def _reader(content: bytes) -> Any:
    from pypdf import PdfReader

    return PdfReader(BytesIO(content))


def texts(content: bytes) -> list[str]:
    """The text of each page as a reader would copy it out of a browser."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def text(content: bytes) -> str:
    """The text of the whole document, every run of white space one space."""
    return " ".join(" ".join(texts(content)).split())


def metadata(content: bytes) -> tuple[str, str]:
    """(language, title)."""
    reader = _reader(content)
    return str(reader.trailer["/Root"].get("/Lang", "")), str(reader.metadata.title)


def fonts(content: bytes) -> dict[str, bool]:
    """{face: is it embedded?} over all pages and the forms they use."""
    found: dict[str, bool] = {}

    def walk(resources: Any) -> None:
        resources = resources.get_object()
        for font in (held.get_object() for held in resources.get("/Font", {}).values()):
            descriptor = font.get("/FontDescriptor", {})
            found[str(font["/BaseFont"])] = "/FontFile2" in descriptor.get_object() if descriptor else False
        for shape in (held.get_object() for held in resources.get("/XObject", {}).values()):
            if "/Resources" in shape:
                walk(shape["/Resources"])

    for page in _reader(content).pages:
        walk(page["/Resources"])
    return found


def outside(content: bytes, margin: float = 5) -> list[str]:
    """Pieces of text that begin nearer to the paper's edge than `margin` mm, or past it, on pages that are not turned."""
    found: list[str] = []
    for page in _reader(content).pages:
        right, top = float(page.mediabox.width) - margin * mm, float(page.mediabox.height) - margin * mm

        def visit(piece: str, cm: Any, tm: Any, _font: Any, _size: Any, right: float = right, top: float = top) -> None:
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            if piece.strip() and not (margin * mm <= x <= right and margin * mm <= y <= top):
                found.append(piece.strip())

        page.extract_text(visitor_text=visit)
    return found

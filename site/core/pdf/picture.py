"""A page of a PDF as a picture, for the eye of whoever writes it."""

import base64
import io

import pypdfium2

from core.codes import PDFIUM


def picture_of(content: bytes, *, width: int = 1_100) -> bytes:
    """The first page as a PNG of so many pixels across, in 64 colours: a tenth of the bytes, and letters stay clear."""
    with PDFIUM, pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0]
        drawn = page.render(scale=width / page.get_size()[0]).to_pil()
    out = io.BytesIO()
    drawn.quantize(64).save(out, "PNG")
    return out.getvalue()


def as_data(png: bytes) -> str:
    """A PNG as the address of a picture that stands in the page itself."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"

"""QR codes out of scans and photos: what stands on each page of a file that a person hands in."""

import io
from collections.abc import Iterator
from threading import Lock

import pypdfium2
import zxingcpp
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.refusals import Refused
from core.uploads import MAX_PIXELS

#: Pages of one file that are looked at, and the longer side of a page as it is drawn for that, in pixels.
MOST_PAGES = 80
LONGEST = 2_000
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
#: PDFium is not made for several threads at once.
PDFIUM = Lock()


def codes_of(content: bytes, content_type: str) -> list[list[str]]:
    """The texts of the QR codes on each page, in any direction; a picture is one page.

    Raises Refused for a file that cannot be read or has too many pages.
    """
    pages = _pdf_pages(content) if content_type == "application/pdf" else _picture(content)
    return [[code.text for code in zxingcpp.read_barcodes(page, formats=QR)] for page in pages]


def _picture(content: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Refused(_("This picture is too large. Please send one of at most 50 megapixels."), code="too_large")
            upright = ImageOps.exif_transpose(picture).convert("L")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise Refused(_("This picture cannot be read. Please take or save it again."), code="unreadable") from error
    yield upright


def _pdf_pages(content: bytes) -> Iterator[Image.Image]:
    """Each page drawn once; pages of any size become pictures of the same."""
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise Refused(_("This file cannot be read. Please scan or save it again."), code="unreadable") from error
        try:
            if len(pdf) > MOST_PAGES:
                raise Refused(
                    _("This file has more than %(pages)s pages. Please send it in parts.") % {"pages": MOST_PAGES}, code="too_long"
                )
            for index in range(len(pdf)):
                page = pdf[index]
                yield page.render(scale=LONGEST / max(*page.get_size(), 1.0), grayscale=True).to_pil()
                page.close()
        except pypdfium2.PdfiumError as error:
            raise Refused(_("This file cannot be read. Please scan or save it again."), code="unreadable") from error
        finally:
            pdf.close()

"""Logos and signatures on papers: a picture is kept by its hash, so that what was issued with it is drawn with it, whatever comes later."""

import hashlib
import io
from collections.abc import Iterable
from datetime import date
from typing import IO

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.models import AsharImage, StoredFile
from core.refusals import Refused
from core.uploads import MAX_PIXELS, sniff, store_bytes
from programme.models import DonorLogo
from trainings.models import Training

#: Longest side in pixels: 22 mm at 400 dots an inch and some more.
LONGEST = 480
LOGO, SIGNATURE = "logo.png", "signature.png"


def keep_logos(training: Training, day: date | None = None) -> tuple[str, ...]:
    """The hashes of the logos for a training's papers of a day, where logos may be shown: the organisation's own, then the donors'.

    A donor's logo is shown within its own days only. A new picture is kept once.
    """
    if not training.with_logos:
        return ()
    hashes = (_kept(logo) for logo in [training.organisation.logo, *_of_donors(training, day or timezone.localdate())] if logo is not None)
    return tuple(dict.fromkeys(sha256 for sha256 in hashes if sha256))


def _of_donors(training: Training, day: date) -> list[AsharImage]:
    """One logo of each donor that pays, the greatest share first: of those shown on the day the one that began last."""
    donors = training.funding.order_by("-share_bp", "pk").values_list("agreement__donor", flat=True)
    shown = {logo.donor_id: logo.image for logo in DonorLogo.objects.filter(donor__in=donors).select_related("image").order_by(
        F("first_day").asc(nulls_first=True), "pk") if logo.is_shown_on(day)}  # fmt: skip
    return [shown[donor] for donor in dict.fromkeys(donors) if donor in shown]


def _kept(logo: AsharImage) -> str:
    """The hash under which a logo is kept; "" for one that cannot be read."""
    content = _small(logo)
    return "" if content is None else keep_picture(content, LOGO).sha256


def keep_picture(content: bytes, name: str) -> StoredFile:
    """Keep a picture of this content once."""
    found = StoredFile.objects.filter(sha256=hashlib.sha256(content).hexdigest(), name=name).first()
    return found or store_bytes(content=content, name=name, content_type="image/png")


def pictures(hashes: Iterable[str]) -> dict[str, bytes]:
    """{hash: picture} of the kept logos and signatures, as they were asked for. One statement and a file each; a lost one is left out."""
    wanted = list(dict.fromkeys(hashes))
    rows = {row.sha256: row for row in StoredFile.objects.filter(sha256__in=wanted, name__in=(LOGO, SIGNATURE))}
    found: dict[str, bytes] = {}
    for sha256 in wanted:
        if sha256 in rows and rows[sha256].file:
            with rows[sha256].file.open("rb") as file:
                found[sha256] = file.read()
    return found


def keep_signature(upload: IO[bytes]) -> StoredFile:
    """A signature on white paper, photographed or scanned, as ink without paper: cut to its edges, the white see-through.

    Raises Refused for what is no picture, or a picture without ink.
    """
    content = upload.read(settings.ASHAR["UPLOAD_MAX_BYTES"] + 1)
    if len(content) > settings.ASHAR["UPLOAD_MAX_BYTES"]:
        raise Refused(_("This picture is too large. Please send one of at most 50 megapixels."), code="too_large")
    if sniff(content[:8192], content) not in ("image/png", "image/jpeg", "image/webp"):
        raise Refused(_("Send the signature as a picture: PNG or JPEG."), code="wrong_type")
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Refused(_("This picture is too large. Please send one of at most 50 megapixels."), code="too_large")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise Refused(_("This picture cannot be read. Please take or save it again."), code="unreadable") from error
    upright.thumbnail((1_600, 1_600))
    paper = Image.new("RGBA", upright.size, "white")
    grey = Image.alpha_composite(paper, upright).convert("L")
    # The paper of a photo is grey: what is as light as its lightest fifth is paper, what is half as light is ink.
    white = sorted(grey.resize((40, 40)).tobytes())[-320]
    ink = grey.point(lambda light: max(0, min(255, int((white * 0.9 - light) * 255 / max(white * 0.4, 1)))))
    box = ink.point(lambda alpha: 255 if alpha > 96 else 0).getbbox()
    if box is None:
        raise Refused(_("No signature can be seen on this picture. Sign with a dark pen on white paper."), code="no_ink")
    drawn = Image.new("RGBA", upright.size, "#1d2b4f")
    drawn.putalpha(ink)
    drawn = drawn.crop(box)
    drawn.thumbnail((LONGEST, LONGEST))
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return keep_picture(out.getvalue(), SIGNATURE)


def _small(logo: AsharImage) -> bytes | None:
    """The logo as a PNG of the size that paper needs; None when the picture cannot be read (a drawing, a lost file)."""
    try:
        with logo.file.open("rb") as file, Image.open(file) as picture:
            drawn = picture.convert("RGBA")
    except (OSError, UnidentifiedImageError):
        return None
    drawn.thumbnail((LONGEST, LONGEST))
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()

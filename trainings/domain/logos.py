"""Logos on papers: a picture is kept by its hash, so that what was issued with it is drawn with it, whatever comes later."""

import hashlib
import io
from collections.abc import Iterable

from PIL import Image, UnidentifiedImageError

from core.models import AsharImage, StoredFile
from core.uploads import store_bytes
from trainings.models import Training

#: Longest side in pixels: 22 mm at 400 dots an inch and some more.
LONGEST = 480
NAME = "logo.png"


def keep_logos(training: Training) -> tuple[str, ...]:
    """The hashes of the logos for a training's papers: the organisation's own, where logos may be shown. A new picture is kept once."""
    logo = training.organisation.logo
    if not training.with_logos or logo is None:
        return ()
    content = _small(logo)
    if content is None:
        return ()
    sha256 = hashlib.sha256(content).hexdigest()
    if not StoredFile.objects.filter(sha256=sha256, name=NAME).exists():
        store_bytes(content=content, name=NAME, content_type="image/png")
    return (sha256,)


def pictures(hashes: Iterable[str]) -> dict[str, bytes]:
    """{hash: picture} of the kept logos. One statement and a file each; one that is not there is left out."""
    found: dict[str, bytes] = {}
    for row in StoredFile.objects.filter(sha256__in=set(hashes), name=NAME):
        if row.sha256 not in found:
            with row.file.open("rb") as file:
                found[row.sha256] = file.read()
    return found


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

"""Private files: type by content, size limit, images re-encoded, names not trusted."""

import hashlib
import io
import re
import zipfile
from pathlib import PurePath
from typing import IO, Any, TypeVar

import filetype
from django.conf import settings
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core import recordings
from core.models import StoredFile
from core.refusals import Refused

#: What people may hand in: content type -> the ending that we give the file.
KINDS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/webm": "webm",
    "audio/3gpp": "3gp",
    "audio/amr": "amr",
    "audio/aac": "aac",
}
#: What phones, browsers and messengers record.
VOICE_KINDS = frozenset(kind for kind in KINDS if kind.startswith("audio/"))
ANSWER_KINDS = frozenset(KINDS) - {"text/csv"} - VOICE_KINDS
ROSTER_KINDS = frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"})
MAX_PIXELS = 50_000_000
_PART = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")

Answer = TypeVar("Answer", bound=HttpResponseBase)


def sniff(head: bytes, content: bytes) -> str:
    """The content type by the content itself; "" when unknown. The name and the browser's word are not asked."""
    guess = filetype.guess_mime(head) or ""
    if guess.startswith(("audio/", "video/")) or head.startswith(recordings.AMR):
        return recordings.kind_of(content)
    if guess == "application/zip" or guess.startswith("application/vnd.openxmlformats"):
        return _office_kind(content)
    if guess:
        return guess
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    return "" if b"\0" in content[:8192] else "text/csv"


def _office_kind(content: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return ""
    if "xl/workbook.xml" in names:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document" if "word/document.xml" in names else ""


def clean_name(name: str, ending: str) -> str:
    """A name for display: no path, no control characters, our own ending."""
    stem = re.sub(r"[^\w\s.,()№-]", "", PurePath(name.replace("\\", "/")).stem)
    stem = " ".join(stem.split()).strip(" .")[:140] or "file"
    return f"{stem}.{ending}"


def _reencoded(content: bytes, kind: str, longest: int | None) -> bytes:
    """The picture drawn anew: turned upright, without place, camera or other metadata, its longer side at most `longest` pixels."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Refused(_("This picture is too large. Please send one of at most 50 megapixels."), code="too_large")
            upright = ImageOps.exif_transpose(picture)
            out = io.BytesIO()
            format_name = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}[kind]
            drawn = upright.convert("RGB" if format_name == "JPEG" else upright.mode)
            if longest is not None:
                drawn.thumbnail((longest, longest))
            # Pillow writes a comment and a colour profile that it finds here: only what the pixels need stays.
            drawn.info = {name: value for name, value in drawn.info.items() if name == "transparency"}
            drawn.save(out, format_name, quality=85)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise Refused(_("This picture cannot be read. Please take or save it again."), code="unreadable") from error


def read_whole(upload: IO[bytes]) -> bytes:
    """The content, of which no more than the limit is ever held. Raises Refused when it is empty or larger."""
    limit = settings.ASHAR["UPLOAD_MAX_BYTES"]
    content = upload.read(limit + 1)
    if len(content) > limit:
        raise Refused(
            _("This file is larger than %(size)s MB. Please send a smaller one.") % {"size": limit // 1_000_000}, code="too_large"
        )
    if not content:
        raise Refused(_("This file is empty. Please choose another one."), code="empty")
    return content


def store_upload(*, upload: IO[bytes], name: str, by: Any, kinds: frozenset[str] = ANSWER_KINDS, longest: int | None = None) -> StoredFile:
    """Check and keep a file that a person hands in; a picture no larger than `longest` pixels. Raises Refused with what to do instead."""
    content = read_whole(upload)
    kind = sniff(content[:8192], content)
    if kind not in kinds:
        wanted = ", ".join(sorted(KINDS[k].upper() for k in kinds))
        raise Refused(_("This kind of file cannot be taken. Please send one of these: %(kinds)s.") % {"kinds": wanted}, code="wrong_type")
    if kind.startswith("image/"):
        content = _reencoded(content, kind, longest)
    return store_bytes(content=content, name=clean_name(name, KINDS[kind]), content_type=kind, by=by)


def store_bytes(*, content: bytes, name: str, content_type: str, by: Any = None) -> StoredFile:
    """Keep a file that the system itself made."""
    row = StoredFile(name=name, content_type=content_type, size=len(content), sha256=hashlib.sha256(content).hexdigest(), uploaded_by=by)
    row.file.save(name, ContentFile(content), save=False)
    row.save(force_insert=True)
    return row


def send(row: StoredFile, *, inline: bool = False) -> FileResponse:
    """Give a private file out. The caller has checked the right on its object. Raises Http404 when its content was erased."""
    if not row.file:
        raise Http404
    response = FileResponse(row.file.open("rb"), as_attachment=not inline, filename=row.name, content_type=row.content_type)
    return _kept_private(response)


def send_to_player(row: StoredFile, request: HttpRequest) -> HttpResponseBase:
    """As `send`; of a recording also a part, which some players ask for before they play anything (RFC 9110, 14: Range)."""
    if row.content_type not in VOICE_KINDS or not row.file:
        return send(row)
    asked = _PART.fullmatch(request.headers.get("Range", ""))
    # A compressed answer has other bytes than the file: to whom takes one, all is given.
    if asked is None or "gzip" in request.headers.get("Accept-Encoding", ""):
        response = send(row)
        response["Accept-Ranges"] = "bytes"
        return response
    first, last = int(asked[1]), min(int(asked[2] or row.size), row.size - 1)
    if first > last:
        return _kept_private(HttpResponse(status=416, headers={"Content-Range": f"bytes */{row.size}"}))
    with row.file.open("rb") as content:
        content.seek(first)
        part = content.read(last - first + 1)
    headers = {"Content-Range": f"bytes {first}-{last}/{row.size}", "Accept-Ranges": "bytes"}
    return _kept_private(HttpResponse(part, status=206, content_type=row.content_type, headers=headers))


def _kept_private(response: Answer) -> Answer:
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

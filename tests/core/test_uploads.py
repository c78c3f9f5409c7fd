"""Files that people hand in: known by their content, drawn anew, never trusted by name."""

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings as django_settings
from PIL import Image

from core.models import StoredFile
from core.refusals import Refused
from core.uploads import ANSWER_KINDS, KINDS, ROSTER_KINDS, clean_name, send, sniff, store_bytes, store_upload
from tests.factories.accounts import UserFactory

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
DOCX, XLSX = (kind for kind in KINDS if "officedocument" in kind)


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **save: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, kind, **save)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def document() -> bytes:
    return zipped("[Content_Types].xml", "word/document.xml")


def store(content: bytes, name: str = "file", **more: object) -> StoredFile:
    return store_upload(upload=io.BytesIO(content), name=name, by=UserFactory(), **more)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (picture(), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (document(), DOCX),
        (workbook(), XLSX),
        ("аты,жылы\nА,2000\n".encode(), "text/csv"),
        (zipped("readme.txt"), ""),
        (b"PK\x03\x04broken", ""),
        (b"\x00\x01\x02\x03", ""),
    ],
)
def test_sniff_asks_the_content(content, kind):
    assert sniff(content[:8192], content) == kind


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90\x00",
        zipped("a.txt"),
        b"GIF89a\x01\x00",
    ],
)
def test_wrong_type_is_refused_whatever_its_name_says(content):
    with pytest.raises(Refused) as refused:
        store(content, "letter.pdf")
    assert refused.value.code == "wrong_type"
    assert str(refused.value) == "This kind of file cannot be taken. Please send one of these: DOCX, JPG, PDF, PNG, WEBP, XLSX."
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_csv_is_taken_for_rosters_only():
    with pytest.raises(Refused):
        store(b"a,b\n", kinds=ANSWER_KINDS)
    assert store(b"a,b\n", "roster.exe", kinds=ROSTER_KINDS).name == "roster.csv"


@pytest.mark.django_db
def test_too_large_and_empty_are_refused(settings):
    settings.ASHAR = {**django_settings.ASHAR, "UPLOAD_MAX_BYTES": 1_000_000}
    assert store(PDF + b" " * (1_000_000 - len(PDF))).size == 1_000_000
    with pytest.raises(Refused, match="larger than 1 MB"):
        store(PDF + b" " * (1_000_001 - len(PDF)))
    with pytest.raises(Refused, match="empty"):
        store(b"")


@pytest.mark.django_db
def test_picture_loses_place_and_camera_and_stands_upright():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (42.0, 52.0, 0.0)
    content = picture("JPEG", (60, 40), exif=exif, comment=b"hidden words")
    assert b"SecretCamera" in content
    kept = store(content, "IMG.JPG").file.read()
    with Image.open(io.BytesIO(kept)) as drawn:
        assert (drawn.size, drawn.format, dict(drawn.getexif()), drawn.info.get("exif")) == ((40, 60), "JPEG", {}, None)
    assert b"SecretCamera" not in kept
    assert b"hidden words" not in kept


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_picture_loses_what_was_appended(kind):
    kept = store(picture(kind) + b"<script>alert(1)</script>").file.read()
    assert b"<script>" not in kept


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_every_kind_of_picture_loses_its_metadata(kind):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    content = picture(kind, exif=exif, icc_profile=b"SecretProfile" * 20)
    kept = store(content).file.read()
    assert (b"SecretCamera" in content, b"SecretCamera" in kept, b"SecretProfile" in kept) == (True, False, False)
    with Image.open(io.BytesIO(kept)) as drawn:
        assert dict(drawn.getexif()) == {}
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(drawn.info)


@pytest.mark.django_db
def test_text_inside_a_png_is_left_out():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Secret Name")
    assert b"Secret Name" not in store(picture("PNG", pnginfo=info)).file.read()


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_picture_of_every_mode_is_taken(mode):
    out = io.BytesIO()
    Image.new(mode, (20, 10)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert store(out.getvalue()).content_type in ("image/jpeg", "image/png")


@pytest.mark.django_db
def test_picture_of_too_many_pixels_is_refused_before_it_is_drawn():
    out = io.BytesIO()
    Image.new("1", (8000, 7000)).save(out, "PNG")
    assert out.tell() < 50_000
    with pytest.raises(Refused, match="at most 50 megapixels"):
        store(out.getvalue())


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_picture_is_refused_or_drawn_never_an_error(kind):
    whole, dice, user = picture(kind), random.Random(7), UserFactory()
    for _attempt in range(60):
        broken = bytearray(whole[: dice.randrange(30, len(whole))] if dice.random() < 0.5 else whole)
        for _flip in range(dice.randrange(1, 8)):
            broken[dice.randrange(12, len(broken))] = dice.randrange(256)
        try:
            code = store_upload(upload=io.BytesIO(bytes(broken)), name="x", by=user).content_type.split("/")[0]
        except Refused as refusal:
            code = refusal.code
        assert code in ("image", "unreadable", "wrong_type", "too_large")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Айпери\\Кат.docx", "Кат.pdf"),
        ("a\x00b<script>\r\nc.exe", "abscript c.pdf"),
        ("Ң ө ү № 5 (2).pdf", "Ң ө ү № 5 (2).pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 140 + ".pdf"),
    ],
)
def test_clean_name(given, kept):
    assert clean_name(given, "pdf") == kept


@pytest.mark.django_db
def test_stored_file_lies_apart_and_has_no_address(settings):
    row = store_bytes(content=PDF, name="Кат.pdf", content_type="application/pdf")
    path = Path(row.file.path)
    assert path.is_relative_to(settings.PRIVATE_ROOT)
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    assert path.name == str(row.id)
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="not accessible via a URL"):
        _ = row.file.url


@pytest.mark.django_db
@pytest.mark.parametrize(("inline", "disposition"), [(False, "attachment"), (True, "inline")])
def test_send_gives_it_out_as_what_it_is(inline, disposition):
    row = store_bytes(content=PDF, name="letter.pdf", content_type="application/pdf")
    response = send(row, inline=inline)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'{disposition}; filename="letter.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    # Closing the answer would say that a request is over, and close the test's own connection in the middle of its transaction.
    row.file.close()

"""What a recording is and how long it lasts, by its content: Ogg, WebM, MP4 and 3GP, AMR, AAC, MP3.

Browsers write WebM and fragmented MP4 with no length in their head: it is counted from the blocks themselves. Whoever lies in the head
gains nothing: the longer of both counts. A film is no recording: its picture would show faces nobody asked for.
"""

import io
import math
import struct
from collections.abc import Iterator

from tinytag import TinyTag, TinyTagException

#: No three minutes have more pieces than this (a WebM block lasts 20 ms or more); a made-up file must not keep the server counting.
MOST_PIECES = 60_000
WEBM, AMR = b"\x1a\x45\xdf\xa3", (b"#!AMR\n", b"#!AMR-WB\n")
AUDIO_TRACK = 2


def kind_of(content: bytes) -> str:
    """The content type of a recording, "" for anything else and for a film."""
    return _read(content)[0]


def seconds_of(content: bytes) -> float | None:
    """How long it is; None when that cannot be read."""
    kind, seconds = _read(content)
    try:
        if kind in ("audio/ogg", "audio/mpeg"):
            seconds = TinyTag.get(file_obj=io.BytesIO(content), tags=False).duration or 0.0
    except (TinyTagException, ValueError, OSError, struct.error, IndexError):
        return None
    return seconds if seconds > 0 and math.isfinite(seconds) else None


def _read(content: bytes) -> tuple[str, float]:  # noqa: PLR0911 (one a kind)
    """(content type, seconds); the seconds of Ogg and MP3 are left to TinyTag."""
    try:
        if content.startswith(AMR):
            return "audio/amr", _amr(content)
        if content.startswith(WEBM):
            seconds, tracks = _webm(content)
            return ("audio/webm", seconds) if tracks == {AUDIO_TRACK} else ("", 0.0)
        if content[4:8] == b"ftyp":
            seconds, names = _mp4(content)
            kind = "audio/3gpp" if content[8:11] in (b"3gp", b"3g2") else "audio/mp4"
            return (kind, seconds) if names == {b"soun"} else ("", 0.0)
        if content[:1] == b"\xff" and content[1:2] in (b"\xf0", b"\xf1", b"\xf8", b"\xf9"):
            return "audio/aac", _aac(content)
    except (ValueError, OverflowError, IndexError, struct.error):
        return "", 0.0
    if content.startswith(b"OggS"):
        return "audio/ogg" if any(mark in content[:200] for mark in (b"OpusHead", b"\x01vorbis", b"Speex")) else "", 0.0
    return "audio/mpeg" if content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] >= b"\xe2") else "", 0.0


# WebM: elements of (id, size, content). The children of a master follow at once, so that its own size, often unknown, is not asked.
SEGMENT, INFO, TRACKS, TRACK, CLUSTER, GROUP = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675, 0xA0
MASTERS = {SEGMENT, INFO, TRACKS, TRACK, CLUSTER, GROUP}
SCALE, DURATION, TRACK_TYPE, CLUSTER_TIME, SIMPLE_BLOCK, BLOCK = 0x2AD7B1, 0x4489, 0x83, 0xE7, 0xA3, 0xA1


def _elements(content: bytes) -> Iterator[tuple[int, memoryview]]:
    whole, place, count = memoryview(content), 0, 0
    while place < len(content):
        count += 1
        length = 9 - content[place].bit_length()
        ident, place = int.from_bytes(whole[place : place + length]), place + length
        if place >= len(content):
            return
        if length > 4 or count > MOST_PIECES:
            raise ValueError
        length = 9 - content[place].bit_length()
        size, place = int.from_bytes(whole[place : place + length]) & ((1 << 7 * length) - 1), place + length
        if ident not in MASTERS:
            yield ident, whole[place : place + size]
            place += size


def _webm(content: bytes) -> tuple[float, set[int]]:
    """(seconds, kinds of tracks)."""
    scale, said, cluster, last, tracks = 1_000_000, 0.0, 0, 0, set()
    for ident, value in _elements(content):
        if ident == SCALE:
            scale = int.from_bytes(value)
        elif ident == DURATION:
            said = struct.unpack(">f" if len(value) == 4 else ">d", value)[0] if len(value) in (4, 8) else 0.0
        elif ident == TRACK_TYPE:
            tracks.add(int.from_bytes(value))
        elif ident == CLUSTER_TIME:
            cluster = int.from_bytes(value)
        elif ident in (SIMPLE_BLOCK, BLOCK) and len(value) > 4:
            last = max(last, cluster + int.from_bytes(value[1:3], signed=True))
    return max(said, last) * scale / 1e9, tracks


# MP4: boxes of (size, name, content); these hold further boxes.
HOLDERS = {b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf"}


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, count = 0, 0
    while place + 8 <= len(content):
        count += 1
        size, name = struct.unpack_from(">I4s", content, place)
        head = 8
        if size == 1 and place + 16 <= len(content):
            size, head = struct.unpack_from(">Q", content, place + 8)[0], 16
        size = size or len(content) - place
        if size < head or count > MOST_PIECES:
            raise ValueError
        if name in HOLDERS:
            place += head
            continue
        yield name, b"" if name == b"mdat" else content[place + head : place + size]
        place += size


def _mp4(content: bytes) -> tuple[float, set[bytes]]:
    """(seconds, kinds of tracks). A recording has one track; its scale is that of the fragments, too."""
    said, scale, each, fragment_each, total, tracks = 0.0, 0, 0, 0, 0, set()
    for name, box in _boxes(content):
        if name in (b"mvhd", b"mdhd") and len(box) >= 20:
            own, length = struct.unpack_from(">IQ", box, 20) if box[0] == 1 and len(box) >= 32 else struct.unpack_from(">II", box, 12)
            said = max(said, length / own) if own and length not in (2**32 - 1, 2**64 - 1) else said
            scale = own if name == b"mdhd" else scale
        elif name == b"hdlr":
            tracks.add(box[8:12])
        elif name == b"trex" and len(box) >= 16:
            each = struct.unpack_from(">I", box, 12)[0]
        elif name == b"tfhd":
            fragment_each = _default_length(box, each)
        elif name == b"trun":
            total += _run_length(box, fragment_each)
    return max(said, total / scale if scale else 0.0), tracks & {b"soun", b"vide"}


def _default_length(box: bytes, each: int) -> int:
    """The length of a sample that a fragment's head gives, else that of the whole film."""
    flags = int.from_bytes(box[1:4])
    place = 8 + 8 * bool(flags & 0x1) + 4 * bool(flags & 0x2)
    return struct.unpack_from(">I", box, place)[0] if flags & 0x8 and len(box) >= place + 4 else each


def _run_length(box: bytes, each: int) -> int:
    flags, count = int.from_bytes(box[1:4]), int.from_bytes(box[4:8])
    if not flags & 0x100:
        return count * each
    place = 8 + 4 * bool(flags & 0x1) + 4 * bool(flags & 0x4)
    step = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    return sum(int.from_bytes(box[at : at + 4]) for at in range(place, min(len(box), place + count * step), step))


#: Bytes of a frame by its mode; a frame lasts 20 ms.
NARROW = (12, 13, 15, 17, 19, 20, 26, 31, 5)
WIDE = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5)


def _amr(content: bytes) -> float:
    sizes: tuple[int, ...] = WIDE if content.startswith(AMR[1]) else NARROW
    place, frames = len(AMR[1]) if sizes is WIDE else len(AMR[0]), 0
    while place < len(content) and frames < MOST_PIECES:
        mode = content[place] >> 3 & 0xF
        place += 1 + (sizes[mode] if mode < len(sizes) else 0)
        frames += 1
    return frames * 0.02


RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)


def _aac(content: bytes) -> float:
    place, seconds = 0, 0.0
    while place + 7 <= len(content) and content[place] == 0xFF:
        size = (content[place + 3] & 3) << 11 | content[place + 4] << 3 | content[place + 5] >> 5
        if size < 7:
            break
        seconds += 1024 / RATES[content[place + 2] >> 2 & 0xF]
        place += size
    return seconds

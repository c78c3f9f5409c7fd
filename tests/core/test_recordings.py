"""What browsers and phones record, known and measured by its content. The samples were written by FFmpeg: two seconds each, silent."""

import random
from pathlib import Path

import pytest

from core.recordings import MOST_PIECES, WEBM, kind_of, seconds_of
from core.uploads import ANSWER_KINDS, VOICE_KINDS, sniff

SAMPLES = Path(__file__).parent / "recordings"
KINDS = {
    "browser.webm": "audio/webm",
    "browser.ogg": "audio/ogg",
    "phone.m4a": "audio/mp4",
    "fragments.m4a": "audio/mp4",
    "phone.3gp": "audio/3gpp",
    "phone.amr": "audio/amr",
    "phone.aac": "audio/aac",
    "phone.mp3": "audio/mpeg",
}


def known(content: bytes) -> str:
    return sniff(content[:8192], content)


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_what_browsers_and_phones_record_is_known_with_its_length(name, kind):
    content = (SAMPLES / name).read_bytes()
    assert known(content) == kind
    assert kind in VOICE_KINDS
    assert seconds_of(content) == pytest.approx(2, abs=0.06)


def test_a_film_is_no_recording():
    content = (SAMPLES / "film.m4a").read_bytes()
    assert (known(content), kind_of(content), seconds_of(content)) == ("", "", None)


def test_a_length_in_the_head_does_not_hide_a_longer_recording():
    """The head of a WebM says one second, its only block begins at four minutes."""
    head = WEBM + b"\x80" + b"\x18\x53\x80\x67\xff" + b"\x15\x49\xa9\x66\x87" + b"\x44\x89\x84" + b"\x44\x7a\x00\x00"
    track, cluster = b"\x16\x54\xae\x6b\x85\xae\x83\x83\x81\x02", b"\x1f\x43\xb6\x75\xff\xe7\x83" + (240_000).to_bytes(3)
    assert seconds_of(head + track + cluster + b"\xa3\x85\x81\x00\x00\x80x") == 240


def test_whatever_is_broken_off_or_made_up_is_refused_without_an_error():
    chance = random.Random(7)
    for name in KINDS:
        content = (SAMPLES / name).read_bytes()
        for _n in range(60):
            broken = bytearray(content[: chance.randrange(12, len(content))])
            for _m in range(chance.randrange(12)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            assert known(bytes(broken)) in {*VOICE_KINDS, *ANSWER_KINDS, "", "text/csv", "image/heic"}
            assert (seconds_of(bytes(broken)) or 1) > 0
    assert seconds_of(WEBM + b"\x80" + b"\xec\x80" * (MOST_PIECES + 1)) is None

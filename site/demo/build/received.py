"""What two groups handed in otherwise than by typing: a page written by hand, and a voice message. The coordinator typed both."""

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from core.pdf.fonts import FILES, FOLDER, ITALIC

#: Two hummed notes stand for what the group said: nobody's voice is in the demo.
VOICE = Path(__file__).parent.parent / "data" / "received" / "voice.ogg"
WIDE, HIGH, LEFT, LINE = 1000, 1414, 90, 46


def scan(lines: list[str]) -> bytes:
    """A photographed page: lines in a leaning hand on squared paper."""
    page = Image.new("RGB", (WIDE, HIGH), (247, 244, 235))
    draw = ImageDraw.Draw(page)
    for place in range(0, HIGH, LINE // 2):
        draw.line([(0, place), (WIDE, place)], fill=(214, 222, 235))
        draw.line([(place, 0), (place, HIGH)], fill=(214, 222, 235))
    hand = ImageFont.truetype(str(FOLDER / FILES[ITALIC]), 34)
    top = 3 * LINE
    for line in lines:
        words = ""
        for word in [*line.split(), ""]:
            if words and (not word or draw.textlength(f"{words} {word}", font=hand) > WIDE - 2 * LEFT):
                draw.text((LEFT, top), words, font=hand, fill=(34, 48, 118))
                top, words = top + LINE, word
            else:
                words = f"{words} {word}".strip()
        top += LINE // 2
    out = io.BytesIO()
    page.save(out, "JPEG", quality=70)
    return out.getvalue()

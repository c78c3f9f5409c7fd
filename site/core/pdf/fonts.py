"""The faces of all documents: registered once, embedded as subsets; no letter is ever lost without a word.

PT Serif lacks U+02BB (Uzbek oʻ gʻ); it is lent the drawing of U+2018, the text taken from the document stays U+02BB.
U+202F, the space in 1 240, is lent the drawing of a space in every face. The font files themselves stay untouched.
"""

import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
SANS, BOLD, SERIF, SERIF_BOLD, ITALIC = "AsharSans", "AsharSansBold", "AsharSerif", "AsharSerifBold", "AsharSerifItalic"
FILES = {
    SANS: "NotoSans_400Regular.ttf",
    BOLD: "NotoSans_700Bold.ttf",
    SERIF: "PTSerif_400Regular.ttf",
    SERIF_BOLD: "PTSerif_700Bold.ttf",
    ITALIC: "PTSerif_400Regular_Italic.ttf",
}
#: The face of the other family that helps out with a letter.
OTHER = {SANS: SERIF, BOLD: SERIF_BOLD, SERIF: SANS, SERIF_BOLD: BOLD, ITALIC: SANS}
THIN_SPACE_WIDTH = 190  # of 1000


class MissingGlyph(ValueError):
    """A character that no embedded face can draw: an emoji, or a letter of another script. `character` is the one."""

    def __init__(self, character: str) -> None:
        self.character = character
        name = unicodedata.name(character, "no name")
        super().__init__(f"{character!r} (U+{ord(character):04X}, {name}) cannot be printed")


@cache
def register() -> None:
    """Register the five faces. Streams are kept binary: text encoding of them costs ten times the time of a page."""
    rl_config.useA85 = 0
    for name, file in FILES.items():
        font = TTFont(name, str(FOLDER / file))
        glyphs, widths = font.face.charToGlyph, font.face.charWidths
        if file.startswith("PT"):
            glyphs[0x2BB], widths[0x2BB] = glyphs[0x2018], widths[0x2018]
        glyphs[0x202F], widths[0x202F] = glyphs[0xA0], THIN_SPACE_WIDTH
        pdfmetrics.registerFont(font)


@cache
def glyphs_of(font: str) -> frozenset[int]:
    """The code points that a face can draw."""
    register()
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


def nfc(text: str) -> str:
    """The text as it is drawn: composed letters, since faces do not place combining marks; control characters are spaces."""
    text = unicodedata.normalize("NFC", text)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\u00a0\u202f" else "" if unicodedata.category(c) == "Cf" else " " for c in text)


def check(text: str, font: str) -> None:
    """Raises MissingGlyph for the first character that neither the face nor its helper can draw."""
    runs(nfc(text), font)


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """[(face, part)]: one run in nearly every text; letters that the face lacks come from the other family.

    Raises MissingGlyph where both lack it.
    """
    own = glyphs_of(font)
    if own.issuperset(map(ord, text)):
        return [(font, text)]
    other = glyphs_of(OTHER[font])

    def face(character: str) -> str:
        if ord(character) in own:
            return font
        if ord(character) in other:
            return OTHER[font]
        raise MissingGlyph(character)

    return [(name, "".join(part)) for name, part in groupby(text, face)]


@lru_cache(maxsize=20_000)
def width(text: str, font: str, size: float, track: float = 0) -> float:
    """Width in points of text that went through `nfc`; `track` is added between letters. Words come again: the last ones are kept."""
    total: float = sum(pdfmetrics.stringWidth(part, face, size) for face, part in runs(text, font))
    return total + track * max(len(text) - 1, 0)

"""Text of people and places: folding for search and comparison."""

import unicodedata

_SAME = str.maketrans("өүңёўқғҳ", "оунеукгх")


def fold(text: str) -> str:
    """A text for comparing and searching: NFC, case folded, ө=о, ү=у, ң=н, ё=е, ў=у, қ=к, ғ=г, ҳ=х, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().translate(_SAME).split())

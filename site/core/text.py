"""Text of people and places: folding for search and comparison."""

import re
import unicodedata

_SAME = str.maketrans("өүңёўқғҳ", "оунеукгх")


def fold(text: str) -> str:
    """A text for comparing and searching: NFC, case folded, ө=о, ү=у, ң=н, ё=е, ў=у, қ=к, ғ=г, ҳ=х, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().translate(_SAME).split())


#: Cyrillic (already folded) to the letters of a Latin key.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_KEY = str.maketrans(_CYRILLIC)
_APOSTROPHES = "ʻʼ'‘’`´"
#: Ways to write one sound in Latin letters, longest first.
_LATIN = (("shch", "sh"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("x", "h"), ("q", "k"), ("w", "v"), ("y", "i"))


def transliterate(text: str) -> str:
    """A Latin key under which Айгүл, Айгуль, Aigul and Aygül are one: for finding likely duplicates, never for printing."""
    key = fold(text)
    for mark in _APOSTROPHES:
        key = key.replace("o" + mark, "u").replace(mark, "")
    key = key.replace("дж", "ж").translate(_KEY)
    key = "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c))
    for written, sound in _LATIN:
        key = key.replace(written, sound)
    key = "".join(c if c.isalnum() else " " for c in key)
    return " ".join(key.replace("ie", "e").replace("ii", "i").split())


_UZ = {
    "a": "а", "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "ҳ", "i": "и", "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н",
    "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "x": "х", "y": "й", "z": "з", "c": "ц", "w": "в",
    "ʼ": "ъ", "sh": "ш", "ch": "ч", "ya": "я", "yo": "ё", "yu": "ю", "ye": "е", "oʻ": "ў", "gʻ": "ғ",
}  # fmt: skip
#: Words that keep the spelling they came with.
_UZ_WORDS = {
    "yanvar": "январь", "fevral": "февраль", "aprel": "апрель", "iyun": "июнь", "iyul": "июль", "sentabr": "сентябрь", "oktabr": "октябрь",
    "noyabr": "ноябрь", "dekabr": "декабрь", "militsiya": "милиция", "aksiya": "акция", "kgs": "KGS",
}  # fmt: skip
_WORD = re.compile(r"\{\w*\}|[\w.+-]+@[\w.-]+|https?://\S+|[^\W\d_]+(?:[ʻʼ'‘’`][^\W\d_]*)*")
_AFTER_VOWEL = "aeiou"


def uz_latin_to_cyrillic(text: str) -> str:
    """Uzbek in Latin letters written in Cyrillic: sh ш, ch ч, oʻ ў, gʻ ғ, h ҳ, x х, q қ, tutuq ъ; e is э first in a word and after a vowel.

    Addresses stay as they are, {placeholders}, and what is Cyrillic already.
    """
    return _WORD.sub(lambda found: _uz_word(found[0]), unicodedata.normalize("NFC", text))


def _uz_word(word: str) -> str:
    if "@" in word or "://" in word or word[0] == "{" or not word[0].isascii():
        return word
    plain = re.sub(r"([oOgG])['‘’`ʼʻ]", "\\1ʻ", word)
    plain = re.sub(r"['‘’`]", "ʼ", plain)
    lower, out, i = plain.lower(), "", 0
    if lower in _UZ_WORDS:
        known = _UZ_WORDS[lower]
        return known if known.isupper() else known.upper() if word.isupper() else known.capitalize() if word[0].isupper() else known
    while i < len(lower):
        pair = lower[i : i + 2]
        length = 2 if pair in _UZ and lower[i : i + 3] != "yoʻ" else 1
        if lower[i : i + 3] == "sʼh":
            letter, length = "сҳ", 3
        elif lower[i] == "e" and (i == 0 or lower[i - 1] in _AFTER_VOWEL or lower[i - 1] == "ʻ"):
            letter = "э"
        else:
            letter = _UZ.get(lower[i : i + length], plain[i])
        out += letter.upper() if plain[i].isupper() else letter
        i += length
    return out


_CYRILLIC_IN_UZ = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "gʻ", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i", "й": "y", "к": "k",
    "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "ng", "о": "o", "ө": "oʻ", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u",
    "ў": "oʻ", "ф": "f", "х": "x", "ҳ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu",
    "я": "ya",
}  # fmt: skip


def in_uz_latin(text: str) -> str:
    """A Kyrgyz or Russian name in the letters of Uzbek readers, Ош шаары as Osh shaari: for names without an Uzbek form, no sentences."""
    plain, out = unicodedata.normalize("NFC", text), []
    for i, char in enumerate(plain):
        letters = _CYRILLIC_IN_UZ.get(char.lower(), char)
        if char.lower() == "е" and (i == 0 or not plain[i - 1].isalpha() or plain[i - 1].lower() in "аеёиоуыэюяөү"):
            letters = "ye"
        if char.isupper() and char.lower() in _CYRILLIC_IN_UZ:
            letters = letters.upper() if plain[i + 1 : i + 2].isupper() else letters.capitalize()
        out.append(letters)
    return "".join(out)

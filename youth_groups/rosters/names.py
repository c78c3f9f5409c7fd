"""Names made comparable: one skeleton for Cyrillic (Kyrgyz, Russian, Uzbek) and Latin spellings.

Only for comparing; what is kept is what was written.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "o", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k",
    "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u",
    "ў": "u", "ф": "f", "х": "h", "ҳ": "h", "ц": "ts", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "",
    "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
#: Latin spellings of the same sounds, the longest first.
_LATIN = (
    ("dzh", "j"), ("shch", "s"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("ch", "c"), ("sh", "s"), ("yo", "o"), ("yu", "iu"),
    ("ya", "ia"), ("o'", "u"), ("g'", "g"), ("y", "i"), ("q", "k"), ("x", "h"), ("w", "v"), ("ü", "u"), ("ö", "o"), ("ñ", "n"),
)  # fmt: skip
_APOSTROPHES = re.compile(r"[ʻʼ’‘`´ʹ]")
#: «уулу», «кызы», "oʻgʻli", "qizi" as skeletons.
_CHILD_OF = frozenset({"ulu", "ul", "ugli", "ogli", "uglu", "kizi", "kisi"})
_FAMILY = re.compile(r"(ov|ev|in)a?$")
_PATRONYMIC = re.compile(r"(ovic|evic|ovna|evna|icna|inicna|ic)$")
#: Family names that have no ending to be known by.
_BARE_FAMILIES = frozenset({"kim", "pak", "li", "tsoi", "han", "ten"})


@lru_cache(maxsize=50_000)
def skeleton(text: str) -> str:
    """A word without the difference of scripts: «Жоомарт», "Djoomart", "Zhoomart" are one; doubled letters count once."""
    plain = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", text).casefold())
    if re.search(r"[a-zöüñ]", plain):
        for seen, heard in _LATIN:
            plain = plain.replace(seen, heard)
    plain = "".join(_CYRILLIC.get(character, character) for character in plain)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z]", "", plain)).replace("ng", "n")


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name in its parts, each a skeleton. `father` is the father's name out of «Эмилович», «Эмиловна», «Эмил уулу», «Эмил кызы»."""

    family: str
    given: str
    father: str


def father_of(text: str) -> str:
    """The skeleton of the father's name; "" when the text holds none."""
    words = [word for word in (skeleton(word) for word in text.split()) if word]
    own = [word for word in words if word not in _CHILD_OF]
    if not own:
        return ""
    stem = own[0] if len(own) < len(words) else _PATRONYMIC.sub("", own[0])
    return stem if len(stem) > 2 else own[0]


def name_key(name: str, *, family: str = "", given: str = "", patronymic: str = "") -> NameKey:
    """A name's parts: as the columns give them, or worked out of one column, in whatever order it was written."""
    if family or given:
        return NameKey(skeleton(family), skeleton(given), father_of(patronymic))
    words = [skeleton(word) for word in name.split()]
    words = [word for word in words if word]
    father = ""
    for index in range(len(words) - 1, 0, -1):
        if words[index] in _CHILD_OF:
            father = words[index - 1]
            del words[index - 1 : index + 1]
            break
        if len(words) > 2 and _PATRONYMIC.search(words[index]) and index > 0:
            father = father_of(words[index])
            del words[index]
            break
    at = next((i for i, word in enumerate(words) if word in _BARE_FAMILIES), None)
    if at is None:
        at = next((i for i, word in enumerate(words) if len(word) > 4 and _FAMILY.search(word)), None)
    if at is None:
        at = 0 if len(words) > 1 else None
    family_word = words.pop(at) if at is not None else ""
    return NameKey(family_word, " ".join(words), father)


def institution_key(text: str) -> str:
    """A school by its number, whatever the class; another institution by its words."""
    if re.search(r"мектеп|школа|school|maktab", text.casefold()):
        number = re.search(r"\d+", text)
        return f"school {number.group()}" if number else skeleton(text)
    return skeleton(text)

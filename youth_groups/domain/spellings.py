"""Where a text names somebody, in any script, spelling and order of the words; and the text without it. Pure."""

import re
from collections.abc import Iterable
from typing import Any

from youth_groups.rosters.names import skeleton

_WORD = re.compile(r"[^\W\d_]+(?:[ʻʼ'‘’`´ʹ][^\W\d_]+)*")
#: What may stand between two words of one name.
_BETWEEN = re.compile(r"[\s,.\u00a0_-]{1,3}")
_NUMBER = re.compile(r"\+?\d[\d\s().-]{6,}\d")
GONE = "…"
#: Words that many names share; by themselves with one other word they name nobody.
_COMMON = frozenset({skeleton(word) for word in ("уулу", "кызы", "ogli", "qizi", "оглу")})


class Spellings:
    """The names and phone numbers of one person.

    Somebody is named by two or more words of the name that stand together, in whatever order, or by the number (its last nine digits).
    A name of one word names nobody by itself: too many others bear it.
    """

    def __init__(self, names: Iterable[str], phones: Iterable[str] = ()) -> None:
        self.names = [
            frozenset(key for word in _WORD.findall(name) if (key := skeleton(word)) and key not in _COMMON) for name in names if name
        ]
        self.names = [words for words in self.names if len(words) > 1]
        digits = (re.sub(r"\D", "", phone) for phone in phones)
        self.phones = frozenset(number[-9:] for number in digits if len(number) >= 9)

    def __bool__(self) -> bool:
        return bool(self.names or self.phones)

    def without(self, text: str) -> str:
        """The text with every place where the person is named replaced by an ellipsis; the same text when there is none."""
        places = [*self._name_places(text), *self._phone_places(text)]
        for start, end in sorted(places, reverse=True):
            text = text[:start] + GONE + text[end:]
        return text

    def names_in(self, text: str) -> bool:
        return self.without(text) != text

    def without_in(self, value: Any) -> Any:
        """The same for every text in a JSON value."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, list):
            return [self.without_in(item) for item in value]
        if isinstance(value, dict):
            return {key: self.without_in(item) for key, item in value.items()}
        return value

    def _name_places(self, text: str) -> list[tuple[int, int]]:
        words = [(match.start(), match.end(), skeleton(match[0])) for match in _WORD.finditer(text)] if self.names else []
        found: list[tuple[int, int]] = []
        for name in self.names:
            run: list[tuple[int, int, str]] = []
            for word in [*words, (len(text), len(text), "")]:
                joins = not run or _BETWEEN.fullmatch(text, run[-1][1], word[0]) is not None
                if (word[2] in name or (run and word[2] in _COMMON)) and joins:
                    run.append(word)
                    continue
                if len({key for _start, _end, key in run} & name) > 1:
                    found.append((run[0][0], run[-1][1]))
                run = [word] if word[2] in name else []
        return _merged(found)

    def _phone_places(self, text: str) -> list[tuple[int, int]]:
        if not self.phones:
            return []
        return [match.span() for match in _NUMBER.finditer(text) if re.sub(r"\D", "", match[0])[-9:] in self.phones]


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping places as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

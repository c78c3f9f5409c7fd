"""The texts of certificates that the office may write itself, and the placeholders in them. Nothing here asks the database.

A placeholder stands in braces: "for taking part in “{title}”". What is not in the registry is reported, never printed.
"""

import re
from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Languages that texts are written in; Uzbek in Cyrillic is made from the Latin.
LANGUAGES = ("ky", "ru", "uz", "en")
#: Part -> the letters that have room.
PARTS: dict[str, int] = {"title": 50, "lead": 70, "for": 150, "note": 110}
PLACEHOLDERS: dict[str, str | Promise] = {
    "title": gettext_lazy("public title"),
    "type": gettext_lazy("type of activity"),
    "dates": gettext_lazy("dates"),
    "hours": gettext_lazy("contact hours, with the word"),
    "place": gettext_lazy("village or town"),
    "venue": gettext_lazy("venue"),
    "organiser": gettext_lazy("organisation"),
    "project": gettext_lazy("projects that pay"),
    "donor": gettext_lazy("donors; empty where logos are left out"),
}
_MARK = re.compile(r"\{([^{}]*)\}")


def placeholders_in(text: str) -> list[str]:
    """The names in braces, in order, each once."""
    return list(dict.fromkeys(_MARK.findall(text)))


def complaints(text: str) -> Iterator[str]:
    """What cannot be printed of a text, in words: names that the registry lacks, a brace that nothing closes."""
    for name in placeholders_in(text):
        if name not in PLACEHOLDERS:
            yield _("nothing is called {%(name)s}") % {"name": name}
    if any(sign in _MARK.sub("", text) for sign in "{}"):
        yield _("a brace stands alone")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in. Raises KeyError for one without a value."""
    return " ".join(_MARK.sub(lambda match: values[match[1]], text).split())

"""Catalogues without gettext on the machine: taking strings out with Babel, compiling with polib.

Templates are turned into Python-like text by Django itself (`templatize`), then read like Python.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation import gettext_noop, ngettext_lazy
from django.utils.translation.template import templatize

#: Words to look for and the places of msgid, msgid_plural and msgctxt among their arguments.
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
#: Imported under another name, which stands for the same.
RENAMED = re.compile(rf"\b({'|'.join(KEYWORDS)}) as (\w+)")
#: Complete languages, and the one that has what participants and groups see.
COMPLETE = ("en", "ru", "ky")
PARTICIPANTS = ("uz",)
LANGUAGES = (*COMPLETE, *PARTICIPANTS)
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
    "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
    "ky": "nplurals=1; plural=0;",
    "uz": "nplurals=1; plural=0;",
}
#: Messages of Django that people meet in our forms. Its Kyrgyz says "thou" and misses the point, its Uzbek has other apostrophes: ours
#: stand before them.
FROM_DJANGO = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a list of values."),
    gettext_noop("Enter a complete value."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("No file was submitted."),
    gettext_noop("No file was submitted. Check the encoding type on the form."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Upload a valid image. The file you uploaded was either not an image or a corrupted image."),
    gettext_noop("%(model_name)s with this %(field_labels)s already exists."),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    gettext_noop("This password is too common."),
    gettext_noop("This password is entirely numeric."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)
Found = tuple[str, str, str]  # context, singular, plural


def source_files() -> Iterator[Path]:
    """Our own code and templates, in a stable order."""
    root: Path = settings.ROOT
    for folder in ("site", "youth_groups", "trainings", "grants"):
        yield from (p for p in sorted((root / folder).rglob("*.py")) if "migrations" not in p.parts)
    yield from (p for p in sorted((root / "templates").rglob("*")) if p.suffix in (".html", ".txt"))


def strings_in(path: Path) -> Iterator[Found]:
    """(context, singular, plural) of each string to translate in one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
        text = re.sub(r"[^\S\n]+(?=_\()", " ", text)
    words = {name: places for name, places in KEYWORDS.items() if name in text} | {name: KEYWORDS[of] for of, name in RENAMED.findall(text)}
    for _line, function, messages, _comments in extract_python(io.BytesIO(text.encode()), words, [], {"encoding": "utf-8"}):
        given = messages if isinstance(messages, tuple) else (messages,)
        spec = words[str(function)]
        plain = [str(m) for m in given if isinstance(m, str)]
        if not plain:
            continue
        if spec is None:
            yield "", plain[0], ""
        elif isinstance(spec[0], tuple):
            yield plain[0], plain[1], plain[2] if len(spec) == 3 and len(plain) > 2 else ""
        else:
            yield "", plain[0], plain[1] if len(plain) > 1 else ""


def wanted() -> dict[Found, list[str]]:
    """Every string of the project with the files it stands in."""
    found: dict[Found, list[str]] = {}
    for path in source_files():
        for entry in strings_in(path):
            if entry[1]:
                places = found.setdefault(entry, [])
                name = str(path.relative_to(settings.ROOT))
                if name not in places:
                    places.append(name)
    return found


def catalogue_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def update(language: str, strings: dict[Found, list[str]]) -> polib.POFile:
    """The catalogue with exactly today's strings; translations that exist are kept, new ones are empty (English: the text itself)."""
    path = catalogue_path(language)
    old = {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}
    new = polib.POFile(wrapwidth=120)
    new.metadata = {
        "Project-Id-Version": "Ashar",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for context, singular, plural in sorted(strings, key=lambda entry: (strings[entry][0], entry[1], entry[0])):
        before = old.get((context, singular))
        entry = polib.POEntry(
            msgid=singular, msgctxt=context or None, occurrences=[(place, "") for place in strings[(context, singular, plural)]]
        )
        if "%(" in singular:
            entry.flags = ["python-format"]
        if plural:
            entry.msgid_plural = plural
            count = int(PLURALS[language].split("nplurals=")[1][0])
            kept = before.msgstr_plural if before is not None and before.msgid_plural == plural else {}
            entry.msgstr_plural = {i: kept.get(i, (singular if i == 0 else plural) if language == "en" else "") for i in range(count)}
        else:
            entry.msgstr = before.msgstr if before is not None and before.msgstr else (singular if language == "en" else "")
        if before is not None:
            entry.tcomment = before.tcomment
        new.append(entry)
    return new


def compile_all(*, force: bool = False) -> int:
    """Compile each catalogue that is newer than what was compiled from it. Returns how many."""
    count = 0
    for language in LANGUAGES:
        path = catalogue_path(language)
        target = path.with_suffix(".mo")
        if path.exists() and (force or not target.exists() or target.stat().st_mtime < path.stat().st_mtime):
            polib.pofile(str(path)).save_as_mofile(str(target))
            count += 1
    return count

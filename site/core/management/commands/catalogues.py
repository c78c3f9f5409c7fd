"""Catalogues: take strings out (`--write`), compile (`--compile`), prove that none is missing (`--check`)."""

import re
from pathlib import Path
from typing import Any

import polib
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import catalogues

#: Words that mislead (glossary): language -> patterns that may not stand in a translation.
FORBIDDEN = {
    "ru": [r"\bвызов", r"рецензент", r"донос"],
    "ky": [r"чакырык\b", r"четке кагылды"],
    "uz": [r"rad etildi", r"soʻm\b"],
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true")
        parser.add_argument("--compile", action="store_true")
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            strings = catalogues.wanted()
            for language in catalogues.LANGUAGES:
                path = catalogues.catalogue_path(language)
                path.parent.mkdir(parents=True, exist_ok=True)
                catalogues.update(language, strings).save(str(path))
            self.stdout.write(f"{len(strings)} strings")
        if options["compile"] or options["write"]:
            catalogues.compile_all(force=True)
        if options["check"]:
            problems = self._problems()
            if problems:
                raise CommandError("\n".join([*problems[:60], f"{len(problems)} problems"]))
            self.stdout.write("catalogues complete")

    def _problems(self) -> list[str]:
        strings = catalogues.wanted()
        problems = []
        for language in catalogues.LANGUAGES:
            path = catalogues.catalogue_path(language)
            if not path.exists():
                problems.append(f"{language}: no catalogue")
                continue
            entries = {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(path))}
            for (context, singular, _plural), places in strings.items():
                entry = entries.get((context, singular))
                if entry is None:
                    problems.append(f"{language}: not taken in: {singular!r} ({places[0]})")
                elif entry.fuzzy or not _complete(entry):
                    if language in catalogues.COMPLETE or _for_participants(places):
                        problems.append(f"{language}: {'fuzzy' if entry.fuzzy else 'untranslated'}: {singular!r} ({places[0]})")
                else:
                    problems += [f"{language}: {why}: {singular!r}" for why in _wrong(language, entry)]
        return problems


def _complete(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) and bool(entry.msgstr_plural) if entry.msgid_plural else bool(entry.msgstr)


def _for_participants(places: list[str]) -> bool:
    """Whether participants or groups see the string. The office's skin, the programme's set-up and donors' summaries need no Uzbek."""
    office = re.compile(
        r"viewsets|wagtail_hooks|/office|office_|management/|blocks\.py|/models/|/apps\.py|roles\.py|resources\.py"
        r"|site/programme|site/summaries|templates/(summaries|programme)"
    )
    return any(not office.search(str(Path(place))) for place in places)


def _wrong(language: str, entry: polib.POEntry) -> list[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    found = []
    names = {m.group(0) for m in PLACEHOLDER.finditer(entry.msgid + entry.msgid_plural)}
    for text in texts:
        if {m.group(0) for m in PLACEHOLDER.finditer(text)} - names or (
            not entry.msgid_plural and names - {m.group(0) for m in PLACEHOLDER.finditer(text)}
        ):
            found.append("other placeholders")
        found += [
            f"word of the glossary's forbidden list ({pattern})"
            for pattern in FORBIDDEN.get(language, [])
            if re.search(pattern, text, re.IGNORECASE)
        ]
    return found

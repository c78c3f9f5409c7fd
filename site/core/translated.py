"""Texts that people write in several languages: one column a language, the reader's first."""

from typing import Any

from django.utils.translation import get_language

#: When the reader's language is empty: the language most readers share first.
FALLBACK = ("ky", "ru", "en", "uz")


def translated(obj: Any, name: str, language: str | None = None) -> str:
    """`obj.<name>_<language>`, else the first of ky, ru, en, uz that is there; "" when all are empty."""
    wanted = (language or get_language() or "en").split("-")[0]
    for code in (wanted, *FALLBACK):
        text = getattr(obj, f"{name}_{code}", "")
        if text:
            return str(text)
    return ""

"""The languages of texts that people write: which fields a model has, which one a reader gets."""

from typing import Any

from django.conf import settings
from django.utils import translation

FALLBACKS = ("ky", "ru", "en")
#: The language's own name after its code, for the links that switch it.
NAMES = {"ky": "кыргызча", "ru": "по-русски", "en": "English", "uz": "oʻzbekcha"}


def codes() -> tuple[str, ...]:
    """The languages of the interface, in the order of the settings."""
    return tuple(code for code, _name in settings.LANGUAGES)


def in_language(thing: Any, field: str, lang: str | None = None) -> str:
    """`thing.<field>_<lang>` for the active language, else ky, ru, en, else the first that is filled; "" when none is."""
    active = (lang or translation.get_language() or "en").split("-")[0]
    for code in dict.fromkeys((active, *FALLBACKS, "uz")):
        if text := getattr(thing, f"{field}_{code}", ""):
            return str(text)
    return ""

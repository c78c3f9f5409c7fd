"""Texts of rows as papers print them."""

from core.pdf import formats
from core.translated import translated


def in_language(obj: object, field: str, language: str) -> str:
    """The text in the language of a paper; Uzbek in Cyrillic is made from the Latin, where there is an Uzbek text."""
    text = translated(obj, field, language)
    return formats.in_script(text, language) if getattr(obj, f"{field}_uz", "") == text else text

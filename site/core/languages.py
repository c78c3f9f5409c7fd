"""The languages of the interface (texts that people write: core.translated)."""

from django.conf import settings

#: The language's own name after its code, for the links that switch it.
NAMES = {"ky": "кыргызча", "ru": "по-русски", "en": "English", "uz": "oʻzbekcha"}


def codes() -> tuple[str, ...]:
    """The languages of the interface, in the order of the settings."""
    return tuple(code for code, _name in settings.LANGUAGES)

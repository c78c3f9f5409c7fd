"""Dates, numbers and money as documents print them: en, ru, ky, uz and uz-Cyrl (Uzbek written in Cyrillic)."""

from collections.abc import Mapping
from datetime import date, datetime

from core import dates
from core.money import MINOR_DIGITS
from core.text import uz_latin_to_cyrillic

LANGUAGES = ("en", "ru", "ky", "uz", "uz-Cyrl")
THIN = "\u202f"
FALLBACK = ("en", "ru", "ky", "uz")
CURRENCIES = {
    "KGS": {"en": "KGS", "ru": "сом", "ky": "сом", "uz": "som (KGS)"},
}


def in_script(text: str, language: str) -> str:
    """Uzbek text in the script of the language: as it is, or in Cyrillic for uz-Cyrl."""
    return uz_latin_to_cyrillic(text) if language == "uz-Cyrl" else text


def base(language: str) -> str:
    """The language whose words are taken: uz for uz-Cyrl. Raises KeyError for a language that documents do not have."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return language.split("-", maxsplit=1)[0]


def pick(texts: Mapping[str, str], language: str) -> str:
    """The text of a language; Uzbek in Cyrillic is made from the Latin; else the first there is in en, ru, ky, uz."""
    if texts.get(language):
        return texts[language]
    if language == "uz-Cyrl" and texts.get("uz"):
        return uz_latin_to_cyrillic(texts["uz"])
    return next((texts[code] for code in FALLBACK if texts.get(code)), "")


def words(table: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    """A document's words in a language, out of {language: {key: word}}."""
    return {key: in_script(word, language) for key, word in table[base(language)].items()}


def day(value: date | datetime, language: str) -> str:
    return in_script(dates.format_date(value, base(language)), language)


def period(first: date, last: date, language: str) -> str:
    return in_script(dates.format_period(first, last, base(language)), language)


def moment(value: datetime, language: str) -> str:
    """14 August 2026, 18:05, Bishkek time."""
    return in_script(dates.format_deadline(value, base(language)), language)


def short_day(value: date) -> str:
    """14.08.2026."""
    return value.strftime("%d.%m.%Y")


def number(value: int | str) -> str:
    """1 240, with a thin space that does not break."""
    return f"{int(value):,}".replace(",", THIN)


def money(minor: int, currency: str, language: str, *, name: bool = True) -> str:
    """185 000 сом; minor units only when there are any."""
    whole, part = divmod(abs(minor), 10 ** MINOR_DIGITS[currency])
    point = "." if language == "en" else ","
    text = ("−" if minor < 0 else "") + number(whole) + (f"{point}{part:02d}" if part else "")
    if not name:
        return text
    word = CURRENCIES.get(currency, {}).get(base(language), currency)
    return f"{text}\u00a0{in_script(word, language)}"

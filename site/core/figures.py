"""Figures as people read them: thousands set apart by a no-break space, money with its currency."""

from decimal import Decimal

from core.dates import language
from core.money import MINOR_DIGITS

NBSP = "\u00a0"
#: soʻm is Uzbekistan's currency: in Uzbek write "som (KGS)" (glossary).
SOM = {"en": "KGS", "ru": "сом", "ky": "сом", "uz": "som (KGS)"}
POINT = {"en": ".", "ru": ",", "ky": ",", "uz": ","}


def format_number(value: int) -> str:
    """12 500 with a no-break space; four digits stay together only below 1000."""
    return f"{value:,}".replace(",", NBSP)


def format_money(minor: int, currency: str = "KGS", lang: str | None = None) -> str:
    """77 500 KGS, 77 500 сом; minor units are shown only when there are some: 12 500.50 KGS."""
    lang = language(lang)
    digits = MINOR_DIGITS[currency]
    whole, part = divmod(abs(minor), 10**digits)
    text = format_number(whole) + (f"{POINT[lang]}{part:0{digits}d}" if part else "")
    sign = "−" if minor < 0 else ""
    return f"{sign}{text}{NBSP}{SOM[lang] if currency == 'KGS' else currency}"


def percent_of(part: int | Decimal, whole: int | Decimal) -> float:
    """Share in per cent between 0 and 100, for the width of a bar; 0 of nothing is 0."""
    if not whole:
        return 0.0
    return max(0.0, min(100.0, round(float(Decimal(part) * 100 / Decimal(whole)), 2)))

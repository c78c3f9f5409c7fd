"""Dates as people read them, in the four languages. A programme date is a day in Asia/Bishkek.

Forms of the glossary: ky «2026-жылдын 14-августу», ru «14 августа 2026 г.», uz «2026-yil 14-avgust», en «14 August 2026».
A deadline always has its hour and says whose time it is.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

BISHKEK = ZoneInfo("Asia/Bishkek")

MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "ru": ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
    "ky": ["январы", "февралы", "марты", "апрели", "майы", "июну", "июлу", "августу", "сентябры", "октябры", "ноябры", "декабры"],
    "uz": ["yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr", "dekabr"],
}
DAY = {"en": "{day} {month}", "ru": "{day} {month}", "ky": "{day}-{month}", "uz": "{day}-{month}"}
YEAR = {"en": "{rest} {year}", "ru": "{rest} {year} г.", "ky": "{year}-жылдын {rest}", "uz": "{year}-yil {rest}"}
DEADLINE = {
    "en": "{date}, {time}, Bishkek time",
    "ru": "{date}, {time} по времени Бишкека",
    "ky": "{date}, саат {time}, Бишкек убактысы",
    "uz": "{date}, soat {time}, Bishkek vaqti",
}


def language(lang: str | None = None) -> str:
    """One of en, ru, ky, uz: the given language, or the active one; English when it is none of them."""
    from django.utils.translation import get_language

    code = (lang or get_language() or "en").split("-")[0]
    return code if code in MONTHS else "en"


def programme_day(value: date | datetime) -> date:
    """The day in Bishkek. A naive moment is refused with ValueError: nobody knows which day it is."""
    if isinstance(value, datetime):
        if timezone.is_naive(value):
            raise ValueError("a naive moment has no day")
        return value.astimezone(BISHKEK).date()
    return value


def _day(day: int | str, month: int, lang: str) -> str:
    return DAY[lang].format(day=day, month=MONTHS[lang][month - 1])


def format_date(value: date | datetime, lang: str | None = None) -> str:
    """14 August 2026."""
    lang, day = language(lang), programme_day(value)
    return YEAR[lang].format(rest=_day(day.day, day.month, lang), year=day.year)


def format_day(value: date | datetime, lang: str | None = None) -> str:
    """14 August, without the year."""
    lang, day = language(lang), programme_day(value)
    return _day(day.day, day.month, lang)


def format_time(value: datetime) -> str:
    """18:00 in Bishkek."""
    return value.astimezone(BISHKEK).strftime("%H:%M")


def format_deadline(value: datetime, lang: str | None = None) -> str:
    """18 December 2026, 18:00, Bishkek time."""
    lang = language(lang)
    return (
        DEADLINE[lang]
        .format(date=format_date(value, lang), time=format_time(value))
        .replace("саат ", "саат\u00a0")
        .replace("soat ", "soat\u00a0")
    )


def format_period(start: date | datetime, end: date | datetime, lang: str | None = None) -> str:
    """4–6 January 2027; 28 January – 2 February 2027; 30 December 2026 – 2 January 2027."""
    lang, first, last = language(lang), programme_day(start), programme_day(end)
    if first == last:
        return format_date(first, lang)
    if first.year != last.year:
        return f"{format_date(first, lang)} – {format_date(last, lang)}"
    if first.month == last.month:
        rest = _day(f"{first.day}–{last.day}", last.month, lang)
    else:
        rest = f"{format_day(first, lang)} – {format_day(last, lang)}"
    return YEAR[lang].format(rest=rest, year=first.year)


def days_left(deadline: date | datetime, at: datetime | None = None) -> int:
    """Whole calendar days in Bishkek until the deadline's day: 0 on the day itself, negative after it."""
    return (programme_day(deadline) - programme_day(at or timezone.now())).days

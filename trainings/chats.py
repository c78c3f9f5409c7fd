"""An exported chat: who wrote on which day. What was written is looked at by nobody and goes no further than this module.

Understood are the exports of WhatsApp as phones write them (there is no published description of the format; seen ones are in the tests):

    01.03.2019, 09:00 - Айгүл: text            Android
    1/3/19, 9:00 PM - Айгүл: text              the short date, day or month first
    [01.03.2019, 09:00:12] ~ Айгүл: text       iOS, also as a .zip with the chat beside its pictures

A deleted message and a picture are something that somebody wrote that day. A line without a sender (somebody joined) is not.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.refusals import Refused
from youth_groups.rosters.reading import BROKEN, decoded
from youth_groups.rosters.values import UnreadableError, phone_of

#: A chat without its pictures: a year of two hundred people is far below this.
MOST_BYTES = 30_000_000
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp]\.?\s?[Mm]\.?)?"
_DAY = r"(\d{1,4})([./-])(\d{1,2})[./-](\d{1,4})\.?"
_ANDROID = re.compile(rf"{_DAY},?\s+(?:в\s+)?{_CLOCK}\s+[-–—]\s(.*)", re.DOTALL)
_IOS = re.compile(rf"\[{_DAY},?\s+{_CLOCK}\]\s?(.*)", re.DOTALL)
#: Marks of writing direction, which phones strew in.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_LOOKS_LIKE_A_PHONE = re.compile(r"\+?[\d\s().-]{7,24}")


@dataclass(frozen=True)
class Chat:
    """Label of a sender -> the days on which they wrote. first, last: the days of the first and last message; messages: how many."""

    first: date
    last: date
    messages: int
    days: dict[str, frozenset[date]]


def tidy_label(label: str) -> str:
    """A sender as it is compared: without marks nobody sees and the "~" of strangers; a phone number in the international form."""
    text = unicodedata.normalize("NFC", label).translate(_UNSEEN).replace("\u2011", "-")
    text = " ".join(text.split()).removeprefix("~").strip()
    if _LOOKS_LIKE_A_PHONE.fullmatch(text):
        try:
            return phone_of(text)
        except UnreadableError:
            return text
    return text


def read_chat(content: bytes, *, first_day: date, last_day: date) -> Chat:
    """Who wrote on which day. The days of the course decide whether 3/4 is in March or in April where the chat does not.

    Raises Refused for what is no exported chat, or whose dates can be read in two ways.
    """
    found = list(_messages(_text(content)))
    if not found:
        raise Refused(
            _("This is no exported chat. In the messenger choose “Export chat”, without media, and send that file."), code="no_chat"
        )
    dates = _read_dates([parts for parts, _sender in found], first_day, last_day)
    days: dict[str, set[date]] = {}
    for day, (_parts, sender) in zip(dates, found, strict=True):
        days.setdefault(sender, set()).add(day)
    return Chat(min(dates), max(dates), len(found), {sender: frozenset(each) for sender, each in days.items()})


def _text(content: bytes) -> str:
    if content[:4] != b"PK\x03\x04":
        return decoded(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(".txt")]
            with archive.open(names[0]) as file:
                text = file.read(MOST_BYTES + 1)
    except (*BROKEN, IndexError) as error:
        raise Refused(_("This file cannot be opened. Please export the chat again, without media."), code="unreadable") from error
    if len(text) > MOST_BYTES:
        raise Refused(_("This chat is too large. Please export it without media."), code="too_large")
    return decoded(text)


_Parts = tuple[int, int, int, str]


def _messages(text: str) -> Iterable[tuple[_Parts, str]]:
    """(numbers of the date and what stands between them, sender) of every message. Other lines belong to the message before."""
    for line in text.split("\n"):
        bare = line.rstrip("\r").lstrip("\u200e\u200f\u202a\ufeff")
        match = (_IOS if bare.startswith("[") else _ANDROID).match(bare)
        if match is None:
            continue
        one, sign, two, three, rest = match.groups()
        label, colon, said = rest.partition(": ")
        if not colon and rest.endswith(":"):
            label, colon, said = rest[:-1], ":", ""
        sender = tidy_label(label)
        # On iOS a line of the messenger itself begins with a mark and names whom it is about.
        if colon and sender and not (said.startswith("\u200e") and tidy_label(said).startswith(sender)):
            yield (int(one), int(two), int(three), sign), sender


def _read_dates(parts: list[_Parts], first_day: date, last_day: date) -> list[date]:
    readings = [reading for order in ("day", "month") if (reading := _in_order(parts, order)) is not None]
    if not readings:
        raise Refused(_("The dates of this chat cannot be read. Please export it again."), code="dates")
    if len(readings) == 1 or readings[0] == readings[1]:
        return readings[0]
    running = [reading for reading in readings if reading == sorted(reading)]
    if len(running) == 1:
        return running[0]
    within = [sum(first_day <= day <= last_day for day in reading) for reading in readings]
    if within[0] != within[1]:
        return readings[within.index(max(within))]
    raise Refused(_("The dates of this chat can be read with the day or with the month first. Please export the whole chat."), code="dates")


def _in_order(parts: list[_Parts], order: str) -> list[date] | None:
    """The dates with the day or the month first; a year of four digits in front and a dot settle it. None when one is no date."""
    found = []
    for one, two, three, sign in parts:
        if one > 999:
            year, month, day = one, two, three
        else:
            day_first = order == "day" or sign == "."
            year, (day, month) = three + 2000 * (three < 100), (one, two) if day_first else (two, one)
        try:
            found.append(date(year, month, day))
        except ValueError:
            return None
    return found

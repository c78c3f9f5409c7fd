"""Cells to values: what offices write for a sex, a birth year, a phone, a caregiver, a tick."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EARLIEST = 1900
#: What offices write where there is nothing.
NOTHING = frozenset({"", "-", "–", "—", "жок", "нет", "йоқ", "йўқ", "yoʻq", "yo'q", "no", "none", "n/a", "0", "?", "х", "x"})

_SEX = {
    "female": "аял|кыз|к|ж|жен|женский|женщина|девушка|девочка|f|female|w|woman|girl|а|аёл|қиз|ayol|qiz|эже|жн",
    "male": "эркек|э|эр|уул|бала|м|муж|мужской|мужчина|юноша|мальчик|m|male|man|boy|эркак|ўғил|erkak|oʻgʻil|жигит",
}
SEX = {word: sex for sex, words in _SEX.items() for word in words.split("|")}

_FORMULA = re.compile(r"^\s*[=@+]\s*[A-Za-zА-Яа-я(]|^\s*=")
_IDENTITY = re.compile(r"\d{14}|(ID|AN|АН|AA|АА|AC|АС|PE|РЕ)[-№]?\d{7}", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(19\d{2}|20\d{2})(?!\d)")


class UnreadableError(ValueError):
    """A cell cannot be read. `what` says what is wrong, `mend` how to mend it. Neither repeats the cell's content."""

    def __init__(self, what: str | Promise, mend: str | Promise) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


@dataclass(frozen=True, slots=True)
class Care:
    """Who stands for the child, in the roster's own word, and the phone."""

    relation: str = ""
    phone: str = ""


#: Nobody is named.
NO_CARE = Care()


def text_of(cell: object) -> str:
    """A cell as text: NFC, single spaces inside, none outside; a whole number without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())


def is_nothing(text: str) -> bool:
    return text.casefold().strip(" .") in NOTHING


def is_identity_number(text: str) -> bool:
    """Whether a cell holds a personal identification number (14 digits in Kyrgyzstan and Uzbekistan) or the number of a passport."""
    return _IDENTITY.fullmatch(text.replace(" ", "")) is not None


def name_of(cell: object) -> str:
    """A name as written. Raises UnreadableError for a formula or for figures."""
    text = text_of(cell)
    if _FORMULA.match(text):
        raise UnreadableError(_("There is a formula instead of a name."), _("Write the name itself into the cell."))
    if "\ufffd" in text:
        raise UnreadableError(_("Letters of this name cannot be read."), _("Save the list in UTF-8 or as .xlsx, or write the name anew."))
    if any(character.isdigit() for character in text):
        raise UnreadableError(_("There are figures in the name."), _("Write the name without figures."))
    return "" if is_nothing(text) and len(text) < 2 else text


def sex_of(cell: object) -> str:
    """female, male or not_stated. Raises UnreadableError for a word that is not known."""
    text = text_of(cell).casefold().strip(" .")
    if not text or text in NOTHING:
        return "not_stated"
    try:
        return SEX[text]
    except KeyError:
        raise UnreadableError(_("The sex cannot be read."), _("Write female or male, or leave it empty.")) from None


def birth_year_of(cell: object, *, today: date) -> int | None:
    """The year of birth out of a year or a full date; the day and month are dropped here and kept nowhere."""
    if isinstance(cell, datetime | date):
        return _checked_year(cell.year, today)
    text = text_of(cell)
    if is_nothing(text):
        return None
    years = set(_YEAR.findall(text))
    if len(years) == 1:
        return _checked_year(int(years.pop()), today)
    raise UnreadableError(_("The birth year cannot be read."), _("Write the year with four digits, for example 2004."))


def _checked_year(year: int, today: date) -> int:
    if not EARLIEST <= year <= today.year:
        raise UnreadableError(_("This birth year is not possible."), _("Write the year with four digits, for example 2004."))
    return year


def phone_of(cell: object) -> str:
    """A phone number in the international form, "" when there is none. Raises UnreadableError."""
    text = text_of(cell).lstrip("'`").strip()
    if is_nothing(text):
        return ""
    try:
        number = phonenumbers.parse(text, "KG")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise UnreadableError(_("The phone number cannot be read."), _("Write it like 0555 123 456, or leave it empty."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def caregiver_of(cell: object) -> Care:
    """«апасы +996 (556) 99-18-12» -> relation and phone; one of the two alone is fine. Raises UnreadableError for half a phone."""
    text = text_of(cell)
    at = re.search(r"[+\d(]", text)
    relation = (text[: at.start()] if at else text).strip(" ,;:-–—'")
    if is_nothing(relation):
        relation = ""
    relation = " ".join(word for word in relation.split() if not is_nothing(word)) if relation else ""
    return Care(relation, phone_of(text[at.start() :]) if at else "")


def caregiver_without_phone(cell: object) -> Care:
    """The relation alone, where the phone cannot be read."""
    return Care(re.split(r"[+\d(]", text_of(cell))[0].strip(" ,;:-"), "")


def present_of(cell: object) -> bool:
    """Attendance: «нет», «жок», a dash or nothing is absent; any other mark is present."""
    text = text_of(cell)
    return text.casefold() not in {"", "нет", "жок", "йўқ", "no", "absent", "н", "-", "–", "—", "0"}

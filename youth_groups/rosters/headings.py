"""What a roster's headings mean, in Kyrgyz, Russian, Uzbek and English; and the columns that are never taken."""

import re
import unicodedata
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What we take, with its name on the screen.
FIELDS: dict[str, Promise] = {
    "name": _("name"),
    "family_name": _("family name"),
    "given_name": _("given name"),
    "patronymic": _("patronymic"),
    "sex": _("sex"),
    "birth": _("birth year"),
    "village": _("village or town"),
    "province": _("province"),
    "institution": _("school or institution"),
    "phone": _("phone"),
    "caregiver": _("caregiver"),
    "caregiver_phone": _("caregiver's phone"),
    "year": _("year of the activity"),
    "chat_label": _("name in the chat"),
    "tick": _("attendance"),
}

#: Why a column is not taken. Ethnicity is self-declared elsewhere or not at all; religion is never collected.
NOT_TAKEN: dict[str, Promise] = {
    "number": _("a running number: rows are counted here"),
    "ethnicity": _("ethnicity is not taken from lists: only people themselves may state it"),
    "religion": _("religion is not collected"),
    "pin": _("personal identification numbers are not kept"),
    "passport": _("documents are seen, not copied"),
    "signature": _("signatures stay on paper"),
    "disability": _("disability and health are not taken from lists"),
    "age": _("an age is true for one year only: the birth year is asked for"),
    "bank": _("bank details do not belong to people's records"),
    "email": _("e-mail addresses are asked for when an account is made"),
    "left_out": _("left out by hand"),
    "unknown": _("this heading is not known"),
    "empty": _("a column without a heading"),
    "repeated": _("another column already gives this"),
}

#: What nobody can choose to take, whatever they call the column.
NEVER = frozenset({"ethnicity", "religion", "pin", "passport", "signature", "disability", "bank"})

_WORDS: dict[str, str] = {
    "number": "№|no|n|п/п|№ п/п|nn|катар номери|т/р|#",
    "name": (
        "аты-жөнү|аты жөнү|толук аты|катышуучу|катышуучунун аты-жөнү|аты-жөнү толук|фио|ф.и.о|фамилия имя отчество|"
        "фамилия, имя, отчество|фамилия имя|фамилия, имя|имя и фамилия|участник|полное имя|name|full name|participant|"
        "name and surname|исм-шарифи|фамилияси, исми|f.i.sh|fish|тегі, аты|фамилиясы, аты"
    ),
    "family_name": "фамилия|фамилиясы|тек|теги|family name|surname|last name|familiya|familiyasi|фамилияси",
    "given_name": "имя|аты|ысымы|ысым|given name|first name|ism|ismi|исми",
    "patronymic": "отчество|атасынын аты|патроним|middle name|patronymic|otasining ismi|отасининг исми",
    "sex": "жынысы|жыныс|пол|sex|gender|м/ж|ж/м|э/а|jinsi|жинси|гендер",
    "birth": (
        "туулган жылы|туулган жыл|туулган күнү|туулган датасы|туулган|туулган күнү, айы, жылы|год рождения|год рожд|"
        "г.р|гр|дата рождения|дата рожд|год рождения/дата|birth year|year of birth|date of birth|born|dob|birth date|"
        "tugʻilgan yili|tug'ilgan yili|туғилган йили"
    ),
    "village": (
        "айылы|айыл|айылы / шаары|айылы/шаары|айылы, шаары|шаары|жашаган жери|жашаган айылы|дареги|айыл/шаар|село|"
        "село/город|село / город|город|населенный пункт|место жительства|населённый пункт|айыл өкмөтү|village|town|"
        "village/town|village or town|place|locality|qishlogʻi|manzil"
    ),
    "province": "облусу|облус|область|обл|province|oblast|region|регион|viloyat|вилоят",
    "institution": (
        "окуган мектеби|мектеби|мектеп|мектеп, класс|окуу жайы|уюму|мекемеси|кызматы|иштеген жери|школа|школа, класс|"
        "учебное заведение|организация|организация / должность|организация/должность|место работы|должность|"
        "место учебы|school|institution|organisation|organization|organisation / position|work|maktab|ташкилот"
    ),
    "phone": (
        "телефону|телефон|тел|тел.|тел. номери|телефон номери|контакты|контактный телефон|номер телефона|моб. телефон|"
        "моб|phone|phone number|mobile|tel|contact|telefon|telefoni|байланыш телефону"
    ),
    "caregiver": (
        "ата-энеси|ата-энеси, телефону|ата-энеси телефону|ата-энеси / телефону|ата-эненин телефону|камкорчусу|родители|"
        "родитель|родители, телефон|родитель, телефон|законный представитель|опекун|parent|parents|parent, phone|"
        "guardian|caregiver|parent/guardian|ota-onasi"
    ),
    "caregiver_phone": (
        "ата-энесинин телефону|телефон родителей|телефон родителя|parent phone|parent's phone|guardian phone|caregiver phone"
    ),
    "year": "жылы|жыл|год|год участия|year|yil",
    "chat_label": "чаттагы аты|имя в чате|чат|chat name|chat label|name in the chat",
    "ethnicity": "улуту|улут|национальность|нац|этническая принадлежность|ethnicity|nationality|ethnic group|millati|миллати",
    "religion": "дини|дин|динге ишеними|религия|вероисповедание|religion|dini",
    "pin": ("пин|инн|pin|персональный идентификационный номер|жеке номери|инн/пин|inn|pinfl|id|id number|national id|пин код|пин-код"),
    "passport": (
        "паспорт|паспорту|паспорт номери|паспорт сериясы|номер паспорта|серия паспорта|документ|күбөлүк|күбөлүгү|"
        "свидетельство о рождении|passport|passport number|document|id card|birth certificate|удостоверение"
    ),
    "signature": "колу|кол|кол тамгасы|подпись|роспись|signature|sign|signed|imzo|имзо",
    "disability": "майыптыгы|инвалидность|овз|лицо с овз|disability|ден соолугу|здоровье|аллергия|health|allergies",
    "age": "жашы|жаш|курагы|возраст|age|yoshi",
    "bank": "банк|эсеп номери|счет|расчетный счет|bank account|account number|карта",
    "email": "email|e-mail|почта|эл. почта|электронная почта|электрондук дареги|mail",
}

_TICK = re.compile(
    r"^(до обеда|после обеда|утро|вечер|күндүз|эртең менен|түшкө чейин|түштөн кийин|түштөн мурун|"
    r"morning|afternoon|before lunch|after lunch|"
    r"(день|күн|day|сессия|session|сабак|занятие) ?\d+|"
    r"\d+ ?-?(й|чи|чү|чу|чы|st|nd|rd|th)? ?-?(день|күн|күнү|day|сессия|session|сабак|занятие)|"
    r"катышуусу|катышты|присутствие|посещение|явка|attendance|present|\d{1,2}[.]\d{1,2}([.]\d{2,4})?)$"
)


def folded_heading(text: str) -> str:
    """A heading without case, outer punctuation and doubled spaces; hyphens and slashes stay."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е").replace("\n", " ").replace("’", "'").replace("‘", "'")
    plain = re.sub(r"\s*/\s*", "/", re.sub(r"\s+", " ", plain))
    return plain.strip(" .:;,*()_")


_MEANING = {folded_heading(word): field for field, words in _WORDS.items() for word in words.split("|")}
#: A part of a longer heading that settles what may not be taken, whatever else stands in it.
_FORBIDDEN = (
    ("passport", ("паспорт", "passport", "удостоверени", "свидетельств")),
    ("pin", ("пин", "инн", "идентификацион", "national id")),
    ("ethnicity", ("национальн", "улуту", "ethnic", "nationality")),
    ("religion", ("религи", "вероисповед", "religion")),
    ("signature", ("подпись", "роспись", "signature", "кол тамга")),
    ("disability", ("инвалид", "майып", "disab")),
)


def meaning(heading: str, learnt: Mapping[str, str] | None = None) -> str | None:
    """The field (a key of FIELDS) or the reason (a key of NOT_TAKEN) that a heading stands for; None when it is not known.

    `learnt`: folded heading -> field or "left_out", what people chose for this heading before; it never opens a column of NEVER.
    """
    known = _known(folded_heading(heading))
    if learnt and known not in NEVER:
        return learnt.get(folded_heading(heading), known)
    return known


def _known(text: str) -> str | None:
    if not text:
        return None
    if text in _MEANING:
        return _MEANING[text]
    for field, parts in _FORBIDDEN:
        if any(re.search(rf"\b{re.escape(part)}", text) for part in parts):
            return field
    if _TICK.match(text):
        return "tick"
    for piece in re.split(r"[,(/]", text):
        known = _MEANING.get(folded_heading(piece))
        if known is not None and known != "number":
            return known
    return None

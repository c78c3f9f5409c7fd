"""An invented certificate: what the office looks at while it writes a wording. The number has signs that no number has."""

from collections.abc import Mapping
from datetime import date

from core.pdf import formats
from core.text import uz_latin_to_cyrillic
from trainings.documents.data import CertificateFacts, Signatory, Texts
from trainings.documents.wording import hours_text
from trainings.wording import PLACEHOLDERS, fill, placeholders_in

NUMBER = "000000000000"
HOURS = "18"
FIRST, LAST = date(2026, 8, 12), date(2026, 8, 14)
NAMES = {"ky": "Айпери Сатыбалдиева", "ru": "Айпери Сатыбалдиева", "en": "Aiperi Satybaldieva", "uz": "Dilnoza Karimova"}
TEXTS: dict[str, dict[str, str]] = {
    "ky": {
        "title": "Чыр-чатакты тынч жол менен чечүү",
        "type": "Окуу курсу",
        "place": "Ош шаары",
        "venue": "Жаштар үйү",
        "organiser": "«Тең Кадам» коомдук фонду",
        "project": "Чогуу жашайлы",
        "donor": "«Ала-Тоо» өнөктөштүк фонду",
        "post": "Фонддун директору",
    },
    "ru": {
        "title": "Мирное решение конфликтов",
        "type": "Учебный курс",
        "place": "г. Ош",
        "venue": "Дом молодёжи",
        "organiser": "Общественный фонд «Тең Кадам»",
        "project": "Живём вместе",
        "donor": "Фонд партнёрства «Ала-Тоо»",
        "post": "Директор фонда",
    },
    "uz": {
        "title": "Nizolarni tinch yoʻl bilan hal qilish",
        "type": "Oʻquv kursi",
        "place": "Oʻsh shahri",
        "venue": "Yoshlar uyi",
        "organiser": "«Teng Kadam» jamoat fondi",
        "project": "Birga yashaymiz",
        "donor": "«Ala-Too» hamkorlik fondi",
        "post": "Fond direktori",
    },
    "en": {
        "title": "Resolving Conflicts Peacefully",
        "type": "Course",
        "place": "Osh, Kyrgyzstan",
        "venue": "Youth House",
        "organiser": "Teng Kadam Public Foundation",
        "project": "Living Together",
        "donor": "Alatoo Partnership Fund",
        "post": "Director of the Foundation",
    },
}


def _text(key: str, language: str) -> str:
    text = TEXTS[formats.base(language)][key]
    return uz_latin_to_cyrillic(text) if language == "uz-Cyrl" else text


def values(language: str) -> dict[str, str]:
    """Placeholder -> an invented value in one of ky, ru, uz, en."""
    found = {name: TEXTS[language][name] for name in PLACEHOLDERS if name in TEXTS[language]}
    return {**found, "dates": formats.period(FIRST, LAST, language), "hours": hours_text(HOURS, language)}


def sample_facts(texts: Mapping[str, Texts], languages: tuple[str, ...]) -> CertificateFacts:
    """An invented certificate with these texts of a wording; a placeholder that nobody knows is shown as dots."""
    words = {}
    for language in languages:
        own = {part: text for part, text in texts.get(formats.base(language), {}).items() if text}
        filled = {
            part: fill(text, {**dict.fromkeys(placeholders_in(text), "…"), **values(formats.base(language))}) for part, text in own.items()
        }
        words[language] = {part: formats.in_script(text, language) for part, text in filled.items()}
    name = NAMES[formats.base(languages[0])]
    return CertificateFacts(
        number=NUMBER,
        name=uz_latin_to_cyrillic(name) if languages[0] == "uz-Cyrl" else name,
        title={code: _text("title", code) for code in languages},
        first_day=FIRST,
        last_day=LAST,
        hours=HOURS,
        place={code: _text("place", code) for code in languages},
        organiser={code: _text("organiser", code) for code in languages},
        signatories=(Signatory("Айнура Төрөкулова", {code: _text("post", code) for code in languages}),),
        issued=LAST,
        languages=languages,
        words=words,
    )

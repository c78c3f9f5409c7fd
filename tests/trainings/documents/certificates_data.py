"""Facts of invented certificates."""

from datetime import date
from typing import Any

from trainings.documents.data import CertificateFacts, Signatory

LETTERS = "Ң Ө Ү Ў Қ Ғ Ҳ ң ө ү ў қ ғ ҳ ʻ"
LONG = "Абдурахманова-Жээнбекбаева Гүлбүбүйра Төрөбековна Ысмайылбек кызы-Өмүралиева"
TEXTS = {"en": "Safe village", "ru": "Безопасное село", "ky": "Коопсуз айыл", "uz": "Xavfsiz qishloq", "uz-Cyrl": "Хавфсиз қишлоқ"}


def facts(
    name: str = "Айпери Сатыбалдиева", languages: tuple[str, ...] = ("ky", "ru"), number: str = "K7Q2M9XD4TRW", **more: Any
) -> CertificateFacts:
    texts = {code: TEXTS[code] for code in languages}
    return CertificateFacts(
        number=number,
        name=name,
        title=texts,
        first_day=date(2026, 8, 12),
        last_day=date(2026, 8, 14),
        hours="18",
        place=texts,
        organiser=texts,
        signatories=(Signatory("Айнура Төрөкулова", texts), Signatory("Бакыт Осмонов", texts)),
        issued=date(2026, 8, 14),
        languages=languages,
        funding=(texts,),
        address="https://ashar.example/v",
        **more,
    )

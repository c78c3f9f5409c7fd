"""Contact hours as certificates say them."""

from decimal import Decimal

from core.pdf import formats
from trainings.documents.words import CERTIFICATE


def hours_text(hours: str, language: str) -> str:
    """ "18 часов", "4.5 hours": the number with its word. hours: "18", "4.5" or "4,5"."""
    words = formats.words(CERTIFICATE, language)
    number = Decimal(hours.replace(",", "."))
    n, whole = int(number), number == number.to_integral_value()
    if not whole:
        form = "hours_few"
    elif n % 10 == 1 and n % 100 != 11:
        form = "hours_one" if n == 1 or words["hours_few"] != words["hours_many"] else "hours_many"
    else:
        form = "hours_few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "hours_many"
    point = "." if language == "en" else ","
    return words[form].format(n=str(n) if whole else f"{number.normalize():f}".replace(".", point))

"""The provinces for a question about a place: code (ISO 3166-2) and name in the reader's language."""

from core.translated import translated
from programme.models import Place


def provinces(language: str) -> list[tuple[str, str]]:
    """Provinces and cities of republican rank, in the order of the register. One statement."""
    levels = [Place.Level.OBLAST, Place.Level.CITY_REPUBLIC]
    rows = Place.objects.filter(level__in=levels, valid_to__isnull=True).exclude(iso="").order_by("soate")
    return [(row.iso, translated(row, "name", language)) for row in rows]

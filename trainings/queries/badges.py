"""What stands on the badges of a training: a minor's own name only."""

from collections.abc import Collection
from dataclasses import dataclass

from core.pdf import formats
from core.translated import translated
from trainings.documents import Badge, Badges
from trainings.models import Participation, Training
from trainings.queries.names import first_name_of
from trainings.queries.sheets import trainers_of


@dataclass(frozen=True)
class BadgeLine:
    """One place on the roster with the name as it is printed; "" where a minor's own name cannot be told from the family name."""

    place: Participation
    minor: bool
    name: str


def badge_lines(training: Training, places: Collection[int] | None = None) -> list[BadgeLine]:
    """The roster by name, each person once; all of it or only these places. One statement."""
    rows = training.participations.select_related("person").order_by("person__folded", "pk")
    if places is not None:
        rows = rows.filter(pk__in=places)
    lines: dict[int, BadgeLine] = {}
    for row in rows:
        minor = row.person.is_minor_on(training.first_day)
        name = row.person.name_for_certificate
        lines.setdefault(row.person_id, BadgeLine(row, minor, first_name_of(name) if minor else name))
    return [*lines.values()]


def badges_of(training: Training, lines: Collection[BadgeLine], language: str, *, with_trainers: bool) -> Badges:
    """The badges as they are drawn, in a language of the documents; the trainers, who have no code, come first."""
    lang = formats.base(language)
    badges = [Badge(name=name, trainer=True) for name in (trainers_of(training) if with_trainers else ())]
    badges += [Badge(name=line.name, code=line.place.badge_code or "") for line in lines]
    return Badges(
        language=language,
        title=_text(training, "public_title", lang, language),
        organiser=_text(training.organisation, "name", lang, language),
        badges=badges,
    )


def _text(obj: object, field: str, lang: str, language: str) -> str:
    """Uzbek in Cyrillic is made from the Latin, where there is an Uzbek text."""
    text = translated(obj, field, lang)
    return formats.in_script(text, language) if getattr(obj, f"{field}_uz", "") == text else text

"""What is held of a person, for the person: each app adds its part in `AppConfig.ready()`.

    person_data.register(trainings_of_person, order=20)      # (people: list[Person], language) -> list[Part]

Parts hold the person's own data only: not who read them, not another organisation's record, no other person's values.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.registered import Registered

if TYPE_CHECKING:
    from youth_groups.models import Person


@dataclass(frozen=True)
class Part:
    """One part of the file: its heading and its lines, each a label and what is held."""

    title: str
    lines: list[tuple[str, str]]


Provider = Callable[["Sequence[Person]", str], list[Part]]
_providers: Registered[Provider] = Registered()


def register(provider: Provider, *, order: int = 50) -> Provider:
    """Add a part; the same provider twice counts once."""
    return _providers.add(provider, order=order)


def parts_of(people: "Sequence[Person]", language: str) -> list[Part]:
    """Every app's parts of one person (the record and those that went into it), in their order; empty ones are left out."""
    return [part for provider in _providers for part in provider(people, language) if part.lines]

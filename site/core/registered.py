"""What the apps add to a place of another app in `AppConfig.ready()`: sections of a page, parts of a file, relations of a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.apps import apps
from django.db import models

Thing = TypeVar("Thing")


class Registered(Generic[Thing]):
    """Things in their order, and in the same order as they were added; the same thing twice counts once."""

    def __init__(self) -> None:
        self._things: list[tuple[int, Thing]] = []

    def add(self, thing: Thing, *, order: int = 50) -> Thing:
        if all(known != thing for _order, known in self._things):
            self._things.append((order, thing))
        return thing

    def __iter__(self) -> Iterator[Thing]:
        return (thing for _order, thing in sorted(self._things, key=lambda item: item[0]))


@dataclass(frozen=True, kw_only=True)
class ForeignKeyTo:
    """One foreign key to a table whose rows are merged."""

    model: str
    field: str

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @property
    def key(self) -> str:
        """The name under which a merge keeps the ids that it moved."""
        return f"{self.model}.{self.field}"

"""What points to a locality. Every app declares its own relations in `AppConfig.ready()`; merging walks this list and moves each row.

    from programme import relations
    relations.register(relations.Relation(model="trainings.Training"))

A test walks the relations of `Locality` and fails when one is missing here: a forgotten one would stop every merge at the database.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import models


@dataclass(frozen=True, kw_only=True)
class Relation:
    """One foreign key to `programme.Locality`. counted: shown as something that stands on the place."""

    model: str
    field: str = "locality"
    counted: bool = True

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @property
    def key(self) -> str:
        """The name under which a merge keeps the ids that it moved."""
        return f"{self.model}.{self.field}"


_relations: list[Relation] = []


def register(relation: Relation) -> Relation:
    """Add a relation; the same twice counts once."""
    if relation not in _relations:
        _relations.append(relation)
    return relation


def relations() -> tuple[Relation, ...]:
    """All of them, in the order in which the apps declared them."""
    return tuple(_relations)

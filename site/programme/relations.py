"""What points to a locality. Every app declares its own relations in `AppConfig.ready()`; merging walks this list and moves each row.

    from programme import relations
    relations.register(relations.Relation(model="trainings.Training"))

A test walks the relations of `Locality` and fails when one is missing here: a forgotten one would stop every merge at the database.
"""

from dataclasses import dataclass

from core.registered import ForeignKeyTo, Registered


@dataclass(frozen=True, kw_only=True)
class Relation(ForeignKeyTo):
    """One foreign key to `programme.Locality`. counted: shown as something that stands on the place."""

    field: str = "locality"
    counted: bool = True


_relations: Registered[Relation] = Registered()


def register(relation: Relation) -> Relation:
    """Add a relation; the same twice counts once."""
    return _relations.add(relation)


def relations() -> tuple[Relation, ...]:
    """All of them, in the order in which the apps declared them."""
    return tuple(_relations)

"""Many tables of one migration made at once."""

from typing import Any

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, AlterUniqueTogether, CreateModel
from django.db.migrations.operations.base import Operation


class CreateTables(Operation):  # type: ignore[misc]
    """Makes the tables of the models in `operations`, each in the form that the last of these operations leaves it in.

    Beside CreateModel the operations may only add fields, constraints, indexes and what is unique together to these same models;
    anything else is a ValueError.
    One by one, every new model makes Django render all models anew, which took two thirds of the time of all migrations.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations
        made = {operation.name_lower for operation in operations if isinstance(operation, CreateModel)}
        for operation in operations:
            adds = isinstance(operation, AddField | AddConstraint | AddIndex) and operation.model_name_lower in made
            together = isinstance(operation, AlterUniqueTogether) and operation.name_lower in made
            if not (adds or together or isinstance(operation, CreateModel)):
                raise ValueError(f"{operation.describe()} does not belong to the tables that are made here")

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            if isinstance(operation, CreateModel):
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Create tables of " + ", ".join(operation.name for operation in self.operations if isinstance(operation, CreateModel))

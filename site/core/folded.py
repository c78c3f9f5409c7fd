"""`core.text.fold` inside the database, for searches in columns that have no folded twin."""

from typing import Any

from django.db.models import Func, TextField

from core.text import fold

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяөүңёўқғҳ"
_BOTH = _LETTERS.upper() + _LETTERS
_PLAIN = "".join(fold(letter) for letter in _BOTH)


class Folded(Func):
    """A text as `fold` writes it, but for runs of spaces. SQLite and a PostgreSQL of the C locale know the case of Latin only."""

    function = "ashar_fold"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"TRANSLATE(LOWER(%(expressions)s), '{_BOTH}', '{_PLAIN}')", **extra)


def add_function(connection: Any, **_kwargs: Any) -> None:
    """Give every new connection to SQLite the function that `Folded` calls."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("ashar_fold", 1, lambda text: None if text is None else fold(text), deterministic=True)

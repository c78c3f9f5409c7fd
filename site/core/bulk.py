"""Writing one column of many rows: a value a row, in one call of the driver. `bulk_update` builds an expression for each row instead."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models


def set_each(model: type[models.Model], field: str, values: Iterable[tuple[Any, Any]]) -> None:
    """Set `field` of the rows with these keys: (key, value) pairs. Runs inside the caller's transaction; neither signals nor save()."""
    column, key = model._meta.get_field(field), model._meta.pk
    if not isinstance(column, models.Field) or key is None:
        raise LookupError(field)
    rows = [(column.get_db_prep_save(value, connection), key.get_db_prep_value(pk, connection)) for pk, value in values]
    if not rows:
        return
    table, name, where = (connection.ops.quote_name(word) for word in (model._meta.db_table, column.column, key.column))
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {name} = %s WHERE {where} = %s", rows)  # noqa: S608 names of our own tables

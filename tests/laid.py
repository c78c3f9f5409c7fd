"""The rows that migrations lay (types, roles, content types, the first pages), and the way back to them after a transactional test."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import connections, transaction

from core.append_only import append_only_models, lifted

Rows = list[tuple[Any, ...]]


def rows_by_table(using: str = "default") -> dict[str, Rows]:
    """Every table of a model that holds something, with all its rows."""
    connection = connections[using]
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in _filled(connection, cursor)}


def go_back_to(laid: dict[str, Rows], using: str = "default") -> None:
    """Empties every table but those rows. Only tables that differ are touched: a tenth of the work of emptying and laying all anew."""
    connection = connections[using]
    with connection.cursor() as cursor:
        changed = [table for table in _filled(connection, cursor) if table not in laid or _rows(cursor, table) != laid[table]]
        changed += [table for table in laid if table not in changed and not _rows(cursor, table)]
    kept = {model._meta.db_table for model in append_only_models()}
    aside = lifted(using) if connection.vendor == "sqlite" and kept.intersection(changed) else nullcontext()
    with aside, _nothing_asked(connection), transaction.atomic(using), connection.cursor() as cursor:
        for table in changed:
            name = connection.ops.quote_name(table)
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - names of our own tables
            if rows := laid.get(table):
                cursor.executemany(f"INSERT INTO {name} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)  # noqa: S608


def _filled(connection: Any, cursor: Any) -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})" for table in tables)  # noqa: S608
    cursor.execute(asked)
    return [table for (table,) in cursor.fetchall()]


def _rows(cursor: Any, table: str) -> Rows:
    cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
    return sorted(cursor.fetchall(), key=repr)


@contextmanager
def _nothing_asked(connection: Any) -> Iterator[None]:
    """Neither references nor append-only triggers are asked while rows go and come."""
    if connection.vendor == "sqlite":
        connection.disable_constraint_checking()
        try:
            yield
        finally:
            connection.enable_constraint_checking()
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")

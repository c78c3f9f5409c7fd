"""The one place that installs and removes the triggers of append-only tables.

A model is append-only when its Meta-free class attribute says so:

    append_only = frozenset()            # no UPDATE at all, no DELETE
    append_only = frozenset({"person"})  # these columns may be updated, nothing else; no DELETE

`EventDetail` additionally declares `append_only_blank`: columns that may change in one way only, to blank.
On PostgreSQL TRUNCATE is refused, too. Only the test run takes the triggers away, around Django's flush (`lifted`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

MESSAGE = "append-only table"


def append_only_models() -> list[type[models.Model]]:
    """Every concrete model that declares `append_only`."""
    return [model for model in apps.get_models() if getattr(model, "append_only", None) is not None and not model._meta.proxy]


def _columns(model: type[models.Model]) -> tuple[list[str], list[str]]:
    """The columns that may never change, and those that may change to blank only."""
    free: frozenset[str] = model.append_only  # type: ignore[attr-defined]
    blank: frozenset[str] = getattr(model, "append_only_blank", frozenset())
    fixed = [f.column for f in model._meta.local_concrete_fields if f.name not in free and f.name not in blank]
    return fixed, [f.column for f in model._meta.local_concrete_fields if f.name in blank]


def _sqlite(table: str, fixed: list[str], blank: list[str]) -> list[str]:
    changed = " OR ".join(
        [f'NEW."{c}" IS NOT OLD."{c}"' for c in fixed] + [f'(NEW."{c}" IS NOT OLD."{c}" AND NEW."{c}" <> \'\')' for c in blank]
    )
    stop = f"RAISE(ABORT, '{MESSAGE}')"
    # SQLite has no OR REPLACE: an older definition (other columns) goes first.
    return [
        f'DROP TRIGGER IF EXISTS "{table}_no_update"',
        f'DROP TRIGGER IF EXISTS "{table}_no_delete"',
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" WHEN {changed} BEGIN SELECT {stop}; END',
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" BEGIN SELECT RAISE(ABORT, \'{MESSAGE}\'); END',
    ]


def _postgres(table: str, fixed: list[str], blank: list[str]) -> list[str]:
    changed = " OR ".join(
        [f'NEW."{c}" IS DISTINCT FROM OLD."{c}"' for c in fixed]
        + [f'(NEW."{c}" IS DISTINCT FROM OLD."{c}" AND NEW."{c}" <> \'\')' for c in blank]
    )
    refuse = (
        "CREATE OR REPLACE FUNCTION ashar_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '" + MESSAGE + "'; END $$"
    )
    refuses = "EXECUTE FUNCTION ashar_refuse()"
    return [
        refuse,
        f'CREATE OR REPLACE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({changed}) {refuses}',
        f'CREATE OR REPLACE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION ashar_refuse()',
        f'CREATE OR REPLACE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION ashar_refuse()',
    ]


def install_triggers(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Install every trigger anew, in one transaction; idempotent. Runs after each migrate, so that a changed declaration holds at once."""
    connection = connections[using]
    make = _postgres if connection.vendor == "postgresql" else _sqlite
    with transaction.atomic(using=using), connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for model in append_only_models():
            if model._meta.db_table in present:
                for statement in make(model._meta.db_table, *_columns(model)):
                    cursor.execute(statement)


def remove_triggers(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take the triggers away. For the test run's flush and for migrations that rebuild a table; never in the product."""
    connection = connections[using]
    names = ("no_update", "no_delete", "no_truncate")
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in (model._meta.db_table for model in append_only_models()):
            if table not in present:
                continue
            for name in names:
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_{name}"{on}')


@contextmanager
def lifted(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """The triggers away for the block, back afterwards. Only the test run's flush uses it."""
    remove_triggers(using)
    try:
        yield
    finally:
        install_triggers(using)

"""Tables that are made at once have all that their models name."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.operations import AddField, CreateModel, RunSQL
from django.db.models import ForeignKey

from core.tables import CreateTables

MADE = CreateModel("Made", [("id", models.BigAutoField(primary_key=True))])


@pytest.mark.parametrize("other", [AddField("Elsewhere", "name", models.TextField()), RunSQL("SELECT 1")])
def test_only_what_belongs_to_the_tables_made(other):
    CreateTables([MADE, AddField("made", "name", models.TextField())])
    with pytest.raises(ValueError, match="does not belong"):
        CreateTables([MADE, other])


@pytest.mark.django_db
def test_every_constraint_index_and_column_of_a_model_is_in_the_database():
    missing = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if "site-packages" in model._meta.app_config.path or model._meta.proxy:
                continue
            table = model._meta.db_table
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            found = connection.introspection.get_constraints(cursor, table)
            keys = {tuple(row["columns"]) for row in found.values() if row["foreign_key"]}
            missing += [f"{table}.{field.column}" for field in model._meta.local_concrete_fields if field.column not in columns]
            missing += [f"{table}: {row.name}" for row in (*model._meta.constraints, *model._meta.indexes) if row.name not in found]
            missing += [
                f"{table}.{field.column} points nowhere"
                for field in model._meta.local_concrete_fields
                if isinstance(field, ForeignKey) and field.db_constraint and (field.column,) not in keys
            ]
    assert missing == []

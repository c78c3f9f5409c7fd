"""An organisation takes out all of its own data: one archive of tables, files and a word about them.

Every app declares its tables in its `takeout.py`, loaded by `tables()`:

    declare("trainings.Nomination", "call__organisation")     # the path from the row to the organisation
    leave_out("trainings.ImportPair", "staged, gone within 30 days")
    close_rows("grants.Award", lambda rows, user: rows.exclude(...), "applications that ...")   # rows closed to who takes it out

A test walks the models and fails at one that leads to an organisation and is not declared.
"""

import csv
import importlib
import importlib.util
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import IO, Any

from django.apps import apps
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.blocks import StreamValue

from core.exports import BOM, safe_cell
from core.models import StoredFile
from core.retention import declared, our_models


@dataclass(frozen=True)
class Table:
    """One table: the model, and the path from its rows to the organisation's key."""

    model: type[models.Model]
    path: str

    @property
    def name(self) -> str:
        return f"{self.model._meta.app_label}-{self.model._meta.model_name}"

    def rows(self, organisation_id: int) -> "models.QuerySet[Any]":
        return self.model._base_manager.filter(**{self.path: organisation_id}).order_by("pk")

    def rows_for(self, user: Any, organisation_id: int) -> "models.QuerySet[Any]":
        """Without those that are closed to this user, whatever other right is held."""
        rows, closed = self.rows(organisation_id), _closed.get(self.model._meta.label)
        return rows if closed is None else closed[0](rows, user)

    def columns(self) -> list[str]:
        """Columns without encrypted ones and those of the protected classes: they leave in no export."""
        said = declared().get(self.model._meta.label, {})
        return [
            field.attname
            for field in self.model._meta.concrete_fields
            if said.get(field.name) not in ("sensitive", "care", "sign_in") and not type(field).__name__.startswith("Encrypted")
        ]

    def file_columns(self) -> list[str]:
        return [
            field.attname
            for field in self.model._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and field.related_model is StoredFile
        ]


_tables: dict[str, str] = {}
_left_out: dict[str, str] = {}
_closed: dict[str, tuple[Callable[["models.QuerySet[Any]", Any], "models.QuerySet[Any]"], str]] = {}


def declare(model: str, path: str) -> None:
    """This table goes into the archive: `path` leads from its rows to the organisation's key."""
    _tables[model] = path


def leave_out(model: str, why: str) -> None:
    """This table leads to an organisation and does not go; the reason stands in the archive's README."""
    _left_out[model] = why


def close_rows(model: str, keep: Callable[["models.QuerySet[Any]", Any], "models.QuerySet[Any]"], why: str) -> None:
    """Of this table only the rows that `keep` leaves go to the user who takes the archive out; the reason stands in its README."""
    _closed[model] = (keep, why)


def _load() -> None:
    for label in {model._meta.app_label for model in our_models()}:
        name = f"{apps.get_app_config(label).name}.takeout"
        if name != __name__ and importlib.util.find_spec(name):
            importlib.import_module(name)


def tables() -> list[Table]:
    """All declared tables, by name."""
    _load()
    return sorted((Table(apps.get_model(label), path) for label, path in _tables.items()), key=lambda table: table.name)


def left_out() -> dict[str, str]:
    """Tables that do not go, with why."""
    _load()
    return dict(_left_out)


def closed_rows() -> list[str]:
    """What may be missing of the tables that go, with why."""
    _load()
    return sorted({why for _keep, why in _closed.values()})


def leads_to(target: type[models.Model]) -> set[str]:
    """Labels of our models from which relations that are never empty lead to `target`, over any number of steps."""
    found: set[str] = {target._meta.label}
    grown = True
    while grown:
        grown = False
        for model in our_models():
            if model._meta.label in found:
                continue
            for field in model._meta.local_concrete_fields:
                if isinstance(field, models.ForeignKey) and not field.null and _target(field) in found:
                    found.add(model._meta.label)
                    grown = True
                    break
    return found - {target._meta.label}


def _target(field: "models.ForeignKey[Any, Any]") -> str:
    related = field.related_model
    return related if isinstance(related, str) else str(related._meta.label)


def write_archive(
    out: IO[bytes], *, organisation_id: int, by: Any, readme: str, progress: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Write the archive for `by`: `csv/`, `json/`, `files/`, README.txt. How many rows. Rows are read as a stream, table after table."""
    every, count = tables(), 0
    files: set[Any] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", BOM + readme)
        for done, table in enumerate(every):
            progress(done, len(every) + 1)
            rows = table.rows_for(by, organisation_id)
            count += _write_table(archive, table, rows)
            for column in table.file_columns():
                files |= set(rows.exclude(**{column: None}).values_list(column, flat=True))
        for row in StoredFile.objects.filter(pk__in=files).exclude(file="").order_by("pk").iterator():
            with archive.open(f"files/{row.pk}{PurePath(row.name).suffix.lower()}", "w") as target, row.file.open("rb") as content:
                for piece in iter(partial(content.read, 65_536), b""):
                    target.write(piece)
    return count


def _write_table(archive: zipfile.ZipFile, table: Table, found: "models.QuerySet[Any]") -> int:
    columns = table.columns()
    rows: Iterator[Any] = found.values_list(*columns).iterator(chunk_size=2_000)
    count = 0
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as as_json:
        with archive.open(f"csv/{table.name}.csv", "w") as target, io.TextIOWrapper(target, "utf-8", newline="") as text:
            text.write(BOM)
            writer = csv.writer(text)
            writer.writerow(columns)
            for row in (tuple(map(_plain, each)) for each in rows):
                writer.writerow([safe_cell(cell(value)) for value in row])
                line = json.dumps(dict(zip(columns, row, strict=True)), cls=DjangoJSONEncoder, ensure_ascii=False)
                as_json.write((",\n" if count else "") + line)
                count += 1
        as_json.seek(0)
        with archive.open(f"json/{table.name}.json", "w") as target:
            target.write(b"[")
            for piece in iter(lambda: as_json.read(65_536), ""):
                target.write(piece.encode())
            target.write(b"]\n")
    return count


def _plain(value: Any) -> Any:
    """What JSON can write: blocks that staff wrote (a call's questions) as lists and dictionaries."""
    return value.get_prep_value() if isinstance(value, StreamValue) else value


def cell(value: Any) -> Any:
    """Lists and dictionaries as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def keep(content: IO[bytes], *, name: str, size: int, sha256: str, by: Any) -> StoredFile:
    """The archive as a private file, without reading it into memory."""
    row = StoredFile(name=name, content_type="application/zip", size=size, sha256=sha256, uploaded_by=by)
    row.file.save(name, File(content), save=False)
    row.save(force_insert=True)
    return row

"""What is personal, how long it is kept, and what the nightly run blanks.

Every app declares the class of its fields in its `retention.py`, loaded by `declared()`:

    declare("youth_groups.Person", name="written_name certificate_name folded", contact="phone best_time", not_personal="number")

A test walks `apps.get_models()` and fails at a field without a class. What falls due is a `Rule`, registered in `AppConfig.ready()`:

    register_rule(Rule(name="care", label=_("Care data"), due=care_due, blank=blank_care))

Days of each rule are settings: `ASHAR["RETENTION"]`.
"""

import importlib
import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import nightly
from core.models import Job, Message, StoredFile

#: The classes. Everything but `not_personal` is of a person and goes with them.
CLASSES = (
    "name",
    "contact",
    "demographic",
    "sensitive",
    "care",
    "caregiver_contact",
    "free_text",
    "sign_in",
    "file",
    "not_personal",
)
#: Kinds of fields that can hold something of a person. A column of yes and no, a moment or an id cannot by itself.
CAN_HOLD = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.DateField,
    models.IntegerField,
)
BATCH = 500

_classes: dict[str, dict[str, str]] = {}


def declare(model: str, **classes: str) -> None:
    """Say the class of each field of a model: class="field field". Raises LookupError for an unknown class or a field said twice."""
    said = _classes.setdefault(model, {})
    for name, fields in classes.items():
        if name not in CLASSES:
            raise LookupError(name)
        for field in fields.split():
            if said.get(field, name) != name:
                raise LookupError(f"{model}.{field}")
            said[field] = name


def our_models() -> list[type[models.Model]]:
    """The models of this project's own apps, tables of many-to-many relations among them."""
    ours = {config.label for config in apps.get_app_configs() if config.path.startswith(str(settings.ROOT))}
    ours &= {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in ours and not model._meta.proxy]


def fields_to_declare(model: type[models.Model]) -> list[str]:
    """The model's own fields that need a class: all that can hold something of a person, and links to files."""
    found = []
    for field in model._meta.local_concrete_fields:
        if field.primary_key or isinstance(field, models.DateTimeField):
            continue
        if field.is_relation:
            if cast(type[models.Model], field.related_model)._meta.label == "core.StoredFile":
                found.append(field.name)
        elif isinstance(field, CAN_HOLD):
            found.append(field.name)
    return found


def declared() -> dict[str, dict[str, str]]:
    """Every declaration: model label -> field -> class. Loads the apps' `retention.py` once."""
    for config in apps.get_app_configs():
        name = f"{config.name}.retention"
        if config.label in {model._meta.app_label for model in our_models()} and importlib.util.find_spec(name):
            importlib.import_module(name)
    return _classes


def fields_of(*classes: str) -> list[tuple[type[models.Model], str]]:
    """Every field of these classes, as (model, field name)."""
    return [(apps.get_model(label), field) for label, said in declared().items() for field, name in said.items() if name in classes]


def kept(name: str) -> timedelta:
    """How long a rule keeps what it is about. Raises KeyError for a name that the settings do not know."""
    return timedelta(days=settings.ASHAR["RETENTION"][name])


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Something that falls due.

    due: the rows that are due at a moment, as a queryset (counting it is the dry run); blank: blanks these rows by their keys and says
    how many it changed. Blanked rows must no longer be due, so that a killed run goes on where it stopped.
    """

    name: str
    label: str | Promise
    due: Callable[[datetime], "models.QuerySet[Any]"]
    blank: Callable[[list[Any], datetime], int]


_rules: dict[str, Rule] = {}


def register_rule(rule: Rule) -> Rule:
    """Add a rule; one a name."""
    _rules[rule.name] = rule
    return rule


#: What keeps a person's data of a rule from falling due: given the moment, keys of people who are still in an activity.
Hold = Callable[[datetime], "models.QuerySet[Any]"]
_holds: dict[str, list[Hold]] = {}


def register_hold(rule: str, hold: Hold) -> None:
    """A higher floor says whose data a rule of a lower one must keep for now."""
    if hold not in _holds.setdefault(rule, []):
        _holds[rule].append(hold)


def holds(rule: str, at: datetime) -> "list[models.QuerySet[Any]]":
    """The keys that are held for a rule, one queryset a hold."""
    return [hold(at) for hold in _holds.get(rule, [])]


def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which the apps registered them."""
    declared()
    return tuple(_rules.values())


def due_counts(at: datetime) -> dict[str, int]:
    """How many rows each rule would blank now; nothing is changed."""
    return {rule.name: rule.due(at).count() for rule in rules()}


def blank_what_is_due(at: datetime) -> dict[str, int]:
    """Blank what is due, a batch a transaction; how many rows by rule. A second run finds nothing."""
    done = {}
    for rule in rules():
        done[rule.name] = 0
        last = None
        while keys := list(_after(rule.due(at), last).values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                done[rule.name] += rule.blank(keys, at)
            last = keys[-1]
    return done


def _after(rows: "models.QuerySet[Any]", last: Any) -> "models.QuerySet[Any]":
    """The next rows by key: what a rule could not blank is not asked for again in this run."""
    ordered = rows.order_by("pk")
    return ordered if last is None else ordered.filter(pk__gt=last)


def blank_files(ids: Iterable[Any]) -> int:
    """Delete the contents of stored files; the rows keep size and hash. How many held something. Inside the caller's transaction.

    The content goes after commit; what a killed process leaves lying is taken by `sweep_files` at night.
    """
    done = 0
    for row in StoredFile.objects.select_for_update().filter(pk__in=list(ids)).exclude(file=""):
        storage, path = row.file.storage, row.file.name
        StoredFile.objects.filter(pk=row.pk).update(file="", name="")
        transaction.on_commit(partial(storage.delete, path))
        done += 1
    return done


def settle_database(using: str = DEFAULT_DB_ALIAS) -> None:
    """Write what was changed over what stood there before. Outside a transaction.

    SQLite overwrites deleted bytes (`secure_delete`), but its write-ahead log keeps older pages until it is emptied. On PostgreSQL
    autovacuum takes dead rows away; docs/running.md says how to have it at once.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sweep_files(*, older_than: datetime) -> int:
    """Delete private contents that no row knows (a process was killed between its commit and the deletion); how many."""
    storage = StoredFile._meta.get_field("file").storage
    done = 0
    for folder in storage.listdir("")[0] if storage.exists("") else []:
        for name in storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if storage.get_modified_time(path) < older_than and not StoredFile.objects.filter(file=path).exists():
                storage.delete(path)
                done += 1
    return done


declare(
    "core.Event",
    name="actor_label",
    not_personal="subject_type subject_id action actor_role source target data detail_sha256",
)
declare("core.EventDetail", free_text="text")
declare("core.AccessLog", free_text="reason", not_personal="user_role action subject_type subject_id rows")
declare("core.FormVersion", not_personal="format schema sha256")
declare(
    "core.Job",
    free_text="result error",
    file="result_file",
    not_personal="kind arguments key state done total cursor attempts",
)
declare(
    "core.AsharImage",
    file="file",
    free_text="title description credit",
    not_personal="width height focal_point_x focal_point_y focal_point_width focal_point_height file_size file_hash people_shown",
)
declare("core.AsharRendition", file="file", not_personal="filter_spec width height focal_point_key")
declare("core.AsharDocument", file="file", free_text="title", not_personal="file_size file_hash")
declare(
    "core.Message", contact="address", free_text="subject body", not_personal="kind channel language about_type about_id state attempts"
)
declare("core.NightlyRun", not_personal="name day attempts counts error")
declare("core.StoredFile", file="file", free_text="name", not_personal="content_type size sha256")


def _jobs_due(at: datetime) -> "models.QuerySet[Job]":
    empty = models.Q(arguments={}, result={}, cursor={}, result_file=None, error="")
    return Job.objects.filter(finished_at__lt=at - kept("jobs")).exclude(empty)


def _blank_jobs(keys: list[Any], at: datetime) -> int:
    rows = Job.objects.filter(pk__in=keys)
    blank_files(rows.exclude(result_file=None).values_list("result_file", flat=True))
    return rows.update(arguments={}, result={}, cursor={}, key="", error="", result_file=None)


def _messages_due(at: datetime) -> "models.QuerySet[Message]":
    ended = [Message.State.SENT, Message.State.TOLD, Message.State.CANCELLED, Message.State.FAILED]
    return Message.objects.filter(created_at__lt=at - kept("messages"), state__in=ended).exclude(body="", address="")


def _blank_messages(keys: list[Any], at: datetime) -> int:
    return Message.objects.filter(pk__in=keys).update(body="", address="")


def run(at: datetime) -> dict[str, int]:
    """The nightly task: what is due, then contents of files that no row knows."""
    counts = {**blank_what_is_due(at), "files_without_row": sweep_files(older_than=at - timedelta(days=1))}
    if not connections[DEFAULT_DB_ALIAS].in_atomic_block:
        settle_database()
    return counts


register_rule(Rule(name="jobs", label=_("Jobs"), due=_jobs_due, blank=_blank_jobs))
register_rule(Rule(name="messages", label=_("Messages"), due=_messages_due, blank=_blank_messages))
nightly.register("retention", run)

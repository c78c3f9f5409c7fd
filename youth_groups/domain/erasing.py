"""What is blanked of a person, table by table. Every app that holds something of a person adds its own holder.

    register_holder(erase_of_trainings)      # (subject: Subject) -> None; writes with subject.blank(...) and counts by itself

Whatever stands in a table that points to a person (`person_relations`) is blanked by the classes that it declared (core.retention):
a new table of that kind is taken without a word here.
"""

import email
from collections import Counter
from collections.abc import Callable
from email import policy
from functools import partial
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from core import retention
from core.models import EventDetail, Message
from youth_groups.domain.spellings import Spellings
from youth_groups.models import CampaignPhoto, Person, PersonKey, PersonOccupation
from youth_groups.person_relations import relations

#: Classes that are blanked in every row of a person. Sex, birth year, province stay: counts are made of them.
GOES = ("name", "contact", "sensitive", "care", "caregiver_contact", "free_text", "sign_in")
#: Classes in which other people's rows, too, may name somebody.
TOLD = ("free_text", "contact", "caregiver_contact")
#: Rows that point to a person without being about them.
NOT_OF_THEM = frozenset({"youth_groups.ErasureRequest", "youth_groups.PlannedActivity"})
BATCH = 500


class Subject:
    """The person who is erased: the record with those that were merged into it, their names, and what was done so far."""

    def __init__(self, people: list[Person], spellings: Spellings) -> None:
        self.people = people
        self.ids = [person.pk for person in people]
        self.organisation_ids = {person.organisation_id for person in people}
        self.spellings = spellings
        #: "app.Model.field" -> rows in which something was blanked.
        self.done: Counter[str] = Counter()
        #: (model label, key) of rows that are about this person: the notes of their history go, too.
        self.rows: set[tuple[str, str]] = set()

    def blank(self, rows: "models.QuerySet[Any]", field: str, value: Any = "") -> None:
        """Blank one field of these rows and count those in which something stood."""
        changed = rows.exclude(**{field: value}) if not _is_encrypted(rows.model, field) else rows
        self._count(rows.model, field, changed.update(**{field: value}))

    def blank_files(self, rows: "models.QuerySet[Any]", field: str) -> None:
        """Delete the contents of the files that these rows point to."""
        ids = list(rows.exclude(**{field: None}).values_list(field, flat=True))
        self._count(rows.model, field, retention.blank_files(ids))

    def about(self, rows: "models.QuerySet[Any]") -> None:
        """These rows are about the person: notes in their history go."""
        self.rows |= {(rows.model._meta.label_lower, str(pk)) for pk in rows.values_list("pk", flat=True)}

    def delete(self, rows: "models.QuerySet[Any]") -> None:
        """Rows that hold nothing but what is erased."""
        count, _each = rows.delete()
        self._count(rows.model, "*", count)

    def _count(self, model: type[models.Model], field: str, rows: int) -> None:
        if rows:
            self.done[f"{model._meta.label}.{field}"] += rows


Holder = Callable[[Subject], None]
_holders: list[Holder] = []


def register_holder(holder: Holder) -> Holder:
    """Add what an app above holds of a person; the same twice counts once."""
    if holder not in _holders:
        _holders.append(holder)
    return holder


def blank_everything(subject: Subject) -> None:
    """All of it, inside the caller's transaction. What others wrote is searched for the name in every spelling."""
    retention.declared()
    for relation in relations():
        if relation.model not in NOT_OF_THEM:
            _blank_rows(subject, relation.model_class._base_manager.filter(**{f"{relation.field}__in": subject.ids}))
    for holder in _holders:
        holder(subject)
    _blank_photos(subject)
    subject.about(Person.objects.filter(pk__in=subject.ids))
    subject.delete(PersonOccupation.objects.filter(person__in=subject.ids))
    subject.delete(PersonKey.objects.filter(person__in=subject.ids))
    _blank_notes(subject)
    _blank_messages(subject)
    if subject.spellings:
        for model, field in retention.fields_of(*TOLD):
            _take_out(subject, model, field)
        _wagtail_log(subject)
        _mail_files(subject)


def _blank_rows(subject: Subject, rows: "models.QuerySet[Any]") -> None:
    """By class; a column that must not be empty says in `REPLACED` what stands there instead."""
    subject.about(rows)
    for field, kind in retention.declared().get(rows.model._meta.label, {}).items():
        if kind in GOES:
            subject.blank(rows, field, empty_value(rows.model, field))
        elif kind == "file":
            subject.blank_files(rows, field)


def empty_value(model: type[models.Model], name: str) -> Any:
    """What stands in a column that was erased."""
    field = cast("models.Field[Any, Any]", model._meta.get_field(name))
    if f"{model._meta.label}.{name}" in REPLACED:
        return REPLACED[f"{model._meta.label}.{name}"]
    if isinstance(field, models.JSONField) or "JSON" in type(field).__name__:
        return field.get_default() if field.has_default() else {}
    return ""


#: Columns that the database does not let be empty: "app.Model.field" -> what stands there.
REPLACED: dict[str, Any] = {}


def _is_encrypted(model: type[models.Model], name: str) -> bool:
    """Such a column cannot be looked up."""
    return type(model._meta.get_field(name)).__name__.startswith("Encrypted")


def _blank_photos(subject: Subject) -> None:
    """A photo that shows the person goes as a whole; that there was one stays."""
    photos = CampaignPhoto.objects.filter(people__in=subject.ids).distinct()
    ids = list(photos.values_list("pk", flat=True))
    subject.blank_files(CampaignPhoto.objects.filter(pk__in=ids), "file")
    CampaignPhoto.objects.filter(pk__in=ids, removed_at=None).update(removed_at=timezone.now())


def _blank_notes(subject: Subject) -> None:
    """The notes in the history of the person's rows; the events stay with the hashes."""
    by_model: dict[str, list[str]] = {}
    for label, key in subject.rows:
        by_model.setdefault(label, []).append(key)
    for label, keys in by_model.items():
        for start in range(0, len(keys), BATCH):
            about = models.Q(event__subject_type=label, event__subject_id__in=keys[start : start + BATCH])
            subject.blank(EventDetail.objects.filter(about), "text")


def _blank_messages(subject: Subject) -> None:
    """Messages to the person's account."""
    users = [person.user_id for person in subject.people if person.user_id is not None]
    rows = Message.objects.filter(to__in=users)
    subject.blank(rows, "body")
    subject.blank(rows, "address")


def _take_out(subject: Subject, model: type[models.Model], field: str) -> None:
    """Take the name out of what anybody wrote, wherever the class says that a text may speak of people."""
    if _is_encrypted(model, field) or not isinstance(model._meta.get_field(field), models.CharField | models.TextField | models.JSONField):
        return
    append_only = getattr(model, "append_only", None) is not None
    if append_only and field not in getattr(model, "append_only_blank", ()) and field not in model.append_only:  # type: ignore[attr-defined]
        return
    if model._meta.label in KEPT_WHOLE:
        return
    for pk, value in model._base_manager.order_by("pk").values_list("pk", field).iterator(chunk_size=2_000):
        left = subject.spellings.without_in(value) if value else value
        if left != value:
            new = empty_value(model, field) if append_only else left
            subject._count(model, field, model._base_manager.filter(pk=pk).update(**{field: new}))


#: Frozen papers of a group, whose hash others rely on: searched for the proof, never changed (`names_left`).
KEPT_WHOLE = frozenset({"grants.Submission"})


def _wagtail_log(subject: Subject) -> None:
    """Wagtail keeps the words of a row, and what was typed, in logs of its own."""
    for label in ("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry"):
        model = apps.get_model(label)
        for pk, words, data in model._base_manager.values_list("pk", "label", "data").iterator(chunk_size=2_000):
            left = (subject.spellings.without(words), subject.spellings.without_in(data))
            if left != (words, data):
                subject._count(model, "label", model._base_manager.filter(pk=pk).update(label=left[0], data=left[1]))


def _mail_files(subject: Subject) -> None:
    """Where mails are files (a demo, a test machine), those that name the person go after commit."""
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return
    for path in Path(settings.EMAIL_FILE_PATH).glob("*.log"):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        if any(subject.spellings.names_in(text) for text in (*parts, path.read_text(errors="replace"))):
            transaction.on_commit(partial(path.unlink, missing_ok=True))
            subject.done["mail.file"] += 1


def names_left(spellings: Spellings, people: list[int]) -> dict[str, int]:
    """Where the name still stands after all: other people of the same name, frozen papers of a group, published pages. By table."""
    left: Counter[str] = Counter()
    if not spellings:
        return {}
    for model in apps.get_models(include_auto_created=True):
        fields = [
            field.attname
            for field in model._meta.local_concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField) and not _is_encrypted(model, field.name)
        ]
        if not fields or model._meta.proxy or not model._meta.managed:
            continue
        for values in model._base_manager.order_by().values_list(*fields).iterator(chunk_size=2_000):
            if any(spellings.without_in(value) != value for value in values if isinstance(value, str | list | dict)):
                left[model._meta.label] += 1
    return dict(left)

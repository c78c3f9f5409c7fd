"""The dossier of one grant: everything that led to it as one archive with an index, for the agreement's auditors and the office."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import log_access
from core.exports import csv_lines
from core.models import Event, Message, StoredFile
from core.takeout import Table, cell, tables
from grants.domain.papers import application_pdf, store_letter
from grants.models import Application, Award, Submission

if TYPE_CHECKING:
    from accounts.models import User

#: What leads from a row of grants to its application, as the archive of an organisation declares it.
_ORGANISATION = "application__organisation"
_EVENTS = ("at", "action", "actor_label", "actor_role", "deputy_for", "source", "target", "subject_type", "subject_id", "data", "note")
_MESSAGES = ("created_at", "kind", "channel", "language", "to", "subject", "body", "state", "sent_at", "told_by")
_ACCOUNTS = ("id", "number", "name")


@dataclass(frozen=True)
class Entry:
    """A file of the dossier: where it stands in the archive, what it is, its size in bytes and its SHA-256."""

    path: str
    what: str
    size: int
    sha256: str


@dataclass
class _Dossier:
    archive: zipfile.ZipFile
    entries: list[Entry] = field(default_factory=list)

    def put(self, path: str, what: str, content: bytes) -> None:
        self.archive.writestr(path, content)
        self.entries.append(Entry(path, what, len(content), hashlib.sha256(content).hexdigest()))

    def put_table(self, path: str, what: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        lines = csv_lines(heads, ([cell(value) for value in row] for row in rows))
        self.put(path, what, "".join(lines).encode())


def dossier_name(award: Award) -> str:
    return f"dossier-{award.number}.zip"


def write_dossier(out: IO[bytes], *, award: Award, by: "User") -> None:
    """Write the archive of an award that `by` may read: every sent version as PDF, the files, the letter, every row of the grant's tables
    (screening, declarations, reviews, proposals), messages, events, who acted, and an index with the SHA-256 of each file.

    Protected and encrypted columns are left out, as in every export. What retention has blanked is blank here, too. Noted in the access
    log before the first byte. The caller has asked whether `by` may read it (`Award.objects.with_dossier_for`).
    """
    application: Application = award.application
    log_access(user=by, action="dossier", model=Award, subject_id=str(award.pk), reason=award.number)
    found = [_of_application(table) for table in tables() if table.path.endswith(_ORGANISATION) and table.model._meta.app_label == "grants"]
    found.append(Table(Application, "pk"))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        dossier = _Dossier(archive)
        _put_papers(dossier, award)
        accounts = _put_rows(dossier, found, application)
        accounts |= _put_events(dossier, found, application)
        accounts |= _put_messages(dossier, application)
        people = get_user_model()._default_manager.filter(pk__in=accounts).order_by("pk").values_list(*_ACCOUNTS)
        dossier.put_table("accounts.csv", _("Who acted: the numbers that stand in the tables"), _ACCOUNTS, people)
        context = {"award": award, "application": application, "entries": dossier.entries, "made_at": timezone.now(), "by": by}
        archive.writestr("index.html", render_to_string("grants/dossier_index.html", context))


def _of_application(table: Table) -> Table:
    """The same table, read by its application."""
    return Table(table.model, table.path.removesuffix("__organisation"))


def _put_papers(dossier: _Dossier, award: Award) -> None:
    """The sent versions and the letter, drawn where nobody has opened them yet; the files under the names that they came with."""
    application = award.application
    if award.letter is None:
        store_letter(award=award)
    for sent in Submission.objects.filter(application=application).select_related("application__form_version").order_by("version"):
        if sent.payload:
            what = _("The application as it was sent, version %(number)s") % {"number": sent.version}
            dossier.put(f"sent/{application.number}-{sent.version}.pdf", what, application_pdf(sent))
    questions = json.dumps(application.form_version.schema, ensure_ascii=False, indent=1, sort_keys=True)
    dossier.put("sent/questions.json", _("The questions that were asked"), questions.encode())
    if award.letter is not None and award.letter.file:
        with award.letter.file.open("rb") as letter:
            dossier.put(f"letters/{award.number}.pdf", _("Award letter"), letter.read())


def _put_rows(dossier: _Dossier, found: list[Table], application: Application) -> set[Any]:
    """The tables, and the files that their rows name. Returns the accounts that stand in them."""
    accounts: set[Any] = set()
    files: set[Any] = set()
    for table in found:
        rows = table.rows(application.pk)
        columns = table.columns()
        if not rows.exists():
            continue
        dossier.put_table(f"tables/{table.name}.csv", str(table.model._meta.verbose_name_plural), columns, rows.values_list(*columns))
        for column in table.file_columns():
            files |= set(rows.exclude(**{column: None}).values_list(column, flat=True))
        for column in _account_columns(table):
            accounts |= set(rows.exclude(**{column: None}).values_list(column, flat=True))
    papers = set(Award.objects.filter(application=application).values_list("letter", flat=True))
    for row in StoredFile.objects.filter(pk__in=files - papers).exclude(file="").order_by("pk"):
        with row.file.open("rb") as content:
            dossier.put(f"files/{row.pk}{PurePath(row.name).suffix.lower()}", row.name, content.read())
    return accounts


def _account_columns(table: Table) -> list[str]:
    return [one.attname for one in table.model._meta.concrete_fields if one.related_model is get_user_model()]


def _put_events(dossier: _Dossier, found: list[Table], application: Application) -> set[Any]:
    """Everything that happened to the application and its rows, oldest first."""
    about = Q(pk__in=[])
    for table in found:
        keys = [str(key) for key in table.rows(application.pk).values_list("pk", flat=True)]
        about |= Q(subject_type=table.model._meta.label_lower, subject_id__in=keys)
    rows = list(Event.objects.filter(about).select_related("detail").order_by("at", "pk"))
    cells = ([*(getattr(row, name) for name in _EVENTS[:4]), row.deputy_for_id, *_event_tail(row)] for row in rows)
    dossier.put_table("events.csv", _("What happened, in order"), _EVENTS, cells)
    return {row.actor_id for row in rows if row.actor_id} | {row.deputy_for_id for row in rows if row.deputy_for_id}


def _event_tail(row: Event) -> list[Any]:
    detail = getattr(row, "detail", None)
    return [row.source, row.target, row.subject_type, row.subject_id, row.data or "", detail.text if detail else ""]


def _put_messages(dossier: _Dossier, application: Application) -> set[Any]:
    """What was said to the group, and how; no address."""
    rows = Message.objects.filter(about_type=Application._meta.label_lower, about_id=str(application.pk)).order_by("created_at", "pk")
    cells = list(rows.values_list(*_MESSAGES))
    dossier.put_table("messages.csv", _("Messages to the group"), _MESSAGES, cells)
    told = {_MESSAGES.index("to"), _MESSAGES.index("told_by")}
    return {row[place] for row in cells for place in told if row[place]}

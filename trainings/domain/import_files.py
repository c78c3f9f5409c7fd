"""From a file to staged rows: it is held encrypted while somebody says what its columns are, read, compared, and gone."""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.bulk import insert_each, insert_values, many_at_once
from core.events import record_event
from core.jobs import start_job
from core.refusals import Refused
from core.retention import kept
from core.transitions import move
from core.uploads import clean_name
from trainings.domain.rights import require_coordinates
from trainings.models import Session, Training
from trainings.models.imports import HeldRoster, ImportPair, ImportRow, KnownHeading, RosterImport
from trainings.queries.imports import learnt_headings, sessions_for_ticks
from youth_groups.models import Person
from youth_groups.queries.duplicates import likely_same_of
from youth_groups.rosters import RosterRow
from youth_groups.rosters.columns import NAME_FIELDS, SESSION, Column, Plan, Sheet, survey
from youth_groups.rosters.headings import FIELDS, NEVER, folded_heading, meaning
from youth_groups.rosters.report import Examination, examine

if TYPE_CHECKING:
    from accounts.models import User

#: Up to here a file is read while the coordinator waits; a longer one is a job.
READ_AT_ONCE = 300
READ_JOB = "trainings.read_roster"
LEFT_OUT = "left_out"
_DAY = re.compile(r"(?<!\d)(\d{1,2})[.](\d{1,2})(?!\d)")


def receive_roster(*, training: Training, content: bytes, file_name: str, by: "User", sender: str = "") -> RosterImport:
    """Take a file and propose what its columns are. It is held encrypted until it is read; nobody is recorded.

    `sender`: who keeps lists like this one (a school, a partner); what is chosen for its headings is remembered under it.
    Raises Refused when the file cannot be opened, holds no table, or without the right.
    """
    require_coordinates(by, training.organisation_id)
    sender = " ".join(sender.split())[:120]
    sheets = survey(content, learnt=learnt_headings(training.organisation_id, sender))
    offered = _with_sessions(sheets, sessions_for_ticks(training))
    with transaction.atomic():
        received = RosterImport.objects.create(
            organisation_id=training.organisation_id,
            training=training,
            sender=sender,
            file_name=_shown_name(file_name),
            file_sha256=hashlib.sha256(content).hexdigest(),
            state=RosterImport.State.RECEIVED,
            columns={"sheets": [_offer(sheet, offered) for sheet in sheets]},
            created_by=by,
        )
        HeldRoster.objects.create(roster_import=received, content=base64.b64encode(content).decode())
        record_event(subject=received, action="received", by=by, data={"training": training.pk, "sheets": len(sheets)})
    return received


def _offer(sheet: Sheet, offered: Mapping[str, str]) -> dict[str, Any]:
    columns = [
        {
            "key": column.key,
            "place": column.index + 1,
            "heading": column.heading[:160],
            "offer": offered.get(column.key, ""),
            "why": column.not_taken or "",
        }
        for column in sheet.columns
        if column.not_taken != "empty"
    ]
    return {"name": sheet.name, "rows": sheet.rows, "heading": list(sheet.heading), "columns": columns}


def _with_sessions(sheets: Sequence[Sheet], sessions: Sequence[Session]) -> dict[str, str]:
    """What is proposed for each column. As many columns of attendance as sessions: one each, in order; else by the day that is written."""
    offered = {column.key: column.field or "" for sheet in sheets for column in sheet.columns}
    ticks = [column for sheet in sheets for column in sheet.columns if column.field == "tick"]
    offered |= {column.key: "" for column in ticks}
    if len(ticks) == len(sessions):
        return offered | {column.key: f"{SESSION}{session.pk}" for column, session in zip(ticks, sessions, strict=True)}
    free = list(sessions)
    for column in ticks:
        session = next((s for s in free if _same_day(column, s)), None)
        if session is not None:
            free.remove(session)
            offered[column.key] = f"{SESSION}{session.pk}"
    return offered


def _same_day(column: Column, session: Session) -> bool:
    day = timezone.localdate(session.starts_at)
    found = _DAY.search(column.heading) or _DAY.search(column.sheet)
    return found is not None and (int(found[1]), int(found[2])) == (day.day, day.month)


def place_headings(
    *, roster_import: RosterImport, headings: Mapping[str, tuple[int, int]], choices: Mapping[str, str], by: "User"
) -> RosterImport:
    """Say where the headings of some sheets stand (sheet -> rows counted from 0, first and last); their columns are proposed anew.

    choices: what was chosen for the columns so far; it stays where the heading stays. Raises Refused when a sheet has no such row, or once
    the file is being read.
    """
    require_coordinates(by, roster_import.organisation_id)
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update(of=("self",)).select_related("training", "job").get(pk=roster_import.pk)
        held = HeldRoster.objects.filter(roster_import=locked).first()
        if locked.state != RosterImport.State.RECEIVED or held is None or (locked.job is not None and not locked.job.finished):
            raise Refused(_("This file was read already."), code="finished")
        before = {sheet["name"]: tuple(sheet["heading"]) for sheet in locked.columns["sheets"]}
        moved = {name for name, rows in headings.items() if name in before and before[name] != rows}
        sheets = survey(
            base64.b64decode(held.content),
            learnt=learnt_headings(locked.organisation_id, locked.sender),
            headings=before | {name: headings[name] for name in moved},
        )
        offered = _with_sessions(sheets, sessions_for_ticks(locked.training))
        kept_choices = {key: choice for key, choice in choices.items() if key.rpartition("!")[0] not in moved}
        locked.columns = {"sheets": [_offer(sheet, offered | kept_choices) for sheet in sheets]}
        locked.save(update_fields=["columns"])
        record_event(subject=locked, action="headings_placed", by=by, data={"sheets": len(moved)})
    return locked


def choose_columns(*, roster_import: RosterImport, choices: Mapping[str, str], by: "User") -> RosterImport:
    """Say what the columns are (a column's key -> a field, "session-<id>", or ""), remember it for the sender, and read the file.

    A short file is read at once, a longer one by a job. Columns that may never be taken stay out whatever is said.
    Raises Refused without a column of names, with one meaning given twice in a sheet, or once the file was read.
    """
    require_coordinates(by, roster_import.organisation_id)
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update(of=("self",)).select_related("training", "job").get(pk=roster_import.pk)
        if locked.state != RosterImport.State.RECEIVED:
            raise Refused(_("This file was read already."), code="finished")
        locked.chosen = _checked(locked, choices)
        _remember(locked)
        rows = sum(sheet["rows"] for sheet in locked.columns["sheets"])
        if rows > READ_AT_ONCE and (locked.job is None or locked.job.finished):
            locked.job = start_job(kind=READ_JOB, arguments={"import": str(locked.pk)}, by=by, key=f"read-{locked.pk}")
        locked.save(update_fields=["chosen", "job"])
    return locked if rows > READ_AT_ONCE else read_held(roster_import=locked, by=by)


def _checked(roster_import: RosterImport, choices: Mapping[str, str]) -> dict[str, str]:
    sessions = {f"{SESSION}{session.pk}" for session in sessions_for_ticks(roster_import.training)}
    chosen: dict[str, str] = {}
    for sheet in roster_import.columns["sheets"]:
        seen: dict[str, str] = {}
        for column in sheet["columns"]:
            choice = choices.get(column["key"], column["offer"])
            if column["why"] in NEVER or (choice not in FIELDS and choice not in sessions) or choice == "tick":
                choice = ""
            if choice and choice in seen:
                raise Refused(
                    _("Two columns are given the same meaning: “%(first)s” and “%(second)s”. Leave one of them out.")
                    % {"first": seen[choice], "second": column["heading"]},
                    code="twice",
                )
            seen[choice] = column["heading"]
            chosen[column["key"]] = choice
    if not set(chosen.values()) & set(NAME_FIELDS[:3]):
        raise Refused(_("Say in which column the names stand."), code="no_name")
    return chosen


def _remember(roster_import: RosterImport) -> None:
    """What was chosen against the headings' own words, for this sender; what was chosen in their sense is forgotten."""
    headings = {
        folded_heading(column["heading"])[:160]: choice or LEFT_OUT
        for sheet in roster_import.columns["sheets"]
        for column in sheet["columns"]
        if not (choice := roster_import.chosen[column["key"]]).startswith(SESSION) and column["why"] not in NEVER
    }
    rows = {"organisation_id": roster_import.organisation_id, "sender": roster_import.sender.casefold()}
    KnownHeading.objects.filter(**rows, heading__in=headings).delete()
    KnownHeading.objects.bulk_create(
        [KnownHeading(**rows, heading=heading, field=field) for heading, field in headings.items() if _new(heading, field)],
        ignore_conflicts=True,
    )


def _new(heading: str, field: str) -> bool:
    own = meaning(heading)
    return bool(heading) and own != "tick" and field != (own if own in FIELDS else LEFT_OUT)


def read_held(*, roster_import: RosterImport, by: "User", progress: Callable[[float], None] | None = None) -> RosterImport:
    """Read a file whose columns are chosen, compare its rows, stage them; the file is gone. Read already: nothing happens.

    Raises Refused when no row names anybody: other columns can be chosen then.
    """
    require_coordinates(by, roster_import.organisation_id)
    held = HeldRoster.objects.filter(roster_import=roster_import).first()
    if held is None:
        return RosterImport.objects.get(pk=roster_import.pk)
    headings = {sheet["name"]: tuple(sheet["heading"]) for sheet in roster_import.columns["sheets"]}
    rows = sum(sheet["rows"] for sheet in roster_import.columns["sheets"])
    with many_at_once():
        found = examine(
            base64.b64decode(held.content),
            plan=Plan(headings, roster_import.chosen),
            known=partial(likely_same_of, organisation_id=roster_import.organisation_id),
            progress=progress,
            rows=rows,
        )
    _require_rows(found)
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update(of=("self",)).select_related("training").get(pk=roster_import.pk)
        if locked.state != RosterImport.State.RECEIVED:
            return locked
        _fill(locked, found)
        move(locked, "stage", by=by, data={"rows": len(found.roster.rows), "pairs": len(found.proposals)})
        HeldRoster.objects.filter(roster_import=locked).delete()
    return locked


def stage_roster(*, training: Training, content: bytes, file_name: str, by: "User") -> RosterImport:
    """Read a roster for a training as its headings say, and keep what may be taken, until it is confirmed. The file is never held.

    The rows are compared with each other and with the people of the training's organisation only.
    Raises Refused when the file is no roster, holds nobody, or without the right.
    """
    require_coordinates(by, training.organisation_id)
    found = examine(content, known=partial(likely_same_of, organisation_id=training.organisation_id))
    _require_rows(found)
    with transaction.atomic():
        staged = RosterImport.objects.create(
            organisation_id=training.organisation_id,
            training=training,
            file_name=_shown_name(file_name),
            file_sha256=hashlib.sha256(content).hexdigest(),
            created_by=by,
        )
        _fill(staged, found)
        data = {"training": training.pk, "rows": len(found.roster.rows), "pairs": len(found.proposals)}
        record_event(subject=staged, action="staged", by=by, data=data)
    return staged


def _shown_name(file_name: str) -> str:
    return clean_name(file_name, file_name.rpartition(".")[2].lower()[:4] or "csv") if file_name else ""


def _require_rows(found: Examination) -> None:
    if not found.roster.rows:
        raise Refused(_("No row of this file names a person that could be taken."), code="no_rows")


def _fill(staged: RosterImport, found: Examination) -> None:
    # What is kept for other readers is kept in the source's words and translated where it is read.
    with override("en"):
        about = _about_the_file(found)
    for name, value in about.items():
        setattr(staged, name, value)
    staged.save(update_fields=list(about))
    insert_values(
        ImportRow,
        same={"roster_import": staged},
        names=("position", "reference", "data"),
        rows=((position, row.reference, _data(row)) for position, row in enumerate(found.roster.rows)),
    )
    with override("en"):
        pairs = _pairs(staged, found, dict(staged.rows.order_by().values_list("reference", "pk")))
    insert_each(pairs)


def _about_the_file(found: Examination) -> dict[str, Any]:
    answer = found.about_the_file()
    return {
        "columns": answer["columns"],
        "problems": answer["bad_rows"],
        "warnings": answer["warnings"],
        "skipped": answer["skipped_rows"],
    }


def _data(row: RosterRow) -> dict[str, Any]:
    """The taken values of a row. Empty ones are left out."""
    values = {
        "name": row.name,
        "sex": row.sex,
        "birth_year": row.birth_year,
        "village": row.village,
        "province": row.province,
        "institution": row.institution,
        "phone": row.phone,
        "phone_owner": row.phone_owner,
        "relation": row.caregiver.relation,
        "caregiver_phone": row.caregiver.phone,
        "ticks": {str(session): there for session, there in row.ticks},
    }
    return {name: value for name, value in values.items() if value}


def _pairs(staged: RosterImport, found: Examination, rows: dict[str, int]) -> list[ImportPair]:
    numbers = {side.ref for proposal in found.proposals for side in (proposal.left, proposal.right) if side.existing}
    people = dict(Person.objects.filter(organisation_id=staged.organisation_id, number__in=numbers).values_list("number", "pk"))
    made = []
    for proposal in found.proposals:
        row, other = (proposal.right, proposal.left) if proposal.left.existing else (proposal.left, proposal.right)
        made.append(
            ImportPair(
                roster_import=staged,
                row_id=rows[row.ref],
                other_id=None if other.existing else rows[other.ref],
                person_id=people[other.ref] if other.existing else None,
                score=proposal.score,
                reasons=[str(reason) for reason in proposal.reasons],
            )
        )
    return made


def throw_away_held(*, at: datetime | None = None) -> int:
    """For the nightly run: files whose columns nobody chose in time, and their imports. Returns how many."""
    moment = at or timezone.now()
    old = list(HeldRoster.objects.filter(held_at__lt=moment - kept("held_rosters")).values_list("pk", flat=True))
    for pk in old:
        with transaction.atomic():
            locked = RosterImport.objects.select_for_update().get(pk=pk)
            HeldRoster.objects.filter(pk=pk).delete()
            if locked.state == RosterImport.State.RECEIVED:
                locked.state, locked.file_name, locked.blanked_at = RosterImport.State.DISCARDED, "", moment
                locked.save(update_fields=["state", "file_name", "blanked_at"])
                record_event(subject=locked, action="expired", by=None, source="received", target="discarded")
    return len(old)

"""A list comes back: what would change is shown, chosen and applied in one transaction through the verbs of the register."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override

from core.access import log_access
from core.events import record_event
from core.jobs import start_job
from core.refusals import Refused
from core.retention import kept
from programme.domain.places import PROVINCES, find_place, locality_for
from youth_groups.domain.across import reads_across
from youth_groups.domain.clearance import require_cleared
from youth_groups.domain.people import change_person, set_contact
from youth_groups.domain.rights import RECORDS_PEOPLE
from youth_groups.lists.reading import ReadList, read_list
from youth_groups.models import ChangeRow, ChangeSheet, Person
from youth_groups.queries.changes import Comparing, people_of
from youth_groups.queries.lists import version_of_person

if TYPE_CHECKING:
    from accounts.models import User

#: Up to here changes are applied while the person waits; more are a job.
AT_ONCE = 200
JOB = "youth_groups.changes"
#: Columns of a list -> fields of `change_person`. Places and the phone go their own ways.
_FIELDS = {"name": "written_name", "sex": "sex", "birth": "birth_year", "institution": "institution"}

#: What is wrong with whole rows, and how to mend it.
_NO_NUMBER = _lazy("No person's number stands in this row.")
_COME_BY_IMPORT = _lazy("New people come in by the import of a roster.")
_TWICE, _KEEP_ONE = _lazy("This number stands in both rows."), _lazy("Keep one of the two rows.")


def stage_changes(*, content: bytes, by: "User") -> ChangeSheet:
    """Read a list that was taken out here and keep what it says otherwise than the register, until it is confirmed. Nothing is changed.

    Numbers that are unknown or belong to records that `by` does not keep are both "not found". A record that was changed after the list
    was taken out (its version is another one, or none stands in the row) is a conflict: shown apart and not chosen.
    Raises Refused: no right, a file that is no list of ours, nothing in it, children's records without clearance.
    """
    if not by.role_codes() & set(RECORDS_PEOPLE):
        raise Refused(_("Only the office that keeps these records can do this."), code="not_your_people")
    read = read_list(content)
    if not read.rows:
        raise Refused(_("No row of this list has a person's number."), code="no_rows")
    people = people_of((row.number for row in read.rows), by)
    today = timezone.localdate()
    if any(person.is_minor_on(today) for person in people.values()):
        require_cleared(by)
    sheet, rows = _compared(read, people)
    sheet.created_by, sheet.file_sha256 = by, hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        sheet.save(force_insert=True)
        ChangeRow.objects.bulk_create(rows)
        record_event(subject=sheet, action="staged", by=by, data={"rows": len(read.rows), "changes": len(rows)})
    partners = sum(reads_across(by, person.organisation) for person in people.values())
    if partners:
        log_access(user=by, action="read_across", model=Person, rows=partners, reason="changes from a list")
    return sheet


def _kept(row: str, column: str, what: str | Promise, mend: str | Promise) -> dict[str, str]:
    """A problem as it is kept: in the source's words, to be translated where it is read."""
    with override("en"):
        return {"row": row, "column": column, "what": str(what), "mend": str(mend)}


def _compared(read: ReadList, people: Mapping[str, Person]) -> tuple[ChangeSheet, list[ChangeRow]]:
    sheet, rows, compare = ChangeSheet(), [], Comparing(timezone.localdate())
    first: dict[str, str] = {}
    sheet.problems = [_kept(row, "", _NO_NUMBER, _COME_BY_IMPORT) for row in read.nameless]
    for position, row in enumerate(read.rows):
        if row.number in first:
            both = f"{first[row.number]}, {row.reference}"
            sheet.problems.append(_kept(both, read.headings["number"], _TWICE, _KEEP_ONE))
            continue
        first[row.number] = row.reference
        person = people.get(row.number)
        if person is None:
            sheet.unknown.append(row.reference)
            continue
        found = compare.difference(row, person)
        sheet.problems += [_kept(row.reference, read.headings[one.column], one.what, one.mend) for one in found.problems]
        if found.new:
            seen = version_of_person(person)
            conflict = row.version != seen
            chosen = [] if conflict else list(found.new)
            rows.append(
                ChangeRow(
                    sheet=sheet,
                    position=position,
                    reference=row.reference,
                    person=person,
                    data=found.new,
                    chosen=chosen,
                    seen=seen,
                    conflict=conflict,
                )
            )
        elif not found.problems:
            sheet.unchanged += 1
    return sheet, rows


def choose_changes(*, sheet: ChangeSheet, chosen: Mapping[int, Sequence[str]], by: "User") -> None:
    """Keep which differences of these rows are to be applied: row id -> columns. Refused once the sheet is settled, or of another's."""
    with transaction.atomic():
        locked = _locked(sheet, by)
        rows = list(locked.rows.filter(pk__in=chosen))
        for row in rows:
            row.chosen = [column for column in row.data if column in chosen[row.pk]]
        ChangeRow.objects.bulk_update(rows, ["chosen"], batch_size=200)


def confirm_changes(*, sheet: ChangeSheet, by: "User") -> ChangeSheet:
    """Apply what was chosen: at once, or as a job when it is long. Twice applies once."""
    if sheet.rows.exclude(chosen=[]).count() <= AT_ONCE:
        return apply_changes(sheet=sheet, by=by)
    with transaction.atomic():
        locked = _locked(sheet, by)
        if locked.job is None or locked.job.finished:
            locked.job = start_job(kind=JOB, arguments={"sheet": str(locked.pk)}, by=by, key=f"changes-{locked.pk}")
            locked.save(update_fields=["job"])
    return locked


def apply_changes(*, sheet: ChangeSheet, by: "User") -> ChangeSheet:
    """One transaction: every chosen difference by the verbs of the register, which lock, look at the right again and note the fields; then
    what was read is blank. A record that was changed since the list was read stops all of it: nothing is applied by half.

    Raises Refused: nothing chosen, a record that changed meanwhile, no right. Applied already: nothing happens.
    """
    with transaction.atomic():
        locked = ChangeSheet.objects.select_for_update().get(pk=sheet.pk, created_by=by)
        if locked.state == ChangeSheet.State.CONFIRMED:
            return locked
        locked = _locked(sheet, by)
        rows = [row for row in locked.rows.order_by("person_id") if row.chosen]
        if not rows:
            raise Refused(_("Nothing is chosen. Tick what is to be changed."), code="nothing")
        people = Person.objects.select_for_update().filter(pk__in=[row.person_id for row in rows]).order_by("pk").in_bulk()
        if any(person.is_minor_on(timezone.localdate()) for person in people.values()):
            require_cleared(by)
        for row in rows:
            if version_of_person(people[row.person_id]) != row.seen:
                raise Refused(
                    _("The record %(number)s (row %(row)s) was changed meanwhile. Nothing was applied: read the list again.")
                    % {"number": people[row.person_id].number, "row": row.reference},
                    code="changed_meanwhile",
                )
        for row in rows:
            _apply(people[row.person_id], {column: row.data[column] for column in row.chosen}, by)
        locked.state, locked.confirmed_at = ChangeSheet.State.CONFIRMED, timezone.now()
        locked.save(update_fields=["state", "confirmed_at"])
        record_event(subject=locked, action="confirmed", by=by, source="staged", target="confirmed", data={"people": len(rows)})
        _blank(locked)
    return locked


def _apply(person: Person, new: dict[str, Any], by: "User") -> None:
    facts: dict[str, Any] = {_FIELDS[column]: value for column, value in new.items() if column in _FIELDS}
    if "province" in new:
        place = find_place(new["province"], levels=PROVINCES)
        if place is None:
            raise Refused(
                _("The province of %(number)s is not known any more. Read the list again.") % {"number": person.number}, code="province"
            )
        facts["province"] = place
    elsewhere = "province" in new and person.locality is not None and person.locality.province_id != facts["province"].pk
    if "village" in new or elsewhere:
        province = facts.get("province") or person.province
        facts["locality"] = locality_for(new.get("village") or (person.locality.name if person.locality else ""), province)
        facts.setdefault("province", province or facts["locality"].province)
    if facts:
        change_person(person=person, by=by, **facts)
    if "phone" in new:
        set_contact(person=person, by=by, phone=new["phone"], phone_owner=person.phone_owner)


def discard_changes(*, sheet: ChangeSheet, by: "User") -> None:
    """Throw it away; what was read is blank at once."""
    with transaction.atomic():
        locked = _locked(sheet, by)
        _discard(locked, by, "discarded")


def blank_old_changes(keys: Sequence[Any], at: datetime) -> int:
    """For the nightly run: sheets that nobody confirmed within 30 days. How many."""
    done = 0
    for pk in keys:
        with transaction.atomic():
            locked = ChangeSheet.objects.select_for_update().get(pk=pk)
            if locked.state == ChangeSheet.State.STAGED:
                _discard(locked, None, "expired")
                done += 1
    return done


def old_changes(at: datetime) -> Any:
    return ChangeSheet.objects.filter(state=ChangeSheet.State.STAGED, created_at__lt=at - kept("changes"))


def _locked(sheet: ChangeSheet, by: "User") -> ChangeSheet:
    locked = ChangeSheet.objects.select_for_update().filter(pk=sheet.pk, created_by=by).first()
    if locked is None or not by.role_codes() & set(RECORDS_PEOPLE):
        raise Refused(_("Only the office that keeps these records can do this."), code="not_your_people")
    if locked.state != ChangeSheet.State.STAGED:
        raise Refused(_("This list is settled; nothing can be decided any more."), code="finished")
    return locked


def _discard(sheet: ChangeSheet, by: "User | None", action: str) -> None:
    sheet.state = ChangeSheet.State.DISCARDED
    sheet.save(update_fields=["state"])
    record_event(subject=sheet, action=action, by=by, source="staged", target="discarded")
    _blank(sheet)


def _blank(sheet: ChangeSheet) -> None:
    """What was read of people goes; how many rows of which kind there were stays."""
    sheet.rows.update(data={}, seen="")
    sheet.blanked_at = timezone.now()
    sheet.save(update_fields=["blanked_at"])

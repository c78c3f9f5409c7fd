"""Verbs of the roster import: read a file, decide who is who, confirm, discard, blank what is old."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.events import record_event
from core.jobs import start_job
from core.refusals import Refused
from core.retention import kept
from core.transitions import Machine, Transition, move
from core.uploads import clean_name
from trainings.domain.import_people import people_of_import
from trainings.domain.rights import require_coordinates
from trainings.domain.rosters import add_participations
from trainings.enums import Source
from trainings.models import Training
from trainings.models.imports import ImportPair, ImportRow, RosterImport
from trainings.states import coordinates
from youth_groups.models import Person
from youth_groups.queries.people import people_to_compare
from youth_groups.rosters import RosterRow
from youth_groups.rosters.report import Examination, examine

if TYPE_CHECKING:
    from accounts.models import User

#: Up to here an import is done while the coordinator waits; a longer one is a job.
AT_ONCE = 200
JOB = "trainings.import_roster"


def all_pairs_decided(roster_import: RosterImport) -> str | None:
    left = roster_import.pairs.filter(decision="").count()
    return _("Decide first about the pairs that are still open: %(count)s.") % {"count": left} if left else None


IMPORT = Machine(
    "trainings.RosterImport",
    (
        Transition(
            "confirm", "staged", "confirmed", gettext_lazy("Import"), gettext_lazy("Imported"), coordinates, guards=(all_pairs_decided,)
        ),
        Transition("discard", "staged", "discarded", gettext_lazy("Discard"), gettext_lazy("Discarded"), coordinates),
    ),
)


def stage_roster(*, training: Training, content: bytes, file_name: str, by: "User") -> RosterImport:
    """Read a roster for a training and keep what may be taken, until it is confirmed. Nobody is recorded yet; the file is not kept.

    The rows are compared with each other and with the people of the training's organisation only.
    Raises Refused when the file is no roster, holds nobody, or without the right.
    """
    require_coordinates(by, training.organisation_id)
    found = examine(content, existing=people_to_compare(training.organisation_id))
    if not found.roster.rows:
        raise Refused(_("No row of this file names a person that could be taken."), code="no_rows")
    with transaction.atomic():
        staged = RosterImport.objects.create(
            organisation_id=training.organisation_id,
            training=training,
            file_name=clean_name(file_name, file_name.rpartition(".")[2].lower()[:4] or "csv"),
            file_sha256=hashlib.sha256(content).hexdigest(),
            created_by=by,
            **_about_the_file(found),
        )
        rows = ImportRow.objects.bulk_create(
            ImportRow(roster_import=staged, position=position, reference=row.reference, data=_data(row))
            for position, row in enumerate(found.roster.rows)
        )
        ImportPair.objects.bulk_create(_pairs(staged, found, {row.reference: row for row in rows}))
        record_event(
            subject=staged, action="staged", by=by, data={"training": training.pk, "rows": len(rows), "pairs": len(found.proposals)}
        )
    return staged


def _about_the_file(found: Examination) -> dict[str, Any]:
    answer = found.as_json()
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
    }
    return {name: value for name, value in values.items() if value}


def _pairs(staged: RosterImport, found: Examination, rows: dict[str, ImportRow]) -> list[ImportPair]:
    numbers = {side.ref for proposal in found.proposals for side in (proposal.left, proposal.right) if side.existing}
    people = {person.number: person for person in Person.objects.filter(organisation_id=staged.organisation_id, number__in=numbers)}
    made = []
    for proposal in found.proposals:
        row, other = (proposal.right, proposal.left) if proposal.left.existing else (proposal.left, proposal.right)
        made.append(
            ImportPair(
                roster_import=staged,
                row=rows[row.ref],
                other=None if other.existing else rows[other.ref],
                person=people[other.ref] if other.existing else None,
                score=proposal.score,
                reasons=[str(reason) for reason in proposal.reasons],
            )
        )
    return made


def decide_pairs(*, roster_import: RosterImport, decisions: Mapping[int, str], by: "User") -> int:
    """Keep what a human decided about pairs of this import: pair id -> "same" or "two". Returns how many are still open.

    A decision can be changed until the import is confirmed. Raises Refused afterwards, or without the right.
    """
    require_coordinates(by, roster_import.organisation_id)
    if set(decisions.values()) - set(ImportPair.Decision.values):
        raise ValueError("a decision is same or two")
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
        if locked.state != RosterImport.State.STAGED:
            raise Refused(_("This import is finished; nothing can be decided any more."), code="finished")
        changed = [pair for pair in locked.pairs.filter(pk__in=decisions) if pair.decision != decisions[pair.pk]]
        for pair in changed:
            pair.decision, pair.decided_by, pair.decided_at = decisions[pair.pk], by, timezone.now()
        ImportPair.objects.bulk_update(changed, ["decision", "decided_by", "decided_at"], batch_size=200)
        if changed:
            data = {"same": [p.pk for p in changed if p.decision == "same"], "two": [p.pk for p in changed if p.decision == "two"]}
            record_event(subject=locked, action="pairs_decided", by=by, data=data)
        return locked.pairs.filter(decision="").count()


def confirm_import(*, roster_import: RosterImport, by: "User") -> RosterImport:
    """Put the people of a decided import into the records and onto the roster: at once, or as a job when it is long.

    Confirming twice imports once. Raises Refused while pairs are open, when decisions contradict each other, or without the right.
    """
    if roster_import.rows.count() <= AT_ONCE:
        return carry_out_import(roster_import=roster_import, by=by)
    require_coordinates(by, roster_import.organisation_id)
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
        reason = all_pairs_decided(locked)
        if locked.state == RosterImport.State.STAGED and reason:
            raise Refused(reason, code="confirm_refused")
        if locked.state == RosterImport.State.STAGED and (locked.job is None or locked.job.finished):
            locked.job = start_job(kind=JOB, arguments={"import": str(locked.pk)}, by=by, key=f"import-{locked.pk}")
            locked.save(update_fields=["job"])
    return locked


def carry_out_import(*, roster_import: RosterImport, by: "User") -> RosterImport:
    """One transaction: people, caregivers, places on the roster, the state; then the staged rows are blank. Done already: nothing happens.

    A row that is "the same" as a recorded person uses that record and changes nothing in it.
    """
    require_coordinates(by, roster_import.organisation_id)
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update(of=("self",)).select_related("training__organisation").get(pk=roster_import.pk)
        if locked.state == RosterImport.State.CONFIRMED:
            return locked
        reason = all_pairs_decided(locked) if locked.state == RosterImport.State.STAGED else None
        if reason:
            raise Refused(reason, code="confirm_refused")
        people = people_of_import(roster_import=locked, by=by) if locked.state == RosterImport.State.STAGED else []
        standing = add_participations(training=locked.training, people=people, by=by, source=Source.IMPORT)
        locked.confirmed_at = timezone.now()
        move(
            locked,
            "confirm",
            by=by,
            update=["confirmed_at"],
            data={"people": len({person.pk for person in people}), "roster": len(standing)},
        )
        _blank(locked)
    return locked


def discard_import(*, roster_import: RosterImport, by: "User") -> None:
    """Throw a staged import away; its rows are blanked at once."""
    with transaction.atomic():
        move(roster_import, "discard", by=by)
        _blank(roster_import)


def blank_old_imports(*, at: datetime | None = None) -> int:
    """For the nightly run: blank staged rows that nobody confirmed within 30 days. Returns how many imports were blanked."""
    moment = at or timezone.now()
    done = 0
    for pk in RosterImport.objects.staged().filter(created_at__lt=moment - kept("imports")).values_list("pk", flat=True):
        with transaction.atomic():
            locked = RosterImport.objects.select_for_update().get(pk=pk)
            if locked.state == RosterImport.State.STAGED:
                locked.state = RosterImport.State.DISCARDED
                locked.save(update_fields=["state"])
                record_event(subject=locked, action="expired", by=None, source="staged", target="discarded")
                _blank(locked)
                done += 1
    return done


def _blank(roster_import: RosterImport) -> None:
    """What was read of people goes; places in the file, decisions and whom a row became stay."""
    roster_import.rows.update(data={})
    roster_import.pairs.update(reasons=[])
    roster_import.file_name, roster_import.blanked_at = "", timezone.now()
    roster_import.save(update_fields=["file_name", "blanked_at"])

"""Verbs of the roster import: decide who is who, confirm, discard, blank what is old."""

import math
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.bulk import many_at_once, set_each
from core.events import record_event
from core.jobs import start_job
from core.refusals import Refused
from core.retention import kept
from core.transitions import Machine, Transition, move
from trainings.domain.import_people import Cluster, Places, batches, clusters_of, import_batch, take_back
from trainings.domain.rights import require_coordinates
from trainings.models.imports import HeldRoster, ImportPair, ImportRow, RosterImport
from trainings.states import coordinates
from youth_groups.rosters.columns import SESSION

if TYPE_CHECKING:
    from accounts.models import User

#: Up to here an import is done while the coordinator waits; a longer one is a job.
AT_ONCE = 200
#: A long import is written in about so many transactions: progress is never further off than one of them.
BATCHES, SMALLEST_BATCH = 25, AT_ONCE
JOB = "trainings.import_roster"


def all_pairs_decided(roster_import: RosterImport) -> str | None:
    left = roster_import.pairs.filter(decision="").count()
    return _("Decide first about the pairs that are still open: %(count)s.") % {"count": left} if left else None


_staged, _undone = "staged", "undone"
IMPORT = Machine(
    "trainings.RosterImport",
    (
        Transition("stage", "received", _staged, gettext_lazy("Read the file"), gettext_lazy("Read"), coordinates),
        Transition(
            "start", _staged, "importing", gettext_lazy("Import"), gettext_lazy("Being imported"), coordinates, guards=(all_pairs_decided,)
        ),
        Transition("confirm", "importing", "confirmed", gettext_lazy("Import"), gettext_lazy("Imported"), coordinates),
        Transition("undo", ("confirmed", "importing"), _undone, gettext_lazy("Undo the import"), gettext_lazy("Undone"), coordinates),
        Transition("discard", ("received", _staged), "discarded", gettext_lazy("Discard"), gettext_lazy("Discarded"), coordinates),
    ),
)


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
        standing = dict(locked.pairs.filter(pk__in=decisions).values_list("pk", "decision"))
        changed = {pk: decisions[pk] for pk, decision in standing.items() if decision != decisions[pk]}
        data = {value: [pk for pk, decision in changed.items() if decision == value] for value in ImportPair.Decision.values}
        for value, ids in data.items():
            for start in range(0, len(ids), 5_000):
                pairs = locked.pairs.filter(pk__in=ids[start : start + 5_000])
                pairs.update(decision=value, decided_by=by, decided_at=timezone.now())
        if changed:
            record_event(subject=locked, action="pairs_decided", by=by, data=data)
        return locked.pairs.filter(decision="").count()


def confirm_import(*, roster_import: RosterImport, by: "User") -> RosterImport:
    """Put the people of a decided import into the records and onto the roster: at once, or as a job when it is long.

    Confirming twice imports once; confirming an import that stopped in the middle goes on.
    Raises Refused while pairs are open, when decisions contradict each other, or without the right.
    """
    if roster_import.rows.count() <= AT_ONCE:
        with transaction.atomic():
            return carry_out_import(roster_import=roster_import, by=by)
    require_coordinates(by, roster_import.organisation_id)
    with transaction.atomic():
        locked, _clusters = _begun(roster_import, by)
        if locked.state == RosterImport.State.IMPORTING and (locked.job is None or locked.job.finished):
            locked.job = start_job(kind=JOB, arguments={"import": str(locked.pk)}, by=by, key=f"import-{locked.pk}")
            locked.save(update_fields=["job"])
    return locked


def _begun(roster_import: RosterImport, by: "User") -> tuple[RosterImport, list[Cluster]]:
    """The locked import, being imported from now on, and its people; one that is done stays so and has none to import.

    Contradictions are refused before anything is written.
    """
    locked = RosterImport.objects.select_for_update(of=("self",)).select_related("training__organisation", "job").get(pk=roster_import.pk)
    if locked.state == RosterImport.State.CONFIRMED:
        return locked, []
    clusters = clusters_of(locked)
    if locked.state != RosterImport.State.IMPORTING:
        move(locked, "start", by=by)
    return locked, clusters


def carry_out_import(*, roster_import: RosterImport, by: "User", progress: Callable[[int, int], None] | None = None) -> RosterImport:
    """People, caregivers and places on the roster, one transaction a batch; then the state, and the staged rows are blank.

    A killed run goes on where it stopped: a row knows whom it became. Done already: nothing happens. When a batch is refused, all of the
    import is taken back and it waits for decisions again; the refusal is raised. A row that is "the same" as a recorded person uses that
    record and changes nothing in it. `progress` hears rows done and rows in all.
    """
    require_coordinates(by, roster_import.organisation_id)
    with transaction.atomic():
        running, clusters = _begun(roster_import, by)
    if running.state == RosterImport.State.CONFIRMED:
        return running
    total = sum(len(cluster.rows) for cluster in clusters)
    waiting = [cluster for cluster in clusters if not cluster.done]
    done = total - sum(len(cluster.rows) for cluster in waiting)
    places = Places()
    try:
        with many_at_once():
            for batch in batches(waiting, max(SMALLEST_BATCH, math.ceil(total / BATCHES))):
                import_batch(running, batch, places, by=by)
                done += sum(len(cluster.rows) for cluster in batch)
                if progress is not None:
                    progress(done, total)
    except Refused as refusal:
        if refusal.code != "stopped":
            take_back(running)
        raise
    return _finished(running, by)


def _finished(roster_import: RosterImport, by: "User") -> RosterImport:
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update(of=("self",)).select_related("training").get(pk=roster_import.pk)
        if locked.state != RosterImport.State.IMPORTING:
            return locked
        people = locked.rows.values("person").distinct().count()
        locked.confirmed_at = timezone.now()
        move(locked, "confirm", by=by, update=["confirmed_at"], data={"people": people, "recorded": len(locked.made.get("people", []))})
        _blank(locked)
    return locked


def discard_import(*, roster_import: RosterImport, by: "User") -> None:
    """Throw a staged import away; its rows are blanked at once."""
    with transaction.atomic():
        move(roster_import, "discard", by=by)
        HeldRoster.objects.filter(roster_import=roster_import).delete()
        _blank(roster_import)


def blank_old_imports(*, at: datetime | None = None) -> int:
    """For the nightly run: blank rows that nobody confirmed, and attendance that nobody recorded, within 30 days. How many imports."""
    moment = at or timezone.now()
    old = RosterImport.objects.filter(state=RosterImport.State.CONFIRMED, confirmed_at__lt=moment - kept("imports")).values("pk")
    ImportRow.objects.filter(roster_import__in=old).exclude(data={}).update(data={})
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
    """What was read of people goes; places in the file, decisions, whom a row became, and attendance that waits to be recorded stay."""
    if roster_import.state == RosterImport.State.CONFIRMED and SESSION in str(roster_import.chosen):
        rows = list(roster_import.rows.values_list("pk", "data"))
        set_each(ImportRow, "data", ((pk, {"ticks": data["ticks"]} if data.get("ticks") else {}) for pk, data in rows))
    else:
        roster_import.rows.update(data={})
    roster_import.pairs.update(reasons=[])
    roster_import.file_name, roster_import.blanked_at = "", timezone.now()
    roster_import.save(update_fields=["file_name", "blanked_at"])

"""After an import: record the attendance that stood in the list, or undo the whole of it while nothing builds on it."""

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.models import Event
from core.refusals import Refused
from core.transitions import move
from trainings.domain.attendance import record_marks
from trainings.domain.import_people import delete_made
from trainings.domain.rights import require_coordinates
from trainings.enums import MarkHow, MarkStatus
from trainings.models import Participation
from trainings.models.imports import RosterImport
from trainings.queries.imports import list_attendance
from youth_groups.models import Person, PersonPair
from youth_groups.person_relations import relations

if TYPE_CHECKING:
    from accounts.models import User

_PIECE = 5_000
#: Imports that leave nothing in the records.
OVER = (RosterImport.State.UNDONE, RosterImport.State.DISCARDED)


def record_attendance(*, roster_import: RosterImport, by: "User") -> int:
    """Write the attendance of an imported list as marks of the sessions its columns were said to be; how many marks were added.

    Who stands in no row of a session's column was not there. A mark that was taken before by somebody else stays: where the list says
    something else, a person decides on the attendance page. Twice records once. From now on the import cannot be undone.
    Raises Refused before the import is done, or without the right.
    """
    require_coordinates(by, roster_import.organisation_id)
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update(of=("self",)).select_related("training").get(pk=roster_import.pk)
        if locked.state != RosterImport.State.CONFIRMED:
            raise Refused(_("Import the people first."), code="not_imported")
        if locked.marked_at is not None:
            return 0
        added = 0
        found = list_attendance(locked)
        for session in found.sessions:
            statuses = {pk: MarkStatus.PRESENT if there else MarkStatus.ABSENT for pk, there in found.new[session.pk].items()}
            for piece in _pieces(sorted(statuses)):
                batch = uuid.uuid5(locked.pk, f"{session.pk}:{piece[0]}")
                marks = record_marks(session=session, by=by, statuses={pk: statuses[pk] for pk in piece}, batch=batch, how=MarkHow.IMPORT)
                added += len(marks)
        locked.marked_at = timezone.now()
        locked.save(update_fields=["marked_at"])
        locked.rows.update(data={})
        record_event(subject=locked, action="attendance_recorded", by=by, data={"marks": added, "sessions": len(found.sessions)})
    return added


def undo_import(*, roster_import: RosterImport, by: "User") -> RosterImport:
    """Take back the whole import: the people it recorded, their caregivers, the places on the roster. Undone already: nothing happens.

    People who were known before stay as they are and lose only the place that this import gave them.
    Raises Refused, saying what, when something builds on it: attendance, consents, certificates, corrections, other lists, merges.
    """
    require_coordinates(by, roster_import.organisation_id)
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update(of=("self",)).select_related("training", "job").get(pk=roster_import.pk)
        if locked.state == RosterImport.State.UNDONE:
            return locked
        if locked.state == RosterImport.State.IMPORTING and locked.job is not None and not locked.job.finished:
            raise Refused(_("The import is still running. Wait for its end."), code="running")
        found = what_builds_on(locked)
        if found:
            words = ", ".join(f"{name}: {count}" for name, count in found)
            raise Refused(
                _("This import cannot be undone any more, because something builds on it: %(what)s.") % {"what": words}, code="built_on"
            )
        data = {kind: len(ids) for kind, ids in locked.made.items()}
        delete_made(locked)
        locked.rows.update(data={})
        move(locked, "undo", by=by, data=data)
    return locked


def what_builds_on(roster_import: RosterImport) -> list[tuple[str, int]]:
    """(what, how many) of the rows that came to the import's people and places after it. So many statements for every 5,000 people."""
    found: dict[str, int] = {}

    def note(what: Any, count: int) -> None:
        if count:
            found[str(what)] = found.get(str(what), 0) + count

    made = roster_import.made
    own = {"trainings.Participation.person": made.get("participations", []), "youth_groups.Caregiver.person": made.get("caregivers", [])}
    since = roster_import.confirmed_at or timezone.now()
    for people in _pieces(made.get("people", [])):
        for relation in relations():
            rows = relation.model_class._base_manager.filter(**{f"{relation.field}__in": people})
            if relation.model in ("trainings.ImportRow", "trainings.ImportPair"):
                rows = rows.exclude(roster_import=roster_import).exclude(roster_import__state__in=OVER)
            count = rows.count() - (len(set(own[relation.key]) & set(rows.values_list("pk", flat=True))) if relation.key in own else 0)
            note(relation.model_class._meta.verbose_name_plural, count)
        pairs = PersonPair.objects.filter(Q(first__in=people) | Q(second__in=people)).exclude(state=PersonPair.State.PROPOSED)
        note(PersonPair._meta.verbose_name_plural, pairs.filter(decided_at__gt=since).count())
        changed = Person.objects.filter(pk__in=people).filter(
            Q(merged_into__isnull=False) | Q(erased_at__isnull=False) | Q(user__isnull=False)
        )
        note(_("changed records"), changed.count() + _corrected(people))
    for places in _pieces(made.get("participations", [])):
        for pointing in Participation._meta.related_objects:
            model = cast("type[models.Model]", pointing.related_model)
            count = model._base_manager.filter(**{f"{pointing.field.name}__in": places}).count()
            note(model._meta.verbose_name_plural, count)
        note(_("confirmed places"), Participation.objects.filter(pk__in=places, confirmed_at__isnull=False).count())
    return sorted(found.items())


def _corrected(people: list[int]) -> int:
    """How many of these people have a change of their own in the history."""
    rows = Event.objects.filter(subject_type="youth_groups.person", subject_id__in=[str(pk) for pk in people])
    return rows.exclude(action__in=("recorded", "caregiver_recorded")).values("subject_id").distinct().count()


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _PIECE):
        yield ids[start : start + _PIECE]

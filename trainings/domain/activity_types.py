"""Verbs on types of activities, and what a type's way of counting forbids."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from trainings.models import ActivityType, Training, TrainingCall
from trainings.querysets import COORDINATES

if TYPE_CHECKING:
    from accounts.models import User


def require_keeps_types(by: "User") -> None:
    """Refuse who does not coordinate trainings in the lead NGO: types are the same for every organisation."""
    everywhere, _organisations = by.reach(COORDINATES)
    if not everywhere:
        raise Refused(_("Only the coordinators of the lead organisation can do this."), code="not_of_the_lead")


def save_activity_type(*, kind: ActivityType, by: "User") -> ActivityType:
    """Write what the office's form holds: a new type, or changes to one. The event keeps the names of changed fields.

    Raises Refused when the code changes, or the way of counting of a type of which there are trainings: their figures were counted by it.
    """
    require_keeps_types(by)
    with transaction.atomic():
        if kind.pk is None:
            kind.save(force_insert=True)
            record_event(subject=kind, action="created", by=by, data={"code": kind.code})
            return kind
        stored = ActivityType.objects.select_for_update().get(pk=kind.pk)
        fields = [f.attname for f in kind._meta.concrete_fields if getattr(stored, f.attname) != getattr(kind, f.attname)]
        if "code" in fields:
            raise Refused(_("The short code stands in trainings and summaries: it stays."), code="code_stays")
        used = stored.trainings.exists() or stored.calls.exists()
        if "counting" in fields and used:
            raise Refused(
                _("There are trainings of this type: how people are counted stays. Add a type and retire this one."), code="in_use"
            )
        if fields:
            kind.save(update_fields=fields)
            record_event(subject=kind, action="changed", by=by, data={"fields": fields})
    return kind


def type_in_use(code: str) -> ActivityType:
    """The type with this code. Raises Refused when there is none or it is retired."""
    kind = ActivityType.objects.active().filter(code=code).first()
    if kind is None:
        raise Refused(_("There is no such type of activity, or it is no longer used."), code="no_type")
    return kind


def require_type(row: Training | TrainingCall, stored: Training | TrainingCall | None = None) -> None:
    """Refuse a retired type on a new row, or on one that had another; and heads that are counted where names stand already."""
    if stored is not None and stored.activity_type_id == row.activity_type_id:
        return
    kind = type_in_use(row.activity_type_id)
    if not kind.is_counted:
        return
    if isinstance(row, TrainingCall):
        raise Refused(_("Heads are counted at such an event: nobody is nominated for it."), code="no_roster")
    if isinstance(stored, Training) and stored.participations.exists():
        raise Refused(_("People already stand on the roster: heads alone cannot be counted any more."), code="has_people")


def require_roster(training: Training) -> None:
    """Refuse names where heads are counted."""
    if training.activity_type.is_counted:
        raise Refused(_("Heads are counted at this event: it has no list of people."), code="no_roster")


def require_paper(training: Training) -> None:
    """Refuse a sign-in sheet where nobody can sign."""
    require_roster(training)
    if training.activity_type.is_remote:
        raise Refused(_("This training is held at a distance: there is nothing to sign."), code="no_sheet")


def require_certificates(training: Training) -> None:
    if not training.activity_type.certificates:
        raise Refused(_("This type of activity gives no certificates."), code="no_certificates")

"""Append-only events: who did what to which row, in which role. Never a person's values."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from core.bulk import insert_values
from core.models import Event, EventDetail


@dataclass(frozen=True)
class WithoutAccount:
    """Somebody who acts by a code and has no account. `label` stands in the event, in place of a role and a number."""

    label: str


def record_event(
    *,
    subject: models.Model,
    action: str,
    by: Any,
    source: str = "",
    target: str = "",
    data: dict[str, Any] | None = None,
    note: str = "",
) -> Event:
    """Write one event inside the running transaction.

    `data` holds ids, field names, states and amounts only. `note` (a person's own words) goes to EventDetail, whose hash the event keeps.
    `by` is the acting user, `WithoutAccount` for who acts by a code, or None for the clock and jobs.
    """
    with transaction.atomic():
        event = Event.objects.create(
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            action=action,
            **actor_of(by, subject),
            source=source,
            target=target,
            data=data or {},
            detail_sha256=hashlib.sha256(note.encode()).hexdigest() if note else "",
        )
        if note:
            EventDetail.objects.create(event=event, text=note)
    return event


def record_events(
    *, action: str, by: Any, rows: Iterable[tuple[models.Model, dict[str, Any]]], about: models.Model | None = None, target: str = ""
) -> None:
    """Write one event for each of many rows of one model, inside the running transaction: (subject, data). One statement an organisation.

    `about`: the row by whose organisation the person acted, where the subjects themselves name none.
    """
    told: dict[int | None, list[tuple[models.Model, dict[str, Any]]]] = defaultdict(list)
    for subject, data in rows:
        told[getattr(about or subject, "organisation_id", None)].append((subject, data))
    for found in told.values():
        first = found[0][0]
        same = {"subject_type": first._meta.label_lower, "action": action, "target": target, **actor_of(by, about or first)}
        insert_values(Event, same=same, names=("subject_id", "data"), rows=((str(subject.pk), data) for subject, data in found))


def actor_of(by: Any, subject: models.Model | None = None) -> dict[str, Any]:
    """The columns of an event that say who acted, in which role and, for a deputy, in whose. `by` as in `record_event`."""
    if by is None:
        return {"actor": None, "actor_role": "system", "actor_label": "system"}
    if isinstance(by, WithoutAccount):
        return {"actor": None, "actor_role": by.label, "actor_label": by.label}
    role, holder = by.acting(subject)
    return {"actor": by, "actor_role": role, "actor_label": str(by), "deputy_for_id": holder}


def said_by(event: Event) -> str:
    """Who acted, to be read: name and role and, for a deputy, in whose role. Names are joined here, events keep none."""
    if event.actor is None:
        return event.actor_label
    name, role = event.actor.name or event.actor_label, event.actor.role_label(event.actor_role)
    if event.deputy_for is not None:
        words = {"name": name, "role": role, "holder": event.deputy_for.name or str(event.deputy_for)}
        return _("%(name)s (%(role)s, as deputy for %(holder)s)") % words
    return f"{name} ({role})" if role else name


def events_of(subject: models.Model) -> "models.QuerySet[Event]":
    """The history of one row, oldest first, with actors and notes."""
    return (
        Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
        .select_related("actor", "deputy_for", "detail")
        .order_by("at", "pk")
    )

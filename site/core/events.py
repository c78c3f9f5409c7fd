"""Append-only events: who did what to which row, in which role. Never a person's values."""

import hashlib
from typing import Any

from django.db import models, transaction

from core.models import Event, EventDetail


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
    `by` is the acting user, or None for the clock and jobs.
    """
    with transaction.atomic():
        event = Event.objects.create(
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            action=action,
            actor=by,
            actor_role=by.acting_role() if by is not None else "system",
            actor_label=str(by) if by is not None else "system",
            source=source,
            target=target,
            data=data or {},
            detail_sha256=hashlib.sha256(note.encode()).hexdigest() if note else "",
        )
        if note:
            EventDetail.objects.create(event=event, text=note)
    return event


def events_of(subject: models.Model) -> "models.QuerySet[Event]":
    """The history of one row, oldest first, with actors and notes."""
    return (
        Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
        .select_related("actor", "detail")
        .order_by("at", "pk")
    )

"""Verbs on a series of trainings, and what it asks of a training that belongs to it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.dates import format_period
from core.events import record_event
from core.refusals import Refused
from trainings.domain.rights import require_coordinates
from trainings.models import Training, TrainingSeries

if TYPE_CHECKING:
    from accounts.models import User


def save_series(*, series: TrainingSeries, by: "User") -> TrainingSeries:
    """Write what the office's form holds: a new series, or changes to one. The event keeps the names of changed fields.

    Raises Refused when one of its trainings would lie outside its days or belong to another organisation.
    """
    require_coordinates(by, series.organisation_id)
    with transaction.atomic():
        if series.pk is None:
            series.save(force_insert=True)
            record_event(subject=series, action="created", by=by)
            return series
        stored = TrainingSeries.objects.select_for_update().get(pk=series.pk)
        require_coordinates(by, stored.organisation_id)
        fields = [f.attname for f in series._meta.concrete_fields if getattr(stored, f.attname) != getattr(series, f.attname)]
        if "organisation_id" in fields and stored.trainings.exists():
            raise Refused(_("There are trainings in this series: it stays with its organisation."), code="has_trainings")
        outside = stored.trainings.filter(Q(first_day__lt=series.first_day) | Q(last_day__gt=series.last_day))
        if numbers := list(outside.order_by("number").values_list("number", flat=True)[:5]):
            words = _("These trainings would lie outside the days of the series: %(numbers)s.")
            raise Refused(words % {"numbers": ", ".join(numbers)}, code="days")
        if fields:
            series.save(update_fields=fields)
            record_event(subject=series, action="changed", by=by, data={"fields": fields})
    return series


def require_series(training: Training) -> None:
    """Refuse another organisation's series, and days outside those of the series. The series' row is locked: its days may be changing."""
    if training.series_id is None:
        return
    series = TrainingSeries.objects.select_for_update().get(pk=training.series_id)
    if series.organisation_id != training.organisation_id:
        raise Refused(_("The series belongs to another organisation."), code="other_organisation")
    if training.first_day < series.first_day or training.last_day > series.last_day:
        words = _("The training lies outside the days of its series, %(days)s.")
        raise Refused(words % {"days": format_period(series.first_day, series.last_day)}, code="days")

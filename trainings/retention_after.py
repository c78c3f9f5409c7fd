"""The class of each field of what follows a training, and what of it falls due."""

from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from core.retention import Rule, blank_files, declare, kept, register_rule
from trainings.models import PaymentSheet, Training

declare("trainings.PaymentTerms", not_personal="currency per_day_minor travel_minor")
declare("trainings.TravelAmount", not_personal="amount_minor")
declare("trainings.PaymentSheet", file="file", not_personal="number currency rows total_minor")


def _over(at: datetime) -> QuerySet[Training]:
    """Trainings of which the longest agreement that paid is over for as long as sheets are kept."""
    last = (at - kept("sheets")).date()
    return Training.objects.annotate(paid_until=Max("funding__agreement__last_day")).filter(paid_until__lt=last, last_day__lt=last)


def _payments_due(at: datetime) -> QuerySet[StoredFile]:
    files = PaymentSheet.objects.filter(training__in=_over(at).order_by().values("pk")).order_by().values("file")
    return StoredFile.objects.filter(pk__in=files).exclude(file="")


def _blank_files(keys: list[Any], at: datetime) -> int:
    return blank_files(keys)


register_rule(Rule(name="payment_sheets", label=_("Payment sheets"), due=_payments_due, blank=_blank_files))

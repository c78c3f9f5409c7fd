"""Per diem and travel: what staff set, and the sheets that were printed from the attendance."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.money import Currency, Money
from programme.models import BudgetLine
from trainings.models.rosters import Participation
from trainings.models.trainings import Training
from trainings.numbers import in_groups


class PaymentTerms(models.Model):
    """What is paid at a training: so much for each day somebody was there, and travel, in whole minor units of one currency."""

    training = models.OneToOneField(Training, models.PROTECT, related_name="payment_terms", verbose_name=_("training"))
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.KGS)
    per_day_minor = models.BigIntegerField(_("per diem for a day"), default=0)
    travel_minor = models.BigIntegerField(_("travel, for each person"), default=0)
    line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("budget line"))
    set_at = models.DateTimeField(default=timezone.now, editable=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("terms of payment")
        verbose_name_plural = _("terms of payment")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(per_day_minor__gte=0) & Q(travel_minor__gte=0), name="trainings_payment_not_negative"),
        ]

    def __str__(self) -> str:
        return f"terms of payment {self.pk}"

    @property
    def per_day(self) -> Money:
        return Money(self.per_day_minor, self.currency)

    @property
    def travel(self) -> Money:
        return Money(self.travel_minor, self.currency)


class TravelAmount(models.Model):
    """What one place on the roster gets for travel, where it is not the usual sum. In the currency of the training's terms."""

    participation = models.OneToOneField(Participation, models.CASCADE, related_name="travel_amount", verbose_name=_("place on the roster"))
    amount_minor = models.BigIntegerField(_("amount"))

    class Meta:
        verbose_name = _("travel of one person")
        verbose_name_plural = _("travel of people")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gte=0), name="trainings_travel_not_negative")]

    def __str__(self) -> str:
        return f"travel {self.pk}"


class PaymentSheet(models.Model):
    """A sheet of per diem and travel as it was printed. `rows`: [place on the roster, days, per diem, travel], amounts in minor units."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="payment_sheets", verbose_name=_("training"))
    number = models.CharField(_("number"), max_length=16, unique=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("budget line"))
    rows = models.JSONField(default=list, editable=False)
    total_minor = models.BigIntegerField(_("total"))
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(_("printed at"), default=timezone.now)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("printed by"))

    class Meta:
        verbose_name = _("payment sheet")
        verbose_name_plural = _("payment sheets")
        default_permissions = ()
        ordering = ["training_id", "pk"]
        constraints = [models.CheckConstraint(condition=Q(total_minor__gte=0), name="trainings_payment_sheet_total")]

    def __str__(self) -> str:
        return self.number

    @property
    def organisation_id(self) -> int:
        return self.training.organisation_id

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def shown_number(self) -> str:
        """The number as it is printed, in groups of four."""
        return in_groups(self.number)

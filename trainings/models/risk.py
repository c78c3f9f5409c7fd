from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.encrypted import EncryptedTextField
from trainings.models.trainings import Training
from youth_groups.models import Person


class RiskForm(models.Model):
    """What was thought of before children come to a camp: who looks after them, where they sleep, how they travel. One for a training."""

    training = models.OneToOneField(Training, models.PROTECT, related_name="risk_form", verbose_name=_("training"))
    women = models.PositiveSmallIntegerField(_("women among the leaders"))
    men = models.PositiveSmallIntegerField(_("men among the leaders"))
    children_per_adult = models.PositiveSmallIntegerField(_("children for each adult, at most"))
    sleeping = models.TextField(_("where and how they sleep"))
    transport = models.TextField(_("how they travel"))
    dangers = models.TextField(_("dangers of the place, and what is done against them"))
    nearest_help = models.CharField(_("nearest doctor or hospital"), max_length=200)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("risk form of a camp")
        verbose_name_plural = _("risk forms of camps")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(women__gte=1) & Q(men__gte=1), name="trainings_risk_women_and_men"),
            models.CheckConstraint(condition=Q(children_per_adult__gte=1), name="trainings_risk_ratio"),
        ]

    def __str__(self) -> str:
        return f"risk form {self.pk}"

    @property
    def adults(self) -> int:
        return self.women + self.men


class Collector(models.Model):
    """Who may collect one child at the end of a training: encrypted, for those who lead it."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="collectors", verbose_name=_("training"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("child"))
    who = EncryptedTextField(_("who may collect the child"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("who may collect a child")
        verbose_name_plural = _("who may collect the children")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["training", "person"], name="trainings_collector_once")]

    def __str__(self) -> str:
        return f"collector {self.pk}"

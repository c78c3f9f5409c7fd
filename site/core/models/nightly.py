from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NightlyRun(models.Model):
    """One nightly task on one day: a row, so that two workers do not both run it. Counts only, never a person's values."""

    name = models.CharField(max_length=60)
    day = models.DateField(_("day"))
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=1)
    counts = models.JSONField(default=dict)
    error = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("nightly run")
        verbose_name_plural = _("nightly runs")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="core_nightly_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"

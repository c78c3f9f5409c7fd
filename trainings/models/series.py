"""A series: several trainings under one name over months or years, such as the youth ambassadors."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.translated import translated
from programme.models import Organisation
from trainings.querysets import TrainingSeriesQuerySet


class TrainingSeries(models.Model):
    """A training may belong to one series; its days then lie within those of the series. The name is public, as a training's title is."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="training_series", verbose_name=_("organisation"))
    slug = models.SlugField(_("short address"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=160, blank=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=160, blank=True)
    name_uz = models.CharField(_("name in Uzbek"), max_length=160, blank=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    objects = TrainingSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of trainings")
        verbose_name_plural = _("series of trainings")
        ordering = ["-first_day", "slug"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="trainings_series_days",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(name_en="") | ~Q(name_ru="") | ~Q(name_ky="") | ~Q(name_uz=""),
                name="trainings_series_has_a_name",
                violation_error_message=_("Give the name in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trainings:series", args=[self.slug])

    @property
    def name(self) -> str:
        return translated(self, "name")

"""What kinds of activities there are: rows that the office edits, not code."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.translated import translated
from trainings.enums import Counting
from trainings.querysets import ActivityTypeQuerySet


class ActivityType(models.Model):
    """A kind of activity. What the software does with it follows from these columns, never from the code.

    The code stands in trainings, calls, events and frozen summaries: it is given once. A type that is no longer used is retired.
    """

    code = models.SlugField(_("short code"), max_length=24, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120)
    name_uz = models.CharField(_("name in Uzbek"), max_length=120)
    counting = models.CharField(_("how people are counted"), max_length=8, choices=Counting, default=Counting.ROSTERED)
    certificates = models.BooleanField(_("gives certificates"), default=True)
    overnight = models.BooleanField(
        _("people travel and stay overnight"), default=False, help_text=_("Travel and stay then need a consent of their own.")
    )
    risk_form = models.BooleanField(_("needs a risk form when minors come"), default=False)
    position = models.PositiveSmallIntegerField(_("place"), default=100)
    active = models.BooleanField(_("in use"), default=True, help_text=_("Untick to retire it: nothing new can be of this type."))

    objects = ActivityTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("type of activity")
        verbose_name_plural = _("types of activities")
        ordering = ["position", "code"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(counting="counted") | Q(certificates=False),
                name="trainings_counted_without_certificates",
                violation_error_message=_("Where heads are counted nobody is known by name: no certificates."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return translated(self, "name")

    @property
    def is_counted(self) -> bool:
        """A public event: signed head counts, no list of people."""
        return self.counting == Counting.COUNTED

    @property
    def is_remote(self) -> bool:
        """Taught at a distance: a roster, units as sessions, nothing to sign."""
        return self.counting == Counting.REMOTE

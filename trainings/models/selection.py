from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trainings.enums import TargetKind
from trainings.models.trainings import Training

#: Kinds of which a target may hold for each one that stands among the candidates.
FOR_EACH = (TargetKind.PROVINCE, TargetKind.GROUP, TargetKind.SCHOOL)


class SelectionTarget(models.Model):
    """How many of one kind the choice for a training should hold: at least, at most. Never more than the training's places (set_targets).

    `key`: a code of sex or age group, a place's SOATE code, a group's number, a folded school or word of origin; "" is each of its kind.
    """

    training = models.ForeignKey(Training, models.PROTECT, related_name="targets", verbose_name=_("training"))
    kind = models.CharField(_("kind"), max_length=10, choices=TargetKind)
    key = models.CharField(max_length=120, blank=True)
    at_least = models.PositiveSmallIntegerField(_("at least"), default=0)
    at_most = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)

    class Meta:
        verbose_name = _("target of a selection")
        verbose_name_plural = _("targets of selections")
        ordering = ["training_id", "kind", "key"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["training", "kind", "key"], name="trainings_target_once"),
            models.CheckConstraint(
                condition=Q(at_most__isnull=True) | Q(at_most__gte=F("at_least")),
                name="trainings_target_least_and_most",
                violation_error_message=_("The most is fewer than the least."),
            ),
            models.CheckConstraint(condition=Q(at_least__gte=1) | Q(at_most__isnull=False), name="trainings_target_says_something"),
            models.CheckConstraint(condition=~Q(key="") | Q(kind__in=FOR_EACH), name="trainings_target_of_each"),
        ]

    def __str__(self) -> str:
        return f"target {self.pk}"

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
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


class SelectionProtocol(models.Model):
    """The protocol as it stood when decisions were told: a PDF that is kept, never drawn anew. The hash stays when the file is erased."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="protocols", verbose_name=_("training"))
    number = models.PositiveSmallIntegerField(_("number"))
    language = models.CharField(max_length=8)
    candidates = models.PositiveIntegerField(_("candidates"))
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    file_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("protocol of a selection")
        verbose_name_plural = _("protocols of selections")
        ordering = ["training_id", "number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["training", "number"], name="trainings_protocol_number_once")]

    def __str__(self) -> str:
        return f"protocol {self.pk}"

"""What became of people after a training: rounds some months later, whom to ask, what they said."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from trainings.models.rosters import Participation
from trainings.models.trainings import Training
from trainings.querysets import COORDINATES


class FollowUpQuerySet(ScopedQuerySet[Any]):
    scope_path = "training__organisation_id"
    scope_roles = COORDINATES

    def due(self, day: date) -> Self:
        """Rounds to be asked now: the day has come, nobody has closed them."""
        return self.filter(due_on__lte=day, closed_at=None)


class FollowUpRound(models.Model):
    """One round of a training: due so many months after its last day. Its questions are frozen when it is planned."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="follow_ups", verbose_name=_("training"))
    months = models.PositiveSmallIntegerField(_("months after the training"))
    due_on = models.DateField(_("due on"))
    form_version = models.ForeignKey("core.FormVersion", models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now, editable=False)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up round")
        verbose_name_plural = _("follow-up rounds")
        ordering = ["training_id", "months"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["training", "months"], name="trainings_follow_up_once"),
            models.CheckConstraint(condition=Q(months__gte=1) & Q(months__lte=60), name="trainings_follow_up_months"),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"

    @property
    def organisation_id(self) -> int:
        return self.training.organisation_id


class FollowUpContact(models.Model):
    """Somebody was asked in a round, or could not be reached. Nobody without a consent to contact stands here."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("answered")
        NOT_REACHED = "not_reached", _("not reached")
        DECLINED = "declined", _("does not want to answer")

    round = models.ForeignKey(FollowUpRound, models.PROTECT, related_name="contacts", verbose_name=_("follow-up round"))
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="follow_ups", verbose_name=_("place on the roster"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    answers = models.JSONField(_("answers"), default=dict)
    tries = models.PositiveSmallIntegerField(_("tries"), default=1)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))

    class Meta:
        verbose_name = _("follow-up of one person")
        verbose_name_plural = _("follow-ups of people")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["round", "participation"], name="trainings_followed_up_once"),
            models.CheckConstraint(condition=Q(outcome="answered") | Q(answers={}), name="trainings_follow_up_answers"),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"

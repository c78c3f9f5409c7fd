"""Short forms of a training: a test before and after it, feedback, what is asked months later. Answers are anonymous but for follow-up."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from core.questions.blocks import PartsBlock
from core.translated import translated
from programme.models import Organisation
from trainings.models.trainings import Training
from trainings.querysets import ShortFormQuerySet


class ShortForm(models.Model):
    """A form that staff keep and use for many trainings. What a training asks is frozen when it opens there."""

    class Kind(models.TextChoices):
        TEST = "test", _("test before and after")
        FEEDBACK = "feedback", _("feedback")
        FOLLOW_UP = "follow_up", _("months later")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="short_forms", verbose_name=_("organisation"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=120, blank=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120, blank=True)
    name_uz = models.CharField(_("name in Uzbek"), max_length=120, blank=True)
    questions = StreamField(
        PartsBlock(),
        verbose_name=_("questions"),
        blank=True,
        help_text=_("At most 12, no files. In a test, ask questions with one right answer."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ShortFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("short form")
        verbose_name_plural = _("short forms")
        ordering = ["kind", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_en="") | ~Q(name_ru="") | ~Q(name_ky="") | ~Q(name_uz=""),
                name="trainings_short_form_has_a_name",
                violation_error_message=_("Give the name in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return translated(self, "name")


class TrainingForm(models.Model):
    """What one training asks, with a code by which everybody in the room answers. `right`: question -> the right answer, of a test."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("test before")
        AFTER = "after", _("test after")
        FEEDBACK = "feedback", _("feedback")

    training = models.ForeignKey(Training, models.PROTECT, related_name="short_forms", verbose_name=_("training"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    form_version = models.ForeignKey("core.FormVersion", models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=8, unique=True, editable=False)
    right = models.JSONField(_("right answers"), default=dict, editable=False)
    is_open = models.BooleanField(_("open"), default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("form of a training")
        verbose_name_plural = _("forms of trainings")
        ordering = ["training_id", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["training", "kind"], name="trainings_form_once")]

    def __str__(self) -> str:
        return f"form {self.pk}"

    @property
    def organisation_id(self) -> int:
        return self.training.organisation_id


class FormAnswer(models.Model):
    """One filled form. Nobody's name, no moment, no address: only what was answered, and whether it came from paper.

    `key` is made with the empty form, so that a form sent twice counts once. `said`: there are texts in somebody's own words.
    """

    class How(models.TextChoices):
        PHONE = "phone", _("on a phone")
        PAPER = "paper", _("typed in from paper")

    form = models.ForeignKey(TrainingForm, models.PROTECT, related_name="answers", verbose_name=_("form"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answers = models.JSONField(_("answers"), default=dict)
    said = models.BooleanField(default=False)
    how = models.CharField(_("how"), max_length=5, choices=How)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("filled form")
        verbose_name_plural = _("filled forms")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(how="paper", typed_by__isnull=False) | Q(how="phone", typed_by__isnull=True), name="trainings_answer_typed_by"
            ),
        ]

    def __str__(self) -> str:
        return f"filled form {self.pk}"

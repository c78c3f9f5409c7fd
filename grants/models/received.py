"""Applications that came on paper, by messenger or by voice; answers that were spoken; texts beside the original."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import Channel, TextKind
from grants.models.applications import Application
from grants.querysets import OfApplicationQuerySet


class Received(models.Model):
    """How an application reached the office when its group could not type: the original, when it arrived, who typed it, who confirmed.

    `arrived_at` is decisive for the deadline. `confirmed_how` says how the typed text was read back; only then it can be sent.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="received", verbose_name=_("application"))
    channel = models.CharField(_("how it reached the office"), max_length=10, choices=Channel)
    arrived_at = models.DateTimeField(_("arrived at"))
    original = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("original"))
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("typed by"))
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("read back and confirmed at"), null=True)
    confirmed_how = models.CharField(_("how it was read back, and who confirmed"), max_length=300, blank=True)

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application received otherwise")
        verbose_name_plural = _("applications received otherwise")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(confirmed_how=""),
                name="grants_received_confirmed_says_how",
                violation_error_message=_("Write how the text was read back, and who confirmed it."),
            ),
        ]

    def __str__(self) -> str:
        return f"received {self.pk}"


class SecondText(models.Model):
    """A text beside an answer: a translation, or what was said in a voice answer. By a named person who does not review."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="second_texts", verbose_name=_("application"))
    question = models.CharField(max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=TextKind)
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"), max_length=20_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("text beside an answer")
        verbose_name_plural = _("texts beside answers")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "question", "kind", "language"], name="grants_second_text_once"),
            models.CheckConstraint(condition=~Q(text=""), name="grants_second_text_says_something"),
        ]

    def __str__(self) -> str:
        return f"second text {self.pk}"

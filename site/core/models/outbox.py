from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """A message to one person, written inside the transaction that causes it and sent by the worker.

    The subject holds no name, note or answer. Someone without e-mail gets a "tell them" card instead (`channel` tell).
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        TELL = "tell", _("tell them")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        TOLD = "told", _("told")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(max_length=60)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="messages")
    address = models.EmailField(blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    about_type = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["state", "created_at"], name="core_message_state")]

    def __str__(self) -> str:
        return f"message {self.pk}"

"""A course in a messenger: what was read of its exported chat. Never a message's text, and a sender's label only until it is decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.encrypted import EncryptedTextField
from trainings.models.rosters import Participation
from trainings.models.trainings import Training


class ChatReading(models.Model):
    """One exported chat that was read: its days and how many messages and senders it had. The file is gone."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="chat_readings", verbose_name=_("training"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    messages = models.PositiveIntegerField(_("messages"))
    senders = models.PositiveIntegerField(_("senders"))
    read_at = models.DateTimeField(_("read at"), default=timezone.now)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("read by"))

    class Meta:
        verbose_name = _("exported chat that was read")
        verbose_name_plural = _("exported chats that were read")
        ordering = ["training_id", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"reading {self.pk}"


class ChatSender(models.Model):
    """Somebody who wrote in the chat, and on which days. `digest` finds them again; `label` stands only while nobody has decided who it is.

    `days`: ISO dates. A sender who belongs to no place on the roster is the coordinator of the chat, or a guest.
    """

    class Decision(models.TextChoices):
        OPEN = "open", _("not decided")
        PLACE = "place", _("a participant")
        NOBODY = "nobody", _("not a participant")

    training = models.ForeignKey(Training, models.PROTECT, related_name="chat_senders", verbose_name=_("training"))
    digest = models.CharField(max_length=64, editable=False)
    label = EncryptedTextField(_("name in the chat"), blank=True)
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="chat_senders", verbose_name=_("place on the roster")
    )
    decision = models.CharField(_("decision"), max_length=6, choices=Decision, default=Decision.OPEN)
    days = models.JSONField(_("days"), default=list)

    class Meta:
        verbose_name = _("sender in a chat")
        verbose_name_plural = _("senders in chats")
        ordering = ["training_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["training", "digest"], name="trainings_chat_sender_once"),
            models.CheckConstraint(
                condition=Q(decision="place", participation__isnull=False) | (~Q(decision="place") & Q(participation__isnull=True)),
                name="trainings_chat_sender_place",
            ),
        ]

    def __str__(self) -> str:
        return f"sender {self.pk}"

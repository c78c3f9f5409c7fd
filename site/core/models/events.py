from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Something happened to a row. Append-only: triggers refuse UPDATE and DELETE.

    Holds ids, field names, states and amounts, never a person's values.
    """

    append_only: frozenset[str] = frozenset()

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    subject_type = models.CharField(_("kind of row"), max_length=80)
    subject_id = models.CharField(_("row"), max_length=64)
    action = models.CharField(_("action"), max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    actor_role = models.CharField(_("role"), max_length=60)
    deputy_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("deputy for"),
        help_text=_("Whose role it was, when somebody acted in it as a deputy."),
    )
    actor_label = models.CharField(_("actor"), max_length=120)
    source = models.CharField(_("from state"), max_length=40, blank=True)
    target = models.CharField(_("to state"), max_length=40, blank=True)
    data = models.JSONField(_("data"), default=dict)
    detail_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["subject_type", "subject_id", "at"], name="core_event_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} {self.action}"


class EventDetail(models.Model):
    """A person's own words about an event. Can change in one way only: to blank."""

    append_only: frozenset[str] = frozenset()
    append_only_blank = frozenset({"text"})

    event = models.OneToOneField(Event, models.PROTECT, related_name="detail", primary_key=True)
    text = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("note of an event")
        verbose_name_plural = _("notes of events")

    def __str__(self) -> str:
        return f"note {self.pk}"


class AccessLog(models.Model):
    """Somebody read or took out people's data: who, what, why. Append-only."""

    append_only: frozenset[str] = frozenset()
    append_only_blank = frozenset({"reason"})

    at = models.DateTimeField(default=timezone.now, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    user_role = models.CharField(max_length=60)
    action = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id}"

"""What stands around reviewing and deciding: the discussion, panel meetings, letters, marks of look-alikes, saved views."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import LetterKind, MarkKind
from grants.models.applications import Application, Submission
from grants.models.calls import GrantCall
from grants.querysets import OfOfficeQuerySet


class Remark(models.Model):
    """One remark of the discussion about an application. It is no event and decides nothing; it is never changed."""

    append_only: frozenset[str] = frozenset()
    append_only_blank = frozenset({"text"})

    application = models.ForeignKey(Application, models.PROTECT, related_name="remarks", verbose_name=_("application"))
    text = models.TextField(_("remark"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"remark {self.pk}"


class PanelMeeting(models.Model):
    """The panel met: when, who was there, the minutes."""

    call = models.ForeignKey(GrantCall, models.PROTECT, related_name="meetings", verbose_name=_("grant call"))
    held_on = models.DateField(_("date"))
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("members"))
    minutes = models.TextField(_("minutes"), max_length=20_000)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("meeting of the panel")
        verbose_name_plural = _("meetings of the panel")
        default_permissions = ()
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(minutes=""), name="grants_meeting_has_minutes", violation_error_message=_("Write the minutes.")
            )
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class Letter(models.Model):
    """A letter about a decision: which kind, in which language, from which version of its template, and of the message's.

    The file is drawn once, after the decision stands; a letter that could not be drawn is drawn when it is first asked for.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters", verbose_name=_("application"))
    kind = models.CharField(_("kind"), max_length=10, choices=LetterKind)
    language = models.CharField(_("language"), max_length=8)
    template = models.CharField(_("version of the template"), max_length=20, blank=True)
    message_template = models.CharField(_("version of the message"), max_length=20, blank=True)
    file = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("date"), default=timezone.localdate)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="grants_one_letter_of_a_kind")]

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Mark(models.Model):
    """A keyed mark of a text, a telephone or the budget of what was sent: the same mark is the same thing; nothing leads back."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=6, choices=MarkKind)
    digest = models.CharField(max_length=24)

    class Meta:
        verbose_name = _("mark of what was sent")
        verbose_name_plural = _("marks of what was sent")
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "digest"], name="grants_mark_found")]
        constraints = [models.UniqueConstraint(fields=["submission", "kind", "digest"], name="grants_mark_once")]

    def __str__(self) -> str:
        return f"mark {self.pk}"


class SavedView(models.Model):
    """A filter of the office's list under a name of one's own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grant_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        default_permissions = ()
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="grants_view_name_once")]

    def __str__(self) -> str:
        return f"view {self.pk}"

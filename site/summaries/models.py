from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models import Agreement
from summaries.enums import SnapshotState
from summaries.querysets import SnapshotQuerySet


class Snapshot(models.Model):
    """A frozen summary of one agreement and period: canonical JSON and its SHA-256. Page and PDF are drawn from the payload alone.

    The payload can never be changed; a correction is the next number, with a reason. Publishing is one way.
    """

    append_only = frozenset({"state", "published_at", "published_by"})

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="snapshots", verbose_name=_("agreement"))
    number = models.PositiveIntegerField(_("number"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    as_of = models.DateField(_("as of"))
    payload = models.TextField(_("figures"))
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=SnapshotState, default=SnapshotState.DRAFT)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    built_at = models.DateTimeField(default=timezone.now, editable=False)
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("counted by"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("summary")
        verbose_name_plural = _("summaries")
        ordering = ["agreement_id", "-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="summaries_snapshot_number"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="summaries_snapshot_days"),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False) | ~Q(state="published"), name="summaries_snapshot_published"
            ),
            models.CheckConstraint(condition=Q(replaces__isnull=True) | ~Q(reason=""), name="summaries_snapshot_correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("summaries:summary", args=[self.pk])

    @property
    def organisation_id(self) -> int:
        return self.agreement.organisation_id

    @property
    def is_published(self) -> bool:
        return self.state == SnapshotState.PUBLISHED


class SnapshotFile(models.Model):
    """A summary as it was drawn in one language, kept with its hash when it is first asked for after publication."""

    append_only: frozenset[str] = frozenset()

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="files", verbose_name=_("summary"))
    language = models.CharField(_("language"), max_length=8)
    template_version = models.CharField(max_length=20)
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    drawn_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("file of a summary")
        verbose_name_plural = _("files of summaries")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["snapshot", "language", "template_version"], name="summaries_file_once")]

    def __str__(self) -> str:
        return f"{self.snapshot_id}/{self.language}"

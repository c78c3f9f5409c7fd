import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from youth_groups.models.people import Person


class ChangeSheet(models.Model):
    """A list that was taken out, changed and sent back: what would change in the register, until somebody confirms it.

    Seen by whoever sent it only. The file is not kept. `problems`: [{row, column, what, mend}], `unknown`: rows whose number is not found;
    neither holds a person's value.
    """

    class State(models.TextChoices):
        STAGED = "staged", _("waits for decisions")
        CONFIRMED = "confirmed", _("applied")
        DISCARDED = "discarded", _("discarded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_sha256 = models.CharField(max_length=64)
    unchanged = models.PositiveIntegerField(_("rows without a change"), default=0)
    problems = models.JSONField(_("bad rows"), default=list)
    unknown = models.JSONField(_("rows not found"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STAGED, editable=False)
    job = models.ForeignKey("core.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    blanked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("changes from a list")
        verbose_name_plural = _("changes from lists")
        default_permissions = ()
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"changes {self.pk}"


class ChangeRow(models.Model):
    """One person whose row differs. `data`: column -> what the list says, blank once the sheet is settled; `chosen`: the columns to apply.

    `seen`: the version of the record when the list was read: a record that is changed after that is not overwritten. `conflict`: the
    record was changed after the list was taken out.
    """

    sheet = models.ForeignKey(ChangeSheet, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    reference = models.CharField(_("row"), max_length=120)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    data = models.JSONField(default=dict)
    chosen = models.JSONField(default=list)
    seen = models.CharField(max_length=16)
    conflict = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("row of a changed list")
        verbose_name_plural = _("rows of changed lists")
        default_permissions = ()
        ordering = ["sheet_id", "position"]
        constraints = [models.UniqueConstraint(fields=["sheet", "position"], name="youth_groups_change_row_place")]

    def __str__(self) -> str:
        return f"change row {self.pk}"

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.encrypted import EncryptedTextField
from programme.models import Organisation
from trainings.models.trainings import Training
from trainings.querysets import COORDINATES
from youth_groups.enums import Sex
from youth_groups.models import Person


class RosterImportQuerySet(ScopedQuerySet["RosterImport"]):
    scope_roles = COORDINATES

    def staged(self) -> "RosterImportQuerySet":
        return self.filter(state=RosterImport.State.STAGED)


class RosterImport(models.Model):
    """A roster file that was read for one training. The file itself is not kept: it holds what may not be taken.

    received -> staged -> importing -> confirmed -> undone, or discarded. Staged rows hold the taken columns only, birth years instead of
    dates; they are blanked when the import is confirmed or discarded, and after 30 days. `problems`, `skipped`, `columns` and `chosen`
    hold places in the file and headings, never a person's values. `made`: kind -> ids of the rows that the import made, for its undoing.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("waits for its columns")
        STAGED = "staged", _("waits for decisions")
        IMPORTING = "importing", _("being imported")
        CONFIRMED = "confirmed", _("imported")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("discarded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roster_imports", verbose_name=_("organisation"))
    training = models.ForeignKey(Training, models.PROTECT, related_name="roster_imports", verbose_name=_("training"))
    file_name = models.CharField(_("file"), max_length=160, blank=True)
    file_sha256 = models.CharField(max_length=64)
    sender = models.CharField(_("from whom"), max_length=120, blank=True)
    chosen = models.JSONField(_("columns as chosen"), default=dict)
    columns = models.JSONField(_("columns"), default=list)
    problems = models.JSONField(_("bad rows"), default=list)
    warnings = models.JSONField(_("cells left out"), default=list)
    skipped = models.JSONField(_("rows skipped"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STAGED, editable=False)
    job = models.ForeignKey("core.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.JSONField(default=dict, editable=False)
    marked_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    blanked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a roster")
        verbose_name_plural = _("imports of rosters")
        default_permissions = ()
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"import {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("trainings:import", args=[self.pk])


class HeldRoster(models.Model):
    """The file while somebody says what its columns are: encrypted, gone as soon as it was read, and after a day at the latest."""

    roster_import = models.OneToOneField(RosterImport, models.CASCADE, primary_key=True, related_name="held")
    content = EncryptedTextField()
    held_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("uploaded list")
        verbose_name_plural = _("uploaded lists")
        default_permissions = ()

    def __str__(self) -> str:
        return f"held roster {self.pk}"


class KnownHeading(models.Model):
    """What people of an organisation chose for a heading, of one sender or ("") of any. `field`: a key of rosters.FIELDS or "left_out"."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    sender = models.CharField(_("from whom"), max_length=120, blank=True)
    heading = models.CharField(_("heading"), max_length=160)
    field = models.CharField(_("column"), max_length=20)

    class Meta:
        verbose_name = _("known heading")
        verbose_name_plural = _("known headings")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["organisation", "sender", "heading"], name="trainings_known_heading_once")]

    def __str__(self) -> str:
        return f"known heading {self.pk}"


class ImportRow(models.Model):
    """One line that names a person. `data` holds the taken columns until it is blanked; `person` whom it became."""

    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    reference = models.CharField(_("row"), max_length=120)
    data = models.JSONField(default=dict)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("row of an imported list")
        verbose_name_plural = _("rows of imported lists")
        default_permissions = ()
        ordering = ["roster_import_id", "position"]
        constraints = [models.UniqueConstraint(fields=["roster_import", "position"], name="trainings_import_row_place")]

    def __str__(self) -> str:
        return f"import row {self.pk}"

    @property
    def sex_words(self) -> str:
        return str(dict(Sex.choices).get(self.data.get("sex", ""), ""))


class ImportPair(models.Model):
    """Two rows, or a row and a recorded person, that may be one human; a human decides."""

    class Decision(models.TextChoices):
        SAME = "same", _("the same person")
        TWO = "two", _("two people")

    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="pairs")
    row = models.ForeignKey(ImportRow, models.CASCADE, related_name="+")
    other = models.ForeignKey(ImportRow, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    decision = models.CharField(max_length=4, choices=Decision, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pair in an imported list")
        verbose_name_plural = _("pairs in imported lists")
        default_permissions = ()
        ordering = ["roster_import_id", "-score", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(other__isnull=False) ^ Q(person__isnull=False), name="trainings_import_pair_has_one_other"),
        ]

    def __str__(self) -> str:
        return f"import pair {self.pk}"

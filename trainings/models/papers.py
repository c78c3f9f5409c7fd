"""Sign-in sheets as paper: what was printed, what came back signed, what a person found on it, where the original lies."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trainings.models.trainings import Session, Training
from trainings.numbers import in_groups


class SignInSheet(models.Model):
    """A sign-in sheet as it was printed: its number leads a scan back to the training and the day, or to one session of it.

    `rows`: the places on the roster (their ids) in the order of the lines as printed.
    """

    training = models.ForeignKey(Training, models.PROTECT, related_name="sheets", verbose_name=_("training"))
    day = models.DateField(_("day"))
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="sheets", verbose_name=_("session"))
    number = models.CharField(_("number"), max_length=16, unique=True)
    pages = models.PositiveSmallIntegerField(_("pages"))
    people = models.PositiveSmallIntegerField(_("people"))
    rows = models.JSONField(default=list, editable=False)
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(_("printed at"), default=timezone.now)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("printed by"))
    kept_office = models.CharField(_("office"), max_length=120, blank=True)
    kept_binder = models.CharField(_("binder"), max_length=60, blank=True)
    kept_number = models.CharField(_("number in the binder"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("sign-in sheet")
        verbose_name_plural = _("sign-in sheets")
        default_permissions = ()
        ordering = ["training_id", "day", "pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def organisation_id(self) -> int:
        return self.training.organisation_id

    @property
    def shown_number(self) -> str:
        """The number as it is printed, in groups of four."""
        return in_groups(self.number)


class SheetScan(models.Model):
    """A scan or photo of pages of a signed sheet. `pages`: which pages of the sheet are on it."""

    sheet = models.ForeignKey(SignInSheet, models.PROTECT, related_name="scans", verbose_name=_("sign-in sheet"))
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    pages = models.JSONField(_("pages"), default=list)
    by_code = models.BooleanField(_("matched by its QR code"))
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    class Meta:
        verbose_name = _("scan of a sheet")
        verbose_name_plural = _("scans of sheets")
        default_permissions = ()
        ordering = ["sheet_id", "pk"]

    def __str__(self) -> str:
        return f"scan {self.pk}"


class SheetCheck(models.Model):
    """Somebody compared the signatures of a sheet with the marks. Only ever added; the latest stands.

    `signed`: the places on the roster whose signature is there. `unlisted`: signatures of people who stand on no line of the roster.
    """

    append_only: frozenset[str] = frozenset()

    sheet = models.ForeignKey(SignInSheet, models.PROTECT, related_name="checks", verbose_name=_("sign-in sheet"))
    signed = models.JSONField(default=list)
    unlisted = models.PositiveSmallIntegerField(_("signatures of people who are not on the roster"), default=0)
    checked_at = models.DateTimeField(_("checked at"), default=timezone.now)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("checked by"))

    class Meta:
        verbose_name = _("check of a sheet")
        verbose_name_plural = _("checks of sheets")
        default_permissions = ()
        ordering = ["sheet_id", "checked_at", "pk"]

    def __str__(self) -> str:
        return f"check {self.pk}"


class SessionCount(models.Model):
    """The head count of a session as it was reported: by sex and age group, signed. Kept beside the documented list, never instead."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="head_count", verbose_name=_("session"))
    counted_by = models.CharField(_("counted and signed by"), max_length=160)
    sheet = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed sheet"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("head count of a session")
        verbose_name_plural = _("head counts of sessions")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(counted_by=""), name="trainings_count_signed")]

    def __str__(self) -> str:
        return f"head count {self.pk}"


class SessionCountCell(models.Model):
    """How many of one sex and age group (trainings.ages)."""

    count = models.ForeignKey(SessionCount, models.CASCADE, related_name="cells")
    sex = models.CharField(_("sex"), max_length=12)
    age = models.CharField(_("age"), max_length=10)
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("cell of a head count")
        verbose_name_plural = _("cells of head counts")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["count", "sex", "age"], name="trainings_count_cell_once")]

    def __str__(self) -> str:
        return f"cell {self.pk}"

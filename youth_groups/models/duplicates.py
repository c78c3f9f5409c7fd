from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from youth_groups.models.people import Person


class PersonKey(models.Model):
    """Under what a person is looked for: words of the name without the difference of scripts, and blocks for finding likely duplicates.

    Made anew from the person whenever it is corrected; kept nowhere else. `kind` is "phone", "name", "year", "village", or "word:" and the
    first letter.
    """

    # The constraint below begins with the person: an index of its own would be a third one to write for every key.
    person = models.ForeignKey(Person, models.CASCADE, related_name="keys", db_index=False)
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("search key of a person")
        verbose_name_plural = _("search keys of people")
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "value"], name="youth_groups_key_value")]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "value"], name="youth_groups_key_once")]

    def __str__(self) -> str:
        return f"key {self.pk}"


class PersonPair(models.Model):
    """Two records of one organisation that may be one human. A human decides; a decided pair does not come back."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("to be decided")
        SAME = "same", _("one person")
        TWO = "two", _("two people")

    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    score = models.PositiveSmallIntegerField(_("likeness"))
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        default_permissions = ()
        ordering = ["-score", "pk"]
        indexes = [models.Index(fields=["state", "score"], name="youth_groups_pair_state")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="youth_groups_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="youth_groups_pair_order"),
            models.CheckConstraint(condition=Q(state="proposed") | Q(decided_by__isnull=False), name="youth_groups_pair_decided"),
        ]

    def __str__(self) -> str:
        return f"pair {self.pk}"


class PersonMerge(models.Model):
    """One record went into another: what was moved, by ids. Can be undone for 30 days; the record that is gone keeps its own values."""

    survivor = models.ForeignKey(Person, models.PROTECT, related_name="merges", verbose_name=_("kept"))
    gone = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("merged"))
    moved = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("merge of two records")
        verbose_name_plural = _("merges of two records")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at__isnull=True), name="youth_groups_merge_once"),
            models.CheckConstraint(condition=~Q(gone=F("survivor")), name="youth_groups_merge_two"),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"

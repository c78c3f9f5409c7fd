from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from youth_groups.enums import ClearanceKind
from youth_groups.models.people import Person


class Clearance(models.Model):
    """That an adult may work with minors: a signed code of conduct, a dated safeguarding briefing. Only ever added; valid for two years."""

    append_only: frozenset[str] = frozenset()

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="clearances", verbose_name=_("account"))
    kind = models.CharField(_("what"), max_length=16, choices=ClearanceKind)
    signed_on = models.DateField(_("on"))
    valid_until = models.DateField(_("valid until"))
    scan = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("scan"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        default_permissions = ()
        indexes = [models.Index(fields=["user", "kind", "valid_until"], name="youth_groups_clearance_latest")]
        constraints = [models.CheckConstraint(condition=Q(valid_until__gt=F("signed_on")), name="youth_groups_clearance_days")]

    def __str__(self) -> str:
        return f"clearance {self.pk}"


class FocalPointDecision(models.Model):
    """Where asking a parent would endanger the child: the focal point decides in writing, with a named trusted adult. Only ever added."""

    append_only: frozenset[str] = frozenset({"person"})
    append_only_blank = frozenset({"trusted_adult", "trusted_phone", "grounds"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="focal_point_decisions", verbose_name=_("child"))
    about_type = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    trusted_adult = models.CharField(_("trusted adult"), max_length=200, blank=True)
    trusted_phone = models.CharField(_("phone"), max_length=20, blank=True)
    grounds = models.TextField(_("grounds"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("decision of the focal point")
        verbose_name_plural = _("decisions of the focal point")
        default_permissions = ()

    def __str__(self) -> str:
        return f"focal point decision {self.pk}"


class ErasureRequest(models.Model):
    """A person's request to be erased, and what was done: a proof that holds numbers of fields and rows, never a value."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("carried out")
        REFUSED = "refused", _("refused")

    class AskedBy(models.TextChoices):
        SELF = "self", _("the person")
        CAREGIVER = "caregiver", _("parent, guardian or caregiver")

    person = models.ForeignKey(Person, models.PROTECT, related_name="erasures", verbose_name=_("person"))
    asked_by = models.CharField(_("asked by"), max_length=10, choices=AskedBy)
    asked_on = models.DateField(_("asked on"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=240, blank=True)
    proof = models.JSONField(_("proof"), default=dict)

    class Meta:
        verbose_name = _("request to be erased")
        verbose_name_plural = _("requests to be erased")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="open"), name="youth_groups_erasure_open_once"),
            models.CheckConstraint(condition=Q(state="open") | Q(decided_by__isnull=False), name="youth_groups_erasure_decided"),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"

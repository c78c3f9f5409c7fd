from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from core.translated import translated
from programme.querysets import DeputyQuerySet, OrganisationQuerySet


class Organisation(models.Model):
    """The lead NGO or a partner. Every group, person, call, training, application and import has one."""

    class Kind(models.TextChoices):
        LEAD = "lead", _("lead NGO")
        PARTNER = "partner", _("partner organisation")

    code = models.SlugField(_("short code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=200)
    name_uz = models.CharField(_("name in Uzbek"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="lead"), name="programme_one_lead", violation_error_message=_("There is one lead NGO.")
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return translated(self, "name")


class RoleHeld(models.Model):
    """A role held in an organisation, from a day, perhaps to a day. In the lead NGO it reaches all rows.

    An auditor's hangs on one agreement, with a first and a last day; the organisation is the agreement's.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="roles_held", verbose_name=_("user"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles_held", verbose_name=_("organisation"))
    role = models.CharField(_("role"), max_length=40, choices=Role)
    first_day = models.DateField(_("first day"), default=timezone.localdate)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    agreement = models.ForeignKey(
        "programme.Agreement", models.PROTECT, null=True, blank=True, related_name="auditors", verbose_name=_("agreement")
    )

    class Meta:
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "first_day"], condition=~Q(role=Role.AUDITOR), name="programme_role_once"
            ),
            models.UniqueConstraint(
                fields=["user", "agreement", "first_day"], condition=Q(role=Role.AUDITOR), name="programme_auditor_once"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.AUDITOR, agreement__isnull=False, last_day__isnull=False)
                | (~Q(role=Role.AUDITOR) & Q(agreement__isnull=True)),
                name="programme_auditor_of_an_agreement",
            ),
            models.CheckConstraint(condition=Q(last_day__isnull=True) | Q(last_day__gte=models.F("first_day")), name="programme_role_days"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Deputy(models.Model):
    """Somebody who acts in a role for its holder, from a day to a day. `User.roles` counts it like a role held; ended early it stays."""

    held = models.ForeignKey(RoleHeld, models.PROTECT, related_name="deputies", verbose_name=_("role"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deputising", verbose_name=_("deputy"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("named by"))
    named_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")),
                name="programme_deputy_days",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.UniqueConstraint(fields=["held", "user", "first_day"], condition=Q(ended_at__isnull=True), name="programme_deputy_once"),
        ]

    def __str__(self) -> str:
        return f"deputy {self.pk}"

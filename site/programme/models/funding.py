from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from core.money import Currency, Money
from core.translated import translated
from programme.models.organisations import Organisation
from programme.querysets import AgreementQuerySet, BudgetLineQuerySet, DonorQuerySet, ProjectQuerySet


class Donor(models.Model):
    """Who gives the money."""

    code = models.SlugField(_("short code"), max_length=30, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=200)
    name_uz = models.CharField(_("name in Uzbek"), max_length=200, blank=True)

    objects = DonorQuerySet.as_manager()

    class Meta:
        verbose_name = _("donor")
        verbose_name_plural = _("donors")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return translated(self, "name")


class DonorLogo(models.Model):
    """A donor's logo on papers, from a day to a day. Papers drawn later show the one of their own day, or none."""

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="logos", verbose_name=_("donor"))
    image = models.ForeignKey(settings.WAGTAILIMAGES_IMAGE_MODEL, models.PROTECT, related_name="+", verbose_name=_("logo"))
    first_day = models.DateField(_("shown from"), null=True, blank=True)
    last_day = models.DateField(_("shown until"), null=True, blank=True)

    objects = DonorQuerySet.as_manager()

    class Meta:
        verbose_name = _("logo of a donor")
        verbose_name_plural = _("logos of donors")
        ordering = ["donor", "-first_day", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="programme_logo_days",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"logo {self.pk}"

    def is_shown_on(self, day: date) -> bool:
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


class Project(models.Model):
    """What the work is called. One project has one or more donors, each by an agreement."""

    code = models.SlugField(_("short code"), max_length=30, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="projects", verbose_name=_("organisation"))
    title_en = models.CharField(_("title in English"), max_length=200)
    title_ru = models.CharField(_("title in Russian"), max_length=200)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=200)
    title_uz = models.CharField(_("title in Uzbek"), max_length=200, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        return translated(self, "title")


class Agreement(models.Model):
    """A donor's agreement: what pays, from when to when. The right `view_summary` lets a donor contact read its summaries."""

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="agreements", verbose_name=_("donor"))
    project = models.ForeignKey(Project, models.PROTECT, related_name="agreements", verbose_name=_("project"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements", verbose_name=_("organisation"))
    number = models.CharField(_("number"), max_length=60, unique=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    funding_statement_en = models.CharField(_("funding statement in English"), max_length=300, blank=True)
    funding_statement_ru = models.CharField(_("funding statement in Russian"), max_length=300, blank=True)
    funding_statement_ky = models.CharField(_("funding statement in Kyrgyz"), max_length=300, blank=True)
    funding_statement_uz = models.CharField(_("funding statement in Uzbek"), max_length=300, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["number"]
        default_permissions = ()
        permissions = [("view_summary", "Read published summaries")]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="programme_agreement_days"),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="programme_agreement_amount"),
        ]

    def __str__(self) -> str:
        return self.number


class AgreementUserObjectPermission(UserObjectPermissionBase):
    """A donor's contact reads the agreement's summaries, from a day, perhaps to a day."""

    content_object = models.ForeignKey(Agreement, models.CASCADE)
    first_day = models.DateField(_("first day"), default=timezone.localdate)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="programme_contact_days"),
        ]


class AgreementGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Agreement, models.CASCADE)


class BudgetLine(models.Model):
    """A line of an agreement's budget. `awarded_minor` is a kept total: changed only under this row's lock, never above the line."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="lines", verbose_name=_("agreement"))
    code = models.CharField(_("code"), max_length=20)
    name_en = models.CharField(_("name in English"), max_length=160)
    name_ru = models.CharField(_("name in Russian"), max_length=160)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=160)
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    awarded_minor = models.BigIntegerField(_("awarded"), default=0, editable=False)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["agreement_id", "code"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="programme_line_once"),
            models.CheckConstraint(
                condition=Q(awarded_minor__gte=0) & Q(awarded_minor__lte=F("amount_minor")), name="programme_line_never_passed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.code}"

    @property
    def name(self) -> str:
        return translated(self, "name")

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def left(self) -> Money:
        return Money(self.amount_minor - self.awarded_minor, self.currency)

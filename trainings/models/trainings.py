from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from core.translated import translated
from programme.models import Agreement, Locality, Organisation
from trainings.enums import CertificateLanguages, SessionState
from trainings.models.calls import TrainingCall
from trainings.models.series import TrainingSeries
from trainings.models.templates import CertificateTemplate
from trainings.models.types import ActivityType
from trainings.querysets import SessionQuerySet, TrainingQuerySet
from youth_groups.enums import Theme

WHOLE_BP = 10_000


class Training(models.Model):
    """A training or camp. Certificates, messages, file names and verification show the public title only.

    The right `lead_training` makes somebody its trainer.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="trainings", verbose_name=_("organisation"))
    number = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    slug = models.SlugField(_("short address"), max_length=60, unique=True)
    call = models.ForeignKey(TrainingCall, models.PROTECT, null=True, blank=True, related_name="trainings", verbose_name=_("training call"))
    activity_type = models.ForeignKey(ActivityType, models.PROTECT, to_field="code", related_name="trainings", verbose_name=_("type"))
    series = models.ForeignKey(
        TrainingSeries, models.PROTECT, null=True, blank=True, related_name="trainings", verbose_name=_("series of trainings")
    )
    internal_title = models.CharField(_("internal title"), max_length=160, help_text=_("Only the office sees it."))
    public_title_en = models.CharField(_("public title in English"), max_length=160, blank=True)
    public_title_ru = models.CharField(_("public title in Russian"), max_length=160, blank=True)
    public_title_ky = models.CharField(_("public title in Kyrgyz"), max_length=160, blank=True)
    public_title_uz = models.CharField(_("public title in Uzbek"), max_length=160, blank=True)
    theme = models.CharField(_("theme"), max_length=24, choices=Theme, blank=True, help_text=_("Only the office sees it."))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    locality = models.ForeignKey(
        Locality, models.PROTECT, null=True, blank=True, related_name="trainings", verbose_name=_("village or town")
    )
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"))
    contact_hours = models.PositiveSmallIntegerField(_("contact hours"))
    attendance_rule_percent = models.PositiveSmallIntegerField(_("sessions needed for a certificate, per cent"), default=80)
    certificate_languages = models.CharField(
        _("languages of the certificate"), max_length=16, choices=CertificateLanguages, default=CertificateLanguages.KY_RU
    )
    certificate_template = models.ForeignKey(
        CertificateTemplate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trainings",
        verbose_name=_("wording of the certificate"),
        help_text=_("Empty: the standard wording."),
    )
    sheet_language = models.CharField(
        _("language of the sign-in sheet"),
        max_length=7,
        choices=[("ky", "кыргызча"), ("ru", "русский"), ("en", "English"), ("uz", "oʻzbekcha"), ("uz-Cyrl", "ўзбекча")],
        default="ky",
    )
    with_logos = models.BooleanField(
        _("logos and funding statement"), default=True, help_text=_("Untick where a donor's logo would put people at risk.")
    )
    sheet_with_village = models.BooleanField(_("village or institution on the sign-in sheet"), default=True)
    sheet_with_phone = models.BooleanField(_("phone column on the sign-in sheet"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-first_day", "number"]
        default_permissions = ()
        permissions = [("lead_training", "Lead the training as a trainer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="trainings_training_days",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(attendance_rule_percent__gte=1) & Q(attendance_rule_percent__lte=100),
                name="trainings_training_rule",
                violation_error_message=_("The rule is between 1 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=~Q(public_title_en="") | ~Q(public_title_ru="") | ~Q(public_title_ky="") | ~Q(public_title_uz=""),
                name="trainings_training_has_a_public_title",
                violation_error_message=_("Give the public title in one language at least."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1), name="trainings_training_capacity", violation_error_message=_("There is at least one place.")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("trainings:training", args=[self.slug])

    @property
    def where(self) -> str:
        """Village or town and venue, as documents and calendars write them; "" for a training at a distance."""
        return ", ".join(part for part in (self.locality.name if self.locality else "", self.venue) if part)

    @property
    def public_title(self) -> str:
        return translated(self, "public_title")


class TrainingUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Training, models.CASCADE)


class TrainingGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Training, models.CASCADE)


class TrainingFunding(models.Model):
    """The share of a training that an agreement pays, in basis points. The shares of one training never pass the whole (set_funding)."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="funding", verbose_name=_("training"))
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="trainings_funded", verbose_name=_("agreement"))
    share_bp = models.PositiveIntegerField(_("share in hundredths of a per cent"))

    class Meta:
        verbose_name = _("funding of a training")
        verbose_name_plural = _("funding of trainings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["training", "agreement"], name="trainings_funding_once"),
            models.CheckConstraint(condition=Q(share_bp__gte=1) & Q(share_bp__lte=WHOLE_BP), name="trainings_funding_share"),
        ]

    def __str__(self) -> str:
        return f"{self.training_id}/{self.agreement_id}"


class Signatory(models.Model):
    """One of the one to three people who sign the certificates, with the post in each language."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="signatories", verbose_name=_("training"))
    position = models.PositiveSmallIntegerField(_("place"))
    name = models.CharField(_("name"), max_length=120)
    post_en = models.CharField(_("post in English"), max_length=120, blank=True)
    post_ru = models.CharField(_("post in Russian"), max_length=120, blank=True)
    post_ky = models.CharField(_("post in Kyrgyz"), max_length=120, blank=True)
    post_uz = models.CharField(_("post in Uzbek"), max_length=120, blank=True)
    image = models.ForeignKey("core.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("signature"))

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["training", "position"], name="trainings_signatory_place"),
            models.CheckConstraint(condition=Q(position__gte=1) & Q(position__lte=3), name="trainings_signatory_at_most_three"),
        ]

    def __str__(self) -> str:
        return f"signatory {self.pk}"


class Session(models.Model):
    """A day, a half-day, or a unit of a messaging course: held, cancelled, or not held."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="sessions", verbose_name=_("training"))
    position = models.PositiveSmallIntegerField(_("place"))
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    title = models.CharField(_("title"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SessionState, default=SessionState.PLANNED, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["training_id", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["training", "position"], name="trainings_session_place"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="trainings_session_times"),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def organisation_id(self) -> int:
        return self.training.organisation_id

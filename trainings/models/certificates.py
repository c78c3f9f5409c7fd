import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trainings.enums import CertificateLanguages, CertificateState, LinkChannel
from trainings.models.rosters import Participation
from trainings.models.trainings import Training
from trainings.numbers import in_groups
from trainings.querysets import CertificateQuerySet


class Certificate(models.Model):
    """A certificate of participation. Frozen are its facts (canonical JSON), their SHA-256 and the version of the template.

    The PDF is drawn on the first download, then kept with its own hash. Erasing a person blanks `facts` and `file`; number and hash stay.
    """

    training = models.ForeignKey(Training, models.PROTECT, related_name="certificates", verbose_name=_("training"))
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="certificates", verbose_name=_("place on the roster"))
    number = models.CharField(_("number"), max_length=16, unique=True)
    facts = models.TextField(_("facts"), blank=True)
    facts_sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=20)
    languages = models.CharField(_("languages"), max_length=16, choices=CertificateLanguages)
    state = models.CharField(_("state"), max_length=12, choices=CertificateState)
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("Why it was given to somebody who does not meet the rule.")
    )
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces"))
    file = models.ForeignKey("core.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    file_sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("issued by"))

    paper_back_at = models.DateTimeField(_("paper taken out of the pile at"), null=True, blank=True, editable=False)
    paper_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["participation"], condition=Q(state__in=["valid", "provisional"]), name="trainings_one_certificate_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def shown_number(self) -> str:
        """The number as it is printed, in groups of four."""
        return in_groups(self.number)

    @property
    def was_provisional(self) -> bool:
        """Whether the paper says "not yet confirmed": printed before the end, whatever became of it."""
        return '"provisional":true' in self.facts

    @property
    def leaves_pile(self) -> bool:
        """Whether a paper printed before the end is no longer in force: not earned, or revoked or replaced since."""
        return self.state == CertificateState.VOID or (not self.is_in_force and self.was_provisional)

    @property
    def is_in_force(self) -> bool:
        return self.state in (CertificateState.VALID, CertificateState.PROVISIONAL)

    @property
    def organisation_id(self) -> int:
        return self.training.organisation_id


class CertificateLink(models.Model):
    """A link by which somebody without an account takes the PDF of one certificate, until it expires.

    The code in it follows from `salt` under the site's key and is stored nowhere; `digest` finds the row of a code.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="links", verbose_name=_("certificate"))
    salt = models.UUIDField(default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    channel = models.CharField(_("how it was given"), max_length=5, choices=LinkChannel)
    expires_at = models.DateTimeField(_("valid until"))
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("first opened at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("link to a certificate")
        verbose_name_plural = _("links to certificates")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="trainings_link_expires")]

    def __str__(self) -> str:
        return f"link {self.pk}"

    def stands(self, at: datetime | None = None) -> bool:
        """Whether it still opens: not expired, the certificate in force and not erased."""
        return self.expires_at > (at or timezone.now()) and self.certificate.is_in_force and bool(self.certificate.facts)

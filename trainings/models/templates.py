"""Wordings of certificates: rows that the office edits. Each saving is a version; what was issued keeps the one it was made from."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models import Organisation
from trainings.querysets import CertificateTemplateQuerySet


class CertificateTemplate(models.Model):
    """A wording that trainings of its organisation choose; one of the lead organisation is there for all."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="certificate_templates", verbose_name=_("organisation"))
    name = models.CharField(_("name"), max_length=80, help_text=_("Only the office sees it."))
    active = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CertificateTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of certificates")
        verbose_name_plural = _("wordings of certificates")
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="trainings_template_name",
                violation_error_message=_("There is a wording with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trainings:certificate_template", args=[self.pk])

    @property
    def version(self) -> "CertificateTemplateVersion | None":
        """The latest version: what the next certificates are made from."""
        return self.versions.order_by("-number").first()

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """The texts of the latest version."""
        version = self.version
        found: dict[str, Any] = version.texts if version else {}
        return found


class CertificateTemplateVersion(models.Model):
    """The texts as they were saved once. {language: {part: text}}; a part that is left out is in the standard wording."""

    append_only: frozenset[str] = frozenset()

    template = models.ForeignKey(CertificateTemplate, models.PROTECT, related_name="versions", verbose_name=_("wording"))
    number = models.PositiveSmallIntegerField(_("version"))
    texts = models.JSONField(_("texts"), default=dict)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version of a wording")
        verbose_name_plural = _("versions of wordings")
        ordering = ["template", "number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="trainings_template_version_once")]

    def __str__(self) -> str:
        return f"{self.template_id}.{self.number}"

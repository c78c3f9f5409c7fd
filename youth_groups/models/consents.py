import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from youth_groups.enums import ConsentAnswer, ConsentBy, ConsentChannel, ConsentPurpose
from youth_groups.models.people import Caregiver, Person


class Consent(models.Model):
    """One answer to one question of consent. Only ever added; its person may change by a merge, nothing else. No row means no."""

    append_only = frozenset({"person"})
    append_only_blank = frozenset({"witness"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents", verbose_name=_("person"))
    purpose = models.CharField(_("for"), max_length=20, choices=ConsentPurpose)
    answer = models.CharField(_("answer"), max_length=10, choices=ConsentAnswer)
    by = models.CharField(_("answered by"), max_length=10, choices=ConsentBy)
    caregiver = models.ForeignKey(Caregiver, models.PROTECT, null=True, blank=True, related_name="consents")
    relation = models.CharField(_("relation"), max_length=60, blank=True)
    channel = models.CharField(_("how"), max_length=10, choices=ConsentChannel)
    text_version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language"), max_length=8)
    given_on = models.DateField(_("on"))
    scan = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    witness = models.CharField(_("witness"), max_length=160, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    about_type = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        default_permissions = ()
        indexes = [models.Index(fields=["person", "purpose", "recorded_at"], name="youth_groups_consent_latest")]
        constraints = [
            models.CheckConstraint(condition=~Q(by="caregiver") | ~Q(relation=""), name="youth_groups_consent_relation"),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"

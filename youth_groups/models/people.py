from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models import Locality, Organisation, Place
from youth_groups.enums import PhoneOwner, Sex
from youth_groups.querysets import PersonQuerySet

ADULT = 18


class Person(models.Model):
    """A person in the record; not a user account. Names as written, never re-cased. `str()` is the number.

    `birth_year` only, never the full date. Ethnicity, religion, documents are not columns here, on purpose.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people", verbose_name=_("organisation"))
    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    written_name = models.CharField(_("name as written"), max_length=200)
    certificate_name = models.CharField(_("name as they want it on a certificate"), max_length=200, blank=True)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    sex = models.CharField(_("sex"), max_length=12, choices=Sex, default=Sex.NOT_STATED)
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    shown_adult_at = models.DateTimeField(_("shown to be 18 on"), null=True, blank=True, editable=False)
    shown_adult_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    locality = models.ForeignKey(Locality, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("village or town"))
    province = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province"))
    institution = models.CharField(_("school or institution"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, default="ky")
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    phone_owner = models.CharField(_("whose phone"), max_length=10, choices=PhoneOwner, blank=True)
    user = models.OneToOneField("accounts.User", models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("account"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | (Q(birth_year__gte=1900) & Q(birth_year__lte=2100)),
                name="youth_groups_person_birth_year",
                violation_error_message=_("Write the birth year with four digits."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "folded"], name="youth_groups_person_name")]

    def __str__(self) -> str:
        return self.number

    @property
    def name_for_certificate(self) -> str:
        return self.certificate_name or self.written_name

    def age_on(self, day: date) -> int | None:
        """Year of the day minus birth year, for figures and sheets (rules: people, "Age"). None when unknown."""
        return None if self.birth_year is None else day.year - self.birth_year

    def is_minor_on(self, day: date) -> bool:
        """For consent: whoever could still be under 18 is a minor, unless staff recorded "shown to be 18". Unknown year: minor."""
        if self.shown_adult_at is not None:
            return False
        return self.birth_year is None or day.year - self.birth_year <= ADULT


class Caregiver(models.Model):
    """The parent, legal guardian or adult who in fact cares for a child. Their phone is blanked after three months."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="caregivers", verbose_name=_("child"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    relation = models.CharField(_("relation"), max_length=60)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("caregiver")
        verbose_name_plural = _("caregivers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"caregiver {self.pk}"

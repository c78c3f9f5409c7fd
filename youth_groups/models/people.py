from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.encrypted import EncryptedJSONField
from programme.models import Locality, Organisation, Place
from youth_groups.enums import CaregiverKind, MayName, Occupation, PhoneOwner, Sex
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
    may_call = models.BooleanField(_("may be called"), default=True)
    may_write = models.BooleanField(_("may be written to"), default=True)
    may_leave_message = models.BooleanField(_("a message may be left"), default=False)
    no_messages = models.BooleanField(_("wants no message at all"), default=False)
    may_name = models.CharField(_("what may be named"), max_length=10, choices=MayName, default=MayName.PROGRAMME)
    best_time = models.CharField(_("best time"), max_length=60, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_records", editable=False, verbose_name=_("merged into")
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
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
    kind = models.CharField(_("in which right"), max_length=10, choices=CaregiverKind, blank=True)
    why_no_parent = models.CharField(_("why no parent"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("caregiver")
        verbose_name_plural = _("caregivers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"caregiver {self.pk}"


class PersonOccupation(models.Model):
    """What somebody does, from a year to a year: a pupil of 2019 is a teacher today."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="occupations", verbose_name=_("person"))
    kind = models.CharField(_("occupation"), max_length=16, choices=Occupation)
    first_year = models.PositiveSmallIntegerField(_("from"))
    last_year = models.PositiveSmallIntegerField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        default_permissions = ()
        ordering = ["first_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "first_year"], name="youth_groups_occupation_once"),
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")), name="youth_groups_occupation_years"
            ),
        ]

    def __str__(self) -> str:
        return f"occupation {self.pk}"


class SensitiveAttributes(models.Model):
    """Self-declared ethnicity and the six answers of the Washington Group short set: encrypted, optional, in a table of their own.

    Out of every list, export, log, search and printed sheet. Religion is not collected. `answers`:
    {"ethnicity": str, "wg": {question: 1-4}}; a question that is missing was not answered, "prefer_not" says so of its own.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="sensitive", verbose_name=_("person"))
    answers = EncryptedJSONField(_("answers"), blank=True, default=dict)
    declared_on = models.DateField(_("declared on"))
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sensitive attributes")
        verbose_name_plural = _("sensitive attributes")
        default_permissions = ()

    def __str__(self) -> str:
        return f"sensitive attributes {self.pk}"


class CareData(models.Model):
    """Health, diet, access needs and whom to call, for one activity; encrypted, for care only, blanked 30 days after it.

    `answers`: {"health": str, "diet": [DietNeed], "diet_note": str, "access": [AccessNeed], "access_note": str, "contact_name": str,
    "contact_phone": str}. `about_*` name the activity as text.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="care", verbose_name=_("person"))
    about_type = models.CharField(max_length=80)
    about_id = models.CharField(max_length=64)
    ends_on = models.DateField(_("last day of the activity"))
    answers = EncryptedJSONField(_("answers"), blank=True, default=dict)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    blanked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("care data")
        verbose_name_plural = _("care data")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "about_type", "about_id"], name="youth_groups_care_once")]

    def __str__(self) -> str:
        return f"care data {self.pk}"


class PersonLink(models.Model):
    """Two organisations' records of one human. Both stay; figures count them once; neither sees the other."""

    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=200)
    linked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("link of two records")
        verbose_name_plural = _("links of two records")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="youth_groups_link_order"),
            models.UniqueConstraint(fields=["first", "second"], condition=Q(undone_at__isnull=True), name="youth_groups_link_once"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"

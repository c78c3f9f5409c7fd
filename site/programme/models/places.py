from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.translated import translated
from programme.querysets import LocalityQuerySet


class Place(models.Model):
    """A unit of the register: country, province, city of republican rank, district, town. Codes are text."""

    class Level(models.TextChoices):
        COUNTRY = "country", _("country")
        OBLAST = "oblast", _("province")
        CITY_REPUBLIC = "city_republic", _("city of republican rank")
        DISTRICT = "district", _("district")
        CITY_DISTRICT = "city_district", _("district of a city")
        TOWN = "town", _("town")

    soate = models.CharField(_("SOATE code"), max_length=14, unique=True)
    pcode = models.CharField(_("P-code"), max_length=13, blank=True)
    iso = models.CharField("ISO 3166-2", max_length=6, blank=True)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("within"))
    name_en = models.CharField(_("name in English"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    folded = models.TextField(editable=False, db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["soate"]

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> str:
        return translated(self, "name")


class Locality(models.Model):
    """A village, town quarter or aiyl aimak: a row with aliases. Typed text is accepted and waits to be matched."""

    name = models.CharField(_("name"), max_length=160)
    folded = models.CharField(max_length=160, editable=False, db_index=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="localities", verbose_name=_("district or town"))
    province = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"level__in": ["oblast", "city_republic"]},
        verbose_name=_("province"),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_source = models.CharField(_("source"), max_length=160, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    typed = models.BooleanField(_("typed, waits to be matched"), default=False)

    objects = LocalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("locality")
        verbose_name_plural = _("localities")
        constraints = [
            models.UniqueConstraint(fields=["folded", "province"], condition=Q(province__isnull=False), name="programme_locality_once"),
            models.UniqueConstraint(fields=["folded"], condition=Q(province__isnull=True), name="programme_locality_once_no_province"),
        ]
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name

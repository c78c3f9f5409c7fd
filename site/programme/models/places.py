from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.text import in_uz_latin
from core.translated import translated
from programme.querysets import LocalityMergeQuerySet, LocalityQuerySet


class DatedName(models.Model):
    """A name in one language, with the days between which it was valid. An open end is empty: always, or until today."""

    name = models.CharField(_("name"), max_length=160)
    folded = models.CharField(max_length=160, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=2, blank=True, choices=settings.LANGUAGES)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


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
        return _for_readers(translated(self, "name"), None)

    def name_on(self, day: date, language: str | None = None) -> str:
        """The name that was valid on the day, in the language or the reader's own; the name of today where no other is known.

        Reads `names`, which a list prefetches.
        """
        return _for_readers(_dated(self.names.all(), day, language) or translated(self, "name", language), language)


class PlaceName(DatedName):
    """A name that a unit of the register had for a time: Jalal-Abad until it became Manas. Its name of today stands on the unit."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names", verbose_name=_("place"))

    class Meta:
        verbose_name = _("former name of a place")
        verbose_name_plural = _("former names of places")
        ordering = ["place", "valid_to", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="programme_place_name_days",
            ),
            models.UniqueConstraint(fields=["place", "language", "name"], name="programme_place_name_once"),
        ]


class Locality(models.Model):
    """A village, town, town quarter, aiyl aimak or a place abroad. Typed text is accepted and waits to be matched.

    A place abroad has a country and lies in no province: no figure by province can count it.
    """

    class Kind(models.TextChoices):
        VILLAGE = "village", _("village")
        TOWN = "town", _("town")
        QUARTER = "quarter", _("town quarter")
        AIYL_AIMAK = "aiyl_aimak", _("aiyl aimak")
        ABROAD = "abroad", _("place abroad")

    name = models.CharField(_("name"), max_length=160)
    folded = models.CharField(max_length=160, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("within"))
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
    country = models.CharField(_("country"), max_length=2, blank=True)
    soate = models.CharField(_("SOATE code"), max_length=14, blank=True)
    pcode = models.CharField(_("P-code"), max_length=13, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_source = models.CharField(_("source"), max_length=160, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    typed = models.BooleanField(_("typed, waits to be matched"), default=False)

    objects = LocalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("locality")
        verbose_name_plural = _("localities")
        constraints = [
            # Villages of one name stand apart by district or aiyl aimak; as typed, a name stands once in a province.
            models.UniqueConstraint(
                "folded",
                "country",
                Coalesce("province", 0, output_field=models.BigIntegerField()),
                Coalesce("place", 0, output_field=models.BigIntegerField()),
                Coalesce("parent", 0, output_field=models.BigIntegerField()),
                name="programme_locality_once",
            ),
            models.UniqueConstraint(fields=["soate"], condition=~Q(soate=""), name="programme_locality_soate_once"),
            models.UniqueConstraint(fields=["pcode"], condition=~Q(pcode=""), name="programme_locality_pcode_once"),
            models.CheckConstraint(condition=Q(soate="") | Q(Exact(Length("soate"), 14)), name="programme_locality_soate_14"),
            models.CheckConstraint(condition=Q(pcode="") | Q(Exact(Length("pcode"), 13)), name="programme_locality_pcode_13"),
            models.CheckConstraint(condition=Q(typed=True) | ~Q(kind=""), name="programme_locality_has_kind"),
            models.CheckConstraint(
                condition=(~Q(kind="abroad") & Q(country=""))
                | (Q(kind="abroad", province__isnull=True, place__isnull=True, parent__isnull=True) & ~Q(country="")),
                name="programme_locality_abroad",
            ),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="programme_locality_not_in_itself"),
            models.CheckConstraint(
                condition=Q(population__isnull=True, population_source="", population_year__isnull=True)
                | (Q(population__isnull=False, population_year__isnull=False) & ~Q(population_source="")),
                name="programme_locality_population_sourced",
            ),
        ]
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("programme:locality", args=[self.pk])

    def name_on(self, day: date, language: str | None = None) -> str:
        """The name that was valid on the day, in the language or the reader's own; as the place is called today where no other is known.

        Reads `names`, which a list prefetches, and the names of the unit of the register when the place is a town of it.
        """
        own = _dated((row for row in self.names.all() if row.kind == LocalityName.Kind.NAME), day, language)
        if own:
            return _for_readers(own, language)
        unit = self.place if self.kind == self.Kind.TOWN and self.place is not None and self.soate == self.place.soate else None
        return unit.name_on(day, language) if unit is not None else _for_readers(self.name, language)


class LocalityName(DatedName):
    """Another name of a locality: in a language, with its days; or a spelling that somebody typed, which only helps to find it."""

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        SPELLING = "spelling", _("as people write it")

    locality = models.ForeignKey(Locality, models.CASCADE, related_name="names", verbose_name=_("locality"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NAME)

    class Meta:
        verbose_name = _("name of a locality")
        verbose_name_plural = _("names of localities")
        ordering = ["kind", "valid_to", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="programme_locality_name_days",
            ),
            models.CheckConstraint(
                condition=Q(kind="name") | Q(language="", valid_from__isnull=True, valid_to__isnull=True),
                name="programme_locality_spelling_undated",
            ),
            models.UniqueConstraint(fields=["locality", "folded"], condition=Q(kind="spelling"), name="programme_locality_spelling_once"),
            models.UniqueConstraint(
                fields=["locality", "language", "name"],
                condition=Q(kind="name", valid_from__isnull=True),
                name="programme_locality_name_once",
            ),
            models.UniqueConstraint(
                fields=["locality", "language", "name", "valid_from"],
                condition=Q(kind="name", valid_from__isnull=False),
                name="programme_locality_name_dated_once",
            ),
        ]


class LocalityMerge(models.Model):
    """That two localities were found to be one: what was moved, by whom. For 30 days it can be undone; the record stays.

    `gone` holds the columns of the row that is no more, under its old id; `moved` the ids of the rows that pointed to it, by relation;
    `names` what became of its names. The survivor of an earlier merge may itself be merged: then the record moves with it.
    """

    append_only = frozenset({"survivor", "undone_at", "undone_by"})

    survivor = models.ForeignKey(Locality, models.PROTECT, related_name="merges", verbose_name=_("locality"))
    gone_id = models.BigIntegerField(db_index=True)
    gone: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    moved: models.JSONField[dict[str, list[Any]], dict[str, list[Any]]] = models.JSONField()
    names: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LocalityMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of localities")
        verbose_name_plural = _("merges of localities")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="programme_locality_merge_undone_by",
            ),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"


def _for_readers(name: str, language: str | None) -> str:
    """Places have no Uzbek names: who reads Uzbek in Latin letters gets the name in these."""
    return in_uz_latin(name) if (language or get_language()) == "uz" else name


def _dated(names: Any, day: date, language: str | None) -> str:
    """The name among dated rows that was valid on the day, in the language first, then in any language that has no other name there."""
    wanted = (language or get_language() or "en").split("-")[0]
    valid = [row for row in names if row.is_valid_on(day)]
    return next((row.name for row in valid if row.language == wanted), next((row.name for row in valid if not row.language), ""))

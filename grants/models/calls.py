from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from core.money import Currency, Money
from core.questions.blocks import PartsBlock
from core.translated import translated
from grants.blocks import EligibilityBlocks, RubricBlocks
from grants.enums import CallState, TimeZone
from grants.querysets import GrantCallQuerySet
from programme.models import BudgetLine, Organisation, Place


def no_kinds() -> list[str]:
    return []


class GrantCall(models.Model):
    """A grant call: one row, shown by one page per language. Open and closed are computed from the clock.

    `awarded_minor` is a kept total of the call's awards: changed only under this row's lock, never above the budget.
    `rubric`, `eligibility` and `form_version` are frozen from the blocks when the call is published; a later edit freezes them anew.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="grant_calls", verbose_name=_("organisation"))
    slug = models.SlugField(_("short address"), max_length=60, unique=True)
    number = models.CharField(_("number"), max_length=20, unique=True, help_text=_("As it stands in letters, for example 2026-04."))
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=160, blank=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=160, blank=True)
    title_uz = models.CharField(_("title in Uzbek"), max_length=160, blank=True)
    group_kinds = models.JSONField(_("kinds of group that may apply"), default=no_kinds, blank=True)
    provinces = models.ManyToManyField(
        Place,
        blank=True,
        related_name="+",
        limit_choices_to={"level__in": ["oblast", "city_republic"]},
        verbose_name=_("provinces"),
        help_text=_("None chosen means the whole country."),
    )
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="grant_calls", verbose_name=_("budget line"))
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.KGS)
    floor_minor = models.BigIntegerField(_("one grant, at least"), default=0)
    ceiling_minor = models.BigIntegerField(_("one grant, at most"))
    budget_minor = models.BigIntegerField(_("all grants together"))
    awarded_minor = models.BigIntegerField(_("awarded"), default=0, editable=False)
    second_from_minor = models.BigIntegerField(
        _("second approval from"),
        null=True,
        blank=True,
        help_text=_("An award of this amount or more needs a second approval by a third person. Empty: none does."),
    )
    opens_at = models.DateTimeField(_("opens at"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes at"))
    time_zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone, default=TimeZone.BISHKEK)
    activities_from = models.DateField(_("activities from"), null=True, blank=True)
    activities_to = models.DateField(_("activities until"), null=True, blank=True)
    screening_by = models.DateField(_("conditions checked by"), null=True, blank=True)
    review_by = models.DateField(_("reviews by"), null=True, blank=True)
    decision_by = models.DateField(_("decision by"), null=True, blank=True)
    sealed = models.BooleanField(
        _("sealed until closing"), default=False, help_text=_("The office reads what was sent only after the call has closed.")
    )
    appeals = models.CharField(
        _("where to complain or appeal"),
        max_length=200,
        blank=True,
        help_text=_("A person who does not decide, with telephone or e-mail. Empty: the organisation's own address."),
    )
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    quorum = models.PositiveSmallIntegerField(_("quorum of reviews"), default=2)
    #: Codes of BudgetCategory; none: all of them.
    budget_categories = models.JSONField(_("kinds of cost that may be asked for"), default=no_kinds, blank=True)
    questions = StreamField(PartsBlock(), verbose_name=_("questions"), blank=True)
    eligibility_blocks = StreamField(EligibilityBlocks(), verbose_name=_("questions before applying"), blank=True)
    rubric_blocks = StreamField(RubricBlocks(), verbose_name=_("criteria of the reviewers"), blank=True)
    form_version = models.ForeignKey("core.FormVersion", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    eligibility = models.JSONField(default=list, editable=False)
    rubric = models.JSONField(default=list, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=CallState, default=CallState.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GrantCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant call")
        verbose_name_plural = _("grant calls")
        ordering = ["-closes_at"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="") | ~Q(title_ru="") | ~Q(title_ky="") | ~Q(title_uz=""),
                name="grants_call_has_a_title",
                violation_error_message=_("Give the title in one language at least."),
            ),
            models.CheckConstraint(
                condition=Q(floor_minor__gte=0) & Q(floor_minor__lte=F("ceiling_minor")),
                name="grants_call_floor_below_ceiling",
                violation_error_message=_("The smallest grant is above the largest."),
            ),
            models.CheckConstraint(
                condition=Q(ceiling_minor__lte=F("budget_minor")),
                name="grants_call_ceiling_below_budget",
                violation_error_message=_("One grant cannot be larger than all grants together."),
            ),
            models.CheckConstraint(
                condition=Q(awarded_minor__gte=0) & Q(awarded_minor__lte=F("budget_minor")),
                name="grants_call_budget_never_passed",
                violation_error_message=_("The awards pass the budget of the call."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="grants_call_closes_after_it_opens",
                violation_error_message=_("The call closes before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(quorum__gte=1), name="grants_call_quorum", violation_error_message=_("There is at least one review.")
            ),
            models.CheckConstraint(
                condition=Q(activities_from__isnull=True) | Q(activities_to__isnull=True) | Q(activities_to__gte=F("activities_from")),
                name="grants_call_activity_days",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(condition=Q(state="draft") | Q(form_version__isnull=False), name="grants_call_published_has_questions"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        return translated(self, "title")

    @property
    def floor(self) -> Money:
        return Money(self.floor_minor, self.currency)

    @property
    def ceiling(self) -> Money:
        return Money(self.ceiling_minor, self.currency)

    @property
    def left_minor(self) -> int:
        return self.budget_minor - self.awarded_minor

    def takes_cost(self, category: str) -> bool:
        return not self.budget_categories or category in self.budget_categories

    def is_open(self, at: datetime | None = None) -> bool:
        moment = at or timezone.now()
        return self.state == CallState.PUBLISHED and self.opens_at <= moment < self.closes_at

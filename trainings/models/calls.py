from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from core.questions.blocks import PartsBlock
from core.translated import translated
from programme.models import Locality, Organisation
from trainings.enums import CallState, NominationState, TimeZone
from trainings.models.types import ActivityType
from trainings.querysets import NominationQuerySet, TrainingCallQuerySet
from youth_groups.models import Group, Person

GROWN_UP = 18


class TrainingCall(models.Model):
    """A call for a training or camp: one row, shown by one page per language."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="training_calls", verbose_name=_("organisation"))
    slug = models.SlugField(_("short address"), max_length=60, unique=True)
    activity_type = models.ForeignKey(ActivityType, models.PROTECT, to_field="code", related_name="calls", verbose_name=_("type"))
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=160, blank=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=160, blank=True)
    title_uz = models.CharField(_("title in Uzbek"), max_length=160, blank=True)
    first_day = models.DateField(_("first day of the training"))
    last_day = models.DateField(_("last day of the training"))
    locality = models.ForeignKey(
        Locality, models.PROTECT, null=True, blank=True, related_name="training_calls", verbose_name=_("village or town")
    )
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("places"))
    closes_at = models.DateTimeField(_("closes at"))
    time_zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone, default=TimeZone.BISHKEK)
    questions = StreamField(
        PartsBlock(),
        verbose_name=_("questions"),
        blank=True,
        help_text=_("Asked once for each person who is nominated. At most 8 when somebody under 18 may be nominated."),
    )
    form_version = models.ForeignKey("core.FormVersion", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=CallState, default=CallState.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TrainingCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("training call")
        verbose_name_plural = _("training calls")
        ordering = ["-closes_at"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="") | ~Q(title_ru="") | ~Q(title_ky="") | ~Q(title_uz=""),
                name="trainings_call_has_a_title",
                violation_error_message=_("Give the title in one language at least."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="trainings_call_days",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1), name="trainings_call_places", violation_error_message=_("There is at least one place.")
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(form_version__isnull=False), name="trainings_call_published_has_questions"
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def title(self) -> str:
        return translated(self, "title")

    @property
    def for_minors(self) -> bool:
        """Whether somebody under 18 may be nominated: then at most 8 questions are asked."""
        return self.age_from is None or self.age_from < GROWN_UP

    def is_meant_for(self, birth_year: int | None) -> bool:
        """Whether somebody of this birth year can be of the call's age on its first day. Only the year is known: who could be, is; so is
        who is not asked for the year.
        """
        if birth_year is None:
            return True
        age = self.first_day.year - birth_year
        return (self.age_from is None or age >= self.age_from) and (self.age_to is None or age - 1 <= self.age_to)

    def is_open(self, at: datetime | None = None) -> bool:
        return self.state == CallState.PUBLISHED and (at or timezone.now()) < self.closes_at


class Nomination(models.Model):
    """A group puts a person forward. Its answers belong to the frozen version of the questions that they answered.

    `paper_day`: the office typed it in from a form on paper with this date, which `paper_by` filled in. Then it may stand without a group.
    """

    call = models.ForeignKey(TrainingCall, models.PROTECT, related_name="nominations", verbose_name=_("training call"))
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name=_("group"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="nominations", verbose_name=_("person"))
    form_version = models.ForeignKey("core.FormVersion", models.PROTECT, related_name="+")
    answers = models.JSONField(_("answers"), default=dict)
    language = models.CharField(max_length=8, default="ky")
    state = models.CharField(_("state"), max_length=14, choices=NominationState, default=NominationState.NOMINATED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    training = models.ForeignKey(
        "trainings.Training", models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name=_("training")
    )
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    paper_by = models.CharField(_("filled in by"), max_length=160, blank=True, editable=False)
    paper_day = models.DateField(_("date on the paper"), null=True, blank=True, editable=False)
    late_reason = models.CharField(_("why after the deadline"), max_length=300, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Where somebody put them on the waiting list by hand; empty is behind all of these, in the order of the decisions.
    line_place = models.PositiveSmallIntegerField(_("place on the waiting list"), null=True, blank=True, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="trainings_nominated_once"),
            models.CheckConstraint(condition=~Q(state="selected") | Q(training__isnull=False), name="trainings_selected_for_a_training"),
            models.CheckConstraint(
                condition=~Q(state__in=["selected", "waiting", "not_selected"]) | ~Q(reason=""), name="trainings_decision_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(paper_day__isnull=False) | Q(paper_by="", late_reason=""), name="trainings_nomination_paper_has_a_day"
            ),
            models.UniqueConstraint(
                fields=["call", "line_place"], condition=Q(state="waiting"), name="trainings_nomination_line_place_once"
            ),
        ]

    def __str__(self) -> str:
        return f"nomination {self.pk}"

    @property
    def organisation_id(self) -> int:
        return self.call.organisation_id

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.money import Currency, Money
from programme.models import Locality
from youth_groups.enums import HowOften, Theme
from youth_groups.models.groups import Group
from youth_groups.models.people import Person
from youth_groups.querysets import OfGroupQuerySet

#: Positions on a map's photo are in thousandths of its width and height.
WHOLE = 1000


class VillageMap(models.Model):
    """A photo of the map that a group drew of its village. Concerns can be pinned on it."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="maps", verbose_name=_("group"))
    photo = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("photo"))
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    drawn_on = models.DateField(_("drawn on"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("village map")
        verbose_name_plural = _("village maps")
        default_permissions = ()
        ordering = ["-drawn_on", "-pk"]

    def __str__(self) -> str:
        return f"map {self.pk}"


class SafetyConcern(models.Model):
    """What worries a group in its village: theme, place, who is affected, how often. `rank` is what the members agreed on together."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        PLANNED = "planned", _("in the action plan")
        EASED = "eased", _("eased")
        DROPPED = "dropped", _("set aside")

    group = models.ForeignKey(Group, models.PROTECT, related_name="concerns", verbose_name=_("group"))
    theme = models.CharField(_("theme"), max_length=24, choices=Theme)
    description = models.TextField(_("what happens"), max_length=1000)
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="+", verbose_name=_("village or town"))
    spot = models.CharField(_("where exactly"), max_length=160, blank=True)
    affected = models.JSONField(_("who is affected"), default=list)
    how_often = models.CharField(_("how often"), max_length=10, choices=HowOften)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    map = models.ForeignKey(VillageMap, models.SET_NULL, null=True, blank=True, related_name="concerns", verbose_name=_("village map"))
    map_x = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(WHOLE)])
    map_y = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(WHOLE)])
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("safety concern")
        verbose_name_plural = _("safety concerns")
        default_permissions = ()
        ordering = [F("rank").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(map_x__isnull=True, map_y__isnull=True)
                | Q(map__isnull=False, map_x__isnull=False, map_y__isnull=False, map_x__lte=WHOLE, map_y__lte=WHOLE),
                name="youth_groups_concern_pin",
            ),
            models.CheckConstraint(condition=Q(rank__isnull=True) | Q(rank__gte=1), name="youth_groups_concern_rank"),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(state__in=["open", "planned"]), name="youth_groups_concern_ranked_while_it_worries"
            ),
            models.UniqueConstraint(fields=["group", "rank"], condition=Q(rank__isnull=False), name="youth_groups_concern_rank_once"),
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"


class ActionPlan(models.Model):
    """What a group agreed to do about some of its concerns. An application for a grant can start from it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        AGREED = "agreed", _("agreed")
        FINISHED = "finished", _("finished")

    group = models.ForeignKey(Group, models.PROTECT, related_name="plans", verbose_name=_("group"))
    title = models.CharField(_("title"), max_length=160)
    concerns = models.ManyToManyField(SafetyConcern, blank=True, related_name="plans", verbose_name=_("safety concerns"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_people = models.PositiveSmallIntegerField(_("members who were there"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        default_permissions = ()
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state="draft") | Q(agreed_on__isnull=False), name="youth_groups_plan_agreed_on"),
            models.CheckConstraint(
                condition=Q(agreed_people__isnull=True) | Q(agreed_people__gte=1), name="youth_groups_plan_agreed_people"
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlannedActivity(models.Model):
    """One line of an action plan: activity, who is responsible, when, budget, state."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="activities", verbose_name=_("action plan"))
    concern = models.ForeignKey(SafetyConcern, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("concern"))
    activity = models.CharField(_("activity"), max_length=240)
    responsible = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible"))
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)
    budget_minor = models.BigIntegerField(_("budget"), default=0)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.KGS)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)

    objects = OfGroupQuerySet.of("plan__group")

    class Meta:
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
        default_permissions = ()
        ordering = [F("first_day").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(budget_minor__gte=0), name="youth_groups_activity_budget"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(first_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="youth_groups_activity_days",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"activity {self.pk}"

    @property
    def budget(self) -> Money:
        return Money(self.budget_minor, self.currency)

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.codes import derived, in_groups
from core.money import Currency, Money
from grants.enums import ApplicationState, BudgetCategory, CallState
from grants.models.calls import GrantCall
from grants.querysets import ApplicationQuerySet, OfApplicationQuerySet
from programme.models import Organisation
from youth_groups.models import Group

#: Seconds of a voice answer at most.
LONGEST_VOICE = 180


class Application(models.Model):
    """A group's application to a call. `code` stands in addresses; `number` is given when it is sent.

    `answers` and `budget` are the working copy; what was sent stands in Submission and never changes.
    `part_versions` counts the savings of each part, so that two people at one draft do not overwrite each other.
    `rubric` is frozen when it is first sent. `open_parts` names the parts that the office has reopened, `open_questions` the answers in
    them (none named: all of these parts). `answer_languages` keeps in which language each answer was written.
    A draft begun without an account has no group; the hash of its resume code opens it (grants.holders). It is sent by a group only.
    """

    code = models.SlugField(max_length=12, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=20, unique=True, null=True, editable=False)  # noqa: DJ001 (unique once it is given)
    call = models.ForeignKey(GrantCall, models.PROTECT, related_name="applications", verbose_name=_("grant call"))
    #: None only for a draft without an account: whatever was sent has one, and so is it typed.
    group: "models.ForeignKey[Group, Group]" = models.ForeignKey(  # type: ignore[misc]
        Group, models.PROTECT, null=True, related_name="applications", verbose_name=_("group")
    )
    resume_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 (unique where there is one)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications", verbose_name=_("organisation"))
    plan = models.ForeignKey(
        "youth_groups.ActionPlan", models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("action plan")
    )
    language = models.CharField(_("language"), max_length=8, default="ky")
    form_version = models.ForeignKey("core.FormVersion", models.PROTECT, related_name="+")
    eligibility = models.JSONField(default=dict)
    answers = models.JSONField(_("answers"), default=dict)
    part_versions = models.JSONField(default=dict)
    open_parts = models.JSONField(default=list)
    open_questions = models.JSONField(default=list)
    answer_languages = models.JSONField(default=dict)
    rubric = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=14, choices=ApplicationState, default=ApplicationState.DRAFT)
    requested_minor = models.BigIntegerField(_("asked for"), default=0)
    own_minor = models.BigIntegerField(_("own contribution"), default=0)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.KGS)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    reason = models.TextField(_("reason for the group"), blank=True, max_length=2000)
    extended_until = models.DateTimeField(_("more time until"), null=True, blank=True)
    extension_reason = models.TextField(_("reason for more time"), blank=True, max_length=1000)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        default_permissions = ()
        ordering = ["-submitted_at", "-pk"]
        indexes = [models.Index(fields=["call", "state"], name="grants_application_board")]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "group"],
                condition=~Q(state="withdrawn"),
                name="grants_one_application_a_group",
                violation_error_message=_("This group already has an application to this call."),
            ),
            models.CheckConstraint(condition=Q(requested_minor__gte=0) & Q(own_minor__gte=0), name="grants_application_amounts"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | (Q(submitted_at__isnull=False) & Q(number__isnull=False)),
                name="grants_application_sent_has_number",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False) | Q(state__in=["draft", "withdrawn"]), name="grants_application_sent_by_a_group"
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False) | Q(resume_digest__isnull=False) | Q(state="withdrawn"),
                name="grants_application_somebody_opens_it",
            ),
            models.CheckConstraint(
                condition=Q(extended_until__isnull=True) | ~Q(extension_reason=""),
                name="grants_application_extension_has_a_reason",
                violation_error_message=_("Write the reason for more time."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.code

    def get_absolute_url(self) -> str:
        return reverse("grants:status", args=[self.code])

    @property
    def requested(self) -> Money:
        return Money(self.requested_minor, self.currency)

    @property
    def over_minor(self) -> int:
        """How far the request lies above the ceiling of the call."""
        return max(0, self.requested_minor - self.call.ceiling_minor)

    @property
    def code_to_copy(self) -> str:
        """What is shown on a borrowed phone to be copied; it stands in no address and opens nothing without signing in."""
        return in_groups(derived("draft", self.code, 8))

    @property
    def closes_at(self) -> datetime:
        """The last moment for this application: of its call, or later where the office gave more time. Needs the call."""
        closes: datetime = self.call.closes_at
        return max(closes, self.extended_until) if self.extended_until else closes

    def can_be_sent(self, at: datetime) -> bool:
        """Whether a draft may be sent at this moment: the call is open, or this application has more time."""
        late = self.call.state == CallState.PUBLISHED and self.extended_until is not None and at < self.extended_until
        return self.call.is_open(at) or (late and at >= self.call.opens_at)

    @property
    def in_writing(self) -> bool:
        """Whether the group may write in it: a draft, or reopened parts."""
        return self.state in (ApplicationState.DRAFT, ApplicationState.CHANGES_ASKED)


class BudgetItem(models.Model):
    """A row of the budget. amount = quantity times unit cost, computed by the domain; the own contribution is a part of it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="budget", verbose_name=_("application"))
    position = models.PositiveSmallIntegerField(default=1)
    item = models.CharField(_("what"), max_length=160)
    category = models.CharField(_("category"), max_length=12, choices=BudgetCategory, default=BudgetCategory.OTHER)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    quantity = models.DecimalField(_("how many"), max_digits=10, decimal_places=2)
    unit_cost_minor = models.BigIntegerField(_("price of one"))
    amount_minor = models.BigIntegerField(_("amount"))
    own_minor = models.BigIntegerField(_("own contribution"), default=0)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.KGS)

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget row")
        verbose_name_plural = _("budget rows")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0) & Q(unit_cost_minor__gte=0), name="grants_budget_counts"),
            models.CheckConstraint(
                condition=Q(own_minor__gte=0) & Q(own_minor__lte=F("amount_minor")),
                name="grants_budget_own_part",
                violation_error_message=_("Your own contribution is larger than the amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"budget row {self.pk}"

    @property
    def asked_minor(self) -> int:
        return self.amount_minor - self.own_minor


class ApplicationFile(models.Model):
    """A file that answers a question. Served through the right on its application only."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="files", verbose_name=_("application"))
    question = models.CharField(max_length=40)
    file = models.OneToOneField("core.StoredFile", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    #: Of an answer that was spoken: how long it is.
    seconds = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an application")
        verbose_name_plural = _("files of applications")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(seconds__isnull=True) | Q(seconds__lte=LONGEST_VOICE), name="grants_voice_three_minutes")
        ]

    def __str__(self) -> str:
        return f"file {self.pk}"


class Submission(models.Model):
    """Exactly what was sent: canonical JSON and its hash. Append-only; only the drawn PDF is added later, and retention blanks it."""

    append_only = frozenset({"pdf"})
    append_only_blank = frozenset({"payload"})

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions", verbose_name=_("application"))
    version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=8)
    payload = models.TextField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+")

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent version")
        verbose_name_plural = _("sent versions")
        default_permissions = ()
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["application", "version"], name="grants_submission_version_once")]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.version}"

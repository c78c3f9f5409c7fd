from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import AssignmentState, SanctionsResult
from grants.models.applications import Application, Submission
from grants.querysets import AssignmentQuerySet, OfOfficeQuerySet


class Screening(models.Model):
    """The checklist of the conditions, with its outcome and the reason. One row a check; the last one counts."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="screenings", verbose_name=_("application"))
    checks = models.JSONField(default=dict)
    eligible = models.BooleanField(_("eligible"))
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(eligible=True) | ~models.Q(reason=""),
                name="grants_screening_no_has_a_reason",
                violation_error_message=_("Say why it is not eligible."),
            )
        ]

    def __str__(self) -> str:
        return f"screening {self.pk}"


class SanctionsCheck(models.Model):
    """A dated record: which list was asked for which name, with what result, by whom. Append-only."""

    append_only: frozenset[str] = frozenset()
    append_only_blank = frozenset({"name_asked"})

    application = models.ForeignKey(Application, models.PROTECT, related_name="sanctions_checks", verbose_name=_("application"))
    list_name = models.CharField(_("list"), max_length=120)
    name_asked = models.CharField(_("name asked for"), max_length=200)
    result = models.CharField(_("result"), max_length=10, choices=SanctionsResult)
    checked_on = models.DateField(_("date"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanctions check")
        verbose_name_plural = _("sanctions checks")
        default_permissions = ()
        ordering = ["checked_on", "pk"]

    def __str__(self) -> str:
        return f"sanctions check {self.pk}"


class ReviewAssignment(models.Model):
    """A reviewer is asked for one application. Abstained (by the reviewer) and recused (by staff) are two facts; both stay."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments", verbose_name=_("application"))
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_assignments", verbose_name=_("reviewer"))
    state = models.CharField(_("state"), max_length=10, choices=AssignmentState, default=AssignmentState.ASSIGNED)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now, editable=False)
    declared_at = models.DateTimeField(null=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment of a reviewer")
        verbose_name_plural = _("assignments of reviewers")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"],
                name="grants_assigned_once",
                violation_error_message=_("This reviewer has been assigned already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["declared", "sent"]) | models.Q(declared_at__isnull=False),
                name="grants_declared_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"

    @property
    def organisation_id(self) -> int:
        return self.application.organisation_id


class Review(models.Model):
    """Scores and comments of one reviewer on one sent version. `score_bp`: the weighted score in basis points of the highest."""

    assignment = models.OneToOneField(ReviewAssignment, models.PROTECT, related_name="review", verbose_name=_("assignment"))
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews", verbose_name=_("sent version"))
    scores = models.JSONField(default=dict)
    comment = models.TextField(_("comment"), blank=True, max_length=4000)
    score_bp = models.PositiveIntegerField(null=True, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(score_bp__isnull=False), name="grants_review_sent_is_complete"
            ),
            models.CheckConstraint(
                condition=models.Q(score_bp__isnull=True) | models.Q(score_bp__lte=10_000), name="grants_review_score_range"
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class EarlierReview(models.Model):
    """A review as it was sent on an earlier version of the application, before its reviewer took it up again. Append-only."""

    append_only: frozenset[str] = frozenset()

    assignment = models.ForeignKey(ReviewAssignment, models.PROTECT, related_name="earlier_reviews", verbose_name=_("assignment"))
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="earlier_reviews", verbose_name=_("sent version"))
    scores = models.JSONField(default=dict)
    comment = models.TextField(_("comment"), blank=True, max_length=4000)
    score_bp = models.PositiveIntegerField(editable=False)
    sent_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("review of an earlier version")
        verbose_name_plural = _("reviews of earlier versions")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "submission"], name="grants_earlier_review_once")]

    def __str__(self) -> str:
        return f"earlier review {self.pk}"


class ReviewerLanguages(models.Model):
    """In which languages somebody reads applications, as the reviewer says. Without a row it is the language of the account."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviewer_languages", verbose_name=_("reviewer"))
    languages = models.JSONField(_("languages"), default=list)

    class Meta:
        verbose_name = _("languages of a reviewer")
        verbose_name_plural = _("languages of reviewers")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~models.Q(languages=[]), name="grants_reviewer_reads_something")]

    def __str__(self) -> str:
        return f"languages {self.pk}"

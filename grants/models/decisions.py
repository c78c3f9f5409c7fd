from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.money import Currency, Money
from grants.enums import Outcome, ProposalState
from grants.models.applications import Application
from grants.querysets import AwardQuerySet, OfOfficeQuerySet
from programme.models import BudgetLine


class Proposal(models.Model):
    """What one officer proposes and another one approves: an award, the reserve list, a decline, or asking for changes.

    `open_parts`, `open_questions`: what the group may write in again when changes are asked for, as in Application.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="proposals", verbose_name=_("application"))
    outcome = models.CharField(_("proposal"), max_length=10, choices=Outcome)
    amount_minor = models.BigIntegerField(_("amount"), default=0)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.KGS)
    line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, related_name="proposals", verbose_name=_("budget line"))
    conditions = models.TextField(_("conditions"), blank=True, max_length=2000)
    reason = models.TextField(_("reason for the group"), blank=True, max_length=2000)
    strength = models.TextField(_("one strength"), blank=True, max_length=1000)
    next_step = models.TextField(_("one next step"), blank=True, max_length=1000)
    open_parts = models.JSONField(default=list)
    open_questions = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    first_approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    first_approved_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = OfOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(state="open"), name="grants_one_open_proposal"),
            models.CheckConstraint(
                condition=~Q(outcome="award") | (Q(amount_minor__gt=0) & Q(line__isnull=False)), name="grants_award_proposal_has_money"
            ),
            models.CheckConstraint(
                condition=Q(outcome="award") | ~Q(reason=""),
                name="grants_no_has_a_reason",
                violation_error_message=_("Write the reason: the group reads it."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")) | Q(state="returned"),
                name="grants_four_eyes",
                violation_error_message=_("Who proposes cannot approve."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="decline") | (~Q(strength="") & ~Q(next_step="")),
                name="grants_decline_has_three_parts",
                violation_error_message=_("A decline names one strength, one reason and one next step."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="changes") | ~Q(open_parts=[]),
                name="grants_changes_name_parts",
                violation_error_message=_("Choose the parts and write what to change: the group reads it."),
            ),
            models.CheckConstraint(
                condition=Q(first_approved_by__isnull=True)
                | (
                    ~Q(first_approved_by=F("proposed_by"))
                    & (Q(decided_by__isnull=True) | ~Q(first_approved_by=F("decided_by")) | Q(state="returned"))
                ),
                name="grants_two_approvers_are_two",
                violation_error_message=_("The second approval is another person's."),
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Award(models.Model):
    """A grant that was approved. The asked amount and the ceiling stand beside the amount, so that the database holds both limits."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="award", verbose_name=_("application"))
    number = models.CharField(_("number"), max_length=20, unique=True)
    amount_minor = models.BigIntegerField(_("amount"))
    requested_minor = models.BigIntegerField(_("asked for"))
    ceiling_minor = models.BigIntegerField(_("one grant, at most"))
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="awards", verbose_name=_("budget line"))
    conditions = models.TextField(_("conditions"), blank=True, max_length=2000)
    awarded_on = models.DateField(_("awarded on"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    letter = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+")

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        default_permissions = ()
        ordering = ["awarded_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0) & Q(amount_minor__lte=F("requested_minor")) & Q(amount_minor__lte=F("ceiling_minor")),
                name="grants_award_within_request_and_ceiling",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("proposed_by")), name="grants_award_four_eyes"),
            models.CheckConstraint(
                condition=Q(first_approved_by__isnull=True)
                | (~Q(first_approved_by=F("proposed_by")) & ~Q(first_approved_by=F("approved_by"))),
                name="grants_award_two_approvers_are_two",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

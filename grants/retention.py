"""The class of each field of grants. An application speaks of a group; whom it names stands in its free texts."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from core.retention import Rule, blank_files, declare, kept, register_rule
from grants.enums import ApplicationState
from grants.models import Application, ApplicationFile, Mark, Received, Remark, SanctionsCheck, SecondText, Submission

declare(
    "grants.GrantCall",
    not_personal="slug number title_en title_ru title_ky title_uz group_kinds currency floor_minor ceiling_minor budget_minor "
    "awarded_minor time_zone activities_from activities_to screening_by review_by decision_by quorum eligibility rubric state appeals "
    "second_from_minor budget_categories",
)
declare(
    "grants.Application",
    free_text="answers reason extension_reason",
    not_personal="code number language eligibility part_versions open_parts open_questions answer_languages rubric state "
    "requested_minor own_minor currency",
    sign_in="resume_digest",
)
declare("grants.Received", free_text="confirmed_how", file="original", not_personal="channel")
declare("grants.SecondText", free_text="text", not_personal="question kind language")
declare("grants.BudgetItem", free_text="item", not_personal="position category unit unit_cost_minor amount_minor own_minor currency")
declare("grants.ApplicationFile", file="file", not_personal="question seconds")
declare("grants.Submission", free_text="payload", file="pdf", not_personal="version language sha256")
declare(
    "grants.Proposal",
    free_text="conditions reason strength next_step",
    not_personal="outcome amount_minor currency state open_parts open_questions",
)
declare(
    "grants.Award",
    free_text="conditions",
    file="letter",
    not_personal="number amount_minor requested_minor ceiling_minor currency awarded_on",
)
declare("grants.GrantCallIndexPage", not_personal="introduction")
declare("grants.GrantCallPage", not_personal="introduction who funded not_funded")
declare("grants.Screening", free_text="reason", not_personal="checks")
declare("grants.SanctionsCheck", name="name_asked", not_personal="list_name result checked_on")
declare("grants.ReviewAssignment", not_personal="state")
declare("grants.Remark", free_text="text")
declare("grants.PanelMeeting", free_text="minutes", not_personal="held_on")
declare("grants.Letter", file="file", not_personal="kind language template message_template decided_on")
declare("grants.Mark", not_personal="kind digest")
declare("grants.SavedView", not_personal="name query")
declare("grants.Review", free_text="comment", not_personal="scores score_bp")
declare("grants.ReviewerLanguages", not_personal="languages")
declare("grants.EarlierReview", free_text="comment", not_personal="scores score_bp")


def _not_awarded_due(at: datetime) -> QuerySet[Application]:
    """Applications without a grant, a year after their call closed, that still hold what somebody wrote or handed in."""
    rows = Application.objects.filter(call__closes_at__lt=at - kept("applications_not_awarded")).exclude(state=ApplicationState.AWARDED)
    wrote = ~Q(answers={}) | ~Q(reason="")
    sent = Q(pk__in=Submission.objects.exclude(payload="").values("application"))
    files = Q(pk__in=ApplicationFile.objects.exclude(file__file="").values("application"))
    return rows.filter(wrote | sent | files)


def _blank_not_awarded(keys: list[Any], at: datetime) -> int:
    """Answers, what was sent, files and the names asked for go; number, sums, states and hashes stay."""
    sent = Submission.objects.filter(application__in=keys)
    blank_files(ApplicationFile.objects.filter(application__in=keys).values_list("file", flat=True))
    blank_files(sent.exclude(pdf=None).values_list("pdf", flat=True))
    sent.update(payload="")
    Mark.objects.filter(submission__in=sent).delete()
    Remark.objects.filter(application__in=keys).update(text="")
    received = Received.objects.filter(application__in=keys)
    blank_files(received.values_list("original", flat=True))
    received.exclude(confirmed_at=None).update(confirmed_how="–")
    SecondText.objects.filter(application__in=keys).delete()
    SanctionsCheck.objects.filter(application__in=keys).update(name_asked="")
    return Application.objects.filter(pk__in=keys).update(answers={}, reason="", resume_digest=Case(When(group=None, then="resume_digest")))


register_rule(
    Rule(name="applications_not_awarded", label=_("Applications without a grant"), due=_not_awarded_due, blank=_blank_not_awarded)
)

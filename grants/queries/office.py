"""The office's board of a call, and the reviews of one application."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, CharField, Count, Max, Min, Prefetch, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.models import Event
from core.questions import text_in
from grants.enums import ApplicationState as S
from grants.enums import AssignmentState
from grants.models import Application, EarlierReview, GrantCall, Proposal, ReviewAssignment
from grants.states import APPLICATION

COUNTING = Q(assignments__state="sent")


@dataclass(frozen=True)
class Row:
    """mean and spread in points out of 5 with one digit, or "" before the quorum's first review; over complete reviews only."""

    application: Application
    sent: int
    asked: int
    mean: str
    spread: str
    tone: str
    next: str


def with_reviews(rows: "QuerySet[Application]") -> "QuerySet[Application]":
    """asked, sent, mean, low, high of each application, in the same statement."""
    return rows.annotate(
        asked=Count("assignments", filter=~Q(assignments__state__in=["abstained", "recused"])),
        sent_reviews=Count("assignments", filter=COUNTING),
        mean=Avg("assignments__review__score_bp", filter=COUNTING),
        low=Min("assignments__review__score_bp", filter=COUNTING),
        high=Max("assignments__review__score_bp", filter=COUNTING),
    )


def points(basis: float | None) -> str:
    """Basis points of the highest as points out of 5."""
    return "" if basis is None else f"{basis / 2000:.1f}"


def board_of(call: GrantCall, user: Any) -> list[Row]:
    """Every application that was sent, the best mean first. One statement."""
    rows = with_reviews(Application.objects.for_office(user).filter(call=call)).select_related("group")
    found = [_row(application, call) for application in rows]
    return sorted(found, key=lambda row: (-(row.application.mean or 0), row.application.number or ""))  # type: ignore[attr-defined]


def _row(application: Any, call: GrantCall) -> Row:
    tone, words = next_step(application, call)
    spread = "" if application.sent_reviews < 2 else points(application.high - application.low)
    return Row(application, application.sent_reviews, application.asked, points(application.mean), spread, tone, words)


def next_step(application: Any, call: GrantCall) -> tuple[str, str]:  # noqa: PLR0911 (a line a state)
    """(tone, words) of what comes next in the office."""
    match application.state:
        case S.SUBMITTED:
            return "warn", _("Screen it")
        case S.ELIGIBLE if application.asked < call.quorum:
            return "bad", _("Assign reviewers")
        case S.ELIGIBLE if application.sent_reviews < call.quorum:
            return "", _("Reviewers read")
        case S.ELIGIBLE:
            return "ok", _("Ready to propose")
        case S.PROPOSED:
            return "warn", _("Approve or send back")
        case S.CHANGES_ASKED:
            return "", _("The group changes it")
    return "", str(application.get_state_display())


def counts_of(rows: list[Row]) -> dict[str, int]:
    """How many stand in each state."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.application.state] = counts.get(row.application.state, 0) + 1
    return counts


def scores_of(application: Application, assignments: list[ReviewAssignment] | None = None) -> list[dict[str, Any]]:
    """Each review that counts: who, score in points out of 5, scores by criterion, comments. One statement, none with the assignments."""
    rows = [row for row in (assignments_of(application) if assignments is None else assignments) if row.state == AssignmentState.SENT]
    return [
        {
            "assignment": row,
            "review": row.review,
            "version": row.review.submission.version,
            "earlier": [(one.submission.version, points(one.score_bp), one.comment) for one in row.earlier_reviews.all()],
            "points": points(row.review.score_bp),
            "criteria": _criteria(application, row.review.scores),
        }
        for row in rows
    ]


def _criteria(application: Application, scores: dict[str, Any]) -> list[tuple[str, int, int, str]]:
    """(criterion, score, highest, comment) in the reader's language."""
    lang = (get_language() or "en").split("-")[0]
    return [(text_in(c["title"], lang), scores[c["key"]]["score"], c["max"], scores[c["key"]]["comment"]) for c in application.rubric]


def assignments_of(application: Application) -> list[ReviewAssignment]:
    """With their reviews and what was sent on earlier versions. Two statements."""
    rows = application.assignments.select_related("reviewer", "review__submission").order_by("pk")
    return list(rows.prefetch_related(Prefetch("earlier_reviews", EarlierReview.objects.select_related("submission"))))


def opened_words(application: Application, proposal: Proposal, language: str) -> list[str]:
    """What a proposal to ask for changes opens again, in words: the answers named, or whole parts."""
    placed = [(part, question) for part in application.form_version.schema["parts"] for question in part["questions"]]
    named = set(proposal.open_questions)
    if named:
        return [text_in(question["label"], language) for _part, question in placed if question["key"] in named]
    return [text_in(part["title"], language) for part in application.form_version.schema["parts"] if part["key"] in proposal.open_parts]


def history_of(application: Application) -> list[tuple[Event, str]]:
    """Every event of the application and of its reviewers, with its name in the reader's language, oldest first. One statement."""
    of_reviews = {
        "assigned": _("Reviewer asked"),
        "declare": _("No conflict of interest declared"),
        "abstain": _("Reviewer abstained"),
        "send": _("Review sent"),
        "update": _("Review taken up again for a new version"),
        "recuse": _("Reviewer recused"),
    }
    words = (
        of_reviews
        | {transition.action: str(transition.label) for transition in APPLICATION.transitions}
        | {
            "begun": _("Begun"),
            "part_saved": _("Part saved"),
            "budget_saved": _("Budget saved"),
            "sanctions_checked": _("Sanctions list checked"),
            "submit_refused": _("Sending refused"),
        }
    )
    keys = application.assignments.order_by().annotate(key=Cast("pk", CharField())).values("key")
    reviews = Q(subject_type=ReviewAssignment._meta.label_lower, subject_id__in=keys)
    own = Q(subject_type=application._meta.label_lower, subject_id=str(application.pk))
    rows = Event.objects.filter(own | reviews).select_related("actor", "deputy_for", "detail").order_by("at", "pk")
    return [(event, words.get(event.action, event.action)) for event in rows]

"""The office's board of a call, and the reviews of one application."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.events import events_of
from core.models import Event
from core.questions import text_in
from grants.enums import ApplicationState as S
from grants.enums import AssignmentState, CallState
from grants.models import Application, EarlierReview, GrantCall, Proposal, ReviewAssignment
from grants.queries.scores import points, score_of, with_scores
from grants.states import APPLICATION


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


def board_of(call: GrantCall, user: Any) -> list[Row]:
    """Every application that was sent, the best mean first. One statement."""
    rows = with_scores(Application.objects.for_office(user).filter(call=call)).select_related("group")
    found = [_row(application, call) for application in rows]
    return sorted(found, key=lambda row: (-(row.application.mean or 0), row.application.number or ""))  # type: ignore[attr-defined]


def _row(application: Any, call: GrantCall) -> Row:
    tone, words = next_step(application, call)
    spread = points(score_of(application).spread_bp)
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
    """Each review that counts: who, score in points out of 5, scores by criterion, comments, of which version, and what was sent before.
    One statement, none with the assignments; one more where a review was taken up again.
    """
    rows = [row for row in (assignments_of(application) if assignments is None else assignments) if row.state == AssignmentState.SENT]
    earlier = _earlier(rows)
    return [
        {
            "assignment": row,
            "review": row.review,
            "version": row.review.submission.version,
            "earlier": earlier[row.pk],
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
    return list(application.assignments.select_related("reviewer", "review__submission").order_by("pk"))


def _earlier(rows: list[ReviewAssignment]) -> dict[int, list[tuple[int, str, str]]]:
    """Assignment -> (version, points, comment) of what was sent on earlier versions. One statement, none where nobody read a second one."""
    later = [row.pk for row in rows if row.review.submission.version > 1]
    found: dict[int, list[tuple[int, str, str]]] = {row.pk: [] for row in rows}
    for one in EarlierReview.objects.filter(assignment__in=later).select_related("submission") if later else ():
        found[one.assignment_id].append((one.submission.version, points(one.score_bp), one.comment))
    return found


def opened_words(application: Application, proposal: Proposal, language: str) -> list[str]:
    """What a proposal to ask for changes opens again, in words: the answers named, or whole parts."""
    placed = [(part, question) for part in application.form_version.schema["parts"] for question in part["questions"]]
    named = set(proposal.open_questions)
    if named:
        return [text_in(question["label"], language) for _part, question in placed if question["key"] in named]
    return [text_in(part["title"], language) for part in application.form_version.schema["parts"] if part["key"] in proposal.open_parts]


def why_withdrawn(call: GrantCall) -> str:
    """The reason for which a call was taken back the last time, while it is. One statement."""
    if call.state != CallState.WITHDRAWN:
        return ""
    return str(events_of(call).filter(action="withdraw").values_list("detail__text", flat=True).last() or "")


def history_of(application: Application) -> list[tuple[Event, str, str]]:
    """Every event of the application and of its reviewers, oldest first: with its name in the reader's language and, for a step that was
    lent, by whom to whom. One statement.
    """
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
    lent = _("Step lent by %(partner)s to the lead organisation") % {"partner": application.organisation.name}
    return [(event, words.get(event.action, event.action), lent if "lent_by" in event.data else "") for event in rows]

"""Reviewing: who is asked, the declaration, the scores, sending them; abstaining and recusing."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.events import record_event
from core.refusals import Refused
from core.transitions import move
from grants.domain.messages import tell_reviewer
from grants.domain.rights import require_stands_apart
from grants.enums import ApplicationState, AssignmentState
from grants.models import Application, EarlierReview, GrantCall, Review, ReviewAssignment, ReviewerLanguages
from grants.queries.staffing import reads, reviewers_in_reach
from grants.states import belongs_to_group, lent, worked_on_texts

if TYPE_CHECKING:
    from accounts.models import User

BASIS = 10_000
MOST_COMMENT = 2000


def why_not_reviewer(application: Application, reviewer: "User") -> str | None:  # noqa: PLR0911 (a line a reason)
    """Whether this person may be asked: holds the role in reach, is no party, was not recused or abstained before."""
    if not reviewer.holds(Role.REVIEWER, application.organisation_id):
        return _("This person does not hold the role of a reviewer here.")
    if (
        belongs_to_group(reviewer, application.group_id)
        or application.created_by_id == reviewer.pk
        or worked_on_texts(reviewer, application)
    ):
        return _("This person belongs to the group or wrote the application.")
    if application.screenings.filter(by=reviewer).exists() or application.proposals.filter(proposed_by=reviewer).exists():
        return _("This person has screened or proposed this application: somebody else reviews it.")
    before = application.assignments.filter(reviewer=reviewer).first()
    if before is None:
        return None
    if before.state == AssignmentState.RECUSED:
        return _("This person was recused from this application. That stays.")
    if before.state == AssignmentState.ABSTAINED:
        return _("This person abstained from this application. That stays.")
    return _("This reviewer has been assigned already.")


def assign_reviewer(*, application: Application, reviewer: "User", by: "User") -> ReviewAssignment:
    """Ask a reviewer. The reviewer sees title and group, declares no conflict of interest, and only then reads the application."""
    require_stands_apart(by, application)
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
        if locked.state != ApplicationState.ELIGIBLE:
            raise Refused(_("Only an application that meets the conditions is given to reviewers."), code="not_eligible")
        reason = why_not_reviewer(locked, reviewer)
        if reason is not None:
            raise Refused(reason, code="not_this_reviewer")
        try:
            with transaction.atomic():
                assignment = ReviewAssignment.objects.create(application=locked, reviewer=reviewer, assigned_by=by)
        except IntegrityError as error:
            raise Refused(_("This reviewer has been assigned already."), code="twice") from error
        data = {"application": locked.pk, **lent(locked, by)}
        record_event(subject=assignment, action="assigned", by=by, target=AssignmentState.ASSIGNED, data=data)
        tell_reviewer(application=locked, reviewer=reviewer)
    return assignment


def load_of(call: GrantCall) -> dict[int, int]:
    """Reviewer's key -> how many applications of the call this person is asked for."""
    rows = ReviewAssignment.objects.filter(application__call=call).standing().order_by()
    return dict(rows.values_list("reviewer").annotate(n=Count("pk")))


def assign_evenly(*, call: GrantCall, by: "User", each: int | None = None) -> int:
    """Give every eligible application as many reviewers as the quorum asks (or `each`), those with the fewest first, and of these who reads
    the application's language.

    Who may not be asked is passed over; what cannot be filled stays open. Returns how many were assigned.
    """
    load, reviewers = load_of(call), list(reviewers_in_reach(call.organisation_id).order_by("pk"))
    with transaction.atomic():
        rows = Application.objects.filter(call=call, state=ApplicationState.ELIGIBLE).select_related("call").order_by("pk")
        return sum(_fill(application, by, each or call.quorum, reviewers, load) for application in rows)


def assign_to(*, application: Application, by: "User") -> int:
    """Fill one application up to the quorum, those with the fewest first. Returns how many were assigned."""
    reviewers = list(reviewers_in_reach(application.organisation_id).order_by("pk"))
    with transaction.atomic():
        return _fill(application, by, application.call.quorum, reviewers, load_of(application.call))


def _fill(application: Application, by: "User", wanted: int, reviewers: "list[User]", load: dict[int, int]) -> int:
    need, made = wanted - application.assignments.standing().count(), 0
    language = application.language
    for reviewer in sorted(reviewers, key=lambda user: (load.get(user.pk, 0), language not in reads(user), user.pk)):
        if made >= need:
            break
        if why_not_reviewer(application, reviewer) is None:
            assign_reviewer(application=application, reviewer=reviewer, by=by)
            load[reviewer.pk] = load.get(reviewer.pk, 0) + 1
            made += 1
    return made


def declare_no_conflict(*, assignment: ReviewAssignment, by: "User") -> ReviewAssignment:
    """The reviewer declares no conflict of interest: the application opens for reading."""
    with transaction.atomic():
        assignment.declared_at = timezone.now()
        move(assignment, "declare", by, update=("declared_at",))
        sent = assignment.application.submissions.order_by("version").last()
        Review.objects.get_or_create(assignment=assignment, defaults={"submission": sent})
    return assignment


def abstain(*, assignment: ReviewAssignment, by: "User", note: str) -> ReviewAssignment:
    """The reviewer steps back, with the reason. The application closes for this reviewer; the fact stays."""
    if not note.strip():
        raise Refused(_("Write why you abstain, in a few words."), code="no_reason")
    move(assignment, "abstain", by, note.strip())
    return assignment


def recuse(*, assignment: ReviewAssignment, by: "User", note: str) -> ReviewAssignment:
    """Staff take a reviewer off an application, with the reason. A review that was sent no longer counts; it survives re-assignment."""
    if not note.strip():
        raise Refused(_("Write the reason."), code="no_reason")
    require_stands_apart(by, assignment.application)
    move(assignment, "recuse", by, note.strip())
    return assignment


def weighted_score(rubric: list[dict[str, Any]], scores: Mapping[str, Any]) -> int | None:
    """The weighted score in basis points of the highest possible; None when a criterion has no score."""
    total = Decimal(0)
    for criterion in rubric:
        given = (scores.get(criterion["key"]) or {}).get("score")
        if given is None:
            return None
        total += Decimal(int(given)) * criterion["weight"] * (BASIS // 100) / criterion["max"]
    return int(total.to_integral_value(ROUND_HALF_EVEN))


def save_review(*, assignment: ReviewAssignment, by: "User", scores: Mapping[str, Mapping[str, Any]], comment: str = "") -> Review:
    """Keep a draft of the review: {criterion: {"score": int or None, "comment": text}}. Refuses scores above the highest."""
    with transaction.atomic():
        locked = ReviewAssignment.objects.select_for_update(of=("self",)).select_related("application").get(pk=assignment.pk)
        if locked.reviewer_id != by.pk or locked.state != AssignmentState.DECLARED:
            raise Refused(_("This review cannot be changed now."), code="not_open")
        kept = {}
        for criterion in locked.application.rubric:
            given = scores.get(criterion["key"]) or {}
            score = given.get("score")
            if score is not None and not 0 <= int(score) <= criterion["max"]:
                raise Refused(_("A score is above the highest of its criterion."), code="score_range")
            kept[criterion["key"]] = {
                "score": None if score is None else int(score),
                "comment": str(given.get("comment", ""))[:MOST_COMMENT],
            }
        review = Review.objects.select_for_update().get(assignment=locked)
        review.scores, review.comment, review.saved_at = kept, comment, timezone.now()
        review.score_bp = weighted_score(locked.application.rubric, kept)
        review.save(update_fields=["scores", "comment", "saved_at", "score_bp"])
    return review


def send_review(*, assignment: ReviewAssignment, by: "User") -> Review:
    """Send the review: every criterion has a score and a comment. It counts from now on and does not change.

    It is of the version that it names; when the group sends a new one, it stays and counts until its reviewer takes it up again.
    """
    with transaction.atomic():
        review = Review.objects.select_for_update(of=("self",)).select_related("assignment__application").get(assignment=assignment)
        if review.score_bp is None:
            raise Refused(_("Give every criterion a score first."), code="incomplete")
        if any(not given["comment"].strip() for given in review.scores.values()):
            raise Refused(_("Write a comment on every criterion first."), code="incomplete")
        move(assignment, "send", by, data={"submission": review.submission_id})
        review.sent_at = timezone.now()
        review.save(update_fields=["sent_at"])
    return review


def update_review(*, assignment: ReviewAssignment, by: "User") -> Review:
    """Take a sent review up again, because the group has sent a new version. What was sent on the earlier one is kept and counts no longer;
    its scores and comments are the draft to begin from. Raises Refused: nothing new was sent, the application is not being reviewed.
    """
    with transaction.atomic():
        review = Review.objects.select_for_update(of=("self",)).select_related("assignment__application").get(assignment=assignment)
        newest = assignment.application.submissions.order_by("version").last()
        data = {"submission": review.submission_id, "newer": newest.pk if newest else None}
        move(assignment, "update", by, data=data)
        if newest is None or review.score_bp is None or review.sent_at is None:
            raise Refused(_("The group has sent nothing new since this review."), code="nothing_newer")
        EarlierReview.objects.create(
            assignment=assignment,
            submission_id=review.submission_id,
            scores=review.scores,
            comment=review.comment,
            score_bp=review.score_bp,
            sent_at=review.sent_at,
        )
        review.submission, review.sent_at, review.saved_at = newest, None, timezone.now()
        review.save(update_fields=["submission", "sent_at", "saved_at"])
    return review


def say_languages(*, by: "User", languages: Iterable[str]) -> ReviewerLanguages:
    """A reviewer says in which languages applications can be read; assigning looks at it. Raises Refused: no reviewer, none named."""
    if not by.holds(Role.REVIEWER):
        raise Refused(_("Only a reviewer says this."), code="not_reviewer")
    wanted = set(languages)
    known = [code for code, _name in settings.LANGUAGES if code in wanted]
    if not known:
        raise Refused(_("Choose one language at least."), code="no_language")
    with transaction.atomic():
        row, _made = ReviewerLanguages.objects.update_or_create(user=by, defaults={"languages": known})
        record_event(subject=row, action="languages_said", by=by, data={"languages": known})
    return row

"""The life cycles of the app as tables. A call's "open" is computed from the clock, never stored."""

from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.access import has_role
from core.transitions import Machine, Transition
from grants.holders import CodeHolder
from grants.querysets import RUNS_GRANTS

runs_grants = has_role(*RUNS_GRANTS)

OWN_PROPOSAL = _lazy("You made this proposal: somebody else approves it.")
ASKED_TO_REVIEW = _lazy("You were asked to review this application: somebody else decides on it.")
OWN_FIRST_APPROVAL = _lazy("You gave the first approval: a third person gives the second.")


def belongs_to_group(user: Any, group_id: int | None) -> bool:
    """Whether the user is a party: holds a right on the group, or is one of its members."""
    from youth_groups.models import Group, Membership

    if group_id is None:
        return False
    granted = Group.objects.granted_to(user, "own_group", "edit_group", "view_group").filter(pk=group_id).exists()
    return granted or Membership.objects.filter(group_id=group_id, person__user=user).exists()


def typed_it(user: Any, application: Any) -> bool:
    """Whether the user typed an application that came on paper, by messenger or by voice."""
    received = getattr(application, "received", None)
    return received is not None and user.pk is not None and received.typed_by_id == user.pk


def worked_on_texts(user: Any, application: Any) -> bool:
    """Who typed the application, or a text beside one of its answers: such a person does not review it."""
    return typed_it(user, application) or application.second_texts.filter(by=user).exists()


def acts_for_group(user: Any, application: Any) -> str | None:
    """Who may write and send: accounts of the group, who holds the draft's resume code, who typed what the group sent otherwise."""
    from youth_groups.models import Group

    if isinstance(user, CodeHolder):
        return None if user.opens(application) else _("This code does not open the draft any more.")
    if typed_it(user, application):
        return None
    if Group.objects.editable_by(user).filter(pk=application.group_id).exists():
        return None
    return _("Only those who act for this group can do this.")


def runs_and_stands_apart(user: Any, application: Any) -> str | Promise | None:
    """An officer in reach who is no member of the group, did not type the application and was not asked to review it."""
    refused = runs_grants(user, application)
    if refused is not None:
        return refused
    if typed_it(user, application):
        return _("You typed this application: somebody else checks it and decides on it.")
    if belongs_to_group(user, application.group_id):
        return _("You belong to this group: somebody else decides on its application.")
    if application.assignments.filter(reviewer=user).exists():
        return ASKED_TO_REVIEW
    return None


def stood_for(user: Any, application: Any) -> list[Any]:
    """Whose exclusions hold: the user's own and, for a deputy, those of the person in whose role the user acts here."""
    holder = user.acting(application)[1]
    return [user] if holder is None else [user, type(user)._default_manager.get(pk=holder)]


def lent(row: Any, by: Any) -> dict[str, Any]:
    """Of a step that was lent: the organisation whose step it is, and the lead NGO in which the actor's role is held.

    Nothing for who acts in a role of the row's own organisation, and for the group.
    """
    if not hasattr(by, "standings"):
        return {}
    role, holder = by.acting(row)
    places = [one for one in by.standings if one.role == role and one.holder == holder]
    if any(one.organisation == row.organisation_id for one in places):
        return {}
    if not places or belongs_to_group(by, getattr(row, "group_id", None)):
        return {}
    return {"lent_by": row.organisation_id, "lent_to": places[0].organisation}


def decides(user: Any, application: Any) -> str | Promise | None:
    """Proposes, sends back, approves: no party, no typist, no reviewer of the application; nor is whom a deputy acts for."""
    refused = runs_and_stands_apart(user, application)
    if refused is not None:
        return refused
    for person in stood_for(user, application)[1:]:
        if application.assignments.filter(reviewer=person).exists():
            return ASKED_TO_REVIEW
        if typed_it(person, application) or belongs_to_group(person, application.group_id):
            return _("The person for whom you act belongs to this group or typed the application: somebody else decides on it.")
    return None


def approves(user: Any, application: Any) -> str | Promise | None:
    """Four eyes: not the one who proposed, and for the second approval not the one who gave the first."""
    refused = decides(user, application)
    if refused is not None:
        return refused
    proposal = application.proposals.filter(state="open").first()
    people = {person.pk for person in stood_for(user, application)}
    if proposal is not None and proposal.proposed_by_id in people:
        return OWN_PROPOSAL
    if proposal is not None and proposal.first_approved_by_id in people:
        return OWN_FIRST_APPROVAL
    return None


def needs_second_approval(application: Any, proposal: Any) -> bool:
    """Whether what is proposed reaches the amount from which the call wants two approvals."""
    most = application.call.second_from_minor
    return proposal is not None and proposal.outcome == "award" and most is not None and proposal.amount_minor >= most


def waits_for_first(application: Any) -> str | None:
    proposal = application.proposals.filter(state="open").first()
    if needs_second_approval(application, proposal) and proposal.first_approved_by_id is None:
        return None
    return _("A first approval is not needed here, or was given already.")


def was_approved_first(application: Any) -> str | None:
    proposal = application.proposals.filter(state="open").first()
    if needs_second_approval(application, proposal) and proposal.first_approved_by_id is None:
        return _("An award of this amount needs two approvals: the first one is still missing.")
    return None


def leave_marks(application: Any, by: Any, note: str) -> None:
    from grants.domain.lookalikes import mark_submission

    mark_submission(application.submissions.order_by("version").last())


def was_screened(application: Any) -> str | None:
    last = application.screenings.last()
    if last is None or not last.eligible:
        return _("Fill in the checklist first: every point must be in order.")
    check = application.sanctions_checks.last()
    if check is None:
        return _("Record the check of the sanctions list first.")
    return None if check.result == "clear" else _("The last check of a sanctions list found something: this cannot go on.")


def voices_are_typed(application: Any) -> str | None:
    """Reviewers read what was said: each voice answer without a written one has its typed text."""
    spoken = set(application.files.filter(seconds__isnull=False).values_list("question", flat=True)) - set(application.answers)
    if not spoken or spoken <= set(application.second_texts.filter(kind="spoken").values_list("question", flat=True)):
        return None
    return _("Somebody must type the voice answers first: reviewers read them.")


def has_quorum(application: Any) -> str | None:
    return too_few_reviews(application, application.assignments.counting().count())


def too_few_reviews(application: Any, complete: int) -> str | None:
    if complete >= application.call.quorum:
        return None
    return _("Complete reviews: %(complete)s, needed: %(quorum)s.") % {"complete": complete, "quorum": application.call.quorum}


def nobody_sent_a_review(application: Any) -> str | None:
    """Whatever stands at its screening goes back to the group by one officer, also when it came back changed after a review."""
    if application.state != "submitted" and application.assignments.counting().exists():
        return _("A review was sent already: asking for changes is a proposal now, which another person approves.")
    return None


def somebody_sent_a_review(application: Any) -> str | None:
    if application.assignments.counting().exists():
        return None
    return _("No review was sent yet: changes are asked for without a proposal.")


def has_questions(call: Any) -> str | None:
    return None if call.form_version_id else _("The call has no questions yet. Add one at least.")


def has_time_left(call: Any) -> str | None:
    return None if call.closes_at > timezone.now() else _("The closing date has passed. Set a later one first.")


def is_the_reviewer(user: Any, assignment: Any) -> str | None:
    from accounts.roles import Role

    if assignment.reviewer_id == user.pk and user.holds(Role.REVIEWER, assignment.organisation_id):
        return None
    return _("Only the reviewer who was asked can do this.")


def recuses(user: Any, assignment: Any) -> str | Promise | None:
    return runs_and_stands_apart(user, assignment.application)


def is_being_reviewed(assignment: Any) -> str | None:
    return None if assignment.application.state == "eligible" else _("This application is not being reviewed now.")


def reads_an_earlier_version(assignment: Any) -> str | None:
    """A review that was sent is taken up again only for a version that came after it."""
    if assignment.review.submission_id != assignment.application.submissions.order_by("version").last().pk:
        return None
    return _("The group has sent nothing new since this review.")


def close_proposals(application: Any, by: Any, note: str) -> None:
    application.proposals.filter(state="open").update(state="returned", decided_at=timezone.now())


CALL = Machine(
    "grants.GrantCall",
    (
        Transition("publish", "draft", "published", _lazy("Publish"), _lazy("Open"), runs_grants, guards=(has_questions, has_time_left)),
        Transition("withdraw", "published", "withdrawn", _lazy("Withdraw"), _lazy("Withdrawn"), runs_grants, guards=(has_time_left,)),
        Transition("publish_again", "withdrawn", "published", _lazy("Publish again"), _lazy("Open"), runs_grants, guards=(has_time_left,)),
    ),
    says=lent,
)

BEFORE_DECISION = ("draft", "submitted", "eligible", "changes_asked", "reserve", "proposed")

APPLICATION = Machine(
    "grants.Application",
    (
        Transition("submit", ("draft", "changes_asked"), "submitted", _lazy("Send"), _lazy("Sent"), acts_for_group, effects=(leave_marks,)),
        Transition(
            "pass_screening",
            "submitted",
            "eligible",
            _lazy("Eligible"),
            _lazy("Meets the conditions"),
            runs_and_stands_apart,
            guards=(was_screened, voices_are_typed),
        ),
        Transition(
            "fail_screening",
            "submitted",
            "not_eligible",
            _lazy("Not eligible"),
            _lazy("Does not meet the conditions"),
            runs_and_stands_apart,
        ),
        Transition(
            "ask_changes",
            ("submitted", "eligible"),
            "changes_asked",
            _lazy("Ask for changes"),
            _lazy("Changes asked for"),
            runs_and_stands_apart,
            guards=(nobody_sent_a_review,),
        ),
        Transition(
            "propose", ("eligible", "reserve"), "proposed", _lazy("Propose"), _lazy("Before the decision"), decides, guards=(has_quorum,)
        ),
        Transition(
            "propose_changes",
            ("eligible", "reserve"),
            "proposed",
            _lazy("Propose to ask for changes"),
            _lazy("Before the decision"),
            decides,
            guards=(somebody_sent_a_review,),
        ),
        Transition("return", "proposed", "eligible", _lazy("Send back"), _lazy("Being reviewed"), decides, effects=(close_proposals,)),
        Transition(
            "approve_first",
            "proposed",
            "proposed",
            _lazy("Give the first approval"),
            _lazy("Before the decision"),
            approves,
            guards=(has_quorum, waits_for_first),
        ),
        Transition(
            "award",
            "proposed",
            "awarded",
            _lazy("Approve the award"),
            _lazy("Awarded"),
            approves,
            guards=(has_quorum, was_approved_first),
        ),
        Transition("reserve", "proposed", "reserve", _lazy("Approve the reserve list"), _lazy("On the reserve list"), approves),
        Transition("decline", "proposed", "declined", _lazy("Approve the decline"), _lazy("Declined"), approves),
        Transition("changes", "proposed", "changes_asked", _lazy("Approve asking for changes"), _lazy("Changes asked for"), approves),
        Transition(
            "withdraw",
            BEFORE_DECISION,
            "withdrawn",
            _lazy("Withdraw"),
            _lazy("Withdrawn"),
            acts_for_group,
            effects=(close_proposals,),
        ),
    ),
    says=lent,
)

ASSIGNMENT = Machine(
    "grants.ReviewAssignment",
    (
        Transition(
            "declare",
            "assigned",
            "declared",
            _lazy("I have no conflict of interest"),
            _lazy("Reading"),
            is_the_reviewer,
            guards=(is_being_reviewed,),
        ),
        Transition("abstain", ("assigned", "declared"), "abstained", _lazy("I abstain"), _lazy("Abstained"), is_the_reviewer),
        Transition("send", "declared", "sent", _lazy("Send the review"), _lazy("Sent"), is_the_reviewer, guards=(is_being_reviewed,)),
        Transition(
            "update",
            "sent",
            "declared",
            _lazy("Review the new version"),
            _lazy("Reading"),
            is_the_reviewer,
            guards=(is_being_reviewed, reads_an_earlier_version),
        ),
        Transition("recuse", ("assigned", "declared", "sent"), "recused", _lazy("Recuse"), _lazy("Recused"), recuses),
    ),
    says=lent,
)

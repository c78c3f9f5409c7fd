"""Deciding: one officer proposes, another approves. Ceilings hold under concurrent approvals."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.figures import format_money
from core.money import Money
from core.refusals import Refused
from core.transitions import move
from grants.domain.letters import begin_letter, letter_file
from grants.domain.messages import tell_approvers, tell_group
from grants.domain.screening import what_is_opened
from grants.enums import LetterKind, Outcome, ProposalState
from grants.models import Application, Award, GrantCall, Proposal
from grants.states import needs_second_approval
from programme.models import Agreement, BudgetLine

if TYPE_CHECKING:
    from accounts.models import User

KINDS = {
    Outcome.RESERVE: "application_reserve",
    Outcome.DECLINE: "application_declined",
    Outcome.CHANGES: "application_changes",
}


def propose(
    *,
    application: Application,
    by: "User",
    outcome: str,
    amount: Money | None = None,
    conditions: str = "",
    reason: str = "",
    strength: str = "",
    next_step: str = "",
    line: BudgetLine | None = None,
    parts: Iterable[str] = (),
    questions: Iterable[str] = (),
) -> Proposal:
    """Propose an award, the reserve list, a decline, or asking for changes. A proposal is no decision: another person approves it.

    An award is up to the request and the ceiling; everything else needs a reason, which the group reads; a decline one strength and one
    next step beside it; asking for changes names the parts or answers that open again, and needs one sent review instead of the quorum.
    Raises Refused: no right, quorum not met, amount too high, the budget line of another call, nothing named.
    """
    opened, answers = what_is_opened(application, parts, questions) if outcome == Outcome.CHANGES else ([], [])
    if outcome == Outcome.CHANGES and not (opened and reason.strip()):
        raise Refused(_("Choose the parts and write what to change: the group reads it."), code="nothing_named")
    if outcome != Outcome.AWARD and not reason.strip():
        raise Refused(_("Write the reason: the group reads it."), code="no_reason")
    if outcome == Outcome.DECLINE and not (strength.strip() and next_step.strip()):
        raise Refused(_("A decline names one strength, one reason and one next step."), code="three_parts")
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
        given = _checked_amount(locked, amount) if outcome == Outcome.AWARD else Money(0, locked.currency)
        paying = (line or locked.call.budget_line) if outcome == Outcome.AWARD else None
        if paying is not None and (paying.currency != locked.currency or paying.agreement.organisation_id != _line_owner(locked)):
            raise Refused(_("This budget line does not belong to the call."), code="line")
        data = {"outcome": outcome, "amount_minor": given.minor, "line": paying.pk if paying else None}
        move(locked, "propose_changes" if outcome == Outcome.CHANGES else "propose", by, data=data)
        proposal = Proposal.objects.create(
            application=locked,
            outcome=outcome,
            amount_minor=given.minor,
            currency=given.currency,
            line=paying,
            conditions=conditions.strip(),
            reason=reason.strip(),
            strength=strength.strip(),
            next_step=next_step.strip(),
            open_parts=opened,
            open_questions=answers,
            proposed_by=by,
        )
        tell_approvers(application=locked, but=[by.pk])
    application.state = locked.state
    return proposal


def _line_owner(application: Application) -> int:
    return application.call.budget_line.agreement.organisation_id


def _checked_amount(application: Application, amount: Money | None) -> Money:
    if amount is None or amount.minor <= 0 or amount.currency != application.currency:
        raise Refused(_("Write the amount of the award."), code="no_amount")
    for most, words in (
        (application.requested_minor, _("The group asked for %(most)s: an award cannot be above it.")),
        (application.call.ceiling_minor, _("One grant of this call is at most %(most)s.")),
    ):
        if amount.minor > most:
            raise Refused(words % {"most": format_money(most, application.currency)}, code="too_much")
    return amount


def approve(*, application: Application, by: "User", note: str = "") -> Award | None:
    """Approve whatever is proposed: an award (returned), the reserve list, a decline or asking for changes (None)."""
    proposal = application.proposals.filter(state=ProposalState.OPEN).first()
    if proposal is None:
        raise Refused(_("Nothing is proposed for this application."), code="no_proposal")
    if proposal.outcome == Outcome.AWARD and needs_second_approval(application, proposal) and proposal.first_approved_by_id is None:
        approve_first(application=application, by=by, note=note)
        return None
    if proposal.outcome == Outcome.AWARD:
        return approve_award(application=application, by=by, note=note)
    letter = None
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).select_related("call", "group").get(pk=application.pk)
        open_one = _open_proposal(locked)
        locked.reason = open_one.reason
        update: tuple[str, ...] = ("reason",)
        data: dict[str, object] = {"proposal": open_one.pk}
        if open_one.outcome == Outcome.CHANGES:
            locked.open_parts, locked.open_questions = open_one.open_parts, open_one.open_questions
            update, data = ("reason", "open_parts", "open_questions"), data | {"parts": open_one.open_parts}
        move(locked, open_one.outcome, by, note, data=data, update=update)
        _close(open_one, by)
        if open_one.outcome == Outcome.DECLINE:
            letter = begin_letter(application=locked, kind=LetterKind.DECLINE)
        tell_group(application=locked, kind=KINDS[Outcome(open_one.outcome)], context={"proposal": open_one})
    application.state = locked.state
    if letter is not None:
        letter_file(letter=letter)
    return None


def approve_first(*, application: Application, by: "User", note: str = "") -> Proposal:
    """Give the first of two approvals, where the call wants two for this amount. It decides nothing: a third person gives the second.

    Raises Refused: no right, the proposer, a first approval that is not needed or was given already.
    """
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).select_related("call", "group").get(pk=application.pk)
        proposal = _open_proposal(locked)
        move(locked, "approve_first", by, note, data={"proposal": proposal.pk, "amount_minor": proposal.amount_minor})
        proposal.first_approved_by, proposal.first_approved_at = by, timezone.now()
        proposal.save(update_fields=["first_approved_by", "first_approved_at"])
        tell_approvers(application=locked, but=[by.pk, proposal.proposed_by_id])
    return proposal


def approve_award(*, application: Application, by: "User", note: str = "") -> Award:
    """Approve a proposed award.

    Four eyes: the proposer, the application's reviewers and members of its group may not approve; from the amount on that the call names
    it is the second approval, by a third person.
    The awards of a budget line never pass the line, nor those of a call its budget, also under concurrent approvals: agreement, line,
    call and application are locked in this order, and CHECKs on the kept totals stand behind it.
    Money is not paid here. The letter is drawn after the decision stands.

    Raises Refused: with the reason for the person, when a right, a guard or a ceiling stands against it.
    """
    with transaction.atomic():
        proposal = application.proposals.filter(state=ProposalState.OPEN, outcome=Outcome.AWARD).select_related("line").first()
        if proposal is None or proposal.line is None:
            raise Refused(_("No award is proposed for this application."), code="no_proposal")
        Agreement.objects.select_for_update().get(pk=proposal.line.agreement_id)
        line = BudgetLine.objects.select_for_update().get(pk=proposal.line_id)
        call = GrantCall.objects.select_for_update().get(pk=application.call_id)
        locked = Application.objects.select_for_update(of=("self",)).select_related("call", "group").get(pk=application.pk)
        open_one = _open_proposal(locked)
        if open_one.pk != proposal.pk:
            raise Refused(_("The proposal has changed. Please look at it again."), code="changed")
        amount = _checked_amount(locked, Money(open_one.amount_minor, open_one.currency))
        # The right and the guards come first: a reason about money is no business of who may not decide.
        move(locked, "award", by, note, data={"amount_minor": amount.minor, "line": line.pk, "proposal": open_one.pk})
        _commit(line, call, amount)
        award = Award.objects.create(
            application=locked,
            number=f"G{locked.number[1:]}" if locked.number else f"G-{locked.pk}",
            amount_minor=amount.minor,
            requested_minor=locked.requested_minor,
            ceiling_minor=call.ceiling_minor,
            currency=amount.currency,
            line=line,
            conditions=open_one.conditions,
            awarded_on=timezone.localdate(),
            proposed_by_id=open_one.proposed_by_id,
            first_approved_by_id=open_one.first_approved_by_id,
            approved_by=by,
        )
        _close(open_one, by)
        letter = begin_letter(application=locked, kind=LetterKind.AWARD)
        tell_group(application=locked, kind="application_awarded")
    application.state = locked.state
    award.letter = letter_file(letter=letter)
    return award


def _commit(line: BudgetLine, call: GrantCall, amount: Money) -> None:
    """Add to the kept totals of the locked line and call. Raises Refused with what is left."""
    left_of_line = line.amount_minor - line.awarded_minor
    if amount.minor > left_of_line:
        words = _("The budget line has only %(left)s left.") % {"left": format_money(left_of_line, amount.currency)}
        raise Refused(words, code="line_full")
    if amount.minor > call.left_minor:
        words = _("The budget of the call has only %(left)s left.") % {"left": format_money(call.left_minor, amount.currency)}
        raise Refused(words, code="call_full")
    line.awarded_minor += amount.minor
    line.save(update_fields=["awarded_minor"])
    call.awarded_minor += amount.minor
    call.save(update_fields=["awarded_minor"])


def _open_proposal(application: Application) -> Proposal:
    found: Proposal | None = application.proposals.filter(state=ProposalState.OPEN).first()
    if found is None:
        raise Refused(_("Nothing is proposed for this application."), code="no_proposal")
    return found


def _close(proposal: Proposal, by: "User") -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = ProposalState.APPROVED, by, timezone.now()
    proposal.save(update_fields=["state", "decided_by", "decided_at"])


def return_proposal(*, application: Application, by: "User", note: str) -> Application:
    """Send a proposal back, with the reason: the application is under review again and another proposal can be made."""
    if not note.strip():
        raise Refused(_("Write the reason."), code="no_reason")
    move(application, "return", by, note.strip())
    return application

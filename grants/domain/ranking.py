"""From the ranking to proposals: down the list while the money lasts. Proposals are saved, decisions are not made."""

from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext as _

from core.figures import format_money
from core.money import Money
from core.refusals import Refused
from grants.domain.batches import Done, each
from grants.domain.decisions import propose
from grants.domain.rights import require_runs
from grants.enums import ApplicationState, Outcome, ProposalState
from grants.models import Application, GrantCall, Proposal
from grants.queries.ranking import ranked

if TYPE_CHECKING:
    from accounts.models import User


def left_to_propose(call: GrantCall) -> int:
    """Minor units that neither an award nor an open proposal holds: of the call's budget or of its line, whichever is less."""
    waiting = Proposal.objects.filter(state=ProposalState.OPEN, outcome=Outcome.AWARD)
    of_call = waiting.filter(application__call=call).aggregate(total=Sum("amount_minor"))["total"] or 0
    of_line = waiting.filter(line=call.budget_line_id).aggregate(total=Sum("amount_minor"))["total"] or 0
    line = call.budget_line
    return min(call.left_minor - of_call, line.amount_minor - line.awarded_minor - of_line)


def propose_within_budget(*, call: GrantCall, by: "User") -> list[Done]:
    """Propose an award for each reviewed application, the best weighted mean first, as long as what is left pays for it.

    Each is asked for in full, up to the ceiling: no amount is cut to fit. One that does not fit is passed over and named, the next smaller
    one may still fit. Every proposal is made by `propose`, so its rights and guards hold; another person approves each.
    """
    require_runs(by, call.organisation_id)
    left = left_to_propose(call)

    def one(application: Application) -> None:
        nonlocal left
        amount = min(application.requested_minor, call.ceiling_minor)
        if amount > left:
            words = _("It asks for %(asked)s; %(left)s are left.")
            asked = format_money(amount, call.currency)
            raise Refused(words % {"asked": asked, "left": format_money(left, call.currency)}, code="does_not_fit")
        propose(application=application, by=by, outcome=Outcome.AWARD, amount=Money(amount, application.currency))
        left -= amount

    rows: list[Done] = each([row for row in ranked(call, by) if row.state == ApplicationState.ELIGIBLE], one)
    return rows

"""A state machine beside a simple ledger: whatever officers try in whatever order, what is awarded is what the ledger says, never more."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import strategies as st

from core.money import Money
from core.refusals import Refused
from grants.domain.decisions import approve, propose, return_proposal
from grants.models import Application, Award, GrantCall
from programme.models import BudgetLine
from tests.factories.grants import GrantCallFactory, officer, reviewed
from tests.factories.programme import BudgetLineFactory

pytestmark = [pytest.mark.soak, pytest.mark.django_db]

ASKED, SECOND = 60_000, 40_000
STEP = st.tuples(st.sampled_from(["propose", "approve", "return"]), st.integers(0, 3), st.integers(0, 2), st.integers(1, ASKED + 10_000))
PLANS = st.tuples(st.integers(ASKED, 150_000), st.lists(STEP, min_size=4, max_size=14))


class Ledger:
    """What should hold, in a dozen lines: state, proposal (amount, proposer, first approver) and money of each application."""

    def __init__(self, limit: int, count: int) -> None:
        self.left, self.state = limit, ["eligible"] * count
        self.open: list[Any] = [None] * count
        self.given = [0] * count

    def takes(self, verb: str, place: int, who: int, amount: int) -> bool:
        proposal = self.open[place]
        if verb == "propose":
            if self.state[place] != "eligible" or amount > ASKED:
                return False
            self.state[place], self.open[place] = "proposed", (amount, who, None)
            return True
        if proposal is None:
            return False
        if verb == "return":
            self.state[place], self.open[place] = "eligible", None
            return True
        asked, proposer, first = proposal
        if who in (proposer, first):
            return False
        if asked >= SECOND and first is None:
            self.open[place] = (asked, proposer, who)
            return True
        if asked > self.left:
            return False
        self.left -= asked
        self.state[place], self.open[place], self.given[place] = "awarded", None, asked
        return True


def test_decisions_do_what_a_simple_ledger_does(prove) -> None:
    line = BudgetLineFactory(amount_minor=10_000_000)
    call = GrantCallFactory(budget_line=line, floor_minor=1, ceiling_minor=ASKED, second_from_minor=SECOND)
    applications = [reviewed(call, asked=ASKED) for _n in range(4)]
    people = [officer() for _n in range(3)]

    def claim(plan: Any) -> None:
        with transaction.atomic():
            _walk(*plan)
            transaction.set_rollback(True)

    def _walk(limit: int, steps: list[Any]) -> None:
        BudgetLine.objects.filter(pk=line.pk).update(amount_minor=limit)
        ledger = Ledger(limit, len(applications))
        for verb, place, who, amount in steps:
            assert _tried(verb, applications[place].pk, people[who], amount) == ledger.takes(verb, place, who, amount), (verb, place, who)
        kept = BudgetLine.objects.get(pk=line.pk)
        assert limit - kept.awarded_minor == ledger.left >= 0
        assert GrantCall.objects.get(pk=call.pk).awarded_minor == kept.awarded_minor
        rows = Application.objects.filter(call=call).order_by("pk")
        assert [row.state for row in rows] == ledger.state
        given = dict(Award.objects.filter(line=line).values_list("application", "amount_minor"))
        assert [given.get(row.pk, 0) for row in rows] == ledger.given

    def _tried(verb: str, key: int, by: Any, amount: int) -> bool:
        application = Application.objects.select_related("call").get(pk=key)
        try:
            with transaction.atomic():
                if verb == "propose":
                    propose(application=application, by=by, outcome="award", amount=Money(amount))
                elif verb == "approve":
                    approve(application=application, by=by)
                else:
                    return_proposal(application=application, by=by, note="Look again")
        except Refused:
            return False
        return True

    prove(claim, PLANS, few=6, many=300)

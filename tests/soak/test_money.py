"""Whatever is awarded in whatever order: never more than the line, than the budget of the call, than was asked for or allowed."""

from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st

from core.money import Money
from core.refusals import Refused
from grants.domain.decisions import approve_award, propose
from grants.models import Application, Award, GrantCall
from programme.models import BudgetLine
from tests.factories.grants import GrantCallFactory, officer, reviewed
from tests.factories.programme import BudgetLineFactory

pytestmark = [pytest.mark.soak, pytest.mark.django_db]

ASKED = 60_000
AMOUNTS = st.integers(1, ASKED + 20_000)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """What line and calls hold, and who is to get what from which call, in which order."""
    order = draw(st.permutations(range(4)))
    return {
        "line": draw(st.integers(1, 200_000)),
        "budgets": [draw(st.integers(ASKED, 200_000)) for _call in range(2)],
        "steps": [(place, draw(AMOUNTS)) for place in order],
    }


def test_awards_never_pass_line_call_or_request(prove) -> None:
    line = BudgetLineFactory(amount_minor=10_000_000)
    calls = [GrantCallFactory(budget_line=line, floor_minor=1, ceiling_minor=ASKED) for _n in range(2)]
    applications = [reviewed(calls[index % 2], asked=ASKED) for index in range(4)]
    first, second = officer(), officer()

    def claim(plan: dict[str, Any]) -> None:
        with transaction.atomic():
            _walk(plan)
            transaction.set_rollback(True)

    def _walk(plan: dict[str, Any]) -> None:
        BudgetLine.objects.filter(pk=line.pk).update(amount_minor=plan["line"])
        for call, budget in zip(calls, plan["budgets"], strict=True):
            GrantCall.objects.filter(pk=call.pk).update(budget_minor=budget)
        left_of_line, left_of_call = plan["line"], dict(zip((call.pk for call in calls), plan["budgets"], strict=True))
        for place, amount in plan["steps"]:
            application = Application.objects.get(pk=applications[place].pk)
            fits = amount <= min(left_of_line, left_of_call[application.call_id], ASKED)
            assert _awarded(application, amount) == fits, (plan, place, amount)
            if fits:
                left_of_line -= amount
                left_of_call[application.call_id] -= amount
        kept = BudgetLine.objects.get(pk=line.pk)
        given = Award.objects.filter(line=line).aggregate(total=Sum("amount_minor"))["total"] or 0
        assert kept.awarded_minor == given == plan["line"] - left_of_line <= kept.amount_minor
        for call in GrantCall.objects.filter(pk__in=left_of_call):
            assert call.left_minor == left_of_call[call.pk] >= 0

    def _awarded(application: Application, amount: int) -> bool:
        try:
            with transaction.atomic():
                propose(application=application, by=first, outcome="award", amount=Money(amount))
                approve_award(application=application, by=second)
        except Refused:
            return False
        return True

    prove(claim, plans(), few=6, many=400)

"""Deciding: four eyes, quorum, ceilings, also under concurrent approvals."""

import pytest

from core.models import Event, Message
from core.money import Money
from core.refusals import Refused
from grants.domain.decisions import approve, approve_award, propose, return_proposal
from grants.domain.reviews import recuse
from grants.models import Application, Award, GrantCall
from programme.models import BudgetLine
from tests.concurrency import run_concurrently
from tests.factories.grants import GrantCallFactory, eligible, officer, proposed, reviewed, sent_review
from tests.factories.programme import BudgetLineFactory, OrganisationFactory, holder
from tests.factories.youth_groups import member_account

pytestmark = pytest.mark.django_db


def test_an_award_is_made_by_two_people_with_letter_and_message():
    first, second = officer(), officer()
    application = proposed(by=first, amount=50_000)
    award = approve_award(application=application, by=second)
    assert (award.amount_minor, award.approved_by, award.proposed_by) == (50_000, second, first)
    assert award.letter is not None
    assert award.letter.content_type == "application/pdf"
    assert Application.objects.get(pk=application.pk).state == "awarded"
    assert BudgetLine.objects.get(pk=award.line_id).awarded_minor == 50_000
    assert GrantCall.objects.get(pk=application.call_id).awarded_minor == 50_000
    assert Message.objects.filter(kind="application_awarded").count() == 1


def test_who_proposes_cannot_approve():
    first = officer()
    application = proposed(by=first)
    with pytest.raises(Refused, match="somebody else approves"):
        approve_award(application=application, by=first)
    assert Award.objects.count() == 0
    assert BudgetLine.objects.get(pk=application.call.budget_line_id).awarded_minor == 0


def test_a_reviewer_of_the_application_cannot_approve():
    application = proposed()
    user = application.assignments.first().reviewer
    holder_of = officer()
    holder_of.roles_held.update(user=user)
    with pytest.raises(Refused, match="asked to review"):
        approve_award(application=application, by=type(user).objects.get(pk=user.pk))


def test_a_member_of_the_group_cannot_propose_or_approve():
    application = proposed()
    user = member_account(application.group, "view_group")
    officer().roles_held.update(user=user)
    with pytest.raises(Refused, match="belong to this group"):
        approve_award(application=application, by=type(user).objects.get(pk=user.pk))


def test_a_partners_officer_cannot_approve():
    application = proposed()
    with pytest.raises(Refused, match="another role"):
        approve_award(application=application, by=holder("grants_officer", OrganisationFactory()))


def test_no_proposal_before_the_quorum():
    application = eligible()
    sent_review(application)
    with pytest.raises(Refused, match="Complete reviews: 1, needed: 2"):
        propose(application=application, by=officer(), outcome="award", amount=Money(20_000))


def test_a_recused_review_counts_no_longer():
    application = reviewed()
    recuse(assignment=application.assignments.first(), by=officer(), note="Cousin of the leader")
    with pytest.raises(Refused, match="Complete reviews: 1"):
        propose(application=application, by=officer(), outcome="award", amount=Money(20_000))


@pytest.mark.parametrize(("amount", "words"), [(60_001, "asked for"), (0, "Write the amount"), (-5, "Write the amount")])
def test_an_amount_above_the_request_is_refused(amount, words):
    application = reviewed()
    with pytest.raises(Refused, match=words):
        propose(application=application, by=officer(), outcome="award", amount=Money(amount))


def test_an_award_never_passes_the_line():
    application = proposed(GrantCallFactory(budget_line=BudgetLineFactory(amount_minor=59_999)))
    with pytest.raises(Refused, match="budget line has only"):
        approve_award(application=application, by=officer())
    assert Application.objects.get(pk=application.pk).state == "proposed"


def test_an_award_never_passes_the_budget_of_the_call():
    call = GrantCallFactory(budget_minor=120_000)
    approve_award(application=proposed(call, asked=70_000), by=officer())
    with pytest.raises(Refused, match="budget of the call has only"):
        approve_award(application=proposed(call, asked=70_000), by=officer())


@pytest.mark.parametrize(("outcome", "state"), [("decline", "declined"), ("reserve", "reserve")])
def test_a_no_needs_two_people_and_a_reason(outcome, state):
    application, first = reviewed(), officer()
    with pytest.raises(Refused, match="Write the reason"):
        propose(application=application, by=first, outcome=outcome)
    reason = "The plan is not clear yet."
    if outcome == "decline":
        with pytest.raises(Refused, match="one strength, one reason and one next step"):
            propose(application=application, by=first, outcome=outcome, reason=reason)
    parts = {"strength": "Your village stands behind it.", "next_step": "Name who leads each meeting."}
    propose(application=application, by=first, outcome=outcome, reason=reason, **parts)
    with pytest.raises(Refused, match="somebody else approves"):
        approve(application=application, by=first)
    approve(application=application, by=officer())
    found = Application.objects.get(pk=application.pk)
    assert (found.state, found.reason) == (state, "The plan is not clear yet.")


def test_a_proposal_sent_back_can_be_made_again():
    application, first = proposed(), officer()
    return_proposal(application=application, by=first, note="Too high")
    propose(application=application, by=first, outcome="award", amount=Money(30_000))
    assert [row.state for row in application.proposals.all()] == ["returned", "open"]
    assert approve_award(application=application, by=officer()).amount_minor == 30_000


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_make_one_award():
    application = proposed()
    users = [officer(), officer()]
    outcomes = run_concurrently(lambda user: approve_award(application=application, by=user), users)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Award", "Refused"]
    assert Award.objects.count() == 1
    assert BudgetLine.objects.get(pk=application.call.budget_line_id).awarded_minor == 60_000
    assert Event.objects.filter(action="award").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_approvals_on_one_line_never_pass_it():
    line = BudgetLineFactory(amount_minor=100_000)
    applications = [proposed(GrantCallFactory(budget_line=line)) for _n in range(2)]
    pairs = [(application, officer()) for application in applications]
    outcomes = run_concurrently(lambda pair: approve_award(application=pair[0], by=pair[1]), pairs)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Award", "Refused"]
    line.refresh_from_db()
    assert line.awarded_minor == 60_000

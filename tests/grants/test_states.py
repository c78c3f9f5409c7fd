"""Each table walked for each state and role: what it does not hold is refused, and writes nothing."""

import pytest

from core.models import Event
from core.refusals import Refused
from core.transitions import MACHINES, move
from grants.enums import ApplicationState, AssignmentState, CallState
from grants.models import Application, GrantCall, ReviewAssignment
from tests.factories.accounts import UserFactory
from tests.factories.grants import GrantCallFactory, eligible, officer, reviewed, reviewer, submitted
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory, member_account

pytestmark = pytest.mark.django_db

APPLICATION = MACHINES["grants.application"]
ASSIGNMENT = MACHINES["grants.reviewassignment"]
CALL = MACHINES["grants.grantcall"]
OFFICE = {"pass_screening", "fail_screening", "ask_changes", "propose", "propose_changes", "return", "approve_first"}
OFFICE |= {"award", "reserve", "decline", "changes"}


def actions(machine):
    return sorted({transition.action for transition in machine.transitions})


@pytest.mark.parametrize("state", ApplicationState.values)
def test_an_application_takes_only_the_moves_of_its_table(state):
    application = reviewed()
    Application.objects.filter(pk=application.pk).update(state=state)
    everybody = [officer(), member_account(application.group), reviewer(), UserFactory()]
    before = Event.objects.count()
    for action in actions(APPLICATION):
        for user in everybody:
            if APPLICATION.find(action, state) is None:
                with pytest.raises(Refused):
                    move(application, action, user)
    assert Application.objects.get(pk=application.pk).state == state
    assert Event.objects.count() == before


ROLES = {
    "stranger": lambda _a: UserFactory(),
    "partners_officer": lambda _a: holder("grants_officer", OrganisationFactory()),
    "another_groups_member": lambda _a: member_account(GroupFactory()),
    "reviewer": lambda _a: reviewer(),
    "finance_officer": lambda _a: holder("finance_officer"),
    "viewer_of_the_group": lambda a: member_account(a.group, "view_group"),
}


@pytest.mark.parametrize("role", ROLES)
def test_no_move_of_an_application_is_open_to_others(role):
    application = reviewed()
    user = ROLES[role](application)
    for state in ApplicationState.values:
        Application.objects.filter(pk=application.pk).update(state=state)
        application.refresh_from_db()
        assert APPLICATION.open_to(application, user) == []


def test_moves_belong_to_group_or_office_never_to_both():
    application = reviewed()
    member, staff = member_account(application.group), officer()
    for state in ApplicationState.values:
        Application.objects.filter(pk=application.pk).update(state=state)
        application.refresh_from_db()
        assert {t.action for t in APPLICATION.open_to(application, member)} <= {"submit", "withdraw"}
        assert {t.action for t in APPLICATION.open_to(application, staff)} <= OFFICE


@pytest.mark.parametrize("state", AssignmentState.values)
def test_an_assignment_takes_only_the_moves_of_its_table(state):
    application, user = eligible(), reviewer()
    row = ReviewAssignment.objects.create(application=application, reviewer=user, assigned_by=officer())
    ReviewAssignment.objects.filter(pk=row.pk).update(state=state, declared_at=row.assigned_at)
    for action in actions(ASSIGNMENT):
        for by in (user, officer(), reviewer(), UserFactory()):
            if ASSIGNMENT.find(action, state) is None:
                with pytest.raises(Refused):
                    move(row, action, by)
    row.refresh_from_db()
    assert {t.action for t in ASSIGNMENT.open_to(row, reviewer())} == set()
    assert {t.action for t in ASSIGNMENT.open_to(row, UserFactory())} == set()


@pytest.mark.parametrize("state", CallState.values)
def test_a_call_takes_only_the_moves_of_its_table(state):
    call = GrantCallFactory()
    GrantCall.objects.update(state=state)
    call.refresh_from_db()
    for action in actions(CALL):
        if CALL.find(action, state) is None:
            with pytest.raises(Refused):
                move(call, action, officer())
    for user in (UserFactory(), reviewer(), holder("content_editor"), holder("grants_officer", OrganisationFactory())):
        assert CALL.open_to(call, user) == []


def test_a_quorum_and_a_screening_are_needed():
    with pytest.raises(Refused, match="checklist"):
        move(submitted(), "pass_screening", officer())

"""The tables of grants walked for every step, state and role: by the verb, by many at once, by the task, by ticking and by button alike.

Whichever way somebody takes, the table alone says whether the step is taken: all ways do the same or refuse the same.
"""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.jobs import start_job, take_one
from core.models import Event, Job
from core.refusals import Refused
from core.transitions import MACHINES, why_not
from grants.checks import CHECKS
from grants.domain.batches import JOB, step_for_many
from grants.domain.calls import publish_grant_call, withdraw_grant_call
from grants.domain.decisions import approve, propose, return_proposal
from grants.domain.reviews import abstain, declare_no_conflict, recuse, send_review, update_review
from grants.domain.screening import ask_for_changes, screen_application
from grants.domain.submission import submit_application, withdraw_application
from grants.enums import ApplicationState, AssignmentState, CallState
from grants.models import Application, GrantCall, Proposal, ReviewAssignment, Submission
from tests.factories.accounts import UserFactory
from tests.factories.grants import officer, proposed, reviewer
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import member_account
from tests.grants.test_calls import new_call, staffed
from tests.soak.conftest import FULL

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.soak,
    pytest.mark.timeout(3_600),
    pytest.mark.usefixtures("second_factor_aside", "bare_refusals"),
]

Way = Callable[[Any, Any, Client], Any]
SAID = {"reason": "The plan is not clear", "strength": "The village agrees", "next_step": "Name who leads"}


def verb(step: Callable[..., Any], name: str, **given: Any) -> Way:
    def way(row: Any, user: Any, client: Client) -> None:
        with contextlib.suppress(Refused):
            step(**{name: row}, by=user, **given)

    return way


def button(page: str, **given: Any) -> Way:
    def way(row: Any, user: Any, client: Client) -> None:
        data = {key: value(row) if callable(value) else value for key, value in given.items()}
        path = {"recuse": lambda: [row.application.code, row.pk], "publish": lambda: [row.slug]}
        address = path.get(page, lambda: [getattr(row, "code", row.pk)])()
        assert client.post(reverse(f"grants:{page}", args=address), data).status_code in (200, 302, 404, 422)

    return way


def ticking(action: str, **given: Any) -> Way:
    def way(row: Application, user: Any, client: Client) -> None:
        answer = client.post(reverse("grants:bulk"), {"code": [row.code], "action": action, **given})
        assert answer.status_code in (200, 302, 404)

    return way


def many(action: str, **given: Any) -> Way:
    return lambda row, user, client: step_for_many(applications=[row], action=action, by=user, **given)


def by_task(row: Application, user: Any, client: Client) -> None:
    job = start_job(kind=JOB, arguments={"ids": [row.pk]}, by=user)
    assert take_one()
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error


APPROVED = ("award", "approve_first", "reserve", "decline", "changes")
APPROVING: dict[str, Way] = {
    "verb": verb(approve, "application"),
    "many": many("approve"),
    "task": by_task,
    "button": button("approve"),
    "ticking": ticking("approve"),
}
CHECKED = {"checks": list(CHECKS), "decision": "eligible"}
ASKED: dict[str, Any] = {"questions": ["aim"], "reason": "Say who leads"}
WAYS: dict[str, dict[str, Way]] = {
    "submit": {"verb": verb(submit_application, "application"), "button": button("check")},
    "withdraw": {"verb": verb(withdraw_application, "application"), "button": button("withdraw")},
    "pass_screening": {
        "verb": verb(screen_application, "application", checks=dict.fromkeys(CHECKS, True), eligible=True),
        "button": button("screen", **CHECKED),
        "page": button("screening", **CHECKED),
    },
    "fail_screening": {
        "verb": verb(screen_application, "application", checks={}, eligible=False, reason="Too late"),
        "button": button("screen", decision="not_eligible", reason="Too late"),
        "page": button("screening", decision="not_eligible", ready="contacts"),
    },
    "ask_changes": {"verb": verb(ask_for_changes, "application", **ASKED), "button": button("changes", **ASKED)},
    "propose": {
        "verb": verb(propose, "application", outcome="decline", **SAID),
        "many": many("decline", note="No", strength="Yes", next_step="Then"),
        "ticking": ticking("decline", note="No", strength="Yes", next_step="Then"),
        "button": button("propose", outcome="reserve", reason="Later", line=lambda row: row.call.budget_line_id),
    },
    "propose_changes": {"verb": verb(propose, "application", outcome="changes", **ASKED), "button": button("changes", **ASKED)},
    "return": {
        "verb": verb(return_proposal, "application", note="Again"),
        "many": many("return", note="Again"),
        "ticking": ticking("return", note="Again"),
        "button": button("return", note="Again"),
    },
    **dict.fromkeys(APPROVED, APPROVING),
}
OF_REVIEWER: dict[str, dict[str, Way]] = {
    "declare": {"verb": verb(declare_no_conflict, "assignment"), "button": button("declare", none="yes")},
    "abstain": {"verb": verb(abstain, "assignment", note="My cousin"), "button": button("abstain", note="My cousin")},
    "send": {
        "verb": verb(send_review, "assignment"),
        "button": button("review", next="send", **{f"{kind}_{key}": "4" for kind in ("score", "comment") for key in ("concern", "plan")}),
    },
    "update": {"verb": verb(update_review, "assignment"), "button": button("update")},
    "recuse": {"verb": verb(recuse, "assignment", note="A relative"), "button": button("recuse", note="A relative")},
}
OF_CALL: dict[str, dict[str, Way]] = {
    "publish": {"verb": verb(publish_grant_call, "call"), "button": button("publish")},
    "publish_again": {"verb": verb(publish_grant_call, "call"), "button": button("publish")},
    "withdraw": {"verb": verb(withdraw_grant_call, "call", note="No money")},
}


@dataclass
class Walk:
    """One row, everybody, one client each. `taken`: (action, state, who) of the steps that went through, by every way."""

    row: Any
    people: dict[str, Any]
    ways: dict[str, dict[str, Way]]
    prepare: Callable[[Any, str, str], None]
    taken: set[tuple[str, str, str]]
    clients: dict[str, Client]

    @classmethod
    def of(cls, row: Any, people: dict[str, Any], ways: Any, prepare: Any) -> "Walk":
        clients = {who: Client() for who in people}
        for who, client in clients.items():
            client.force_login(people[who])
        return cls(row, people, ways, prepare, set(), clients)

    def fresh(self) -> Any:
        return type(self.row).objects.get(pk=self.row.pk)

    def everywhere(self, states: Iterable[str], elsewhere: dict[str, set[str]]) -> None:
        """Every step in every state. Where the table holds it everybody tries by every way; in a further state that holds it, and where
        nothing is held, those named for the step: there by the verb and by one other way in turn. Steps that share their ways (approving
        is one way in for whatever is proposed) are walked whole for the first of them, the others by the named ones. `make soak` leaves
        nothing out: everybody, in every state, by every way.
        """
        table = MACHINES[self.row._meta.label_lower]
        assert set(self.ways) == {transition.action for transition in table.transitions}, "every step has its ways"
        walked: list[Any] = []
        for action, ways in self.ways.items():
            first = next(transition for transition in table.transitions if transition.action == action).sources[0]
            whole, others = ways not in walked, list(ways)[1:] or ["verb"]
            walked.append(ways)
            for turn, state in enumerate(states):
                held = table.find(action, state)
                for place, who in enumerate(self.people):
                    named = who in elsewhere[action]
                    if FULL or state == first or (named and (held or whole)):
                        every = FULL or (held and (whole or named))
                        names = list(ways) if every else ["verb", others[(turn + place) % len(others)]]
                        self.tried(action, state, who, held.target if held else state, names)

    def tried(self, action: str, state: str, who: str, target: str, names: list[str]) -> None:
        mark = transaction.savepoint()
        type(self.row).objects.filter(pk=self.row.pk).update(state=state)
        self.prepare(self.row, action, state)
        user = self.people[who]
        may = self.may(action, user)
        for name in names:
            last, inner = Event.objects.latest("pk").pk, transaction.savepoint()
            self.ways[action][name](self.fresh(), type(user).objects.get(pk=user.pk), self.clients[who])
            taken = list(Event.objects.filter(pk__gt=last, action__in=self.ways).values_list("action", flat=True))
            found = self.fresh().state
            transaction.savepoint_rollback(inner)
            if taken in ([], [action]):
                assert (taken, found) == (([action], target) if may else ([], state)), (action, state, who, name)
            else:  # a button that takes whichever of two steps the table holds
                assert [not may and self.may(other, user) for other in taken] == [True], (action, state, who, name, taken)
        if may:
            self.taken.add((action, state, who))
        transaction.savepoint_rollback(mark)

    def may(self, action: str, user: Any) -> bool:
        return why_not(self.fresh(), action, type(user).objects.get(pk=user.pk)) is None


def ready_for(row: Application, action: str, state: str) -> None:
    """So that no guard stands against the step: an open proposal of its kind, two approvals where the first one is meant, unread before."""
    outcome = {"approve_first": "award", "return": "award"}.get(action, action)
    if outcome in ("award", "reserve", "decline", "changes"):
        Proposal.objects.update(outcome=outcome)
    else:
        Proposal.objects.update(state="returned")
    if action == "approve_first":
        GrantCall.objects.update(second_from_minor=1)
    if action == "ask_changes":
        ReviewAssignment.objects.update(state="declared")
    if action == "submit" and state == "changes_asked":
        Application.objects.update(open_parts=["idea"])


def test_every_way_takes_the_steps_of_an_application_that_the_table_holds_and_no_other() -> None:
    proposer = officer()
    application = proposed(by=proposer)
    Proposal.objects.update(open_parts=["idea"], **SAID)
    torn = application.assignments.last().reviewer
    torn.roles_held.create(organisation=application.organisation, role="grants_officer")
    walk = Walk.of(
        application,
        {
            "proposer": proposer,
            "another officer": officer(),
            "programme manager": holder("programme_manager"),
            "reviewer of it and officer": torn,
            "finance officer": holder("finance_officer"),
            "a partner's officer": holder("grants_officer", OrganisationFactory()),
            "member": member_account(application.group),
            "who only sees the group": member_account(application.group, "view_group"),
            "stranger": UserFactory(),
        },
        WAYS,
        ready_for,
    )
    groups = {"submit", "withdraw"}
    elsewhere = {**dict.fromkeys(WAYS, {"another officer"}), **dict.fromkeys(groups, {"member"})}
    walk.everywhere(ApplicationState.values, elsewhere)
    officers = {"proposer", "another officer", "programme manager"}
    allowed = {action: {"member"} if action in groups else officers for action in WAYS}
    allowed |= dict.fromkeys(APPROVED, officers - {"proposer"})
    for transition in MACHINES["grants.application"].transitions:
        action, (first, *others) = transition.action, transition.sources
        assert {row for row in walk.taken if row[0] == action} == {(action, first, who) for who in allowed[action]} | {
            (action, state, who) for state in others for who in (allowed[action] if FULL else elsewhere[action])
        }


def with_newer_version(row: ReviewAssignment, action: str, state: str) -> None:
    if action == "update":
        sent = row.review.submission
        given = {"application": sent.application, "version": 2, "payload": sent.payload, "sha256": sent.sha256}
        Submission.objects.create(**given, language=sent.language, sent_at=timezone.now())


def test_every_way_takes_the_steps_of_a_reviewer_that_the_table_holds_and_no_other() -> None:
    application = proposed()
    Application.objects.update(state="eligible")
    row = application.assignments.first()
    people = {"reviewer": row.reviewer, "the other one": application.assignments.last().reviewer, "not asked": reviewer()}
    people |= {"officer": officer(), "a partner's officer": holder("grants_officer", OrganisationFactory()), "stranger": UserFactory()}
    walk = Walk.of(row, people, OF_REVIEWER, with_newer_version)
    allowed = {action: "officer" if action == "recuse" else "reviewer" for action in OF_REVIEWER}
    walk.everywhere(AssignmentState.values, {action: {who} for action, who in allowed.items()})
    assert walk.taken == {(action, state, allowed[action]) for action, state in MACHINES["grants.reviewassignment"].by_action}


def test_every_way_takes_the_steps_of_a_call_that_the_table_holds_and_no_other() -> None:
    by = staffed()
    call = publish_grant_call(call=new_call(by), by=by)
    people = {"officer": by, "programme manager": holder("programme_manager"), "finance officer": holder("finance_officer")}
    people |= {"a partner's officer": holder("grants_officer", OrganisationFactory()), "reviewer": reviewer(), "stranger": UserFactory()}
    walk = Walk.of(call, people, OF_CALL, lambda row, action, state: None)
    walk.everywhere(CallState.values, dict.fromkeys(OF_CALL, {"officer"}))
    assert walk.taken == {
        (action, state, who) for action, state in MACHINES["grants.grantcall"].by_action for who in ("officer", "programme manager")
    }

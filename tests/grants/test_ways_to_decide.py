"""The table of applications, walked for every role and state by page, by many at once, by the task and by the verb alike.

Whichever way somebody takes, the table alone says whether the step is taken: all four do the same or refuse the same.
"""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from core.jobs import start_job, work
from core.models import Event, Job
from core.refusals import Refused
from core.transitions import why_not
from grants.domain.batches import JOB, step_for_many
from grants.domain.decisions import approve
from grants.enums import ApplicationState
from grants.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.grants import officer, proposed
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import member_account

pytestmark = pytest.mark.django_db


def by_verb(application: Application, user: Any, client: Any) -> None:
    with contextlib.suppress(Refused):
        approve(application=application, by=user)


def by_many(application: Application, user: Any, client: Any) -> None:
    step_for_many(applications=[application], action="approve", by=user)


def by_task(application: Application, user: Any, client: Any) -> None:
    job = start_job(kind=JOB, arguments={"ids": [application.pk]}, by=user)
    work.call()
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error


def by_button(application: Application, user: Any, client: Any) -> None:
    client.force_login(user)
    assert client.post(reverse("grants:approve", args=[application.code])).status_code in (302, 404)


def by_ticking(application: Application, user: Any, client: Any) -> None:
    client.force_login(user)
    answer = client.post(reverse("grants:bulk"), {"code": [application.code], "action": "approve"})
    assert answer.status_code in (200, 302, 404)


WAYS: dict[str, Callable[..., None]] = {
    "verb": by_verb,
    "many": by_many,
    "task": by_task,
    "button": by_button,
    "ticking": by_ticking,
}


@pytest.mark.usefixtures("second_factor_aside")
def test_every_way_takes_the_step_that_the_table_holds_and_no_other(client: Any) -> None:
    proposer = officer()
    application = proposed(by=proposer)
    people = {
        "proposer": proposer,
        "another officer": officer(),
        "programme manager": holder("programme_manager"),
        "reviewer of it": application.assignments.first().reviewer,
        "finance officer": holder("finance_officer"),
        "a partner's officer": holder("grants_officer", OrganisationFactory()),
        "member": member_account(application.group),
        "stranger": UserFactory(),
    }
    taken = set()
    for state in ApplicationState.values:
        # In the state that holds the step everybody; elsewhere who could take it at all, and one of the group.
        for who, user in people.items() if state == "proposed" else [(who, people[who]) for who in ("another officer", "member")]:
            Application.objects.filter(pk=application.pk).update(state=state)
            fresh = Application.objects.select_related("call", "group").get(pk=application.pk)
            may = why_not(fresh, "award", type(user).objects.get(pk=user.pk)) is None
            for name, way in WAYS.items():
                before = Event.objects.filter(action="award").count()
                mark = transaction.savepoint()
                way(Application.objects.select_related("call", "group").get(pk=application.pk), type(user).objects.get(pk=user.pk), client)
                moved = Application.objects.get(pk=application.pk).state != state
                assert moved == may == (Event.objects.filter(action="award").count() == before + 1), (state, who, name)
                transaction.savepoint_rollback(mark)
            if may:
                taken.add((state, who))
    assert taken == {("proposed", "another officer"), ("proposed", "programme manager")}

"""Sending: once, complete, in time; what was sent is frozen; the cost in SQL."""

import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import Event, Message
from core.money import Money
from core.refusals import Refused
from grants.domain.drafts import Conflict, save_budget_row, save_part, start_application
from grants.domain.papers import application_pdf
from grants.domain.submission import submit_application, withdraw_application
from grants.forms.applying import BudgetRowForm
from grants.models import Application, GrantCall, Submission
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.grants import GrantCallFactory, draft, ready, submitted
from tests.factories.youth_groups import GroupFactory, member_account

pytestmark = pytest.mark.django_db
SAVING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def test_what_is_sent_is_frozen_with_its_hash():
    application = submitted()
    sent = Submission.objects.get(application=application)
    payload = json.loads(sent.payload)
    assert sent.sha256 == hashlib.sha256(sent.payload.encode()).hexdigest()
    assert payload["answers"] == {"aim": "Forum theatre in two schools"}
    assert (payload["requested_minor"], payload["budget"][0]["quantity"]) == (60_000, "1")
    assert application.number == f"A-{timezone.localdate().year}-{application.pk:04d}"
    body = Message.objects.get(kind="application_sent").body
    for words in ("Next step: Reviewers read it", "Who acts: Grants officer", "By when: "):
        assert words in body


def test_the_pdf_is_the_same_for_the_same_frozen_text():
    sent = Submission.objects.get(application=submitted())
    assert application_pdf(sent) == application_pdf(sent)
    assert application_pdf(sent).startswith(b"%PDF")


def test_sending_takes_at_most_25_statements():
    group = GroupFactory()
    user = member_account(group)
    application = ready(group=group, by=user)
    with CaptureQueriesContext(connection) as found:
        submit_application(application=application, by=user)
    counted = [row["sql"] for row in found if not row["sql"].startswith(SAVING)]
    assert len(counted) <= 25, len(counted)


def test_sending_twice_makes_one_version():
    application = submitted()
    again = submit_application(application=application, by=member_account(application.group))
    assert again.number == application.number
    assert Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_sendings_at_once_make_one_application():
    group = GroupFactory()
    users = [member_account(group) for _n in range(5)]
    application = ready(group=group, by=users[0])
    outcomes = run_concurrently(lambda user: submit_application(application=application, by=user).number, users * 10)
    assert len(outcomes) == 50
    assert set(outcomes) == {Application.objects.get().number}
    assert Submission.objects.count() == 1
    assert Event.objects.filter(action="submit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_beginnings_at_once_make_one_draft():
    group, call = GroupFactory(), GrantCallFactory()
    users = [member_account(group) for _n in range(10)]
    outcomes = run_concurrently(lambda user: draft(call, group, user).pk, users)
    assert set(outcomes) == {Application.objects.get().pk}


def test_after_the_closing_moment_nothing_is_accepted_and_the_attempt_is_kept():
    group = GroupFactory()
    user = member_account(group)
    application = draft(group=group, by=user)
    GrantCall.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="deadline has passed"):
        submit_application(application=application, by=user)
    event = Event.objects.get(action="submit_refused")
    assert event.data == {"reason": "closed", "missing": ["aim", "budget"]}
    assert Application.objects.get().state == "draft"


def test_gaps_are_named_and_kept():
    group = GroupFactory()
    user = member_account(group)
    application = draft(group=group, by=user)
    with pytest.raises(Refused, match="Something is missing"):
        submit_application(application=application, by=user)
    assert Event.objects.get(action="submit_refused").data["missing"] == ["aim", "budget"]


@pytest.mark.parametrize("asked", [9_999, 120_001])
def test_an_amount_outside_floor_and_ceiling_is_refused(asked):
    group = GroupFactory()
    user = member_account(group)
    application = ready(group=group, by=user, asked=asked)
    with pytest.raises(Refused):
        submit_application(application=application, by=user)
    assert Event.objects.get(action="submit_refused").data["missing"] == ["budget"]


def test_only_kinds_of_cost_that_the_call_pays_for():
    group = GroupFactory()
    user = member_account(group)
    application = draft(GrantCallFactory(budget_categories=["transport", "food"]), group, user)
    row = {"application": application, "by": user, "item": "Bus", "quantity": 1, "unit_cost": Money(60_000), "own": Money(0)}
    with pytest.raises(Refused, match="does not pay for this kind of cost"):
        save_budget_row(**row, category="fees")
    assert save_budget_row(**row).category == "transport"
    form = BudgetRowForm(call=application.call, currency="KGS")
    assert [code for code, _label in form.fields["category"].choices] == ["transport", "food"]
    save_part(application=application, part="idea", answers={"aim": "A road"}, version=0, by=user)
    GrantCall.objects.update(budget_categories=["food"])
    with pytest.raises(Refused, match="Something is missing"):
        submit_application(application=application, by=user)
    assert Event.objects.get(action="submit_refused").data["missing"] == ["budget"]


def test_somebody_else_cannot_write_or_send():
    application = ready()
    for action in (
        lambda user: submit_application(application=application, by=user),
        lambda user: save_part(application=application, part="idea", answers={}, version=1, by=user),
        lambda user: withdraw_application(application=application, by=user),
    ):
        with pytest.raises(Refused, match="Only those who act for this group"):
            action(member_account(GroupFactory()))


def test_a_part_that_somebody_else_saved_is_not_overwritten():
    group = GroupFactory()
    user = member_account(group)
    application = draft(group=group, by=user)
    save_part(application=application, part="idea", answers={"aim": "First"}, version=0, by=user)
    with pytest.raises(Conflict):
        save_part(application=application, part="idea", answers={"aim": "Second"}, version=0, by=member_account(group))
    assert Application.objects.get().answers == {"aim": "First"}


def test_a_file_of_the_wrong_type_is_refused_alone():
    group = GroupFactory()
    user = member_account(group)
    application = draft(group=group, by=user)
    uploads = [("plan", io.BytesIO(b"MZ\0\0 program"), "plan.pdf")]
    saved = save_part(application=application, part="idea", answers={"aim": "Kept"}, version=0, by=user, uploads=uploads)
    assert [key for key, _reason in saved.refused] == ["plan"]
    assert Application.objects.get().answers == {"aim": "Kept"}


def test_a_group_that_does_not_meet_the_conditions_is_told_why():
    group, call = GroupFactory(), GrantCallFactory()
    with pytest.raises(Refused, match="must come from your village"):
        start_application(call=call, group=group, by=member_account(group), eligibility={"village": False}, language="en")
    with pytest.raises(Refused, match="Only those who act"):
        start_application(call=call, group=group, by=UserFactory(), eligibility={"village": True}, language="en")


def test_withdrawn_is_withdrawn_and_the_group_may_begin_again():
    application = submitted()
    user = member_account(application.group)
    withdraw_application(application=application, by=user)
    with pytest.raises(Refused, match="withdrawn"):
        submit_application(application=application, by=user)
    assert draft(application.call, application.group, user).pk != application.pk


rows = st.lists(st.tuples(st.integers(1, 99_999), st.integers(0, 10_000_000), st.integers(0, 100)), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows)
def test_the_budget_adds_up_for_any_rows(rows):
    group = GroupFactory()
    user = member_account(group)
    application = draft(group=group, by=user)
    for hundredths, cost, share in rows:
        quantity = Money(hundredths).major
        amount = Money(cost).times(quantity)
        own = Money(amount.minor * share // 100)
        save_budget_row(application=application, by=user, item="x", quantity=quantity, unit_cost=Money(cost), own=own)
    application.refresh_from_db()
    found = list(application.budget.all())
    assert all(row.amount_minor == Money(row.unit_cost_minor).times(row.quantity).minor for row in found)
    assert application.requested_minor + application.own_minor == sum(row.amount_minor for row in found)
    assert application.own_minor == sum(row.own_minor for row in found)

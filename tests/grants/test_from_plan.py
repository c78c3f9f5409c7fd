"""An application begins from a group's agreed action plan; a group that waits for the office applies for nothing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.money import Money
from core.refusals import Refused
from grants.domain.drafts import start_from_last_time, start_from_plan, why_group_may_not
from grants.models import Application
from grants.queries.work import work_for
from tests.factories.grants import GrantCallFactory, draft, officer, submitted
from tests.factories.trainings import TrainingCallFactory, new_key
from tests.factories.youth_groups import GroupFactory, MembershipFactory, member_account
from trainings.domain.nominations import Candidate, nominate
from youth_groups.domain.plans import agree_plan, finish_plan, move_activity, save_activity, write_plan

pytestmark = pytest.mark.django_db


def agreed(group, by, budgets=("1000", "0", "250.50"), currency="KGS"):
    plan = write_plan(group=group, by=by, title="Safe street")
    rows = [save_activity(plan=plan, by=by, activity=f"Activity {a}", budget=Money.of(a, currency)) for a in budgets]
    return agree_plan(plan=plan, by=by, agreed_on=timezone.localdate(), people=5), rows


def begin(plan, group, by, call=None, answer=True):
    return start_from_plan(call=call or GrantCallFactory(), group=group, plan=plan, by=by, eligibility={"village": answer}, language="en")


def code(*args, **kwargs):
    with pytest.raises(Refused) as refusal:
        begin(*args, **kwargs)
    return refusal.value.code


def test_a_draft_takes_the_rows_of_the_plan_and_keeps_the_link():
    group = GroupFactory()
    by = member_account(group)
    plan, rows = agreed(group, by, ("1000", "0", "250.50", "70"))
    move_activity(row=rows[3], action="drop", by=by)
    application = begin(plan, group, by)
    assert application.plan == plan
    assert list(application.budget.values_list("item", "amount_minor", "own_minor")) == [
        ("Activity 1000", 100_000, 0),
        ("Activity 250.50", 25_050, 0),
    ]
    assert application.requested_minor == 125_050


def test_what_stands_against_it_is_said_and_leaves_nothing():
    group, other, call = GroupFactory(), GroupFactory(), GrantCallFactory()
    by = member_account(group)
    unready = write_plan(group=group, by=by, title="Not yet")
    plan, _rows = agreed(group, by)
    euros, _more = agreed(other, member_account(other), currency="EUR")
    assert code(unready, group, by) == "not_agreed"
    assert code(plan, other, by) == "other_group"
    assert code(euros, other, member_account(other)) == "currency"
    assert code(plan, group, member_account(group, "view_group")) == "not_your_group"
    assert code(plan, group, by, answer=False) == "not_eligible"
    assert Application.objects.count() == 0
    draft(call, group, by)
    assert code(plan, group, by, call=call) == "begun"
    finish_plan(plan=plan, by=by)
    assert code(plan, group, by) == "not_agreed"


def test_the_way_from_the_plans_page_to_the_draft_and_to_the_receipt(client):
    group = GroupFactory()
    by, call = member_account(group, "own_group"), GrantCallFactory()
    plan, _rows = agreed(group, by)
    address = reverse("grants:eligibility_plan", args=[call.slug, group.number, plan.pk])
    page = reverse("youth_groups:plan", args=[group.number, plan.pk])
    client.force_login(by)
    assert address in client.get(page).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"village": "yes"}).status_code == 302
    application = Application.objects.get()
    assert (application.plan, address in client.get(page).content.decode()) == (plan, False)
    sent = submitted()
    for stranger in (member_account(GroupFactory()), officer()):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
    assert sent.plan is None


def test_receipt_shows_the_plan(client):
    application = submitted()
    by = member_account(application.group)
    plan, _rows = agreed(application.group, by)
    Application.objects.filter(pk=application.pk).update(plan=plan)
    client.force_login(by)
    text = client.get(reverse("grants:receipt", args=[application.code])).content.decode()
    assert reverse("youth_groups:plan", args=[application.group.number, plan.pk]) in text


def test_a_group_that_waits_neither_applies_nor_nominates():
    group = GroupFactory(state="waiting")
    by, call, training = member_account(group, "own_group"), GrantCallFactory(), TrainingCallFactory()
    assert "has not approved" in (why_group_may_not(call, group) or "")
    assert [item.title for item in work_for(by) if item.url == reverse("grants:apply", args=[call.slug])] == []
    person = MembershipFactory(group=group).person
    with pytest.raises(Refused) as refusal:
        nominate(call=training, group=group, by=by, candidates=[Candidate(person=person, answers={"motivation": "…"})], key=new_key())
    assert refusal.value.code == "group_waiting"


def test_a_draft_begins_with_what_the_group_wrote_last_time(client):
    last = submitted()
    by, call = member_account(last.group), GrantCallFactory()
    client.force_login(by)
    address = reverse("grants:eligibility", args=[call.slug, last.group.number])
    assert last.number in client.get(address).content.decode()
    assert client.post(address, {"village": "yes", "last": "yes"}).status_code == 302
    made = Application.objects.get(call=call)
    assert (made.answers, made.answer_languages) == (last.answers, {"aim": "en"})
    assert (made.requested_minor, made.budget.get().item) == (60_000, "Hall")
    with pytest.raises(Refused, match="nothing yet that this call can begin with"):
        start_from_last_time(call=call, group=GroupFactory(), by=by, eligibility={"village": True}, language="en")

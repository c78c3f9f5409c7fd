import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from accounts.roles import Role
from core.events import events_of
from core.money import Money
from core.refusals import Refused
from core.transitions import machine_of, move
from tests.concurrency import run_concurrently
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from youth_groups.domain.concerns import (
    add_concern,
    add_map,
    change_concern,
    pin_concern,
    rank_concern,
    reopen_concern,
    set_concern_aside,
    unpin_concern,
)
from youth_groups.domain.plans import (
    agree_plan,
    change_plan,
    finish_plan,
    move_activity,
    remove_activity,
    rewrite_plan,
    save_activity,
    write_plan,
)
from youth_groups.models import ActionPlan, PlannedActivity, SafetyConcern
from youth_groups.queries.concerns import budget_of

pytestmark = pytest.mark.django_db


def refused(call, **kwargs):
    with pytest.raises(Refused) as refusal:
        call(**kwargs)
    return refusal.value.code


def concern(group, by, words="Кечинде караңгы", **more):
    facts = {"theme": "street_harassment", "description": words, "affected": ["girls"], "how_often": "weekly"} | more
    return add_concern(group=group, by=by, **facts)


def ranks(group):
    return list(group.concerns.filter(rank__isnull=False).order_by("rank").values_list("description", "rank"))


def picture(size=(200, 100)):
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "PNG")
    out.seek(0)
    return out


def a_map(group, by, **more):
    return add_map(group=group, by=by, upload=more.pop("upload", None) or picture(), name="map.png", drawn_on=timezone.localdate(), **more)


def test_concerns_are_written_down_ranked_and_set_aside_with_ranks_one_to_n():
    group = GroupFactory(kind="lcpc")
    by = member_account(group)
    first, second, third = (concern(group, by, words) for words in "abc")
    assert ranks(group) == [("a", 1), ("b", 2), ("c", 3)]
    rank_concern(concern=third, by=by, to="up")
    rank_concern(concern=first, by=by, to="up")
    assert ranks(group) == [("a", 1), ("c", 2), ("b", 3)]
    rank_concern(concern=second, by=by, to="down")
    set_concern_aside(concern=first, by=by)
    assert ranks(group) == [("c", 1), ("b", 2)]
    set_concern_aside(concern=third, by=by, eased=True)
    reopen_concern(concern=first, by=by)
    assert ranks(group) == [("b", 1), ("a", 2)]
    assert dict(group.concerns.values_list("description", "state")) == {"a": "open", "b": "open", "c": "eased"}
    third.refresh_from_db()
    assert refused(rank_concern, concern=third, by=by, to="up") == "not_ranked"


def test_what_is_wrong_in_a_concern_is_refused_and_a_form_sent_twice_writes_once():
    group = GroupFactory()
    by = member_account(group)
    concern(group, by)
    assert refused(concern, group=group, by=by) == "stands_already"
    assert refused(concern, group=group, by=by, words="  ") == "no_words"
    assert refused(concern, group=group, by=by, words="x", affected=[]) == "nobody"
    assert refused(concern, group=group, by=member_account(group, "view_group"), words="x") == "not_your_group"
    assert refused(concern, group=group, by=holder(Role.GRANTS_OFFICER, OrganisationFactory()), words="x") == "not_your_group"
    assert refused(concern, group=GroupFactory(state="defunct"), by=holder(Role.GRANTS_OFFICER), words="x") == "not_active"


def test_a_concern_is_put_right_and_its_words_stay_out_of_the_events():
    group = GroupFactory()
    by = member_account(group)
    row = concern(group, by)
    change_concern(
        concern=row, by=by, theme="road_safety", description="Жаңы сөз", affected=["boys", "girls"], how_often="daily", spot="көпүрө"
    )
    row.refresh_from_db()
    assert (row.theme, row.affected, row.spot, row.rank) == ("road_safety", ["girls", "boys"], "көпүрө", 1)
    assert events_of(row).last().data == {"fields": ["affected", "description", "how_often", "spot", "theme"]}


@pytest.mark.django_db(transaction=True)
def test_ranks_stay_one_to_n_when_two_rank_at_once():
    group = GroupFactory()
    by = member_account(group)
    rows = [concern(group, by, words) for words in "abcd"]
    outcomes = run_concurrently(lambda row: rank_concern(concern=row, by=by, to="up"), rows[1:])
    assert [type(outcome).__name__ for outcome in outcomes] == ["SafetyConcern"] * 3
    assert [rank for _words, rank in ranks(group)] == [1, 2, 3, 4]


def test_the_database_holds_ranks_once_and_only_while_it_worries():
    group = GroupFactory()
    by = member_account(group)
    concern(group, by)
    second = concern(group, by, "b")
    for wrong in ({"rank": 1}, {"rank": 0}, {"state": "eased"}, {"map_x": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SafetyConcern.objects.filter(pk=second.pk).update(**wrong)


def test_a_pin_in_thousandths_on_the_own_map_only():
    group, other = GroupFactory(), GroupFactory()
    by = member_account(group)
    village_map, row = a_map(group, by), concern(group, by)
    assert (village_map.width, village_map.height) == (200, 100)
    pin_concern(concern=row, village_map=village_map, x=1000, y=0, by=by)
    row.refresh_from_db()
    assert (row.map, row.map_x, row.map_y) == (village_map, 1000, 0)
    assert refused(pin_concern, concern=row, village_map=village_map, x=1001, y=0, by=by) == "outside"
    foreign = a_map(other, member_account(other))
    assert refused(pin_concern, concern=row, village_map=foreign, x=1, y=1, by=by) == "other_group"
    unpin_concern(concern=row, by=by)
    row.refresh_from_db()
    assert (row.map, row.map_x, row.map_y) == (None, None, None)


def test_a_map_is_a_picture_of_a_day_that_has_come():
    group = GroupFactory()
    by = member_account(group)
    assert refused(a_map, group=group, by=by, upload=io.BytesIO(b"%PDF-1.4 no picture")) == "wrong_type"
    late = timezone.localdate() + timedelta(days=1)
    assert refused(add_map, group=group, by=by, upload=picture(), name="m.png", drawn_on=late) == "future"
    assert refused(a_map, group=group, by=member_account(group, "view_group")) == "not_your_group"
    assert group.maps.count() == 0


def plan_of(group, by, budgets=("100", "50.25")):
    row = concern(group, by)
    plan = write_plan(group=group, by=by, title=" Коопсуз  көчө ", concerns=[row])
    rows = [save_activity(plan=plan, by=by, activity=f"Иш {amount}", budget=Money.of(amount), concern=row) for amount in budgets]
    return plan, row, rows


def test_a_plan_from_concerns_adds_up_is_agreed_on_carried_out_and_finished():
    group = GroupFactory()
    by = member_account(group)
    plan, row, rows = plan_of(group, by)
    row.refresh_from_db()
    assert (plan.title, row.state, row.rank) == ("Коопсуз көчө", "planned", 1)
    assert budget_of(list(plan.activities.all())) == Money.of("150.25")
    today = timezone.localdate()
    agree_plan(plan=plan, by=by, agreed_on=today, people=7)
    assert refused(save_activity, plan=plan, by=by, activity="Дагы") == "agreed"
    move_activity(row=rows[0], action="begin", by=by)
    move_activity(row=rows[0], action="done", by=by)
    move_activity(row=rows[1], action="drop", by=by)
    assert budget_of(list(plan.activities.all())) == Money.of("100")
    finish_plan(plan=plan, by=by)
    assert refused(move_activity, row=rows[0], action="back", by=by) == "back_refused"
    plan.refresh_from_db()
    assert (plan.state, plan.agreed_on, plan.agreed_people) == ("finished", today, 7)


def test_a_plan_is_agreed_on_with_an_activity_a_day_that_came_and_people():
    group = GroupFactory()
    by, today = member_account(group), timezone.localdate()
    empty = write_plan(group=group, by=by, title="План")
    assert refused(agree_plan, plan=empty, by=by, agreed_on=today, people=3) == "agree_refused"
    assert refused(agree_plan, plan=empty, by=by, agreed_on=today + timedelta(days=1), people=3) == "future"
    assert refused(agree_plan, plan=empty, by=by, agreed_on=today, people=0) == "nobody"
    assert refused(write_plan, group=group, by=by, title="План") == "stands_already"
    assert refused(write_plan, group=group, by=by, title=" ") == "no_title"
    save_activity(plan=empty, by=by, activity="Иш")
    agree_plan(plan=empty, by=by, agreed_on=today, people=3)
    rewrite_plan(plan=empty, by=by)
    assert save_activity(plan=empty, by=by, activity="Дагы бир иш").plan == empty


def test_activities_that_do_not_fit_are_refused():
    group = GroupFactory()
    by = member_account(group)
    plan, _row, rows = plan_of(group, by)
    other = GroupFactory()
    foreign = concern(other, member_account(other))
    base = {"plan": plan, "by": by, "activity": "Иш"}
    assert refused(save_activity, **base | {"activity": " "}) == "no_words"
    assert refused(save_activity, **base, first_day=date(2026, 2, 2), last_day=date(2026, 2, 1)) == "days"
    assert refused(save_activity, **base, budget=Money(-1)) == "budget"
    assert refused(save_activity, **base, budget=Money(5, "EUR")) == "currency"
    assert refused(save_activity, **base, concern=foreign) == "other_group"
    assert refused(save_activity, **base, responsible=PersonFactory()) == "not_a_member"
    assert refused(save_activity, **base | {"by": member_account(group, "view_group")}) == "not_your_group"
    assert refused(write_plan, group=group, by=by, title="x", concerns=[foreign]) == "other_group"
    member = MembershipFactory(group=group)
    assert save_activity(**base, responsible=member.person).responsible == member.person
    remove_activity(row=rows[0], by=by)
    assert refused(save_activity, **base, row=rows[0]) == "gone"


def test_a_concern_left_out_of_the_plan_is_open_again():
    group = GroupFactory()
    by = member_account(group)
    plan, row, _rows = plan_of(group, by)
    second = concern(group, by, "b")
    change_plan(plan=plan, by=by, title="Башка", concerns=[second])
    assert dict(group.concerns.values_list("pk", "state")) == {row.pk: "open", second.pk: "planned"}


def test_moves_that_the_tables_do_not_hold_are_refused():
    group = GroupFactory()
    by = member_account(group)
    plan, row, rows = plan_of(group, by)
    ActionPlan.objects.filter(pk=plan.pk).update(agreed_on=timezone.localdate())
    for obj in (row, plan, rows[0]):
        machine, model = machine_of(obj), type(obj)
        for state in model.State.values:
            if model is SafetyConcern:
                SafetyConcern.objects.filter(pk=obj.pk).update(rank=None)
            model.objects.filter(pk=obj.pk).update(state=state)
            for action in {transition.action for transition in machine.transitions}:
                obj.refresh_from_db()
                if machine.find(action, state) is None:
                    assert refused(move, obj=obj, action=action, by=by) == f"{action}_refused"
                with pytest.raises(Refused):
                    move(obj, action, member_account(group, "view_group"))
            assert model.objects.get(pk=obj.pk).state == state
    assert PlannedActivity.objects.count() == 2

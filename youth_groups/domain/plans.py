"""A group's action plan: from chosen concerns to activities with who, when and how much; agreed on, carried out, finished."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.money import Money
from core.refusals import Refused
from core.transitions import move
from youth_groups.domain.groups import locked_group
from youth_groups.models import ActionPlan, Group, Person, PlannedActivity, SafetyConcern

if TYPE_CHECKING:
    from accounts.models import User

MOST_ACTIVITIES = 60
DRAFT, AGREED, FINISHED = ActionPlan.State


def write_plan(*, group: Group, by: "User", title: str, concerns: Iterable[SafetyConcern] = ()) -> ActionPlan:
    """Begin a plan about some of the group's concerns; these stand as planned from now on.

    Raises Refused without title or right, for another group's concern, or when a plan with this title is being written already.
    """
    words, chosen = " ".join(title.split()), list(concerns)
    if not words:
        raise Refused(_("Give the plan a title."), code="no_title")
    with transaction.atomic():
        locked = locked_group(group, by)
        if locked.plans.filter(title=words).exclude(state=FINISHED).exists():
            raise Refused(_("Your group has a plan with this title already."), code="stands_already")
        plan = ActionPlan.objects.create(group=locked, title=words, written_by=by)
        record_event(subject=plan, action="written", by=by, data={"group": locked.pk, "concerns": sorted(c.pk for c in chosen)})
        _choose(plan, chosen, by)
    return plan


def change_plan(*, plan: ActionPlan, by: "User", title: str, concerns: Iterable[SafetyConcern]) -> ActionPlan:
    """Another title, other concerns, while it is being written. A concern left out is open again unless another plan has it."""
    words, chosen = " ".join(title.split()), list(concerns)
    if not words:
        raise Refused(_("Give the plan a title."), code="no_title")
    with transaction.atomic():
        row = _in_writing(plan, by)
        if row.title != words:
            row.title = words
            row.save(update_fields=["title"])
        _choose(row, chosen, by)
        record_event(subject=row, action="changed", by=by, data={"concerns": sorted(c.pk for c in chosen)})
    return row


def _choose(plan: ActionPlan, chosen: list[SafetyConcern], by: "User") -> None:
    if any(concern.group_id != plan.group_id for concern in chosen):
        raise Refused(_("This concern belongs to another group."), code="other_group")
    before = list(plan.concerns.all())
    plan.concerns.set(chosen)
    for concern in SafetyConcern.objects.filter(pk__in=[c.pk for c in chosen], state=SafetyConcern.State.OPEN).order_by("pk"):
        move(concern, "plan", by)
    left = [concern for concern in before if concern not in chosen and concern.state == SafetyConcern.State.PLANNED]
    for concern in left:
        if not concern.plans.exclude(pk=plan.pk).exclude(state=FINISHED).exists():
            move(concern, "unplan", by)


def _in_writing(plan: ActionPlan, by: "User") -> ActionPlan:
    """The plan under its group's lock, still being written."""
    locked_group(plan.group, by)
    row = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    if row.state != DRAFT:
        raise Refused(_("Your group agreed on this plan. To change it, choose “Write on in it” first."), code="agreed")
    return row


def save_activity(
    *,
    plan: ActionPlan,
    by: "User",
    activity: str,
    responsible: Person | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    budget: Money | None = None,
    concern: SafetyConcern | None = None,
    row: PlannedActivity | None = None,
) -> PlannedActivity:
    """Add an activity to a plan that is being written, or change one.

    Raises Refused: no words, days the wrong way round, budget below nothing or in another currency than the plan's other activities,
    somebody responsible who is not a member, a concern of another group, too many, agreed already.
    """
    words, money = " ".join(activity.split()), budget or Money(0)
    if not words:
        raise Refused(_("Write what will be done."), code="no_words")
    if first_day and last_day and last_day < first_day:
        raise Refused(_("The last day lies before the first."), code="days")
    if money.minor < 0:
        raise Refused(_("The budget cannot be below zero."), code="budget")
    with transaction.atomic():
        locked = _in_writing(plan, by)
        _require_fits(locked, row, responsible, concern, money)
        values: dict[str, Any] = {
            "activity": words,
            "responsible": responsible,
            "first_day": first_day,
            "last_day": last_day,
            "budget_minor": money.minor,
            "currency": money.currency,
            "concern": concern,
        }
        if row is None:
            saved = PlannedActivity.objects.create(plan=locked, **values)
        else:
            if not PlannedActivity.objects.filter(pk=row.pk, plan=locked).update(**values):
                raise Refused(_("Somebody of your group removed this activity while you were writing."), code="gone")
            saved = PlannedActivity.objects.get(pk=row.pk)
        data = {"activity": saved.pk, "budget_minor": money.minor, "currency": money.currency}
        record_event(subject=locked, action="activity_saved", by=by, data=data)
    return saved


def _require_fits(
    plan: ActionPlan, row: PlannedActivity | None, responsible: Person | None, concern: SafetyConcern | None, money: Money
) -> None:
    others = plan.activities.exclude(pk=row.pk) if row else plan.activities.all()
    if row is None and others.count() >= MOST_ACTIVITIES:
        raise Refused(_("The plan is full. Put small activities together."), code="too_many")
    if others.exclude(currency=money.currency).exists():
        raise Refused(_("The other activities are in another currency: sums would not add up."), code="currency")
    if concern is not None and concern.group_id != plan.group_id:
        raise Refused(_("This concern belongs to another group."), code="other_group")
    if responsible is not None and not plan.group.memberships.filter(person=responsible).exists():
        raise Refused(_("Responsible is somebody of the group: write the person down as a member first."), code="not_a_member")


def remove_activity(*, row: PlannedActivity, by: "User") -> None:
    """Take an activity out of a plan that is being written; gone already is no error."""
    with transaction.atomic():
        plan = _in_writing(row.plan, by)
        if PlannedActivity.objects.filter(pk=row.pk, plan=plan).delete()[0]:
            record_event(subject=plan, action="activity_removed", by=by, data={"activity": row.pk})


def agree_plan(*, plan: ActionPlan, by: "User", agreed_on: date, people: int) -> ActionPlan:
    """The group agreed on its plan: on which day, and how many of its members were there. Raises Refused without an activity."""
    if agreed_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future")
    if people < 1:
        raise Refused(_("Write how many members were there."), code="nobody")
    with transaction.atomic():
        locked_group(plan.group, by)
        plan.agreed_on, plan.agreed_people = agreed_on, people
        move(plan, "agree", by, data={"people": people}, update=["agreed_on", "agreed_people"])
    return plan


def rewrite_plan(*, plan: ActionPlan, by: "User") -> ActionPlan:
    """Open an agreed plan again for writing; it has to be agreed on anew."""
    move(plan, "rewrite", by)
    return plan


def finish_plan(*, plan: ActionPlan, by: "User") -> ActionPlan:
    """Close the plan: nothing in it changes any more. Its concerns stay as they are until the group says that they have eased."""
    move(plan, "finish", by)
    return plan


def move_activity(*, row: PlannedActivity, action: str, by: "User") -> PlannedActivity:
    """Say how far an activity is: begin, done, drop or back (see states.ACTIVITY). Possible in an agreed plan, too."""
    move(row, action, by)
    return row

"""Reads on safety concerns, action plans and support: the group's pages, its home, the boards."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import format_date
from core.money import Money
from core.worklists import WorkItem
from youth_groups.enums import Affected
from youth_groups.models import ActionPlan, Group, PlannedActivity, SafetyConcern, Support, VillageMap
from youth_groups.registry import Section

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 3


def ranked_concerns(group: Group) -> list[SafetyConcern]:
    """What worries the group now, in the order on which it agreed. One statement."""
    return list(group.concerns.filter(rank__isnull=False).select_related("locality").order_by("rank"))


def concerns_off_the_list(group: Group) -> list[SafetyConcern]:
    """Eased or set aside, the newest first. One statement."""
    return list(group.concerns.filter(rank__isnull=True).order_by("-pk")[:50])


def affected_words(concern: SafetyConcern) -> str:
    return ", ".join(str(Affected(code).label) for code in concern.affected if code in Affected.values)


def newest_map(group: Group) -> VillageMap | None:
    return group.maps.select_related("photo").order_by("-drawn_on", "-pk").first()


def budget_of(activities: list[PlannedActivity]) -> Money | None:
    """The sum of what is not dropped; None without an activity. One currency by `save_activity`."""
    counted = [row for row in activities if row.state != PlannedActivity.State.DROPPED]
    return Money(sum(row.budget_minor for row in counted), counted[0].currency) if counted else None


def activities_of(plan: ActionPlan) -> list[PlannedActivity]:
    """In the order of their days. One statement."""
    return list(plan.activities.select_related("responsible", "concern").order_by("first_day", "pk"))


def plans_listed(group: Group) -> QuerySet[ActionPlan]:
    """The group's plans, the newest first, with counts of activities. One statement."""
    done = Count("activities", filter=Q(activities__state=PlannedActivity.State.DONE))
    return group.plans.annotate(all_activities=Count("activities"), done_activities=done).order_by("-written_at", "-pk")


def concerns_of_group(group: Group, user: "User") -> Section:
    """For the group's home: the first three, and the way to all. Two statements."""
    found = list(group.concerns.filter(rank__isnull=False).order_by("rank")[:SHOWN])
    address = reverse("youth_groups:concerns", args=[group.number])
    items = [
        WorkItem(title=f"{row.rank}. {row.get_theme_display()}", detail=str(row.get_how_often_display()), url=address) for row in found
    ]
    return Section(
        title=_("Safety concerns"),
        items=items,
        empty=_("Nothing is written down yet. Talk about what makes people unsafe, and where."),
        action=_("All concerns and the map"),
        action_url=address,
    )


def plans_of_group(group: Group, user: "User") -> Section:
    """For the group's home. One statement."""
    items = [
        WorkItem(
            title=plan.title,
            detail=" · ".join([str(plan.get_state_display()), _done_words(plan)]),
            url=reverse("youth_groups:plan", args=[group.number, plan.pk]),
        )
        for plan in plans_listed(group)[:SHOWN]
    ]
    return Section(
        title=_("Action plan"),
        items=items,
        empty=_("No plan yet. It begins with the concerns that you want to do something about."),
        action=_("Action plans"),
        action_url=reverse("youth_groups:plans", args=[group.number]),
    )


def _done_words(plan: ActionPlan) -> str:
    return _("activities done: %(done)s of %(all)s") % {
        "done": plan.done_activities,  # type: ignore[attr-defined]
        "all": plan.all_activities,  # type: ignore[attr-defined]
    }


def support_of_group(group: Group, user: "User") -> Section:
    """For the group's home: the newest visits and other support. Two statements."""
    address = reverse("youth_groups:support", args=[group.number])
    rows = Support.objects.filter(group=group).order_by("-day", "-pk")[:SHOWN]
    items = [WorkItem(title=str(row.get_kind_display()), detail=format_date(row.day), url=address) for row in rows]
    return Section(title=_("Visits and other support"), items=items, empty=_("None so far."), action=_("All support"), action_url=address)


def activities_due(user: "User") -> list[WorkItem]:
    """For a member's own page: activities of agreed plans whose last day has passed. Nothing for the office. Two statements at most."""
    if user.is_office:
        return []
    today = timezone.localdate()
    states = (PlannedActivity.State.PLANNED, PlannedActivity.State.RUNNING)
    plans = (
        ActionPlan.objects.filter(group__in=Group.objects.editable_by(user), state=ActionPlan.State.AGREED)
        .annotate(late=Count("activities", filter=Q(activities__state__in=states, activities__last_day__lt=today)))
        .filter(late__gt=0)
        .select_related("group")
        .order_by("pk")
    )
    return [
        WorkItem(
            title=_("Say how far your action plan is"),
            detail=f"{plan.title} · {plan.group.name}",
            url=reverse("youth_groups:plan", args=[plan.group.number, plan.pk]),
            action=_("Go on"),
            count=plan.late,
            tone="warn",
            group=_("Action plan"),
            about=(plan.group.number,),
        )
        for plan in plans[:10]
    ]

"""The life cycles of groups, safety concerns, action plans and planned activities as tables."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.access import has_role
from core.transitions import Machine, Transition
from youth_groups.domain.rights import REGISTERS_GROUPS, edits_group

registers_groups = has_role(*REGISTERS_GROUPS)

NOT_YOURS = _lazy("Only the group's owners, its editors and the office can change this.")
#: States of a group in which its people write: members, concerns, plans.
WRITES = ("active", "waiting")


def why_group_does_not_write(group: Any) -> str | None:
    """A group that is not registered or defunct only reads. None when it writes."""
    return None if group.state in WRITES else _("This group is not active: nothing can be changed here. Ask the office.")


def acts_for_its_group(user: Any, obj: Any) -> str | None:
    """An owner or editor of the row's group, or the office that registers groups."""
    return None if edits_group(user, obj.group) else str(NOT_YOURS)


def acts_for_its_plan(user: Any, obj: Any) -> str | None:
    return acts_for_its_group(user, obj.plan)


def its_group_writes(obj: Any) -> str | None:
    return why_group_does_not_write(obj.group)


def its_plan_is_open(obj: Any) -> str | None:
    if obj.plan.state == "finished":
        return _("This plan is finished: nothing can be changed in it now.")
    return why_group_does_not_write(obj.plan.group)


def has_activities(plan: Any) -> str | None:
    return None if plan.activities.exists() else _("The plan has no activity yet. Add one at least.")


GROUP = Machine(
    "youth_groups.Group",
    (
        Transition("approve", ("waiting", "refused"), "active", _lazy("Approve"), _lazy("Registered"), registers_groups),
        Transition("refuse", "waiting", "refused", _lazy("Refuse"), _lazy("Not registered"), registers_groups),
        Transition("retire", "active", "defunct", _lazy("Set to defunct"), _lazy("No longer active"), registers_groups),
        Transition("revive", "defunct", "active", _lazy("Set to active again"), _lazy("Active again"), registers_groups),
    ),
)

CONCERN = Machine(
    "youth_groups.SafetyConcern",
    (
        Transition(
            "plan", "open", "planned", _lazy("Take into the plan"), _lazy("In the action plan"), acts_for_its_group, (its_group_writes,)
        ),
        Transition("unplan", "planned", "open", _lazy("Take out of the plan"), _lazy("Open"), acts_for_its_group, (its_group_writes,)),
        Transition("ease", ("open", "planned"), "eased", _lazy("It has eased"), _lazy("Eased"), acts_for_its_group, (its_group_writes,)),
        Transition("drop", ("open", "planned"), "dropped", _lazy("Set aside"), _lazy("Set aside"), acts_for_its_group, (its_group_writes,)),
        Transition(
            "reopen", ("eased", "dropped"), "open", _lazy("It worries us again"), _lazy("Open"), acts_for_its_group, (its_group_writes,)
        ),
    ),
)

PLAN = Machine(
    "youth_groups.ActionPlan",
    (
        Transition(
            "agree", "draft", "agreed", _lazy("We agreed on it"), _lazy("Agreed"), acts_for_its_group, (its_group_writes, has_activities)
        ),
        Transition("rewrite", "agreed", "draft", _lazy("Write on in it"), _lazy("Being written"), acts_for_its_group, (its_group_writes,)),
        Transition(
            "finish", "agreed", "finished", _lazy("The plan is finished"), _lazy("Finished"), acts_for_its_group, (its_group_writes,)
        ),
    ),
)

ACTIVITY = Machine(
    "youth_groups.PlannedActivity",
    (
        Transition("begin", ("planned", "dropped"), "running", _lazy("It runs"), _lazy("Running"), acts_for_its_plan, (its_plan_is_open,)),
        Transition("done", ("planned", "running"), "done", _lazy("It is done"), _lazy("Done"), acts_for_its_plan, (its_plan_is_open,)),
        Transition("drop", ("planned", "running"), "dropped", _lazy("Drop it"), _lazy("Dropped"), acts_for_its_plan, (its_plan_is_open,)),
        Transition("back", ("running", "done"), "planned", _lazy("Not yet"), _lazy("Planned"), acts_for_its_plan, (its_plan_is_open,)),
    ),
)

"""The life cycles of campaigns and advocacy outcomes: written, reported, approved by somebody else or sent back with a reason."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.access import has_role
from core.transitions import Allowed, Machine, Transition
from youth_groups.campaign_rights import APPROVES
from youth_groups.domain.rights import edits_group, holds_one
from youth_groups.models import Group
from youth_groups.states import NOT_YOURS, acts_for_its_group, its_group_writes, why_group_does_not_write

if TYPE_CHECKING:
    from accounts.models import User

_in_office = has_role(*APPROVES)


def another_person(user: Any, obj: Any) -> str | Promise | None:
    """The office of the organisation: neither who wrote or reported it, nor an account of the group."""
    reason = _in_office(user, obj)
    if reason is not None:
        return reason
    if user.pk in (obj.written_by_id, obj.reported_by_id):
        return _("You wrote or reported this yourself: somebody else decides.")
    rights = ("own_group", "edit_group", "view_group")
    if obj.group_id and Group.objects.granted_to(user, *rights).filter(pk=obj.group_id).exists():
        return _("You belong to this group: somebody else decides.")
    return None


def writes_outcome(user: "User", obj: Any) -> str | None:
    """A group's outcome is written by who acts for the group; the organisation's own by its office."""
    if obj.group_id:
        return acts_for_its_group(user, obj)
    return None if holds_one(user, APPROVES, obj.organisation_id) else str(NOT_YOURS)


def writes_for(user: "User", group: Group | None, organisation_id: int) -> bool:
    """Whether the user writes outputs and outcomes of the group, or of the organisation when there is no group."""
    if group is not None:
        return edits_group(user, group) or holds_one(user, APPROVES, group.organisation_id)
    return holds_one(user, APPROVES, organisation_id)


def has_what_was_done(campaign: Any) -> str | None:
    return None if campaign.activities.exists() else _("Write down one activity at least: what was done, and when.")


def is_over(campaign: Any) -> str | None:
    return None if campaign.last_day <= timezone.localdate() else _("The campaign still runs. Report it when its last day has come.")


def has_reasons(campaign: Any) -> str | None:
    from youth_groups.queries.campaigns import unexplained

    return _("Some figures look unlikely. Say why they are right all the same, or put them right.") if unexplained(campaign) else None


def has_evidence(outcome: Any) -> str | None:
    return None if outcome.evidence_id else _("Add the evidence first: a photo or a file of the letter, decision or receipt.")


def outcome_group_writes(outcome: Any) -> str | None:
    return why_group_does_not_write(outcome.group) if outcome.group_id else None


def _table(writer: Allowed, guards: tuple[Any, ...]) -> tuple[Transition, ...]:
    return (
        Transition("report", ("draft", "returned"), "reported", _lazy("Send the report"), _lazy("Reported"), writer, guards),
        Transition("approve", "reported", "approved", _lazy("Approve"), _lazy("Approved"), another_person),
        Transition("send_back", "reported", "returned", _lazy("Send back"), _lazy("Sent back to the group"), another_person),
    )


CAMPAIGN = Machine("youth_groups.Campaign", _table(acts_for_its_group, (its_group_writes, has_what_was_done, is_over, has_reasons)))
OUTCOME = Machine("youth_groups.Outcome", _table(writes_outcome, (outcome_group_writes, has_evidence)))

"""Who is pending: whose step an application waits for, by name, for many applications at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from grants.enums import ApplicationState as S
from grants.models import Application, Proposal, Received, ReviewAssignment
from grants.querysets import RUNS_GRANTS
from programme.models import RoleHeld
from youth_groups.models import GroupUserObjectPermission, Membership

if TYPE_CHECKING:
    from collections.abc import Mapping

#: States in which an officer's step comes next.
OFFICER = (S.SUBMITTED, S.ELIGIBLE, S.PROPOSED, S.RESERVE)


def pending_of(applications: Iterable[Application]) -> "Mapping[int, list[User]]":
    """Application's key -> who may take its next step in the office, earliest account first. Three statements, whatever the number.

    Of a proposal: everybody who runs grants here or in the lead NGO (which lends its people), but the proposer, who gave the first
    approval, members of the group, reviewers, and who typed it. Deputies are not listed: they stand in for one of these.
    """
    rows = [row for row in applications if row.state in OFFICER]
    if not rows:
        return {}
    officers = _officers({row.organisation_id for row in rows})
    people = {user.pk for found in officers.values() for user in found}
    barred = _barred(rows, people)
    return {row.pk: [user for user in officers[row.organisation_id] if user.pk not in barred[row.pk]] for row in rows}


def _officers(organisations: set[int]) -> dict[int, list[User]]:
    """Organisation -> active accounts that run its grants today. One statement for roles and accounts."""
    today = timezone.localdate()
    held = RoleHeld.objects.filter(
        Q(organisation__in=organisations) | Q(organisation__kind="lead"),
        Q(last_day=None) | Q(last_day__gte=today),
        role__in=RUNS_GRANTS,
        first_day__lte=today,
        user__is_active=True,
    )
    found: dict[int, dict[int, User]] = {key: {} for key in organisations}
    for row in held.select_related("user", "organisation").order_by("user__pk"):
        for key in organisations if row.organisation.kind == "lead" else (row.organisation_id,):
            found[key][row.user_id] = row.user
    return {key: list(users.values()) for key, users in found.items()}


def _barred(rows: list[Application], people: set[int]) -> dict[int, set[int]]:
    """Application -> accounts that do not decide on it. Two statements."""
    barred: dict[int, set[int]] = defaultdict(set)
    keys, groups = [row.pk for row in rows], {row.group_id for row in rows}
    waiting = Proposal.objects.filter(application__in=keys, state="open").order_by()
    barred_by = (
        ReviewAssignment.objects.filter(application__in=keys).order_by().values_list("application", "reviewer"),
        Received.objects.filter(application__in=keys).order_by().values_list("application", "typed_by"),
        waiting.values_list("application", "proposed_by"),
        waiting.exclude(first_approved_by=None).values_list("application", "first_approved_by"),
    )
    for application, user in barred_by[0].union(*barred_by[1:]):
        barred[application].add(user)
    of_group: dict[int, set[int]] = defaultdict(set)
    members = Membership.objects.filter(group__in=groups, person__user__in=people).order_by().values_list("group", "person__user")
    rights = GroupUserObjectPermission.objects.filter(content_object__in=groups, user__in=people).order_by()
    for group, user in members.union(rights.values_list("content_object", "user")):
        of_group[group].add(user)
    for row in rows:
        barred[row.pk] |= of_group[row.group_id or 0]
    return barred

"""Whether enough different people exist for a call: quorum of reviewers, and two officers for four eyes."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from grants.querysets import RUNS_GRANTS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grants.models import GrantCall

OFFICERS_NEEDED = 2


def holders_in_reach(codes: tuple[str, ...], organisation_id: int) -> "QuerySet[User]":
    """Active users who hold one of the roles in the organisation, or in the lead NGO (which lends its people), today."""
    today = timezone.localdate()
    return User.objects.filter(
        Q(roles_held__organisation_id=organisation_id) | Q(roles_held__organisation__kind="lead"),
        Q(roles_held__last_day__isnull=True) | Q(roles_held__last_day__gte=today),
        roles_held__role__in=codes,
        roles_held__first_day__lte=today,
        is_active=True,
    ).distinct()


def reviewers_in_reach(organisation_id: int) -> "QuerySet[User]":
    """Who may be asked to review here, with the languages that each reads."""
    return holders_in_reach((Role.REVIEWER,), organisation_id).select_related("reviewer_languages")


def reads(user: User) -> list[str]:
    """Codes of the languages in which this person reads applications; of the account, where the person has not said."""
    said = getattr(user, "reviewer_languages", None)
    return list(said.languages) if said is not None else [user.language]


def reads_in_words(user: User) -> str:
    names = dict(settings.LANGUAGES)
    return ", ".join(names.get(code, code) for code in reads(user))


def staffing_gaps(call: "GrantCall") -> list[str]:
    """What is missing, a sentence each. Reviewers are counted without the officers: a reviewer of an application never decides on it."""
    officers = set(holders_in_reach(RUNS_GRANTS, call.organisation_id).values_list("pk", flat=True))
    reviewers = set(holders_in_reach((Role.REVIEWER,), call.organisation_id).values_list("pk", flat=True))
    gaps = []
    if len(officers) < OFFICERS_NEEDED:
        gaps.append(_("Two people decide: one proposes, another approves. There are %(count)s.") % {"count": len(officers)})
    free = max(0, len(officers) - OFFICERS_NEEDED)
    able = len(reviewers - officers) + min(free, len(reviewers & officers))
    if able < call.quorum:
        gaps.append(_("%(needed)s reviewers are needed who do not decide. There are %(count)s.") % {"needed": call.quorum, "count": able})
    return gaps

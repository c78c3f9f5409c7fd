"""Who of the office makes a code for a forgotten password, and for whom."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.reset_codes import make_reset_code
from accounts.models import ResetCode
from accounts.roles import Role
from core.events import events_of
from core.refusals import Refused
from programme.domain.roles import TWO_PEOPLE_DAYS, require_over
from programme.models import Organisation

if TYPE_CHECKING:
    from accounts.models import User

#: Who helps the groups of an organisation.
HELPS_GROUPS = (Role.PROGRAMME_MANAGER, Role.GRANTS_OFFICER, Role.TRAINING_COORDINATOR)


def may_help(by: "User", organisation: Organisation) -> bool:
    """Whether `by` makes codes for the accounts of this organisation's groups."""
    return any(by.holds(role, organisation.pk) for role in HELPS_GROUPS)


def make_code_by_officer(*, user: "User", by: "User", organisation: Organisation) -> str:
    """Make a code for the account of a group's member. Returns it as it is written down; it is shown once.

    **The caller has checked** that the account belongs to a group of this organisation. Raises Refused for who is no officer there, and
    for accounts of the office (accounts.domain.reset_codes).
    """
    if not may_help(by, organisation):
        raise Refused(_("Only officers of this organisation make a code for its groups."), code="not_officer")
    return make_reset_code(user=user, by=by, why=ResetCode.Why.OFFICE)


def make_code_by_lead(*, user: "User", by: "User") -> str:
    """Make a code for any account, those of the office too: only a programme manager of the lead does. The second factor stays.

    Password and second factor are never opened by one person: who took off the factor in the last days makes no code, nor the other way.
    Raises Refused.
    """
    everywhere, _ids = by.reach((Role.PROGRAMME_MANAGER,))
    if not everywhere:
        raise Refused(_("Only the lead organisation's programme manager can do this."), code="not_the_lead")
    require_over(by, user)
    with transaction.atomic():
        since = timezone.now() - timedelta(days=TWO_PEOPLE_DAYS)
        if events_of(user).filter(action="second_factor_reset", actor=by, at__gte=since).exists():
            raise Refused(
                _("You took off this account's second factor. Another programme manager makes the code: one person never holds both."),
                code="two_people",
            )
        return make_reset_code(user=user, by=by, why=ResetCode.Why.LEAD)

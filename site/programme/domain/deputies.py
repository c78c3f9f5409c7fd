"""Deputies: somebody acts in a role for its holder, for dates, under the same exclusions."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.dates import format_period
from core.events import record_event
from core.outbox import send_message
from core.refusals import Refused
from programme.domain.roles import GIVEN_ELSEWHERE, forget_roles, may_give
from programme.models import Deputy, RoleHeld
from programme.roles import sync_groups

if TYPE_CHECKING:
    from accounts.models import User


def may_name(by: "User", held: RoleHeld) -> bool:
    """The holder, for the own role, or who may give the role there."""
    return held.user_id == by.pk or may_give(by, held.role, held.organisation)


def name_deputy(*, by: "User", held: RoleHeld, user: "User", first_day: date, last_day: date, reason: str) -> Deputy:
    """Let `user` act in a role for its holder from a day to a day. Both hold it in these days.

    A deputy comes from the people who hold a role in the same organisation, and is neither the holder nor whoever names. What one person
    may not do twice (propose and approve) stays shut, because these rules ask who the person is, not in which role. The second factor
    that the role needs is asked of the deputy, too. A deputy names no deputy for the role that is deputised. The person gets a message.
    Raises Refused.
    """
    _require_may_name(by, held)
    _require_days(held, first_day, last_day)
    if not reason.strip():
        raise Refused(_("Say why a deputy is needed."), code="no_reason")
    if held.user_id == user.pk:
        raise Refused(_("Nobody is their own deputy."), code="own_deputy")
    if by.pk == user.pk:
        raise Refused(_("Nobody gives a role to themselves. Ask another programme manager."), code="own_role")
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        locked = RoleHeld.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=held.pk)
        _require_fit(row, locked, first_day, last_day)
        deputy = Deputy.objects.create(
            held=locked, user=row, first_day=first_day, last_day=last_day, reason=reason.strip(), named_by=by, named_at=timezone.now()
        )
        record_event(subject=deputy, action="deputy_named", by=by, data=_about(deputy))
        forget_roles(user, row)
        sync_groups(row)
        _tell(deputy)
    return deputy


def end_deputy(*, by: "User", deputy: Deputy) -> Deputy:
    """End it now, before its last day. The row stays on record. The deputy may lay it down, too. Raises Refused."""
    if deputy.user_id != by.pk:
        _require_may_name(by, deputy.held)
    with transaction.atomic():
        row = Deputy.objects.select_for_update(of=("self",)).select_related("user", "held").get(pk=deputy.pk)
        if row.ended_at is not None or row.last_day < timezone.localdate():
            raise Refused(_("This has ended already."), code="ended_already")
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        record_event(subject=row, action="deputy_ended", by=by, data=_about(row))
        forget_roles(row.user, deputy.user)
        sync_groups(row.user)
    return row


def _require_may_name(by: "User", held: RoleHeld) -> None:
    if held.role in GIVEN_ELSEWHERE:
        raise Refused(_("This role has no deputy: it is given per agreement, to one person."), code="no_deputy")
    if not by.is_active or not may_name(by, held):
        raise Refused(_("A deputy is named by the holder of the role, or by who gives the role."), code="not_named_here")


def _require_days(held: RoleHeld, first: date, last: date) -> None:
    if last < first:
        raise Refused(_("The last day is before the first day."), code="days")
    if first < timezone.localdate():
        raise Refused(_("A deputy begins today or later."), code="days_past")
    if first < held.first_day or (held.last_day is not None and last > held.last_day):
        raise Refused(_("These days lie outside the role's own."), code="days_of_role")


def _require_fit(row: "User", held: RoleHeld, first: date, last: date) -> None:
    if not row.is_active:
        raise Refused(_("This account is closed."), code="closed")
    works_here = RoleHeld.objects.filter(user=row, organisation=held.organisation_id, first_day__lte=first).exclude(last_day__lt=last)
    if not works_here.exclude(role__in=GIVEN_ELSEWHERE).exists():
        raise Refused(_("A deputy is somebody who holds a role in this organisation in these days."), code="not_of_here")
    if works_here.filter(role=held.role).exists():
        raise Refused(_("This person holds this role here already."), code="held_already")
    standing = Deputy.objects.filter(held=held, user=row, ended_at=None, first_day__lte=last, last_day__gte=first)
    if standing.exists():
        raise Refused(_("This person is the deputy in these days already."), code="named_already")


def _about(deputy: Deputy) -> dict[str, Any]:
    return {"user": deputy.user_id, "held": deputy.held_id, "role": deputy.held.role, "organisation": deputy.held.organisation_id}


def _tell(deputy: Deputy) -> None:
    user, held = deputy.user, deputy.held
    with translation.override(user.language):
        words = {
            "name": user.name,
            "role": str(Role(held.role).label),
            "organisation": held.organisation.name,
            "days": format_period(deputy.first_day, deputy.last_day),
            "address": f"{settings.ASHAR['ADDRESS']}{reverse('account_login')}",
        }
        send_message(to=user, kind="deputy_named", context=words)

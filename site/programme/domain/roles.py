"""Verbs on accounts of the office: opening one, giving and ending roles, taking off a lost second factor, closing one for good."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.domain.blank import blank_user
from accounts.models import ResetCode
from accounts.phones import normalise
from accounts.roles import Role
from core.events import record_event
from core.outbox import send_message
from core.refusals import Refused
from programme.domain.rights import require_manager, require_manager_of_the_lead
from programme.models import Deputy, Organisation, RoleHeld
from programme.roles import sync_groups

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import User

#: Given only by the lead NGO's programme manager: they reach further than an organisation, or stand outside its line.
LEAD_GIVES = frozenset({Role.PROGRAMME_MANAGER, Role.SAFEGUARDING_FOCAL_POINT})
#: Days in which the password and the second factor of one account are not opened by the same person.
TWO_PEOPLE_DAYS = 7
#: Given per agreement with first and last day, not in an organisation.
GIVEN_ELSEWHERE = frozenset({Role.AUDITOR})


def may_give(by: "User", role: str, organisation: Organisation) -> bool:
    """Whether `by` may give this role in this organisation at all."""
    if role in GIVEN_ELSEWHERE or not by.holds(Role.PROGRAMME_MANAGER, organisation.pk):
        return False
    return role not in LEAD_GIVES or by.reach((Role.PROGRAMME_MANAGER,))[0]


def grant_role(
    *, by: "User", user: "User", organisation: Organisation, role: str, first_day: date | None = None, last_day: date | None = None
) -> RoleHeld:
    """Give a role in an organisation, from a day (today when none is given), perhaps to a day.

    Nobody gives a role to themselves, outside the own organisation, or a role that only the lead NGO gives. The person gets a message.
    Not done: a second factor is not asked for here; the next page that the person opens does.
    Raises Refused; also when the same role stands already.
    """
    require_manager(by, organisation)
    _require_may_give(by, role, organisation)
    if by.pk == user.pk:
        raise Refused(_("Nobody gives a role to themselves. Ask another programme manager."), code="own_role")
    first = first_day or timezone.localdate()
    if last_day is not None and last_day < first:
        raise Refused(_("The last day is before the first day."), code="days")
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        if not row.is_active:
            raise Refused(_("This account is closed."), code="closed")
        if RoleHeld.objects.filter(user=row, role=Role.AUDITOR, last_day__gte=timezone.localdate()).exists():
            raise Refused(_("An auditor holds no other role here."), code="auditor")
        if _overlapping(row, organisation, role, first, last_day):
            raise Refused(_("This person holds this role here already."), code="held_already")
        held = RoleHeld.objects.create(user=row, organisation=organisation, role=role, first_day=first, last_day=last_day)
        record_event(subject=held, action="role_given", by=by, data={"user": row.pk, "role": role, "organisation": organisation.pk})
        forget_roles(user, row)
        sync_groups(row)
        tell_role(row, role=Role(role).label, where=lambda: organisation.name)
    return held


def tell_role(user: "User", *, role: "str | Promise", where: Callable[[], str]) -> None:
    """What somebody may do here from now on, and how to sign in. `where` answers in the language of the reader."""
    with translation.override(user.language):
        words = {"role": str(role), "organisation": where()}
    address = f"{settings.ASHAR['ADDRESS']}{reverse('account_login')}"
    send_message(to=user, kind="role_given", context={"name": user.name, "address": address, **words})


def end_role(*, by: "User", held: RoleHeld) -> RoleHeld:
    """End a role now. It stays on record with its last day; one that has not begun or began today is taken back.

    Its deputies end with it. Nobody ends a role of their own or one in which they act as a deputy, so that a manager always remains.
    Raises Refused.
    """
    require_manager(by, held.organisation)
    if held.role in GIVEN_ELSEWHERE:
        require_manager_of_the_lead(by)
    else:
        _require_may_give(by, held.role, held.organisation)
    if held.user_id == by.pk or Deputy.objects.acting().filter(held=held.pk, user=by).exists():
        raise Refused(_("Nobody ends a role of their own. Ask another programme manager."), code="own_role")
    today = timezone.localdate()
    with transaction.atomic():
        user = get_user_model().objects.select_for_update().get(pk=held.user_id)
        row = RoleHeld.objects.select_for_update().filter(pk=held.pk).first()
        if row is None or (row.last_day is not None and row.last_day < today):
            raise Refused(_("This role has ended already."), code="ended_already")
        data = {"user": user.pk, "role": row.role, "organisation": row.organisation_id}
        record_event(subject=row, action="role_ended", by=by, data=data)
        _end_deputies(row, taken_back=row.first_day >= today)
        if row.first_day >= today:
            row.delete()
        else:
            row.last_day = today - timedelta(days=1)
            row.save(update_fields=["last_day"])
        forget_roles(held.user, user)
        sync_groups(user)
    return row


def _end_deputies(row: RoleHeld, *, taken_back: bool) -> None:
    """Who acted in the role acts no more. A role that is taken back leaves no row, and so no deputies'."""
    deputies = list(row.deputies.not_over().select_related("user"))  # type: ignore[attr-defined]
    if taken_back:
        row.deputies.all().delete()
    else:
        row.deputies.not_over().update(ended_at=timezone.now())  # type: ignore[attr-defined]
    for deputy in deputies:
        sync_groups(deputy.user)


def open_account(
    *, by: "User", organisation: Organisation, role: str, name: str, language: str, email: str = "", phone: str = ""
) -> "User":
    """Open an account for somebody of an organisation and give the first role. An account that stands already gets the role only.

    Its name, language and sign-in names are then left as they are. Without a password one signs in by a code sent to the address.
    Raises Refused.
    """
    require_manager(by, organisation)
    _require_may_give(by, role, organisation)
    address, number = email.strip().lower() or None, normalise(phone) if phone else None
    if phone and number is None:
        raise Refused(_("This is not a phone number."), code="phone")
    if address is None:
        raise Refused(_("People of the office need an e-mail address: the first sign-in goes by a code sent there."), code="no_address")
    users = get_user_model()
    with transaction.atomic():
        user = users.objects.filter(email=address).first()
        if user is None and number and users.objects.filter(phone=number).exists():
            raise Refused(_("This phone number is the sign-in name of another account."), code="phone_taken")
        user = account_at(address, by=by, organisation=organisation, name=name, language=language, phone=number)
        grant_role(by=by, user=user, organisation=organisation, role=role)
    return user


def account_at(address: str, *, by: "User", organisation: Organisation, name: str, language: str, phone: str | None = None) -> "User":
    """The account of an e-mail address; opened when there is none. **The caller has checked the right** and gives it something."""
    users = get_user_model()
    user = users.objects.filter(email=address).first()
    if user is None:
        user = users.objects.create_user(email=address, phone=phone, name=name.strip(), language=language)
        record_event(subject=user, action="opened", by=by, data={"organisation": organisation.pk})
    return user


def reset_second_factor(*, by: "User", user: "User") -> None:
    """Take off a lost second factor; before anything else the person sets up a new one. Never one's own.

    Nor by whoever made a code for a new password of the account in the last days: one person never holds both keys. Raises Refused.
    """
    require_over(by, user)
    since = timezone.now() - timedelta(days=TWO_PEOPLE_DAYS)
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        if ResetCode.objects.filter(user=row, made_by=by, made_at__gte=since).exists():
            raise Refused(_("You made a code for a new password of this account. Another programme manager does this."), code="two_people")
        Authenticator.objects.filter(user=row).delete()
        record_event(subject=row, action="second_factor_reset", by=by)
        with translation.override(row.language):
            what = _("Your second factor was taken off by the office; you set up a new one the next time you sign in.")
        send_message(to=row, kind="account_changed", context={"name": row.name, "what": what})


def close_account(*, by: "User", user: "User") -> "User":
    """Close an account for good: roles end, e-mail, phone, password and factors are blanked at once; the name stays on decisions.

    The row is never deleted, because what the person did points to it. Raises Refused.
    """
    require_over(by, user)
    with transaction.atomic():
        for held in current_roles(user):
            end_role(by=by, held=held)
        Deputy.objects.not_over().filter(user=user).update(ended_at=timezone.now())
        row = blank_user(user=user, by=by)
        forget_roles(user, row)
    return row


def current_roles(user: "User") -> list[RoleHeld]:
    """Roles that stand today or begin later."""
    rows = RoleHeld.objects.filter(user=user).exclude(last_day__lt=timezone.localdate())
    return list(rows.select_related("organisation", "user").order_by("pk"))


def _require_may_give(by: "User", role: str, organisation: Organisation) -> None:
    if role not in Role.values or not may_give(by, role, organisation):
        raise Refused(_("This role is given only by the lead organisation's programme manager."), code="not_given_here")


def require_over(by: "User", user: "User") -> None:
    """Over an account stands who may give and end every role that its owner holds; accounts without any, the lead's manager only.

    Nobody over their own, and no deputy over the account of whom they act for.
    """
    everywhere, _ids = by.reach((Role.PROGRAMME_MANAGER,))
    if by.pk == user.pk or Deputy.objects.acting().filter(held__user=user, user=by).exists():
        raise Refused(_("Nobody does this to the own account. Ask another programme manager."), code="own_account")
    held = current_roles(user)
    if user.is_superuser and not by.is_superuser:
        raise Refused(_("Only the administrator can do this."), code="not_the_manager")
    if not everywhere and (not held or any(not may_give(by, row.role, row.organisation) for row in held)):
        raise Refused(_("Only the lead organisation's programme manager can do this."), code="not_the_lead")


def _overlapping(user: "User", organisation: Organisation, role: str, first: date, last: date | None) -> bool:
    rows = RoleHeld.objects.filter(user=user, organisation=organisation, role=role).exclude(last_day__lt=first)
    return (rows if last is None else rows.filter(first_day__lte=last)).exists()


def forget_roles(*users: "User") -> None:
    """The roles kept on these objects are read anew."""
    for user in users:
        user.forget_roles()

"""Who from outside reads an agreement: donors' contacts its published summaries, an auditor also the records behind a figure."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from guardian.shortcuts import assign_perm, remove_perm

from accounts.domain.blank import end_sessions
from accounts.roles import Role
from core.events import record_event
from core.refusals import Refused
from programme.domain.rights import require_manager_of_the_lead
from programme.domain.roles import account_at, end_role, forget_roles, tell_role
from programme.models import Agreement, AgreementUserObjectPermission, RoleHeld

if TYPE_CHECKING:
    from accounts.models import User

CONTACT = gettext_lazy("donor contact")


def reader_account(*, agreement: Agreement, by: "User", name: str, email: str, language: str) -> "User":
    """The account of somebody from outside, by e-mail address; one that stands already stays as it is. Opens nothing by itself.

    Raises Refused unless `by` is the lead's programme manager: donors and auditors belong to the whole programme.
    """
    require_manager_of_the_lead(by)
    with transaction.atomic():
        return account_at(email.strip().lower(), by=by, organisation=agreement.organisation, name=name, language=language)


def give_summary_access(
    *, agreement: Agreement, user: "User", by: "User", first_day: date | None = None, last_day: date | None = None
) -> AgreementUserObjectPermission:
    """Let a donor contact read this agreement's published summaries, and nothing else, from a day (today), perhaps to a day.

    Giving it again sets other days; the same again changes nothing. The person gets a message; the next page asks for a second factor.
    Raises Refused: not the lead's programme manager, the own account, a closed one, days the wrong way round.
    """
    require_manager_of_the_lead(by)
    first = first_day or timezone.localdate()
    _require_days(first, last_day)
    with transaction.atomic():
        row = _reader(user, by)
        locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
        rights = AgreementUserObjectPermission.objects.filter(content_object=locked, user=row, permission__codename="view_summary")
        known = rights.first()
        if known is not None and (first_day is None or known.first_day == first) and known.last_day == last_day:
            return known
        if known is None:
            assign_perm("view_summary", row, locked)
        right = known or rights.get()
        right.first_day, right.last_day = (known.first_day if known and first_day is None else first), last_day
        right.save(update_fields=["first_day", "last_day"])
        data = {"user": row.pk, "until": last_day.isoformat() if last_day else None}
        record_event(subject=locked, action="summary_access_given" if known is None else "summary_access_changed", by=by, data=data)
        forget_roles(user)
        if known is None:
            tell_role(row, role=CONTACT, where=lambda: f"{locked.donor.name}, {locked.number}")
    return right


def end_summary_access(*, agreement: Agreement, user: "User", by: "User") -> None:
    """Take a donor contact's access to this agreement's summaries away, and sign them out everywhere. Raises Refused without the right."""
    require_manager_of_the_lead(by)
    with transaction.atomic():
        locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
        rights = AgreementUserObjectPermission.objects.filter(content_object=locked, user=user.pk, permission__codename="view_summary")
        if rights.exists():
            remove_perm("view_summary", user, locked)
            record_event(subject=locked, action="summary_access_ended", by=by, data={"user": user.pk})
            end_sessions(user)
            forget_roles(user)


def name_auditor(*, agreement: Agreement, user: "User", by: "User", first_day: date, last_day: date) -> RoleHeld:
    """Let somebody audit one agreement from a day to a day, both included: they read, and change nothing.

    Whoever works here, or begins to later, audits nothing: nobody audits their own work. The person gets a message.
    Raises Refused: not the lead's programme manager, the own account, a closed one, somebody who works here, days, named already.
    """
    require_manager_of_the_lead(by)
    _require_days(first_day, last_day)
    today = timezone.localdate()
    if last_day < today:
        raise Refused(_("This day is over."), code="over")
    with transaction.atomic():
        row = _reader(user, by)
        held = RoleHeld.objects.filter(user=row)
        if held.exclude(role=Role.AUDITOR).exclude(last_day__lt=today).exists() or row.deputising.not_over().exists():  # type: ignore[attr-defined]
            raise Refused(_("This person works here. An auditor comes from outside."), code="works_here")
        if held.filter(agreement=agreement, first_day__lte=last_day, last_day__gte=first_day).exists():
            raise Refused(_("This person holds this role here already."), code="held_already")
        role = RoleHeld.objects.create(
            user=row,
            organisation_id=agreement.organisation_id,
            role=Role.AUDITOR,
            agreement=agreement,
            first_day=first_day,
            last_day=last_day,
        )
        data = {"user": row.pk, "held": role.pk, "until": last_day.isoformat()}
        record_event(subject=agreement, action="auditor_named", by=by, data=data)
        forget_roles(user, row)
        tell_role(row, role=Role.AUDITOR.label, where=lambda: f"{agreement.donor.name}, {agreement.number}")
    return role


def end_auditor(*, held: RoleHeld, by: "User") -> None:
    """End an audit before its last day, and sign the auditor out everywhere. Raises Refused."""
    if held.agreement is None:
        raise ValueError("not an audit")
    with transaction.atomic():
        end_role(by=by, held=held)
        record_event(subject=held.agreement, action="auditor_ended", by=by, data={"user": held.user_id, "held": held.pk})
        end_sessions(held.user)


def _reader(user: "User", by: "User") -> "User":
    if user.pk == by.pk:
        raise Refused(_("Nobody gives a role to themselves. Ask another programme manager."), code="own_role")
    row = get_user_model().objects.select_for_update().get(pk=user.pk)
    if not row.is_active:
        raise Refused(_("This account is closed."), code="closed_account")
    return row


def _require_days(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Refused(_("The last day is before the first day."), code="days")

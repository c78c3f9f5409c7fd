"""Who from outside reads which agreement: what the office's pages show, and what the second factor asks."""

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.roles import Role
from programme.models import Agreement, AgreementUserObjectPermission, RoleHeld
from programme.querysets import contacts_standing

if TYPE_CHECKING:
    from accounts.models import User


def reads_summaries(user: Any) -> bool:
    """Whether somebody is a donor's contact today: summaries show money and can be taken out. One statement."""
    return bool(user.is_active and contacts_standing().filter(user=user.pk).exists())


def contacts_reading() -> QuerySet[AgreementUserObjectPermission]:
    """Rights of donors' contacts, today's and later ones."""
    rows = AgreementUserObjectPermission.objects.filter(permission__codename="view_summary", user__is_active=True)
    return rows.exclude(last_day__lt=timezone.localdate())


def auditors_reading() -> QuerySet[RoleHeld]:
    """Audits, today's and later ones."""
    return RoleHeld.objects.filter(role=Role.AUDITOR, last_day__gte=timezone.localdate())


def agreements_with_readers(by: "User") -> QuerySet[Agreement]:
    """Every agreement for the lead's programme manager, nothing for others, with `shown_contacts`, `shown_auditors`."""
    if not by.reach((Role.PROGRAMME_MANAGER,))[0]:
        return Agreement.objects.none()
    contacts = contacts_reading().select_related("user").order_by("user__name", "pk")
    auditors = auditors_reading().select_related("user").order_by("user__name", "pk")
    return (
        Agreement.objects.select_related("donor", "project", "organisation")
        .prefetch_related(
            Prefetch("agreementuserobjectpermission_set", queryset=contacts, to_attr="shown_contacts"),
            Prefetch("auditors", queryset=auditors, to_attr="shown_auditors"),
        )
        .order_by("number")
    )


def agreements_read_by(user: "User") -> QuerySet[Agreement]:
    """The agreements that somebody reads from outside, today or later; one statement. For the person's page in the office."""
    contact, auditor = contacts_reading().filter(user=user.pk), auditors_reading().filter(user=user.pk)
    return Agreement.objects.filter(
        Q(pk__in=contact.order_by().values("content_object")) | Q(pk__in=auditor.order_by().values("agreement"))
    ).select_related("donor")

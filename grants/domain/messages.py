"""Messages to a group: to each account that may act for it, in its own language. Subjects name nobody."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from core.outbox import leave_card, send_message
from youth_groups.models import GroupUserObjectPermission

if TYPE_CHECKING:
    from grants.models import Application


def editors_of(application: "Application") -> list[User]:
    """Active accounts that act for the group. One statement."""
    rights = Q(permission__codename="own_group") | Q(permission__codename="edit_group")
    rows = GroupUserObjectPermission.objects.filter(rights, content_object_id=application.group_id)
    return list(User.objects.filter(pk__in=rows.values("user_id"), is_active=True).order_by("pk"))


def tell_group(*, application: "Application", kind: str, context: dict[str, Any] | None = None) -> None:
    """One message row for each; a card to tell where nobody has an account. Runs inside the caller's transaction."""
    address = str(settings.ASHAR["ADDRESS"]) + reverse("grants:status", args=[application.code])
    given = {"application": application, "call": application.call, "group": application.group, "link": address, **(context or {})}
    people = editors_of(application)
    for user in people:
        send_message(to=user, kind=kind, context=given, about=application)
    if not people:
        leave_card(kind=kind, context=given, language=application.group.language or application.language, about=application)

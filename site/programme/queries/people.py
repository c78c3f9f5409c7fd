"""Who works here, as far as a programme manager reaches."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.roles import Role
from programme.models import RoleHeld

if TYPE_CHECKING:
    from accounts.models import User


def office_people(by: "User") -> "QuerySet[User]":
    """Accounts that hold a role, today or later, in an organisation that `by` manages, by name; two statements.

    `shown_roles` are their roles in those organisations: what they hold elsewhere is not this manager's to see.
    """
    everywhere, organisations = by.reach((Role.PROGRAMME_MANAGER,))
    rows = RoleHeld.objects.exclude(last_day__lt=timezone.localdate()).select_related("organisation").order_by("pk")
    if not everywhere:
        rows = rows.filter(organisation_id__in=organisations)
    return (
        get_user_model()
        .objects.filter(is_active=True, pk__in=rows.order_by().values("user_id"))
        .prefetch_related(Prefetch("roles_held", queryset=rows, to_attr="shown_roles"))
        .order_by("name", "pk")
    )

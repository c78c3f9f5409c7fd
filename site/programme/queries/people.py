"""Who works here, as far as a programme manager reaches."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.roles import Role
from programme.models import Deputy, RoleHeld
from programme.queries.readers import contacts_reading

if TYPE_CHECKING:
    from accounts.models import User


def office_people(by: "User") -> "QuerySet[User]":
    """Accounts that hold a role, today or later, in an organisation that `by` manages, by name; four statements.

    For the lead's manager the donors' contacts, too: somebody must be able to take off a lost second factor.
    `shown_roles` are their roles in those organisations, each with `shown_deputies`; `shown_deputising` where they act for somebody. What
    they hold elsewhere is not this manager's to see.
    """
    everywhere, organisations = by.reach((Role.PROGRAMME_MANAGER,))
    deputies = Deputy.objects.not_over().select_related("user").order_by("first_day", "pk")
    rows = RoleHeld.objects.exclude(last_day__lt=timezone.localdate()).select_related("organisation").order_by("pk")
    acting = Deputy.objects.not_over().select_related("held__organisation", "held__user").order_by("first_day", "pk")
    contacts = contacts_reading()
    if not everywhere:
        rows, acting = rows.filter(organisation_id__in=organisations), acting.filter(held__organisation_id__in=organisations)
        contacts = contacts.none()
    here = Q(pk__in=rows.order_by().values("user_id")) | Q(pk__in=contacts.values("user_id"))
    shown = rows.prefetch_related(Prefetch("deputies", queryset=deputies, to_attr="shown_deputies"))
    return (
        get_user_model()
        .objects.filter(here, is_active=True)
        .prefetch_related(
            Prefetch("roles_held", queryset=shown, to_attr="shown_roles"),
            Prefetch("deputising", queryset=acting, to_attr="shown_deputising"),
        )
        .order_by("name", "pk")
    )


def roles_to_deputise(by: "User") -> "QuerySet[RoleHeld]":
    """Roles, today's and later ones, that are one's own or held where `by` is programme manager. The verb asks the finer question."""
    everywhere, organisations = by.reach((Role.PROGRAMME_MANAGER,))
    rows = RoleHeld.objects.exclude(last_day__lt=timezone.localdate()).select_related("organisation", "user")
    return rows if everywhere else rows.filter(Q(user=by.pk) | Q(organisation_id__in=organisations))


def candidates_for(held: RoleHeld, by: "User") -> "QuerySet[User]":
    """Who could be the deputy: accounts that hold another role in the same organisation today or later; by name, one statement."""
    here = RoleHeld.objects.filter(organisation=held.organisation_id).exclude(last_day__lt=timezone.localdate())
    same = here.filter(role=held.role).values("user_id")
    others = here.exclude(role=Role.AUDITOR).values("user_id")
    people = get_user_model().objects.filter(is_active=True, pk__in=others).exclude(pk__in=same).exclude(pk__in=[held.user_id, by.pk])
    return people.order_by("name", "pk")

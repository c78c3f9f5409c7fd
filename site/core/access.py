"""Rights on rows. A role is held in an organisation: in the lead NGO it reaches all, in a partner only that partner's rows.

A model with an `organisation` gets `ScopedQuerySet`; its `for_user(user)` is the fine gate of every page, list and export.
Rights on single objects (a group, a call row, a training, an agreement) are django-guardian rows in direct-foreign-key tables.
"""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from core.models import AccessLog
from core.transitions import Allowed

Row = TypeVar("Row", bound=models.Model)


class ScopedQuerySet(models.QuerySet[Row]):
    """Rows with an owning organisation. `scope_path` leads from the row to the organisation's id."""

    scope_path = "organisation_id"
    #: Roles that may see these rows at all, in the organisations in which they are held. A subclass sets it.
    scope_roles: tuple[str, ...] = ()

    def in_scope(self, user: Any, roles: tuple[str, ...] | None = None) -> Self:
        """Rows of the organisations in which the user holds one of the roles. One statement for the roles, none a row."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        everywhere, organisations = user.reach(self.scope_roles if roles is None else roles, acting=False)
        return self.all() if everywhere else self.filter(**{f"{self.scope_path}__in": organisations})

    def for_user(self, user: Any) -> Self:
        """What this user may see. A subclass widens it by object rights (`| granted`)."""
        return self.in_scope(user)


def granted(user: Any, permission_model: type[models.Model], *codenames: str) -> Q:
    """The condition `pk in the objects on which guardian gave one of these rights to the user`: a sub-query, never a loop."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    rows = permission_model._default_manager.filter(user_id=user.pk, permission__codename__in=codenames).values("content_object_id")
    return Q(pk__in=rows)


def has_role(*codes: str) -> Allowed:
    """For tables of transitions: the user holds one of the roles in the row's organisation, or in the lead NGO."""

    def allowed(user: Any, obj: Any) -> str | None:
        everywhere, organisations = user.reach(codes)
        if everywhere or obj.organisation_id in organisations:
            return None
        return _("This step belongs to another role: %(roles)s.") % {"roles": ", ".join(user.role_label(code) for code in codes)}

    return allowed


def log_access(*, user: Any, action: str, model: type[models.Model], subject_id: str = "", rows: int = 1, reason: str = "") -> None:
    """Note that people's data were read or taken out."""
    AccessLog.objects.create(
        user=user,
        user_role=user.acting_role(),
        action=action,
        subject_type=model._meta.label_lower,
        subject_id=subject_id,
        rows=rows,
        reason=reason,
    )

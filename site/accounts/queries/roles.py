"""One's own roles and deputies. The rows stand on the floor above; this floor reads them from the user's side (decision 0002)."""

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import User


def own_roles(user: User) -> dict[str, Any]:
    """{own_roles: roles held today or later, each with `shown_deputies`; acts_for: where one is a deputy}.

    Three statements.
    """
    acts_for = user.deputising.not_over().select_related("held__organisation", "held__user").order_by("first_day", "pk")  # type: ignore[attr-defined]
    deputies = acts_for.model._default_manager.not_over().select_related("user").order_by("first_day", "pk")
    held = user.roles_held.exclude(last_day__lt=timezone.localdate()).select_related("organisation").order_by("pk")  # type: ignore[attr-defined]
    rows = held.prefetch_related(Prefetch("deputies", queryset=deputies, to_attr="shown_deputies"))
    return {"own_roles": list(rows), "acts_for": list(acts_for)}

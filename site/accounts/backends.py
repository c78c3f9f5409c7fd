"""Who gets into the Wagtail admin: answered from the roles held today, never from a stored permission."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

ENTER = "wagtailadmin.access_admin"


class RoleBackend(BaseBackend):
    """Gives one permission, the way into the admin. Signs nobody in; page rights come from groups (programme.roles)."""

    def authenticate(self, request: Any, **credentials: Any) -> None:
        return None

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        allowed = obj is None and user_obj.is_authenticated and user_obj.is_active and user_obj.enters_admin
        return {ENTER} if allowed else set()

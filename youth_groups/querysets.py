from typing import TYPE_CHECKING, Any, Self

from accounts.roles import Role
from core.access import ScopedQuerySet, granted

if TYPE_CHECKING:
    from youth_groups.models import Group, Person  # noqa: F401 named in the generics below

OFFICE_READS_GROUPS = (Role.PROGRAMME_MANAGER, Role.GRANTS_OFFICER, Role.TRAINING_COORDINATOR, Role.ME_OFFICER, Role.FINANCE_OFFICER)
OFFICE_READS_PEOPLE = (Role.PROGRAMME_MANAGER, Role.TRAINING_COORDINATOR, Role.ME_OFFICER, Role.SAFEGUARDING_FOCAL_POINT)


class GroupQuerySet(ScopedQuerySet["Group"]):
    scope_roles = OFFICE_READS_GROUPS

    def granted_to(self, user: Any, *codenames: str) -> Self:
        """Groups on which the user holds one of the rights own_group, edit_group, view_group."""
        from youth_groups.models import GroupUserObjectPermission

        condition = granted(user, codenames[0], GroupUserObjectPermission)
        for codename in codenames[1:]:
            condition |= granted(user, codename, GroupUserObjectPermission)
        return self.filter(condition)

    def editable_by(self, user: Any) -> Self:
        """Groups for which the user may act: apply, nominate."""
        return self.granted_to(user, "own_group", "edit_group")

    def for_user(self, user: Any) -> Self:
        return (self.in_scope(user) | self.granted_to(user, "own_group", "edit_group", "view_group")).distinct()


class PersonQuerySet(ScopedQuerySet["Person"]):
    scope_roles = OFFICE_READS_PEOPLE

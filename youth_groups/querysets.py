from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Manager

from accounts.roles import Role
from core.access import ScopedQuerySet, granted

if TYPE_CHECKING:
    from youth_groups.models import Campaign, CampaignPhoto, Group, Outcome, Output, Person  # noqa: F401 named in the generics below

Row = TypeVar("Row", bound=models.Model)

OFFICE_READS_GROUPS = (Role.PROGRAMME_MANAGER, Role.GRANTS_OFFICER, Role.TRAINING_COORDINATOR, Role.ME_OFFICER, Role.FINANCE_OFFICER)
OFFICE_READS_PEOPLE = (Role.PROGRAMME_MANAGER, Role.TRAINING_COORDINATOR, Role.ME_OFFICER, Role.SAFEGUARDING_FOCAL_POINT)


class GroupQuerySet(ScopedQuerySet["Group"]):
    scope_roles = OFFICE_READS_GROUPS

    def granted_to(self, user: Any, *codenames: str) -> Self:
        """Groups on which the user holds one of the rights own_group, edit_group, view_group."""
        from youth_groups.models import GroupUserObjectPermission

        return self.filter(granted(user, GroupUserObjectPermission, *codenames))

    def editable_by(self, user: Any) -> Self:
        """Groups for which the user may act: apply, nominate."""
        return self.granted_to(user, "own_group", "edit_group")

    def writable_by(self, user: Any) -> Self:
        """Groups in which the user writes members, concerns, plans: `editable_by`, and those that the user's office registers."""
        from youth_groups.domain.rights import REGISTERS_GROUPS

        return (self.in_scope(user, REGISTERS_GROUPS) | self.editable_by(user)).distinct()

    def owned_by(self, user: Any) -> Self:
        """Groups to which the user gives access: as an owner, or as the office that registers them."""
        from youth_groups.domain.rights import REGISTERS_GROUPS

        return (self.in_scope(user, REGISTERS_GROUPS) | self.granted_to(user, "own_group")).distinct()

    def for_user(self, user: Any) -> Self:
        return (self.in_scope(user) | self.granted_to(user, "own_group", "edit_group", "view_group")).distinct()


class PersonQuerySet(ScopedQuerySet["Person"]):
    scope_roles = OFFICE_READS_PEOPLE

    def standing(self) -> Self:
        """Records that were not merged into another one."""
        return self.filter(merged_into__isnull=True)

    def minors_on(self, day: date) -> Self:
        """Who could still be under 18 on the day: `Person.is_minor_on` in SQL."""
        from youth_groups.models.people import ADULT

        young = models.Q(birth_year__isnull=True) | models.Q(birth_year__gte=day.year - ADULT)
        return self.filter(young, shown_adult_at__isnull=True)


class OfGroupQuerySet(models.QuerySet[Row]):
    """Rows that belong to a group: whoever sees the group sees them, whoever acts for it changes them. `group_path` leads to the group."""

    group_path = "group"

    @classmethod
    def of(cls, path: str) -> "Manager[Any]":
        """A manager for rows that reach their group by another path."""
        return type(cls.__name__, (cls,), {"group_path": path}).as_manager()  # type: ignore[attr-defined,no-any-return]

    def for_user(self, user: Any) -> Self:
        return self._of_groups(_groups().for_user(user))

    def editable_by(self, user: Any) -> Self:
        """Rows of the groups for which the user may act, as an account of the group or as the office that registers groups."""
        return self._of_groups(_groups().writable_by(user))

    def _of_groups(self, groups: GroupQuerySet) -> Self:
        return self.filter(**{f"{self.group_path}__in": groups.values("pk")})


class CampaignQuerySet(OfGroupQuerySet["Campaign"]):
    def in_scope(self, user: Any, roles: tuple[str, ...] = OFFICE_READS_GROUPS) -> Self:
        """Campaigns of the groups in the organisations in which the user holds one of the roles."""
        return self._of_groups(_groups().in_scope(user, roles))

    def with_photos_for(self, user: Any) -> Self:
        """Campaigns whose photos the user handles: a permission of its own, see `campaign_rights.SEES_PHOTOS`."""
        from youth_groups.campaign_rights import SEES_PHOTOS

        groups = (_groups().in_scope(user, SEES_PHOTOS) | _groups().editable_by(user)).distinct()
        return self._of_groups(groups)


class PhotoQuerySet(models.QuerySet["CampaignPhoto"]):
    """Photos from campaigns. Whether one may be shown is another question: `queries.photos`."""

    def standing(self) -> Self:
        """Photos that nobody removed."""
        return self.filter(removed_at=None)


class OutcomeQuerySet(ScopedQuerySet["Outcome"]):
    """Outcomes and outputs: the office's within its organisations, a group's own for its accounts."""

    scope_roles = OFFICE_READS_GROUPS

    def for_user(self, user: Any) -> Self:
        granted_groups = _groups().granted_to(user, "own_group", "edit_group", "view_group").values("pk")
        return (self.in_scope(user) | self.filter(group__in=granted_groups)).distinct()


class OutputQuerySet(ScopedQuerySet["Output"]):
    """Publications and media items, read like outcomes."""

    scope_roles = OFFICE_READS_GROUPS

    def for_user(self, user: Any) -> Self:
        granted_groups = _groups().granted_to(user, "own_group", "edit_group", "view_group").values("pk")
        return (self.in_scope(user) | self.filter(group__in=granted_groups)).distinct()


def _groups() -> GroupQuerySet:
    return GroupQuerySet(apps.get_model("youth_groups", "Group"))

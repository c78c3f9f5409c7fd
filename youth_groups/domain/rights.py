"""Who may change groups and people. Every verb of this app asks here."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.roles import Role
from core.refusals import Refused
from youth_groups.models import Group

if TYPE_CHECKING:
    from accounts.models import User
    from programme.models import Organisation

#: Office roles that record people and their consents, in the organisations in which they are held.
RECORDS_PEOPLE: tuple[str, ...] = (
    Role.PROGRAMME_MANAGER,
    Role.TRAINING_COORDINATOR,
    Role.SAFEGUARDING_FOCAL_POINT,
)
#: Office roles that register groups and their members.
REGISTERS_GROUPS: tuple[str, ...] = (Role.PROGRAMME_MANAGER, Role.GRANTS_OFFICER, Role.TRAINING_COORDINATOR)


def holds_one(user: "User", roles: tuple[str, ...], organisation_id: int) -> bool:
    """Whether one of the roles reaches the organisation. One statement, once a request."""
    everywhere, organisations = user.reach(roles)
    return everywhere or organisation_id in organisations


def require_records_people(user: "User", organisation_id: int, *, group: Group | None = None) -> None:
    """Refuse who neither records people in this organisation nor acts for the group that brings the person."""
    if holds_one(user, RECORDS_PEOPLE, organisation_id):
        return
    if group is not None and group.organisation_id == organisation_id and edits_group(user, group):
        return
    raise Refused(_("Only the office that keeps these records can do this."), code="not_your_people")


def require_registers_groups(user: "User", organisation: "Organisation") -> None:
    if not holds_one(user, REGISTERS_GROUPS, organisation.pk):
        raise Refused(_("Only the office can register a group of this organisation."), code="not_your_organisation")


def edits_group(user: "User", group: Group) -> bool:
    """May act for the group: an owner or editor, or the office that registers groups."""
    return holds_one(user, REGISTERS_GROUPS, group.organisation_id) or Group.objects.editable_by(user).filter(pk=group.pk).exists()


def owns_group(user: "User", group: Group) -> bool:
    """May give access to the group: an owner, or the office that registers groups."""
    return (
        holds_one(user, REGISTERS_GROUPS, group.organisation_id) or Group.objects.granted_to(user, "own_group").filter(pk=group.pk).exists()
    )

"""Verbs on groups: registering, members, access."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from core.events import record_event
from core.refusals import Refused
from core.text import fold
from programme.models import Locality, Organisation
from youth_groups.domain.people import as_written, record_person
from youth_groups.domain.rights import edits_group, owns_group, require_registers_groups
from youth_groups.enums import MemberFunction
from youth_groups.models import Group, Membership, Person

if TYPE_CHECKING:
    from accounts.models import User

#: The rights on a group, the widest first.
RIGHTS = ("own_group", "edit_group", "view_group")


def register_group(
    *,
    organisation: Organisation,
    by: "User",
    kind: str,
    locality: Locality,
    name_ky: str = "",
    name_ru: str = "",
    name_en: str = "",
    name_uz: str = "",
    founded_year: int | None = None,
    contact_phone: str = "",
    language: str = "ky",
) -> Group:
    """Register a group with its name in the languages it has. It gets a number; nobody has access before `give_access`.

    Raises Refused without a name, or when `by` does not register groups of this organisation.
    """
    require_registers_groups(by, organisation)
    names = {"name_ky": as_written(name_ky), "name_ru": as_written(name_ru), "name_en": as_written(name_en), "name_uz": as_written(name_uz)}
    if not any(names.values()):
        raise Refused(_("Give the group's name in one language at least."), code="no_name")
    with transaction.atomic():
        group = Group.objects.create(
            organisation=organisation,
            number=f"new-{uuid.uuid4().hex[:16]}",
            kind=kind,
            locality=locality,
            founded_year=founded_year,
            contact_phone=contact_phone,
            language=language,
            **names,
        )
        group.number = f"G-{group.pk:04d}"
        group.save(update_fields=["number"])
        record_event(subject=group, action="registered", by=by, data={"kind": kind, "organisation": organisation.pk})
    return group


def add_member(
    *,
    group: Group,
    person: Person,
    by: "User",
    function: str = MemberFunction.MEMBER,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Membership:
    """Put a person into a group with a function and days. The same function twice is kept once.

    Raises Refused when person and group belong to different organisations, when the days are the wrong way round, or without the right.
    """
    if not edits_group(by, group):
        raise Refused(_("Only the group's owners, its editors and the office can add members."), code="not_your_group")
    if person.organisation_id != group.organisation_id:
        raise Refused(_("This person stands in another organisation's records."), code="other_organisation")
    if first_day and last_day and last_day < first_day:
        raise Refused(_("The last day lies before the first."), code="days")
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=group.pk)
        membership, created = Membership.objects.get_or_create(
            group=group, person=person, function=function, defaults={"first_day": first_day, "last_day": last_day}
        )
        if created:
            record_event(subject=group, action="member_added", by=by, data={"person": person.pk, "function": function})
    return membership


def add_new_member(
    *, group: Group, by: "User", written_name: str, function: str = MemberFunction.MEMBER, sex: str, birth_year: int | None
) -> Membership:
    """Record a person who is not in the records yet and put them into the group, in one transaction.

    Raises Refused when the same name and birth year already stand in the group (a form sent twice), or without the right.
    """
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=group.pk)
        same = group.memberships.filter(person__folded=fold(as_written(written_name))[:200], person__birth_year=birth_year)
        if same.exists():
            raise Refused(_("This name with this birth year already stands in the group."), code="stands_already")
        person = record_person(
            organisation=group.organisation,
            by=by,
            group=group,
            written_name=written_name,
            sex=sex,
            birth_year=birth_year,
            locality=group.locality,
        )
        return add_member(group=group, person=person, by=by, function=function)


def give_access(*, group: Group, user: "User", right: str, by: "User") -> None:
    """Let an account own, edit or view the group (`own_group`, `edit_group`, `view_group`). The new right replaces the old.

    Raises Refused unless `by` owns the group or registers groups of its organisation.
    """
    if right not in RIGHTS:
        raise ValueError(right)
    if not owns_group(by, group):
        raise Refused(_("Only the group's owners and the office can give access to it."), code="not_your_group")
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=group.pk)
        for other in RIGHTS:
            if other != right:
                remove_perm(other, user, group)
        assign_perm(right, user, group)
        record_event(subject=group, action="access_given", by=by, data={"user": user.pk, "right": right})

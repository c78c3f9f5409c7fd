"""Verbs on groups: registering by the office or by the group itself, approving, members, giving access."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from core.events import record_event
from core.outbox import send_message
from core.refusals import Refused
from core.text import fold
from core.transitions import move
from programme.models import Locality, Organisation
from youth_groups.domain.people import as_written, record_person
from youth_groups.domain.rights import edits_group, owns_group, require_registers_groups
from youth_groups.enums import MemberFunction
from youth_groups.models import Group, GroupUserObjectPermission, Membership, Person
from youth_groups.states import NOT_YOURS, why_group_does_not_write

if TYPE_CHECKING:
    from accounts.models import User

#: The rights on a group, the widest first.
RIGHTS = ("own_group", "edit_group", "view_group")
#: Groups of one account that may wait for the office at the same time.
MOST_WAITING = 5


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
    names = _names(name_ky=name_ky, name_ru=name_ru, name_en=name_en, name_uz=name_uz)
    with transaction.atomic():
        return _registered(
            by,
            organisation,
            kind=kind,
            locality=locality,
            founded_year=founded_year,
            contact_phone=contact_phone,
            language=language,
            **names,
        )


def register_own_group(
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
    """A group registers itself: the account owns it from now on, and it waits for the office of the organisation it names.

    While it waits it writes members, concerns and plans; it neither applies nor nominates.
    Raises Refused without a name, for a name that this account has registered in this village already, for more than five that wait.
    """
    names = _names(name_ky=name_ky, name_ru=name_ru, name_en=name_en, name_uz=name_uz)
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=by.pk)
        own = list(Group.objects.filter(registered_by=by).exclude(state=Group.State.REFUSED))
        wanted = {fold(name) for name in names.values() if name}
        if any(wanted & {fold(name) for name in _written_names(group)} for group in own if group.locality_id == locality.pk):
            raise Refused(
                _("You have registered a group of this name in this village already. Open it from “My page”."),
                code="stands_already",
            )
        if sum(group.state == Group.State.WAITING for group in own) >= MOST_WAITING:
            raise Refused(_("Several groups of yours wait for the office already. Please wait for its answer."), code="too_many")
        group = _registered(
            by,
            organisation,
            kind=kind,
            locality=locality,
            founded_year=founded_year,
            contact_phone=contact_phone,
            language=language,
            registered_by=by,
            state=Group.State.WAITING,
            **names,
        )
        assign_perm("own_group", by, group)
        record_event(subject=group, action="access_given", by=by, data={"user": by.pk, "right": "own_group"})
    return group


def _names(**names: str) -> dict[str, str]:
    tidy = {key: as_written(name) for key, name in names.items()}
    if not any(tidy.values()):
        raise Refused(_("Give the group's name in one language at least."), code="no_name")
    return tidy


def _written_names(group: Group) -> list[str]:
    return [name for name in (group.name_ky, group.name_ru, group.name_en, group.name_uz) if name]


def _registered(by: "User", organisation: Organisation, **values: Any) -> Group:
    group = Group.objects.create(organisation=organisation, number=f"new-{uuid.uuid4().hex[:16]}", **values)
    group.number = f"G-{group.pk:04d}"
    group.save(update_fields=["number"])
    record_event(subject=group, action="registered", by=by, target=group.state, data={"kind": group.kind, "organisation": organisation.pk})
    return group


def decide_on_group(*, group: Group, action: str, by: "User", reason: str = "") -> Group:
    """Approve, refuse, retire or revive a group (see states.GROUP). A refusal needs its reason, which the group reads on its page.

    Every account that acts for the group gets a message. Raises Refused: no right, not possible now, no reason.
    """
    words = reason.strip()
    if action == "refuse" and not words:
        raise Refused(_("Write the reason: the group reads it."), code="no_reason")
    with transaction.atomic():
        move(group, action, by, words)
        link = str(settings.ASHAR["ADDRESS"]) + group.get_absolute_url()
        for user in people_acting_for(group):
            send_message(to=user, kind="group_decided", context={"group": group, "link": link}, about=group)
    return group


def people_acting_for(group: Group) -> "list[User]":
    """Active accounts that own or edit the group. One statement."""
    rows = GroupUserObjectPermission.objects.filter(
        content_object=group, permission__codename__in=("own_group", "edit_group"), user__is_active=True
    )
    return list({row.user_id: row.user for row in rows.select_related("user").order_by("user_id")}.values())


def locked_group(group: Group, by: "User") -> Group:
    """The group under its lock, for a verb that writes in it. Raises Refused without right, or when the group only reads."""
    locked = Group.objects.select_for_update(of=("self",)).select_related("locality").get(pk=group.pk)
    if not edits_group(by, locked):
        raise Refused(str(NOT_YOURS), code="not_your_group")
    reason = why_group_does_not_write(locked)
    if reason:
        raise Refused(reason, code="not_active")
    return locked


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
        locked_group(group, by)
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


def change_membership(
    *, membership: Membership, by: "User", function: str, first_day: date | None = None, last_day: date | None = None
) -> Membership:
    """Change function and days of a membership; a last day ends it. The person's own facts are not changed here.

    Raises Refused for days the wrong way round, a function that this person has in the group already, or without the right.
    """
    if first_day and last_day and last_day < first_day:
        raise Refused(_("The last day lies before the first."), code="days")
    if function not in MemberFunction.values:
        raise ValueError(function)
    with transaction.atomic():
        locked = locked_group(membership.group, by)
        row = Membership.objects.select_for_update().get(pk=membership.pk, group=locked)
        if locked.memberships.filter(person=row.person_id, function=function).exclude(pk=row.pk).exists():
            raise Refused(_("This person has this function in the group already."), code="stands_already")
        wanted = {"function": function, "first_day": first_day, "last_day": last_day}
        changed = [name for name, value in wanted.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, wanted[name])
        if changed:
            row.save(update_fields=changed)
            data = {"membership": row.pk, "person": row.person_id, "fields": sorted(changed), "function": function}
            record_event(subject=locked, action="membership_changed", by=by, data=data)
    return row


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

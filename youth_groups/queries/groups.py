"""Reads for a group's page and for the lists of the office."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from core.events import events_of
from core.folded import Folded
from core.text import fold
from core.worklists import WorkItem
from youth_groups.domain.rights import REGISTERS_GROUPS
from youth_groups.models import Group, GroupInvitation, GroupUserObjectPermission, Membership, Person
from youth_groups.queries.duplicates import matching

if TYPE_CHECKING:
    from accounts.models import User


def current_members(group: Group, day: date) -> list[Membership]:
    """Who belongs to the group on the day, leaders first, then by name. One statement."""
    rows = group.memberships.filter(Q(last_day__isnull=True) | Q(last_day__gte=day)).select_related("person")
    order = {"leader": 0, "member": 2}
    return sorted(rows, key=lambda row: (order.get(row.function, 1), row.person.folded))


def former_members(group: Group, day: date) -> list[Membership]:
    """Whose membership ended before the day, the latest first. One statement."""
    rows = group.memberships.filter(last_day__lt=day).select_related("person")
    return list(rows.order_by("-last_day", "pk")[:50])


def folded_names(path: str = "") -> Folded:
    """A group's names in all languages, folded, to be searched by a part; `path` leads from the asked model to the group ("group__")."""
    parts = [part for code in ("ky", "ru", "en", "uz") for part in (f"{path}name_{code}", Value(" · "))]
    return Folded(Concat(*parts))


def groups_listed(user: "User", *, text: str = "", kind: str = "", state: str = "") -> QuerySet[Group]:
    """The groups that this office user may see, with their number of members; found by a part of the name, the number or the village."""
    found = Group.objects.in_scope(user).select_related("locality", "locality__province", "organisation")
    if text:
        found = found.alias(folded_names=folded_names())
        meant = Q(folded_names__contains=fold(text)) | Q(locality__folded__contains=fold(text))
        found = found.filter(meant | Q(number__iexact=text.strip()))
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    return found.annotate(members=Count("memberships", filter=Q(memberships__last_day__isnull=True), distinct=True)).order_by("number")


def people_listed(user: "User", *, text: str = "") -> QuerySet[Person]:
    """The people that this office user may see, by folded name: those whose name may be meant by the text in any spelling, or whose
    number it is. Merged records are not shown: the kept one stands for them."""
    found: QuerySet[Person] = Person.objects.for_user(user).standing().select_related("locality", "organisation")
    if text.strip():
        found = matching(found, text)
    groups = Prefetch("memberships", Membership.objects.select_related("group").order_by("pk"))
    return found.prefetch_related(groups).order_by("folded", "number")


def groups_of_account(user: "User") -> list[WorkItem]:
    """For the member's own page: the groups that this account serves. Office accounts get nothing here: they have lists."""
    if user.is_office:
        return []
    mine = Group.objects.granted_to(user, "own_group", "edit_group", "view_group").select_related("locality").order_by("number")
    return [
        WorkItem(title=group.name, url=group.get_absolute_url(), detail=f"{group.number}, {group.locality.name}", group=_("My groups"))
        for group in mine
    ]


def accounts_of(group: Group) -> list[tuple["User", str]]:
    """(account, what it may in words), by name. One statement."""
    words = {"own_group": _("owns the group"), "edit_group": _("acts for the group"), "view_group": _("sees the group")}
    rows = GroupUserObjectPermission.objects.filter(content_object=group, user__is_active=True).select_related("user", "permission")
    return [(row.user, words[row.permission.codename]) for row in rows.order_by("user__name", "user__number")]


def rights_of_accounts(group: Group) -> list[tuple["User", str]]:
    """(account, its right as a code name), owners first, then by name. One statement."""
    order = {"own_group": 0, "edit_group": 1, "view_group": 2}
    rows = GroupUserObjectPermission.objects.filter(content_object=group, user__is_active=True).select_related("user", "permission")
    found = [(row.user, row.permission.codename) for row in rows.order_by("user__name", "user__number")]
    return sorted(found, key=lambda pair: order[pair[1]])


def open_invitations(group: Group, at: datetime) -> list[GroupInvitation]:
    """Codes that still open something, the newest first. One statement."""
    rows = group.invitations.filter(used_at=None, withdrawn_at=None, valid_until__gt=at)
    return list(rows.select_related("made_by").order_by("-made_at"))


def groups_waiting(user: "User") -> list[WorkItem]:
    """For the office's board: groups that registered themselves. One statement."""
    count = Group.objects.in_scope(user, REGISTERS_GROUPS).filter(state=Group.State.WAITING).count()
    if not count:
        return []
    address = f"{reverse('youth_groups:groups')}?state={Group.State.WAITING}"
    return [WorkItem(title=_("Groups wait for approval"), url=address, action=_("Decide"), count=count, tone="warn", group=_("Groups"))]


def reason_of_refusal(group: Group) -> str:
    """The office's words to a group that it did not register. One statement."""
    event = events_of(group).filter(action="refuse").last()
    detail = getattr(event, "detail", None)
    return detail.text if detail else ""

"""A group's own page; the office's list of groups."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import User
from core import worklists
from core.access import log_access
from core.routes import route
from youth_groups.domain.rights import REGISTERS_GROUPS, edits_group, holds_one, owns_group
from youth_groups.enums import GroupKind
from youth_groups.models import Group
from youth_groups.queries.clearance import reads_minors
from youth_groups.queries.groups import current_members, groups_listed, reason_of_refusal
from youth_groups.querysets import OFFICE_READS_GROUPS
from youth_groups.registry import sections_for
from youth_groups.states import WRITES
from youth_groups.views.lookup import seen_group

PER_PAGE = 50
#: Members on the group's home; the others stand on their own page.
SHOWN_MEMBERS = 12


@require_GET
@route(audience="object", model="youth_groups.Group", permission="view", methods=("GET",))
def group(request: HttpRequest, number: str) -> HttpResponse:
    """The group's home: what to do now, what is theirs, who belongs to it."""
    user, row, today = cast(User, request.user), seen_group(request, number), timezone.localdate()
    everybody = current_members(row, today)
    members = everybody if reads_minors(user, today) else [member for member in everybody if not member.person.is_minor_on(today)]
    shown = members[:SHOWN_MEMBERS]
    minors = sum(member.person.is_minor_on(today) for member in shown)
    if minors:
        log_access(user=user, action="read_members", model=Group, subject_id=str(row.pk), rows=minors)
    work = [] if user.is_office else worklists.work_about(user, row.number)
    may_edit = edits_group(user, row)
    context = {
        "group": row,
        "members": shown,
        "count": len(everybody),
        "left_out": len(everybody) - len(members),
        "sections": sections_for(row, user),
        "work": work,
        "may_edit": may_edit,
        "may_write": may_edit and row.state in WRITES,
        "may_own": owns_group(user, row),
        "may_register": holds_one(user, REGISTERS_GROUPS, row.organisation_id),
        "reason": reason_of_refusal(row) if row.state == Group.State.REFUSED else "",
    }
    return render(request, "youth_groups/group.html", context)


@require_GET
@route(audience="role", roles=OFFICE_READS_GROUPS, model="youth_groups.Group", methods=("GET",))
def groups(request: HttpRequest) -> HttpResponse:
    text, kind, state = request.GET.get("q", "").strip()[:100], request.GET.get("kind", ""), request.GET.get("state", "")
    user = cast(User, request.user)
    rows = groups_listed(user, text=text, kind=kind if kind in GroupKind.values else "", state=state if state in Group.State.values else "")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "youth_groups/groups.html",
        {
            "page": page,
            "q": text,
            "kind": kind,
            "kinds": GroupKind.choices,
            "state": state,
            "states": Group.State.choices,
            "may_register": bool(user.role_codes() & set(REGISTERS_GROUPS)),
        },
    )

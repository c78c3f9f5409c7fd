from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import log_access
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from youth_groups.domain.clearance import require_cleared
from youth_groups.domain.groups import add_new_member, change_membership
from youth_groups.domain.members import correct_member, why_group_does_not_correct
from youth_groups.domain.rights import edits_group, holds_one
from youth_groups.forms.members import MemberFactsForm, MemberForm, MembershipForm
from youth_groups.models import Group, Membership
from youth_groups.queries.clearance import reads_minors
from youth_groups.queries.groups import current_members, former_members
from youth_groups.querysets import OFFICE_READS_PEOPLE
from youth_groups.states import why_group_does_not_write
from youth_groups.views.clearance import cleared
from youth_groups.views.lookup import reader, seen_group, written_group

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
def add_member(request: HttpRequest, number: str) -> HttpResponse:
    """The group writes down a new member; a name that stands in the group already is not added twice."""
    user, group = reader(request), written_group(request, number)
    form = MemberForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            add_new_member(group=group, by=user, function=form.cleaned_data["function"], **form.facts())
            messages.success(request, _("The member is written down."))
            return redirect(group.get_absolute_url())
    return render(request, "youth_groups/member_add.html", {"group": group, "form": form})


@require_GET
@route(audience="object", model="youth_groups.Group", permission="view", methods=("GET",))
def members(request: HttpRequest, number: str) -> HttpResponse:
    """Who belongs to the group, with function and days; whose membership ended. Reading a minor's name is logged."""
    group, user, today = seen_group(request, number), reader(request), timezone.localdate()
    everybody, ended, reads = current_members(group, today), former_members(group, today), reads_minors(user, today)
    rows = everybody if reads else [row for row in everybody if not row.person.is_minor_on(today)]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    former = [row for row in ended if reads or not row.person.is_minor_on(today)] if page.number == 1 else []
    minors = sum(row.person.is_minor_on(today) for row in [*page, *former])
    if minors:
        log_access(user=user, action="read_members", model=Group, subject_id=str(group.pk), rows=minors)
    may_write = edits_group(user, group) and why_group_does_not_write(group) is None
    may_take_out = holds_one(user, OFFICE_READS_PEOPLE, group.organisation_id)
    context = {"group": group, "page": page, "former": former, "may_write": may_write, "may_take_out": may_take_out}
    context["left_out"] = len(everybody) - len(rows)
    return render(request, "youth_groups/members.html", context)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
@cleared
def membership(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Function and days of one member."""
    group, row = _opened(request, number, pk)
    initial = {"function": row.function, "first_day": row.first_day, "last_day": row.last_day}
    form = MembershipForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            change_membership(membership=row, by=reader(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("youth_groups:members", number=number)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/member_edit.html", {"group": group, "member": row, "form": form})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
@cleared
def member_facts(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Name, sex and birth year of a member whom the group wrote down; or why the office puts them right."""
    group, row = _opened(request, number, pk)
    person = row.person
    initial = {"name": person.written_name, "sex": person.sex, "birth_year": person.birth_year}
    form, reason = MemberFactsForm(request.POST or None, initial=initial), why_group_does_not_correct(group, person)
    if form.is_valid() and not reason:
        try:
            correct_member(membership=row, by=reader(request), **form.facts())
            messages.success(request, _("Saved."))
            return redirect("youth_groups:members", number=number)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/member_facts.html", {"group": group, "member": row, "form": form, "reason": reason})


def _opened(request: HttpRequest, number: str, pk: int) -> tuple[Group, Membership]:
    """The group and its member, for whoever writes in it. Reading a minor's name is logged; the office needs its clearance for it."""
    group = written_group(request, number)
    row = get_object_or_404(Membership.objects.select_related("person", "group"), pk=pk, group=group)
    if row.person.is_minor_on(timezone.localdate()):
        if reader(request).is_office:
            require_cleared(reader(request))
        log_access(user=reader(request), action="read_members", model=Group, subject_id=str(group.pk))
    return group, row

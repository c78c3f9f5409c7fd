"""Advocacy outcomes: a group's list, one step with its evidence, the office's list and decision."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.events import events_of
from core.refusals import Refused
from core.routes import holds_any, route
from core.transitions import machine_of
from core.uploads import send
from youth_groups.campaign_rights import APPROVES
from youth_groups.campaign_states import writes_outcome
from youth_groups.domain import outcomes as verbs
from youth_groups.domain.rights import edits_group
from youth_groups.forms.campaigns import DecisionForm
from youth_groups.forms.outcomes import OfficeOutcomeForm, OutcomeForm
from youth_groups.models import Group, Outcome
from youth_groups.queries.campaigns import outcomes_listed
from youth_groups.querysets import OFFICE_READS_GROUPS
from youth_groups.states import why_group_does_not_write
from youth_groups.views.campaigns import PER_PAGE, filter_context, filters_of
from youth_groups.views.lookup import reader, seen_group, written_group

RELATED = ("group__locality__province", "organisation", "locality__province", "follows", "campaign", "evidence")


def _outcome(request: HttpRequest, pk: int) -> Outcome:
    return get_object_or_404(Outcome.objects.for_user(reader(request)).select_related(*RELATED), pk=pk)


@require_GET
@route(audience="object", model="youth_groups.Group", permission="view", methods=("GET",))
def outcomes(request: HttpRequest, number: str) -> HttpResponse:
    group = seen_group(request, number)
    page = Paginator(group.outcomes.select_related("locality"), PER_PAGE).get_page(request.GET.get("page"))
    may_write = edits_group(reader(request), group) and why_group_does_not_write(group) is None
    return render(request, "youth_groups/outcomes.html", {"group": group, "page": page, "may_write": may_write})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
def outcome_add(request: HttpRequest, number: str) -> HttpResponse:
    group = written_group(request, number)
    form = OutcomeForm(request.POST or None, request.FILES or None, place=group.locality, **_of_group(group))
    if form.is_valid():
        try:
            row = verbs.write_outcome(organisation=group.organisation, group=group, by=reader(request), **form.facts())
            return redirect("youth_groups:outcome", pk=row.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/outcome_edit.html", {"group": group, "form": form})


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=APPROVES, model="youth_groups.Outcome")
def office_outcome_add(request: HttpRequest) -> HttpResponse:
    """One step of an outcome of the office itself."""
    form = OfficeOutcomeForm(request.POST or None, request.FILES or None, user=reader(request))
    if form.is_valid():
        try:
            return redirect("youth_groups:outcome", pk=verbs.write_outcome(by=reader(request), **form.facts()).pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/outcome_edit.html", {"form": form})


def _edit_form(request: HttpRequest, row: Outcome) -> OutcomeForm:
    data, files = request.POST or None, request.FILES or None
    if row.group is None:
        return OfficeOutcomeForm(data, files, user=reader(request), row=row)
    return OutcomeForm(data, files, place=row.locality, row=row, **_of_group(row.group))


def _of_group(group: Group) -> dict[str, Any]:
    """What one step of a group's outcome can follow and come of."""
    return {"before": group.outcomes.all(), "campaigns": group.campaigns.all()}


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Outcome", permission="edit")
def outcome_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _outcome(request, pk)
    if writes_outcome(reader(request), row):
        raise Http404
    form = _edit_form(request, row)
    if form.is_valid():
        try:
            verbs.change_outcome(outcome=row, by=reader(request), **form.facts())
            return redirect("youth_groups:outcome", pk=row.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/outcome_edit.html", {"group": row.group, "form": form, "outcome": row})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Outcome", permission="view")
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """One step. POST takes the next one of its life: report, approve, send back."""
    row, form = _outcome(request, pk), DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _stepped(request, row, form.cleaned_data["reason"])
            return redirect("youth_groups:outcome", pk=pk)
        except Refused as refusal:
            form.add_error("reason" if refusal.code == "no_reason" else None, str(refusal))
    steps = {step.action for step in machine_of(row).open_to(row, reader(request))}
    sent_back = events_of(row).filter(action="send_back").last() if row.state == Outcome.State.RETURNED else None
    may_write = row.state in verbs.OPEN and writes_outcome(reader(request), row) is None
    context = {"outcome": row, "form": form, "steps": steps, "returned": getattr(sent_back, "detail", None), "may_write": may_write}
    return render(request, "youth_groups/outcome.html", context)


def _stepped(request: HttpRequest, row: Outcome, reason: str) -> None:
    action, by = request.POST.get("do", ""), reader(request)
    if action == "report":
        verbs.report_outcome(outcome=row, by=by)
        messages.success(request, _("The report is sent. The office reads it and answers."))
    elif action == "approve":
        verbs.approve_outcome(outcome=row, by=by)
        messages.success(request, _("Approved: the figures count now."))
    elif action == "send_back":
        verbs.send_outcome_back(outcome=row, by=by, reason=reason)
        messages.success(request, _("Sent back. The group gets a message.") if row.group else _("Sent back."))
    else:
        raise Refused(_("Choose what to do."), code="nothing_chosen")


@require_GET
@route(audience="object", model="youth_groups.Outcome", permission="view", methods=("GET",))
def outcome_evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = _outcome(request, pk)
    if row.evidence is None:
        raise Http404
    return cast(HttpResponseBase, send(row.evidence))


@require_GET
@route(audience="role", roles=OFFICE_READS_GROUPS, model="youth_groups.Outcome", methods=("GET",))
def office_outcomes(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    page = Paginator(outcomes_listed(reader(request), filters), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_write": holds_any(request.user, APPROVES), **filter_context(filters)}
    return render(request, "youth_groups/outcomes_office.html", context)

"""Action plans of a group: list, one plan that prints well, its activities, agreeing on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.refusals import Refused, refusals_as_messages
from core.routes import route
from core.transitions import machine_of
from youth_groups.domain import plans as verbs
from youth_groups.domain.rights import edits_group
from youth_groups.forms.concerns import ActivityForm, AgreeForm, PlanForm
from youth_groups.models import ActionPlan, PlannedActivity
from youth_groups.queries.concerns import activities_of, budget_of, plans_listed
from youth_groups.registry import plan_links_for
from youth_groups.states import why_group_does_not_write
from youth_groups.views.lookup import reader, seen_group, written_group


def _plan(request: HttpRequest, number: str, pk: int) -> ActionPlan:
    """A plan in which this person writes."""
    return get_object_or_404(ActionPlan.objects.select_related("group"), pk=pk, group=written_group(request, number))


@require_GET
@route(audience="object", model="youth_groups.Group", permission="view", methods=("GET",))
def plans(request: HttpRequest, number: str) -> HttpResponse:
    group = seen_group(request, number)
    may_write = edits_group(reader(request), group) and why_group_does_not_write(group) is None
    return render(request, "youth_groups/plans.html", {"group": group, "plans": plans_listed(group), "may_write": may_write})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
def plan_add(request: HttpRequest, number: str) -> HttpResponse:
    group = written_group(request, number)
    form = PlanForm(request.POST or None, group=group)
    if form.is_valid():
        try:
            plan = verbs.write_plan(group=group, by=reader(request), **form.cleaned_data)
            return redirect("youth_groups:plan", number=number, pk=plan.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/plan_edit.html", {"group": group, "form": form})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.ActionPlan", permission="edit")
def plan_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    plan = _plan(request, number, pk)
    form = PlanForm(request.POST or None, group=plan.group, plan=plan)
    if form.is_valid():
        try:
            verbs.change_plan(plan=plan, by=reader(request), **form.cleaned_data)
            return redirect("youth_groups:plan", number=number, pk=pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/plan_edit.html", {"group": plan.group, "form": form, "plan": plan})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.ActionPlan", permission="view")
def plan(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The plan with its sum. POST takes a step: agree, write on, finish."""
    if request.method == "POST":
        return _stepped(request, number, pk, AgreeForm(request.POST if request.POST.get("do") == "agree" else None))
    return _shown(request, number, pk, AgreeForm())


def _shown(request: HttpRequest, number: str, pk: int, form: AgreeForm) -> HttpResponse:
    group = seen_group(request, number)
    found = get_object_or_404(ActionPlan, pk=pk, group=group)
    found.group = group
    activities = activities_of(found)
    may_write = edits_group(reader(request), group) and why_group_does_not_write(group) is None
    machine = machine_of(PlannedActivity)
    context = {
        "group": group,
        "plan": found,
        "activities": [(row, [t for (_a, source), t in machine.by_action.items() if source == row.state]) for row in activities],
        "total": budget_of(activities),
        "concerns": found.concerns.order_by("rank", "pk"),
        "links": plan_links_for(found, reader(request)),
        "may_write": may_write,
        "form": form,
    }
    return render(request, "youth_groups/plan.html", context)


def _stepped(request: HttpRequest, number: str, pk: int, form: AgreeForm) -> HttpResponse:
    plan, by, action = _plan(request, number, pk), reader(request), request.POST.get("do", "")
    if action == "agree" and not form.is_valid():
        return _shown(request, number, pk, form)
    with refusals_as_messages(request):
        if action == "agree":
            verbs.agree_plan(plan=plan, by=by, **form.cleaned_data)
        elif action == "rewrite":
            verbs.rewrite_plan(plan=plan, by=by)
        elif action == "finish":
            verbs.finish_plan(plan=plan, by=by)
        else:
            raise Refused(_("Choose what to do."), code="nothing_chosen")
    return redirect("youth_groups:plan", number=number, pk=pk)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.ActionPlan", permission="edit")
def activity_add(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return _activity(request, _plan(request, number, pk), None)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.PlannedActivity", permission="edit")
def activity_edit(request: HttpRequest, number: str, pk: int, activity: int) -> HttpResponse:
    plan = _plan(request, number, pk)
    return _activity(request, plan, get_object_or_404(PlannedActivity, pk=activity, plan=plan))


def _activity(request: HttpRequest, plan: ActionPlan, row: PlannedActivity | None) -> HttpResponse:
    form = ActivityForm(request.POST or None, plan=plan, row=row)
    if form.is_valid():
        try:
            verbs.save_activity(plan=plan, by=reader(request), row=row, **form.values())
            return redirect("youth_groups:plan", number=plan.group.number, pk=plan.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/plan_activity.html", {"group": plan.group, "plan": plan, "form": form, "row": row})


@require_POST
@route(audience="object", model="youth_groups.PlannedActivity", permission="edit", methods=("POST",))
def activity_state(request: HttpRequest, number: str, pk: int, activity: int) -> HttpResponse:
    """How far an activity is; or taking it out of a plan that is being written."""
    row = get_object_or_404(PlannedActivity, pk=activity, plan=_plan(request, number, pk))
    action = request.POST.get("do", "")
    with refusals_as_messages(request):
        if action == "remove":
            verbs.remove_activity(row=row, by=reader(request))
            messages.success(request, _("The activity is taken out."))
        else:
            verbs.move_activity(row=row, action=action, by=reader(request))
    return redirect("youth_groups:plan", number=number, pk=pk)

"""Whom an activity reached: a list of people or a head count; indirect estimates of a campaign."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from core.access import log_access
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from core.uploads import send
from youth_groups.domain import reach as verbs
from youth_groups.domain.clearance import require_cleared
from youth_groups.forms.campaigns import EstimateForm, HeadCountForm, ListForm, NewPersonForm
from youth_groups.models import CampaignActivity, HeadCount
from youth_groups.queries.campaigns import head_count_of, population_words
from youth_groups.views.campaigns import seen_campaign, written_activity, written_campaign
from youth_groups.views.clearance import cleared
from youth_groups.views.lookup import reader


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Campaign", permission="edit")
@cleared
def campaign_people(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The list of people of one activity: tick members, write down somebody new, take somebody off. Reading minors' names is logged.

    The office needs its papers for work with minors; a group's own accounts see whom they wrote down.
    """
    activity = written_activity(request, number, pk)
    if reader(request).is_office:
        require_cleared(reader(request))
    step = request.POST.get("do", "")
    members = ListForm(request.POST if step == "members" else None, activity=activity)
    new = NewPersonForm(request.POST if step == "new" else None)
    if request.method == "POST" and _listed(request, activity, step, members, new):
        return redirect("youth_groups:campaign_people", number=number, pk=pk)
    rows = list(activity.participants.select_related("person").order_by("person__folded", "pk"))
    minors = sum(row.person.is_minor_on(timezone.localdate()) for row in rows)
    if minors:
        log_access(user=reader(request), action="read_participants", model=CampaignActivity, subject_id=str(pk), rows=minors)
    context = {"campaign": activity.campaign, "activity": activity, "rows": rows, "members": members, "new": new}
    return render(request, "youth_groups/reach_people.html", context)


def _listed(request: HttpRequest, activity: CampaignActivity, step: str, members: ListForm, new: NewPersonForm) -> bool:
    by = reader(request)
    form = members if step == "members" else new
    try:
        if step == "members" and members.is_valid():
            verbs.list_people(activity=activity, by=by, people=members.cleaned_data["people"])
            return True
        if step == "new" and new.is_valid():
            verbs.list_new_person(activity=activity, by=by, **new.facts())
            return True
        if step.startswith("off-") and step[4:].isdecimal():
            verbs.unlist_person(participant=get_object_or_404(activity.participants, pk=int(step[4:])), by=by)
            return True
    except Refused as refusal:
        if form.is_bound:
            form.add_error(None, str(refusal))
        else:
            messages.error(request, str(refusal))
    return False


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Campaign", permission="edit")
def campaign_count(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The signed head count of one activity."""
    activity = written_activity(request, number, pk)
    if request.method == "POST" and request.POST.get("do") == "remove":
        with refusals_as_messages(request):
            verbs.remove_head_count(activity=activity, by=reader(request))
        return redirect(activity.campaign)
    form = HeadCountForm(request.POST or None, request.FILES or None, count=head_count_of(activity))
    if request.method == "POST" and request.POST.get("do") == "save" and form.is_valid():
        try:
            verbs.save_head_count(activity=activity, by=reader(request), **form.facts())
            return redirect(activity.campaign)
        except Refused as refusal:
            places = {
                "reason_wanted": "reason",
                "no_sheet": "sheet",
                "wrong_type": "sheet",
                "too_large": "sheet",
                "not_signed": "counted_by",
            }
            form.add_error(places.get(refusal.code), str(refusal))
    context = {"campaign": activity.campaign, "activity": activity, "form": form, "population": population_words(activity.locality)}
    return render(request, "youth_groups/reach_count.html", context)


@require_GET
@route(audience="object", model="youth_groups.Campaign", permission="view", methods=("GET",))
def campaign_sheet(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """The photo of the signed sheet."""
    count = get_object_or_404(HeadCount.objects.select_related("sheet"), activity__campaign=seen_campaign(request, number), activity=pk)
    if count.sheet is None:
        raise Http404
    return cast(HttpResponseBase, send(count.sheet, inline=True))


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Campaign", permission="edit")
def campaign_estimate(request: HttpRequest, number: str) -> HttpResponse:
    """How many heard of it indirectly; the same channel and village again replaces the figure."""
    campaign = written_campaign(request, number)
    if request.method == "POST" and request.POST.get("remove", "").isdecimal():
        with refusals_as_messages(request):
            row = get_object_or_404(campaign.estimates, pk=int(request.POST["remove"]))
            verbs.remove_estimate(estimate=row, by=reader(request))
        return redirect(campaign)
    form = EstimateForm(request.POST or None, place=campaign.locality)
    if form.is_valid():
        try:
            verbs.save_estimate(campaign=campaign, by=reader(request), **form.facts())
            return redirect(campaign)
        except Refused as refusal:
            places = {"reason_wanted": "reason", "future": "day"}
            form.add_error(places.get(refusal.code), str(refusal))
    context = {"campaign": campaign, "form": form, "population": population_words(campaign.locality)}
    return render(request, "youth_groups/reach_estimate.html", context)

"""Campaigns: a group's list, one campaign with its report, the office's list and decision."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.events import events_of
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from core.transitions import machine_of
from programme.domain.places import PROVINCES
from programme.models import Place
from youth_groups.campaign_rights import APPROVES
from youth_groups.domain import campaigns as verbs
from youth_groups.domain.rights import edits_group, holds_one
from youth_groups.enums import Theme
from youth_groups.forms.campaigns import CampaignActivityForm, CampaignForm, DecisionForm
from youth_groups.models import Campaign, CampaignActivity
from youth_groups.queries import campaigns as reads
from youth_groups.querysets import OFFICE_READS_GROUPS
from youth_groups.states import why_group_does_not_write
from youth_groups.views.lookup import reader, seen_group, written_group

PER_PAGE = 30
RELATED = ("group__organisation", "group__locality__province", "locality__province", "planned_activity")


def seen_campaign(request: HttpRequest, number: str) -> Campaign:
    return get_object_or_404(Campaign.objects.for_user(reader(request)).select_related(*RELATED), number=number)


def written_campaign(request: HttpRequest, number: str) -> Campaign:
    return get_object_or_404(Campaign.objects.editable_by(reader(request)).select_related(*RELATED), number=number)


def written_activity(request: HttpRequest, number: str, pk: int) -> CampaignActivity:
    """An activity of a campaign in which this person writes."""
    campaign = written_campaign(request, number)
    row = get_object_or_404(CampaignActivity.objects.select_related("locality__province"), pk=pk, campaign=campaign)
    row.campaign = campaign
    return row


@require_GET
@route(audience="object", model="youth_groups.Group", permission="view", methods=("GET",))
def campaigns(request: HttpRequest, number: str) -> HttpResponse:
    group = seen_group(request, number)
    page = Paginator(group.campaigns.select_related("locality"), PER_PAGE).get_page(request.GET.get("page"))
    may_write = edits_group(reader(request), group) and why_group_does_not_write(group) is None
    return render(request, "youth_groups/campaigns.html", {"group": group, "page": page, "may_write": may_write})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
def campaign_add(request: HttpRequest, number: str) -> HttpResponse:
    group = written_group(request, number)
    form = CampaignForm(request.POST or None, group=group)
    if form.is_valid():
        try:
            row = verbs.write_campaign(group=group, by=reader(request), **form.facts())
            return redirect(row)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/campaign_edit.html", {"group": group, "form": form})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Campaign", permission="edit")
def campaign_edit(request: HttpRequest, number: str) -> HttpResponse:
    row = written_campaign(request, number)
    form = CampaignForm(request.POST or None, group=row.group, campaign=row)
    if form.is_valid():
        try:
            return redirect(verbs.change_campaign(campaign=row, by=reader(request), **form.facts()))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/campaign_edit.html", {"group": row.group, "form": form, "campaign": row})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Campaign", permission="view")
def campaign(request: HttpRequest, number: str) -> HttpResponse:
    """What was done and who was reached. POST takes a step: report, approve, send back."""
    row = seen_campaign(request, number)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _stepped(request, row, form.cleaned_data["reason"])
            return redirect(row)
        except Refused as refusal:
            form.add_error("reason" if refusal.code == "no_reason" else None, str(refusal))
    return render(request, "youth_groups/campaign.html", _context(request, row, form))


def _stepped(request: HttpRequest, row: Campaign, reason: str) -> None:
    action, by = request.POST.get("do", ""), reader(request)
    if action == "report":
        verbs.report_campaign(campaign=row, by=by)
        messages.success(request, _("The report is sent. The office reads it and answers."))
    elif action == "approve":
        verbs.approve_campaign(campaign=row, by=by)
        messages.success(request, _("Approved: the figures count now."))
    elif action == "send_back":
        verbs.send_campaign_back(campaign=row, by=by, reason=reason)
        messages.success(request, _("Sent back. The group gets a message."))
    else:
        raise Refused(_("Choose what to do."), code="nothing_chosen")


def _context(request: HttpRequest, row: Campaign, form: DecisionForm) -> dict[str, Any]:
    activities = reads.activities_of(row)
    steps = {step.action for step in machine_of(row).open_to(row, reader(request))}
    returned = events_of(row).filter(action="send_back").last() if row.state == Campaign.State.RETURNED else None
    may_write = edits_group(reader(request), row.group) and why_group_does_not_write(row.group) is None
    return {
        "campaign": row,
        "group": row.group,
        "form": form,
        "activities": activities,
        "estimates": [(estimate, reads.about(estimate.people)) for estimate in reads.estimates_of(row)],
        "warnings": reads.warnings_of(row, activities),
        "direct": reads.direct_reach([row]),
        "population": reads.population_words(row.locality),
        "returned": getattr(returned, "detail", None),
        "may_write": may_write and row.state in verbs.OPEN,
        "photos": reads.photos_seen(row, reader(request)),
        "steps": steps,
        "funding": _funding(request, row),
    }


def _funding(request: HttpRequest, row: Campaign) -> list[tuple[str, str]] | None:
    """(agreement, share) for the office that approves; None for the group, which does not learn whose money it is."""
    if not holds_one(reader(request), APPROVES, row.group.organisation_id):
        return None
    return [(each.agreement.number, f"{each.share_bp / 100:g} %") for each in row.funding.select_related("agreement").order_by("pk")]


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Campaign", permission="edit")
def campaign_activity_add(request: HttpRequest, number: str) -> HttpResponse:
    return _activity(request, written_campaign(request, number), None)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Campaign", permission="edit")
def campaign_activity(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = written_activity(request, number, pk)
    if request.method == "POST" and request.POST.get("do") == "remove":
        with refusals_as_messages(request):
            verbs.remove_campaign_activity(activity=row, by=reader(request))
            messages.success(request, _("The activity is taken out."))
        return redirect(row.campaign)
    return _activity(request, row.campaign, row)


def _activity(request: HttpRequest, row: Campaign, activity: CampaignActivity | None) -> HttpResponse:
    form = CampaignActivityForm(request.POST or None, campaign=row, row=activity)
    if form.is_valid():
        try:
            verbs.save_campaign_activity(campaign=row, by=reader(request), row=activity, **form.facts())
            return redirect(row)
        except Refused as refusal:
            form.add_error("reason" if refusal.code == "reason_wanted" else None, str(refusal))
    return render(request, "youth_groups/campaign_activity.html", {"campaign": row, "form": form, "row": activity})


def filters_of(request: HttpRequest) -> reads.Filters:
    """Only what is in the lists: anything else is left out."""
    state, theme, province = (request.GET.get(name, "") for name in ("state", "theme", "province"))
    return reads.Filters(
        state=state if state in Campaign.State.values else "",
        theme=theme if theme in Theme.values else "",
        province=int(province) if province.isascii() and province.isdecimal() and len(province) < 10 else None,
    )


def filter_context(filters: reads.Filters) -> dict[str, Any]:
    provinces = Place.objects.filter(level__in=PROVINCES).order_by("pk")
    return {"filters": filters, "states": Campaign.State.choices, "themes": Theme.choices, "provinces": provinces}


@require_GET
@route(audience="role", roles=OFFICE_READS_GROUPS, model="youth_groups.Campaign", methods=("GET",))
def office_campaigns(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    page = Paginator(reads.campaigns_listed(reader(request), filters), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "youth_groups/campaigns_office.html", {"page": page, **filter_context(filters)})

"""Photos from a campaign, for those who hold the permission on them: 404 for everybody else. Pictures have no address of their own."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core.access import log_access
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from core.uploads import send
from youth_groups.domain import photos as verbs
from youth_groups.domain.clearance import require_cleared
from youth_groups.forms.photos import PhotoForm
from youth_groups.models import Campaign, CampaignPhoto
from youth_groups.queries.photos import Judged, judged, photos_of
from youth_groups.states import why_group_does_not_write
from youth_groups.views.clearance import cleared
from youth_groups.views.lookup import reader

#: Where a refusal stands in the form.
PLACES = {"no_people": "shows", "wrong_type": "upload", "too_large": "upload", "unreadable": "upload", "empty": "upload"}


def _campaign(request: HttpRequest, number: str) -> Campaign:
    """404 without the permission; the office needs its papers for work with minors, too: Refused "not_cleared"."""
    row = get_object_or_404(Campaign.objects.with_photos_for(reader(request)).select_related("group", "locality"), number=number)
    if reader(request).is_office:
        require_cleared(reader(request))
    return row


def _photo(request: HttpRequest, number: str, pk: int) -> CampaignPhoto:
    campaign = _campaign(request, number)
    row = get_object_or_404(CampaignPhoto.objects.standing().select_related("file").prefetch_related("people"), pk=pk, campaign=campaign)
    row.campaign = campaign
    return row


def _log(request: HttpRequest, campaign: Campaign, rows: list[Judged], action: str) -> None:
    """Reading which minors are on photos is noted."""
    minors = {person.pk for row in rows for person in row.people if person.is_minor_on(campaign.first_day)}
    if minors:
        log_access(user=reader(request), action=action, model=Campaign, subject_id=str(campaign.pk), rows=len(minors))


@require_GET
@never_cache
@route(audience="object", model="youth_groups.CampaignPhoto", permission="photos", methods=("GET",))
@cleared
def campaign_photos(request: HttpRequest, number: str) -> HttpResponse:
    """The photos that may be shown, and whose consent is missing for the others."""
    campaign = _campaign(request, number)
    rows = photos_of(campaign)
    _log(request, campaign, rows, "read_photos")
    may_add = why_group_does_not_write(campaign.group) is None and len(rows) < verbs.MOST_PHOTOS
    opens = Campaign.objects.for_user(reader(request)).filter(pk=campaign.pk).exists()
    return render(request, "youth_groups/photos.html", {"campaign": campaign, "rows": rows, "may_add": may_add, "opens": opens})


@require_http_methods(["GET", "POST"])
@never_cache
@route(audience="object", model="youth_groups.CampaignPhoto", permission="photos")
@cleared
def campaign_photo_add(request: HttpRequest, number: str) -> HttpResponse:
    campaign = _campaign(request, number)
    form = PhotoForm(request.POST or None, request.FILES or None, campaign=campaign)
    if form.is_valid():
        try:
            verbs.add_photo(campaign=campaign, by=reader(request), **form.facts())
            return redirect("youth_groups:campaign_photos", number=number)
        except Refused as refusal:
            form.add_error(PLACES.get(refusal.code), str(refusal))
    return render(request, "youth_groups/photo_edit.html", {"campaign": campaign, "form": form})


@require_http_methods(["GET", "POST"])
@never_cache
@route(audience="object", model="youth_groups.CampaignPhoto", permission="photos")
@cleared
def campaign_photo(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Who can be recognised on it; or remove it."""
    row = _photo(request, number, pk)
    if request.method == "POST" and request.POST.get("do") == "remove":
        with refusals_as_messages(request):
            verbs.remove_photo(photo=row, by=reader(request))
            messages.success(request, _("The photo is removed for good."))
        return redirect("youth_groups:campaign_photos", number=number)
    form = PhotoForm(request.POST or None, campaign=row.campaign, photo=row)
    if form.is_valid():
        try:
            verbs.describe_photo(photo=row, by=reader(request), **form.facts())
            return redirect("youth_groups:campaign_photos", number=number)
        except Refused as refusal:
            form.add_error(PLACES.get(refusal.code), str(refusal))
    (found,) = judged(row.campaign, [row])
    _log(request, row.campaign, [found], "read_photos")
    return render(request, "youth_groups/photo_edit.html", {"campaign": row.campaign, "form": form, "row": found})


@require_GET
@route(audience="object", model="youth_groups.CampaignPhoto", permission="photos", methods=("GET",))
@cleared
def campaign_photo_file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """The picture, while everybody on it consents to being photographed."""
    row = _photo(request, number, pk)
    if not judged(row.campaign, [row])[0].inside:
        raise Http404
    return cast(HttpResponseBase, send(row.file, inline=True))


@require_GET
@route(audience="object", model="youth_groups.CampaignPhoto", permission="photos", methods=("GET",))
@cleared
def campaign_photo_outside(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """The picture to take out for a report or a page, while everybody on it consents to publication."""
    row = _photo(request, number, pk)
    (found,) = judged(row.campaign, [row])
    if not found.outside:
        raise Http404
    _log(request, row.campaign, [found], "export_photo")
    return cast(HttpResponseBase, send(row.file))

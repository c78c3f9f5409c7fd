"""The office says which agreements pay a campaign: donors' summaries count it for these."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.refusals import Refused
from core.routes import route
from programme.models import Agreement
from programme.share_forms import ShareFormSet, shares_of, shares_shown
from youth_groups.campaign_rights import APPROVES
from youth_groups.domain.campaign_funding import set_campaign_funding
from youth_groups.domain.rights import holds_one
from youth_groups.views.campaigns import seen_campaign
from youth_groups.views.lookup import reader


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=APPROVES, model="youth_groups.Campaign", permission="approve")
def campaign_funding(request: HttpRequest, number: str) -> HttpResponse:
    user, row = reader(request), seen_campaign(request, number)
    if not holds_one(user, APPROVES, row.group.organisation_id):
        raise Http404
    agreements = {"agreements": Agreement.objects.for_user(user).order_by("number")}
    forms = ShareFormSet(request.POST or None, prefix="share", initial=shares_shown(row.funding), form_kwargs=agreements)
    if request.method == "POST" and forms.is_valid():
        try:
            set_campaign_funding(campaign=row, by=user, shares=shares_of(forms))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(row)
    return render(request, "youth_groups/campaign_funding.html", {"campaign": row, "forms": forms})

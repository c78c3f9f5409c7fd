"""A partner's programme manager takes out all data of the own organisation."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.models import Job
from core.refusals import Refused
from core.routes import route
from programme.models import Organisation
from youth_groups.domain.takeout import JOB, TAKES_OUT, start_takeout
from youth_groups.forms.erasure import WhyForm


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=TAKES_OUT, model="programme.Organisation", permission="take_out")
def takeout(request: HttpRequest, code: str) -> HttpResponse:
    """What the archive holds, a reason, and the archives that were made."""
    user = cast(User, request.user)
    organisation = get_object_or_404(Organisation.objects.in_scope(user, TAKES_OUT), code=code)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            job = start_takeout(organisation=organisation, reason=form.cleaned_data["reason"], by=user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("core:job", pk=job.pk)
    made = Job.objects.filter(kind=JOB, created_by=user, arguments__organisation=organisation.pk).order_by("-created_at")[:5]
    return render(request, "youth_groups/takeout.html", {"organisation": organisation, "form": form, "made": made})


@require_http_methods(["GET"])
@route(audience="role", roles=TAKES_OUT, model="programme.Organisation", methods=("GET",))
def takeouts(request: HttpRequest) -> HttpResponse:
    """The organisations whose data this account may take out; with one, straight to it."""
    found = list(Organisation.objects.in_scope(request.user, TAKES_OUT).order_by("code"))
    if len(found) == 1:
        return redirect("youth_groups:takeout", code=found[0].code)
    return render(request, "youth_groups/takeouts.html", {"organisations": found})

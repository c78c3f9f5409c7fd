"""Papers for work with minors, and the page that says why a child's record does not open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from core.access import log_access
from core.refusals import Refused
from core.routes import route
from core.uploads import ANSWER_KINDS, send, store_upload
from youth_groups.domain.clearance import record_clearance
from youth_groups.forms.people import ClearanceForm
from youth_groups.models import Clearance
from youth_groups.queries.clearance import RECORDS_CLEARANCE, accounts_to_clear, clearances_listed, missing_clearance
from youth_groups.views.across import NeedsReason


def refusal_page(request: HttpRequest, missing: list[str]) -> HttpResponse:
    """What is missing and who records it."""
    return render(request, "youth_groups/clearance_missing.html", {"missing": missing}, status=403)


def cleared(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Views that raise Refused "not_cleared" answer with the page that says what is missing, NeedsReason with the page that asks why."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NeedsReason as needed:
            here = reverse("youth_groups:across", args=[needed.organisation.code])
            return redirect(f"{here}?{urlencode({'next': request.get_full_path()})}")
        except Refused as refusal:
            if refusal.code != "not_cleared":
                raise
            return refusal_page(request, missing_clearance(cast(User, request.user), timezone.localdate()))

    return gated


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=RECORDS_CLEARANCE, model="youth_groups.Clearance")
def clearances(request: HttpRequest) -> HttpResponse:
    """Everybody who meets minors, with what is on file; a form for the next paper."""
    user = cast(User, request.user)
    form = ClearanceForm(request.POST or None, request.FILES or None, accounts=accounts_to_clear(user))
    if form.is_valid():
        data = dict(form.cleaned_data)
        scan = data.pop("scan")
        try:
            stored = store_upload(upload=scan, name=scan.name, kinds=ANSWER_KINDS, by=user) if scan else None
            record_clearance(by=user, scan=stored, **data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("youth_groups:clearances")
    lines = clearances_listed(user, timezone.localdate())
    return render(request, "youth_groups/clearances.html", {"lines": lines, "form": form})


@require_GET
@route(audience="object", roles=RECORDS_CLEARANCE, model="youth_groups.Clearance", permission="view", methods=("GET",))
def clearance_scan(request: HttpRequest, pk: int) -> FileResponse:
    user = cast(User, request.user)
    row = get_object_or_404(Clearance.objects.filter(user__in=accounts_to_clear(user), scan__isnull=False).select_related("scan"), pk=pk)
    log_access(user=user, action="read_scan", model=Clearance, subject_id=str(row.pk))
    return send(cast(Any, row.scan), inline=True)

"""After sending: receipt, where it is, withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.refusals import Refused
from core.routes import route
from core.transitions import why_not
from grants.domain.submission import withdraw_application
from grants.queries.status import appeals_of, standing_of, stations_of
from grants.queries.writing import parts_of
from grants.views.holding import by_code, code_for, kept_nowhere, own


@require_GET
@route(audience="object", model="grants.Application", permission="view_group", methods=("GET",), or_by=by_code)
def status(request: HttpRequest, code: str) -> HttpResponse:
    application, who = own(request, code, editable=False)
    standing = standing_of(application)
    context = {
        "application": application,
        "standing": standing,
        "stations": stations_of(application, standing),
        "parts": parts_of(application) if application.in_writing else [],
        "sent": application.submissions.last(),
        "award": getattr(application, "award", None),
        "may_withdraw": why_not(application, "withdraw", who) is None,
        "resume": code_for(who, application),
        "appeals": appeals_of(application),
    }
    return kept_nowhere(render(request, "grants/status.html", context))


@require_GET
@route(audience="object", model="grants.Application", permission="view_group", methods=("GET",), or_by=by_code)
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    application, who = own(request, code, editable=False)
    sent = application.submissions.last()
    if sent is None:
        return redirect("grants:status", code)
    return kept_nowhere(
        render(request, "grants/receipt.html", {"application": application, "sent": sent, "resume": code_for(who, application)})
    )


@require_http_methods(["GET", "POST"])
@route(audience="object", model="grants.Application", permission="edit_group", or_by=by_code)
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Asked once more before it is done."""
    application, who = own(request, code)
    reason = why_not(application, "withdraw", who)
    if reason is None and request.method == "POST":
        try:
            withdraw_application(application=application, by=who)
            messages.success(request, _("The application is withdrawn."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    elif reason is not None:
        messages.error(request, reason)
    if reason is not None or request.method == "POST":
        return redirect("grants:status", code)
    return render(request, "grants/withdraw.html", {"application": application})

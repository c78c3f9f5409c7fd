"""After sending: receipt, where it is, withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.refusals import Refused
from core.routes import account, route
from core.transitions import why_not
from grants.domain.submission import withdraw_application
from grants.models import Application
from grants.queries.status import standing_of, stations_of
from grants.queries.writing import parts_of


def groups_application(request: HttpRequest, code: str) -> Application:
    related = ("call", "group", "form_version")
    application: Application = get_object_or_404(Application.objects.of_groups_of(request.user).select_related(*related), code=code)
    return application


@require_GET
@route(audience="object", model="grants.Application", permission="view_group", methods=("GET",))
def status(request: HttpRequest, code: str) -> HttpResponse:
    application = groups_application(request, code)
    standing = standing_of(application)
    context = {
        "application": application,
        "standing": standing,
        "stations": stations_of(application, standing),
        "parts": parts_of(application) if application.in_writing else [],
        "sent": application.submissions.last(),
        "award": getattr(application, "award", None),
        "may_withdraw": why_not(application, "withdraw", request.user) is None,
    }
    return render(request, "grants/status.html", context)


@require_GET
@route(audience="object", model="grants.Application", permission="view_group", methods=("GET",))
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    application = groups_application(request, code)
    sent = application.submissions.last()
    if sent is None:
        return redirect("grants:status", code)
    return render(request, "grants/receipt.html", {"application": application, "sent": sent})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="grants.Application", permission="edit_group")
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Asked once more before it is done."""
    application: Application = get_object_or_404(Application.objects.editable_by(request.user).select_related("call", "group"), code=code)
    reason = why_not(application, "withdraw", request.user)
    if reason is None and request.method == "POST":
        try:
            withdraw_application(application=application, by=account(request))
            messages.success(request, _("The application is withdrawn."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    elif reason is not None:
        messages.error(request, reason)
    if reason is not None or request.method == "POST":
        return redirect("grants:status", code)
    return render(request, "grants/withdraw.html", {"application": application})

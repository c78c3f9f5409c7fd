"""Screening, one application after the other: answers beside the criteria; Enter keeps the outcome and opens the next."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.refusals import Refused
from core.routes import account, route
from grants.domain.screening import screen_with_check
from grants.enums import ApplicationState
from grants.forms.deciding import ScreeningPageForm
from grants.models import Application, GrantCall, SanctionsCheck
from grants.queries.conditions import conditions_of
from grants.queries.lookalikes import alike
from grants.queries.reading import sent_parts
from grants.querysets import RUNS_GRANTS
from grants.views.holding import lang
from grants.views.office import office_application, office_call


def _waiting(user: Any, call: GrantCall) -> "QuerySet[Application]":
    rows: QuerySet[Application] = Application.objects.for_office(user, RUNS_GRANTS).filter(call=call, state=ApplicationState.SUBMITTED)
    return rows.order_by("submitted_at", "pk")


@require_GET
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("GET",))
def first(request: HttpRequest, slug: str) -> HttpResponse:
    """The application that has waited longest; the board when none is left."""
    found = _waiting(request.user, office_call(request, slug, RUNS_GRANTS)).first()
    if found is None:
        messages.success(request, _("Everything that was sent is screened."))
        return redirect("grants:board", slug)
    return redirect("grants:screening", found.code)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=RUNS_GRANTS, model="grants.Application", permission="organisation")
def screening(request: HttpRequest, code: str) -> HttpResponse:
    application = office_application(request, code)
    if application.state != ApplicationState.SUBMITTED:
        return redirect("grants:application", code)
    language = application.group.language or application.language
    checked = application.sanctions_checks.filter(result="clear").exists()
    last = SanctionsCheck.objects.filter(by=account(request)).values_list("list_name", flat=True).last() or ""
    form = ScreeningPageForm(request.POST or None, language=language, checked=checked, last_list=last, name=application.group.name)
    if request.method == "POST" and form.is_valid() and _screened(request, application, form):
        return redirect("grants:screening_next", application.call.slug)
    left = _waiting(request.user, application.call).aggregate(n=Count("pk"))["n"]
    sent = sent_parts(application.submissions.select_related("application__form_version").latest("pk"), lang())
    context = {
        "application": application,
        "sent": sent,
        "form": form,
        "left": left,
        "conditions": conditions_of(application, lang()),
        "alike": alike(application, request.user),
        "checks": application.sanctions_checks.select_related("by"),
    }
    return render(request, "grants/screening.html", context, status=422 if form.is_bound else 200)


def _screened(request: HttpRequest, application: Application, form: ScreeningPageForm) -> bool:
    """Whether the outcome was kept; a refusal stands in the form with what was typed."""
    eligible = form.cleaned_data["decision"] == "eligible"
    try:
        screen_with_check(
            application=application,
            by=account(request),
            checks=dict.fromkeys(form.cleaned_data["checks"], True),
            eligible=eligible,
            reason="" if eligible else form.why_not(),
            sanctions=form.sanctions(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    words = _("Eligible") if eligible else _("Not eligible")
    messages.success(request, f"{application.number}: {words}")
    return True

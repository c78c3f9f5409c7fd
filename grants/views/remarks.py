"""The discussion about an application: of the office, and of reviewers who have sent their own scores."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.refusals import refusals_as_messages
from core.routes import account, route
from grants.domain.panel import add_remark
from grants.models import Application, ReviewAssignment
from grants.querysets import RUNS_GRANTS
from grants.views.office import office_application


def _kept(request: HttpRequest, application: Application) -> None:
    with refusals_as_messages(request):
        add_remark(application=application, by=account(request), text=request.POST.get("text", "")[:4000])
        messages.success(request, _("Saved."))


@require_POST
@route(audience="object", roles=RUNS_GRANTS, model="grants.Application", permission="organisation", methods=("POST",))
def office_remark(request: HttpRequest, code: str) -> HttpResponse:
    _kept(request, office_application(request, code))
    return redirect("grants:application", code)


@require_POST
@route(audience="object", model="grants.ReviewAssignment", permission="reviewer", methods=("POST",))
def reviewers_remark(request: HttpRequest, pk: int) -> HttpResponse:
    rows = ReviewAssignment.objects.of_reviewer(request.user).readable().select_related("application")
    _kept(request, get_object_or_404(rows, pk=pk).application)
    return redirect("grants:review", pk)

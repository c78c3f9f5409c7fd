"""Staff: count a summary, publish or discard it, follow a figure to its records."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.roles import Role
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from summaries.domain.snapshots import build_snapshot, discard_snapshot, publish_snapshot
from summaries.forms import BuildForm
from summaries.models import Snapshot
from summaries.presenting import figure_words, read
from summaries.queries.evidence import evidence_of
from summaries.querysets import WRITES_SUMMARIES

ROLES = tuple(role.value for role in WRITES_SUMMARIES)


@route(audience="role", roles=ROLES, model="summaries.Snapshot")
def build(request: HttpRequest) -> HttpResponse:
    """Count a period of an agreement into a draft."""
    user = cast(User, request.user)
    form = BuildForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            return redirect(build_snapshot(by=user, **form.cleaned_data))
        except Refused as refusal:
            form.add_error("reason" if refusal.code == "no_reason" else None, str(refusal))
    return render(request, "summaries/build.html", {"form": form})


def _draft(request: HttpRequest, pk: int) -> Snapshot:
    return get_object_or_404(Snapshot.objects.in_scope(request.user).select_related("agreement"), pk=pk)


@route(audience="role", roles=ROLES, model="summaries.Snapshot", methods=("POST",))
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    snapshot = _draft(request, pk)
    with refusals_as_messages(request):
        publish_snapshot(snapshot=snapshot, by=cast(User, request.user))
        messages.success(request, _("Published. The donor's contacts can read it now."))
    return redirect(snapshot)


@route(audience="role", roles=ROLES, model="summaries.Snapshot", methods=("POST",))
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    snapshot = _draft(request, pk)
    with refusals_as_messages(request):
        discard_snapshot(snapshot=snapshot, by=cast(User, request.user))
        messages.success(request, _("Discarded. The donor never sees this draft."))
    return redirect(snapshot)


@route(audience="role", roles=(*ROLES, Role.AUDITOR.value), model="summaries.Snapshot", methods=("GET",))
def evidence(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The records behind one figure, for staff and the agreement's auditors; no person is on it. Donors never get here."""
    snapshot = get_object_or_404(Snapshot.objects.with_evidence_for(request.user).select_related("agreement"), pk=pk)
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    found = evidence_of(snapshot, code, row, column, request.user)
    if found is None:
        raise Http404
    words = figure_words(read(snapshot), code, row, column)
    return render(request, "summaries/evidence.html", {"snapshot": snapshot, "found": found, **words})

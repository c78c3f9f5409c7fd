"""What a donor's contact and an auditor read; staff in scope read the same pages, drafts as well."""

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode

from accounts.models import User
from core.languages import NAMES
from core.models import StoredFile
from core.routes import route
from core.transitions import machine_of
from core.uploads import send
from summaries.domain.files import LANGUAGES, file_name, take_out
from summaries.models import Snapshot
from summaries.presenting import page
from summaries.querysets import WRITES_SUMMARIES

ON_A_PAGE = 30


@route(audience="signed_in", methods=("GET",))
def summary_list(request: HttpRequest) -> HttpResponse:
    """Donors' contacts and auditors: the published summaries of their agreements. Staff: all of their organisations, drafts first."""
    user = cast(User, request.user)
    rows = Snapshot.objects.for_user(user).select_related("agreement__donor", "agreement__project").order_by("state", "-as_of", "-pk")
    shown = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "summaries/list.html", {"page": shown, "staff": bool(user.role_codes() & set(WRITES_SUMMARIES))})


@route(audience="object", model="summaries.Snapshot", permission="view_summary", methods=("GET",))
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """One summary, from its frozen payload."""
    user = cast(User, request.user)
    rows = Snapshot.objects.for_user(user).select_related("agreement", "replaces")
    snapshot = get_object_or_404(rows, pk=pk)
    staff = Snapshot.objects.in_scope(user).filter(pk=pk).exists()
    follows = staff or Snapshot.objects.with_evidence_for(user).filter(pk=pk).exists()

    def evidence(code: str, row: str, column: str) -> str:
        if not follows:
            return ""
        query = {name: value for name, value in (("row", row), ("column", column)) if value}
        return reverse("summaries:evidence", args=[pk, code]) + (f"?{urlencode(query)}" if query else "")

    context = {
        "snapshot": snapshot,
        "staff": staff,
        "actions": machine_of(snapshot).open_to(snapshot, user),
        "newer": snapshot.replaced_by.published().first(),
        "languages": [(code, NAMES[code]) for code in LANGUAGES],
        **page(snapshot, evidence),
    }
    return render(request, "summaries/summary.html", context)


@route(audience="object", model="summaries.Snapshot", permission="view_summary", methods=("GET",))
def pdf(request: HttpRequest, pk: int, language: str) -> HttpResponseBase:
    """The PDF; who took it out is noted."""
    user = cast(User, request.user)
    snapshot = get_object_or_404(Snapshot.objects.for_user(user).select_related("agreement", "replaces"), pk=pk)
    if language not in LANGUAGES:
        raise Http404
    found = take_out(snapshot=snapshot, language=language, by=user)
    if isinstance(found, StoredFile):
        return send(found)
    response = HttpResponse(found, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, file_name(snapshot, language)) or "attachment"
    response["Cache-Control"] = "no-store, private"
    return response

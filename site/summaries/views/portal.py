"""What a donor's contact reads; staff in scope read the same pages, drafts as well."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from core.routes import route
from core.transitions import machine_of
from summaries.models import Snapshot
from summaries.presenting import page
from summaries.querysets import WRITES_SUMMARIES

ON_A_PAGE = 30


@route(audience="signed_in", methods=("GET",))
def summary_list(request: HttpRequest) -> HttpResponse:
    """Donor contacts: the published summaries of their agreements. Staff: all of their organisations, drafts first."""
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

    def evidence(code: str, row: str, column: str) -> str:
        if not staff:
            return ""
        query = {name: value for name, value in (("row", row), ("column", column)) if value}
        return reverse("summaries:evidence", args=[pk, code]) + (f"?{urlencode(query)}" if query else "")

    context = {
        "snapshot": snapshot,
        "staff": staff,
        "actions": machine_of(snapshot).open_to(snapshot, user),
        "newer": snapshot.replaced_by.published().first(),
        "languages": ("en", "ru", "ky"),
        **page(snapshot, evidence),
    }
    return render(request, "summaries/summary.html", context)

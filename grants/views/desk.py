"""The office's list of all applications: filters, saved views, many at once, taking it out."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import log_access
from core.exports import XLSX
from core.refusals import refusals_as_messages
from core.routes import account, route
from core.sheets import csv_stream, xlsx_stream
from grants.domain.batches import Done, step_for_many
from grants.domain.panel import remove_view, save_view
from grants.enums import ApplicationState
from grants.forms.deciding import BatchForm, TakeOutForm
from grants.models import Application, GrantCall, SavedView
from grants.queries.lists import Filters, cells, headings, lines, listed
from grants.querysets import READS_GRANTS, RUNS_GRANTS
from programme.models import Place
from youth_groups.enums import GroupKind

ON_A_PAGE = 50
KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


@require_GET
@route(audience="role", roles=READS_GRANTS, model="grants.Application", permission="organisation", methods=("GET",))
def applications(request: HttpRequest) -> HttpResponse:
    """Every application that was sent, with its next step, by when and whom it waits for."""
    user, filters = account(request), Filters.of(request.GET)
    page = Paginator(listed(user, filters).select_related("call", "group__locality__province"), ON_A_PAGE).get_page(request.GET.get("page"))
    waiting = {"": _("all"), "mine": _("Waiting for me"), "overdue": _("Overdue"), "soon": _("Closing soon")}
    chips = [
        {"label": words, "url": f"?{Filters(**{**vars(filters), 'waiting': key}).query}", "current": key == filters.waiting}
        for key, words in waiting.items()
    ]
    context = {
        "page": page,
        "lines": lines(list(page.object_list)),
        "filters": filters,
        "chips": chips,
        "calls": GrantCall.objects.in_scope(user, READS_GRANTS).order_by("-closes_at"),
        "states": [choice for choice in ApplicationState.choices if choice[0] != ApplicationState.DRAFT],
        "kinds": GroupKind.choices,
        "provinces": Place.objects.filter(level__in=(Place.Level.OBLAST, Place.Level.CITY_REPUBLIC)).order_by("pk"),
        "views": SavedView.objects.filter(user=user),
        "batch": BatchForm(),
        "runs": bool(user.role_codes() & set(RUNS_GRANTS)) or user.is_superuser,
    }
    return render(request, "grants/applications.html", context)


@require_POST
@route(audience="role", roles=RUNS_GRANTS, model="grants.Application", permission="organisation", methods=("POST",))
def bulk(request: HttpRequest) -> HttpResponse:
    """One step for the chosen applications, each by its own verb; what was refused is said with the reason."""
    rows = Application.objects.for_office(request.user, RUNS_GRANTS).filter(code__in=request.POST.getlist("code")[:ON_A_PAGE])
    chosen = list(rows.select_related("call__budget_line", "group", "organisation").order_by("submitted_at", "pk"))
    form = BatchForm(request.POST)
    if not chosen or not form.is_valid():
        messages.error(request, _("Tick at least one application and say what is to be done."))
        return redirect("grants:applications")
    done = step_for_many(applications=chosen, by=account(request), **form.cleaned_data)
    words = dict(form.fields["action"].choices)[form.cleaned_data["action"]]  # type: ignore[attr-defined]
    return results(request, done, title=str(words), back=reverse("grants:applications"))


def results(request: HttpRequest, done: Sequence[Done], *, title: str, back: str) -> HttpResponse:
    """What became of each of many."""
    context = {"title": title, "back": back, "done": [row for row in done if not row.why], "refused": [row for row in done if row.why]}
    return render(request, "grants/batch.html", context)


@require_POST
@route(audience="role", roles=READS_GRANTS, methods=("POST",))
def keep_view(request: HttpRequest) -> HttpResponse:
    query = Filters.of(request.POST).query
    with refusals_as_messages(request):
        save_view(by=account(request), name=request.POST.get("name", ""), query=query)
        messages.success(request, _("Saved."))
    return redirect(f"{reverse('grants:applications')}?{query}")


@require_POST
@route(audience="object", model="grants.SavedView", permission="user", methods=("POST",))
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    remove_view(view=get_object_or_404(SavedView, pk=pk, user=account(request)))
    return redirect("grants:applications")


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=READS_GRANTS, model="grants.Application", permission="organisation")
def take_out(request: HttpRequest) -> HttpResponseBase:
    """The list with its filter as a stream: numbers, groups, states and amounts; no answers, no names of people. Asked why, and noted."""
    user, filters = account(request), Filters.of(request.GET)
    form = TakeOutForm(request.POST or None)
    count = listed(user, filters).count()
    if not form.is_valid():
        back = f"{reverse('grants:applications')}?{filters.query}"
        return render(request, "grants/take_out.html", {"form": form, "count": count, "back": back})
    reason, kind = " ".join(form.cleaned_data["reason"].split()), form.cleaned_data["kind"]
    log_access(user=user, action="export", model=Application, rows=count, reason=f"{reason} · {filters.query}"[:200])
    stream = csv_stream if kind == "csv" else xlsx_stream
    notice = _("Applications to grant calls. Taken out for: %(reason)s. It may not be passed on.") % {"reason": reason}
    response = StreamingHttpResponse(stream(notice, headings(), cells(user, filters)), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="applications-{timezone.localdate().isoformat()}.{kind}"'
    response["Cache-Control"] = "no-store, private"
    return response

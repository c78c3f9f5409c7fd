"""Publications and media items: a group's list and form, the office's list."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from core.refusals import Refused
from core.routes import route
from youth_groups.campaign_rights import APPROVES
from youth_groups.domain.outputs import save_output
from youth_groups.domain.rights import edits_group
from youth_groups.enums import OutputKind
from youth_groups.forms.outcomes import OfficeOutputForm, OutputForm
from youth_groups.models import Output
from youth_groups.queries.campaigns import outputs_listed
from youth_groups.querysets import OFFICE_READS_GROUPS
from youth_groups.states import why_group_does_not_write
from youth_groups.views.campaigns import PER_PAGE
from youth_groups.views.lookup import reader, seen_group, written_group


@require_GET
@route(audience="object", model="youth_groups.Group", permission="view", methods=("GET",))
def outputs(request: HttpRequest, number: str) -> HttpResponse:
    group = seen_group(request, number)
    page = Paginator(group.outputs.all(), PER_PAGE).get_page(request.GET.get("page"))
    may_write = edits_group(reader(request), group) and why_group_does_not_write(group) is None
    return render(request, "youth_groups/outputs.html", {"group": group, "page": page, "may_write": may_write})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
def output_add(request: HttpRequest, number: str) -> HttpResponse:
    return _saved(request, number, None)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Output", permission="edit")
def output_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return _saved(request, number, get_object_or_404(Output, pk=pk, group=written_group(request, number)))


def _saved(request: HttpRequest, number: str, row: Output | None) -> HttpResponse:
    group = written_group(request, number)
    form = OutputForm(request.POST or None, group=group, row=row)
    if form.is_valid():
        try:
            save_output(organisation=group.organisation, group=group, by=reader(request), row=row, **form.cleaned_data)
            return redirect("youth_groups:outputs", number=number)
        except Refused as refusal:
            form.add_error("audience_source" if refusal.code == "no_source" else None, str(refusal))
    return render(request, "youth_groups/output_edit.html", {"group": group, "form": form})


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=APPROVES, model="youth_groups.Output")
def office_output_add(request: HttpRequest) -> HttpResponse:
    return _saved_by_office(request, None)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=APPROVES, model="youth_groups.Output", permission="edit")
def office_output_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _saved_by_office(request, get_object_or_404(Output.objects.in_scope(reader(request), APPROVES), pk=pk, group=None))


def _saved_by_office(request: HttpRequest, row: Output | None) -> HttpResponse:
    form = OfficeOutputForm(request.POST or None, user=reader(request), row=row)
    if form.is_valid():
        facts = {"organisation": row.organisation if row else None, **form.cleaned_data}
        try:
            save_output(by=reader(request), row=row, **facts)
            return redirect("youth_groups:office_outputs")
        except Refused as refusal:
            form.add_error("audience_source" if refusal.code == "no_source" else None, str(refusal))
    return render(request, "youth_groups/output_edit.html", {"form": form})


@require_GET
@route(audience="role", roles=OFFICE_READS_GROUPS, model="youth_groups.Output", methods=("GET",))
def office_outputs(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in OutputKind.values else ""
    page = Paginator(outputs_listed(reader(request), kind=kind), PER_PAGE).get_page(request.GET.get("page"))
    everywhere, reached = reader(request).reach(APPROVES)
    rows = [(row, row.group_id is None and (everywhere or row.organisation_id in reached)) for row in page]
    context = {"page": page, "rows": rows, "kind": kind, "kinds": OutputKind.choices, "may_write": everywhere or bool(reached)}
    return render(request, "youth_groups/outputs_office.html", context)

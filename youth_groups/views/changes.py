"""A list that was taken out comes back: send it, see what would change, choose, confirm."""

import uuid

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import log_access
from core.refusals import Refused
from core.routes import route
from youth_groups.domain.changes import choose_changes, confirm_changes, discard_changes, stage_changes
from youth_groups.domain.rights import RECORDS_PEOPLE
from youth_groups.forms.lists import ChosenForm, ComeBackForm
from youth_groups.models import ChangeSheet, Person
from youth_groups.queries.changes import lines_of, rows_of_sheet
from youth_groups.views.clearance import cleared
from youth_groups.views.lookup import reader

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=RECORDS_PEOPLE, model="youth_groups.ChangeSheet")
@cleared
def come_back(request: HttpRequest) -> HttpResponseBase:
    """Take a list that was taken out here, and compare it with the register. The file is not kept."""
    user = reader(request)
    form = ComeBackForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = stage_changes(content=form.cleaned_data["file"].read(), by=user)
        except Refused as refusal:
            if refusal.code == "not_cleared":
                raise
            form.add_error("file", str(refusal))
        else:
            return redirect("youth_groups:changes", pk=sheet.pk)
    earlier = ChangeSheet.objects.filter(created_by=user)[:10]
    return render(request, "youth_groups/changes_upload.html", {"form": form, "earlier": earlier})


def _sheet(request: HttpRequest, pk: uuid.UUID) -> ChangeSheet:
    """The sheet of whoever sent it, as long as they keep records."""
    if not reader(request).role_codes() & set(RECORDS_PEOPLE):
        raise Http404
    return get_object_or_404(ChangeSheet.objects.select_related("job"), pk=pk, created_by=reader(request))


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=RECORDS_PEOPLE, model="youth_groups.ChangeSheet", permission="created_by")
@cleared
def changes(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """What would change, person by person, and conflicts apart. POST keeps the choice of the page, then perhaps applies all."""
    sheet = _sheet(request, pk)
    pages = [_page(request, sheet, conflict=conflict) for conflict in (False, True)]
    lines = [lines_of(page) for page in pages]
    form = ChosenForm(request.POST or None, lines=[*lines[0], *lines[1]])
    if form.is_valid():
        return _acted(request, sheet, form)
    staged = sheet.state == ChangeSheet.State.STAGED
    if staged and (shown := len(lines[0]) + len(lines[1])):
        log_access(user=request.user, action="read_changes", model=Person, subject_id=str(sheet.pk), rows=shown)
    context = {
        "sheet": sheet,
        "staged": staged,
        "page": pages[0],
        "lines": lines[0],
        "conflicts": pages[1],
        "conflict_lines": lines[1],
        "job": sheet.job,
        "people": sheet.rows.exclude(chosen=[]).count(),
    }
    return render(request, "youth_groups/changes.html", context)


def _page(request: HttpRequest, sheet: ChangeSheet, *, conflict: bool) -> Page:
    rows = rows_of_sheet(sheet, conflict=conflict)
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("conflicts" if conflict else "page"))


def _acted(request: HttpRequest, sheet: ChangeSheet, form: ChosenForm) -> HttpResponse:
    try:
        choose_changes(sheet=sheet, chosen=form.chosen(), by=reader(request))
        if request.POST.get("action") == "confirm":
            settled = confirm_changes(sheet=sheet, by=reader(request))
            if settled.state == ChangeSheet.State.CONFIRMED:
                messages.success(request, _("The changes are in the register."))
        else:
            messages.success(request, _("Saved."))
    except Refused as refusal:
        if refusal.code == "not_cleared":
            raise
        messages.error(request, str(refusal))
    return redirect(request.get_full_path())


@require_POST
@route(audience="object", roles=RECORDS_PEOPLE, model="youth_groups.ChangeSheet", permission="created_by", methods=("POST",))
def discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    try:
        discard_changes(sheet=_sheet(request, pk), by=reader(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Discarded. Nothing was changed."))
    return redirect("youth_groups:come_back")

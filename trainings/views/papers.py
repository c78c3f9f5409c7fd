"""Signed sheets: scans matched by their codes, signatures against marks, where the original lies; head counts of a session."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from core.uploads import send
from trainings.domain.counts import remove_head_count, save_head_count
from trainings.domain.scans import attach_scan, check_sheet, keep_original, take_off_scan
from trainings.forms.papers import OriginalForm, ScanForm, SessionCountForm, SignaturesForm
from trainings.models import Session, SessionCount, SheetScan, Training
from trainings.queries.attendance import attendance_of
from trainings.queries.grid import part_of_day
from trainings.queries.papers import Paper, differences, figure_lines, paper_of, papers_of, signature_lines, was_there
from trainings.queries.preparation import log_roster_reading
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import training_for
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Every printed sheet with what came back of it, and the figures of each session. POST attaches a scan. No names of people."""
    training = training_for(request, slug)
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _attached(request, training, form):
        return redirect("trainings:papers", slug=slug)
    found = papers_of(training)
    context = {"training": training, "form": form, "papers": found, "figures": figure_lines(attendance_of(training), found)}
    return render(request, "trainings/papers.html", context)


def _attached(request: HttpRequest, training: Training, form: ScanForm) -> bool:
    """Attach each file and say what became of it. Those that are refused stand as errors of the form; whether there were none."""
    for upload in form.cleaned_data["scans"]:
        try:
            attached = attach_scan(training=training, by=account(request), upload=upload, name=upload.name, **form.typed())
        except Refused as refusal:
            form.add_error("scans", f"{upload.name}: {refusal}")
            continue
        for scan in attached.scans:
            said = _("Attached to sheet %(number)s: pages %(pages)s.")
            messages.success(request, said % {"number": scan.sheet.shown_number, "pages": ", ".join(map(str, scan.pages))})
        if attached.unread:
            said = ngettext("%(count)s page carries no code.", "%(count)s pages carry no code.", attached.unread)
            messages.warning(request, said % {"count": attached.unread})
    return not form.errors


def _paper(training: Training, number: str) -> Paper:
    paper = paper_of(training, number)
    if paper is None:
        raise Http404
    return paper


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
@cleared
def paper(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One sheet: its scans and missing pages; every line with its marks and a tick for the signature. POST compares the two.

    Where they differ, the page comes back with the differences; when each is decided, the check is kept.
    """
    training = training_for(request, slug)
    require_cleared_for_roster(request, training)
    found, attendance = _paper(training, number), attendance_of(training)
    places = [row.pk for row in attendance.roster]
    standing = set(found.check.signed) if found.check else was_there(attendance, found.sheet)
    form = SignaturesForm(request.POST or None, places=places, initial={"key": uuid.uuid4()})
    asked = []
    if form.is_valid():
        standing = set(form.cleaned_data["signed"])
        asked = differences(attendance, found.sheet, standing)
        decided = form.decisions(asked)
        if len(decided) == len(asked):
            try:
                check_sheet(
                    sheet=found.sheet,
                    by=account(request),
                    signed=standing,
                    unlisted=form.cleaned_data["unlisted"] or 0,
                    by_paper=decided,
                    batch=form.cleaned_data["key"],
                )
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                said = ngettext("Kept: %(count)s signature.", "Kept: %(count)s signatures.", len(standing))
                messages.success(request, said % {"count": len(standing)})
                return redirect("trainings:paper", slug=slug, number=number)
    log_roster_reading(user=request.user, training=training, roster=attendance.roster, reason="sheet")
    context = {
        "training": training,
        "paper": found,
        "form": form,
        "original": OriginalForm(instance=found.sheet),
        "lines": signature_lines(attendance, found.sheet, standing, asked),
        "differing": len(asked),
        "people": len(places),
    }
    return render(request, "trainings/paper.html", context)


@require_POST
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("POST",))
def keep(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Where the original lies."""
    training = training_for(request, slug)
    found = _paper(training, number)
    form = OriginalForm(request.POST, instance=found.sheet)
    if form.is_valid():
        data = form.cleaned_data
        with refusals_as_messages(request):
            places = {"office": data["kept_office"], "binder": data["kept_binder"], "number": data["kept_number"]}
            keep_original(sheet=found.sheet, by=account(request), **places)
            messages.success(request, _("Saved."))
    return redirect("trainings:paper", slug=slug, number=number)


def _scan(request: HttpRequest, slug: str, pk: int) -> SheetScan:
    training = training_for(request, slug)
    require_cleared_for_roster(request, training)
    return get_object_or_404(SheetScan.objects.select_related("file", "sheet__training"), sheet__training=training, pk=pk)


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
@cleared
def scan_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    scan = _scan(request, slug, pk)
    attendance = attendance_of(scan.sheet.training)
    log_roster_reading(user=request.user, training=scan.sheet.training, roster=attendance.roster, reason="sheet")
    return send(scan.file, inline=True)


@require_POST
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("POST",))
@cleared
def remove_scan(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    scan = _scan(request, slug, pk)
    with refusals_as_messages(request):
        take_off_scan(scan=scan, by=account(request))
        messages.success(request, _("Taken out."))
    return redirect("trainings:paper", slug=slug, number=scan.sheet.number)


def _counts_of(request: HttpRequest, training: Training) -> str:
    """The page that shows the head counts: beside the lists, or of a public event."""
    if not training.activity_type.is_counted:
        return "trainings:papers"
    return "trainings:pass_home" if getattr(request, "device_pass", None) else "trainings:training"


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
def head_count(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """The reported head count of a session by sex and age group, with who signed it."""
    training = training_for(request, slug)
    session = get_object_or_404(Session.objects.select_related("training"), training=training, position=position)
    count = SessionCount.objects.filter(session=session).prefetch_related("cells").select_related("sheet").first()
    if request.method == "POST" and request.POST.get("do") == "remove":
        with refusals_as_messages(request):
            remove_head_count(session=session, by=account(request))
            messages.success(request, _("Taken out."))
        return redirect(_counts_of(request, training), slug=slug)
    form = SessionCountForm(request.POST or None, request.FILES or None, count=count)
    if form.is_valid():
        try:
            save_head_count(session=session, by=account(request), **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(_counts_of(request, training), slug=slug)
    context = {"training": training, "session": session, "part": part_of_day(session), "form": form, "count": count}
    return render(request, "trainings/head_count.html", context)


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
def head_count_sheet(request: HttpRequest, slug: str, position: int) -> HttpResponseBase:
    """The photo of the signed head count."""
    training = training_for(request, slug)
    counts = SessionCount.objects.filter(session__training=training).select_related("sheet")
    sheet = get_object_or_404(counts, session__position=position).sheet
    if sheet is None:
        raise Http404
    return send(sheet, inline=True)

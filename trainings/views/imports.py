"""A roster comes in: upload, look at what would be taken, decide who is who, import. And the papers of consent of a roster."""

import uuid
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from core.access import log_access
from core.exports import csv_lines
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from trainings.domain.import_files import choose_columns, place_headings, receive_roster
from trainings.domain.import_undo import record_attendance, undo_import
from trainings.domain.imports import confirm_import, decide_pairs, discard_import
from trainings.forms.imports import ColumnsForm, PairsForm, RosterUploadForm
from trainings.models import ImportPair, RosterImport, Training
from trainings.queries.imports import (
    counts_of,
    list_attendance,
    one_sheet,
    pair_lines,
    pairs_of,
    rows_in_pairs,
    rows_of,
    samples_of,
    senders_of,
    sessions_for_ticks,
)
from trainings.querysets import COORDINATES
from trainings.views.lookup import coordinated_training, with_roster
from youth_groups.domain.clearance import require_cleared
from youth_groups.rosters.columns import SAMPLED, SESSION
from youth_groups.rosters.duplicates import VERY
from youth_groups.rosters.headings import NEVER, NOT_TAKEN
from youth_groups.views.clearance import cleared

PAIRS_ON_A_PAGE = 50
ROWS_ON_A_PAGE = 100


def coordinated(request: HttpRequest, slug: str) -> Training:
    """The training of a coordinator in scope, unless heads are counted at it; 404 for everybody else, its trainers too."""
    return with_roster(coordinated_training(request, slug=slug))


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file or pasted rows; the columns are chosen on the next page. The file is held, encrypted, until then."""
    user, training = cast(User, request.user), coordinated(request, slug)
    form = RosterUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content, name = form.content()
        try:
            received = receive_roster(training=training, content=content, file_name=name, by=user, sender=form.cleaned_data["sender"])
        except Refused as refusal:
            form.add_error("file" if name else "pasted", str(refusal))
        else:
            return redirect("trainings:import_columns", pk=received.pk)
    earlier = training.roster_imports.order_by("-created_at")[:10]
    context = {"training": training, "form": form, "earlier": earlier, "senders": senders_of(training.organisation_id)}
    return render(request, "trainings/import_upload.html", context)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.RosterImport", permission="view")
@cleared
def columns(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What each column seems to be, with a few of its cells; the coordinator says yes or chooses, and the file is read."""
    roster_import = _import(request, pk)
    require_cleared(cast(User, request.user))
    if roster_import.state != RosterImport.State.RECEIVED:
        return redirect(roster_import.get_absolute_url())
    job, context = roster_import.job, {"roster_import": roster_import, "training": roster_import.training, "job": roster_import.job}
    if job is not None and not job.finished:
        return render(request, "trainings/import_columns.html", context)
    form = ColumnsForm(request.POST or None, roster_import=roster_import, sessions=sessions_for_ticks(roster_import.training))
    if request.method == "POST" and form.is_valid():
        user = cast(User, request.user)
        try:
            if request.POST.get("action") == "headings" or form.headings_moved:
                place_headings(roster_import=roster_import, headings=form.headings(), choices=form.choices(), by=user)
            else:
                choose_columns(roster_import=roster_import, choices=form.choices(), by=user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("trainings:import_columns", pk=pk)
    samples = samples_of(roster_import)
    if samples:
        log_access(user=request.user, action="read_import", model=RosterImport, subject_id=str(pk), rows=SAMPLED)
    sheets = [
        (
            sheet,
            [(column, form[f"column-{column['key']}"], samples.get(column["key"], ())) for column in sheet["columns"] if _open(column)],
            (form[f"first-{place}"], form[f"last-{place}"]),
        )
        for place, sheet in enumerate(form.sheets)
    ]
    never = {column["heading"]: str(NOT_TAKEN[column["why"]]) for sheet in form.sheets for column in sheet["columns"] if not _open(column)}
    return render(request, "trainings/import_columns.html", context | {"form": form, "sheets": sheets, "never": never})


def _open(column: dict[str, str]) -> bool:
    return column["why"] not in NEVER


def _import(request: HttpRequest, pk: uuid.UUID) -> RosterImport:
    found = RosterImport.objects.for_user(request.user).select_related("training__organisation", "training__locality", "job")
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.RosterImport", permission="view")
@cleared
def review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What would be taken and what not; the pairs to decide; the way to import. POST keeps decisions, then perhaps imports."""
    roster_import = _import(request, pk)
    require_cleared(cast(User, request.user))
    if roster_import.state == RosterImport.State.RECEIVED:
        return redirect("trainings:import_columns", pk=pk)
    page = Paginator(pairs_of(roster_import), PAIRS_ON_A_PAGE).get_page(request.GET.get("page"))
    form = PairsForm(request.POST or None, pairs=page)
    if form.is_valid():
        with refusals_as_messages(request):
            _act(request, roster_import, form)
        return redirect(request.get_full_path())
    if roster_import.state == RosterImport.State.STAGED:
        log_access(user=request.user, action="read_import", model=RosterImport, subject_id=str(pk), rows=roster_import.rows.count())
    rows = Paginator(rows_of(roster_import), ROWS_ON_A_PAGE).get_page(request.GET.get("rows"))
    context = {
        "roster_import": roster_import,
        "training": roster_import.training,
        "counts": counts_of(roster_import),
        "page": page,
        "lines": pair_lines(page, short=one_sheet(roster_import)),
        "one_sheet": one_sheet(roster_import),
        "rows": rows,
        "in_pairs": rows_in_pairs(roster_import),
        "job": roster_import.job,
        "attendance": list_attendance(roster_import) if _attendance_waits(roster_import) else None,
    }
    return render(request, "trainings/import_review.html", context)


def _attendance_waits(roster_import: RosterImport) -> bool:
    done = roster_import.state != RosterImport.State.CONFIRMED or roster_import.marked_at is not None
    return not done and any(choice.startswith(SESSION) for choice in roster_import.chosen.values())


def _act(request: HttpRequest, roster_import: RosterImport, form: PairsForm) -> None:
    """Keep the decisions of the page; then what the button says."""
    user, action = cast(User, request.user), request.POST.get("action", "")
    decisions = form.decisions()
    if action == "very_likely":
        likely = roster_import.pairs.filter(decision="", score__gte=VERY).values_list("pk", flat=True)
        decisions = dict.fromkeys(likely, ImportPair.Decision.SAME) | decisions
    if roster_import.state == RosterImport.State.STAGED and decisions:
        left = decide_pairs(roster_import=roster_import, decisions=decisions, by=user)
        if action != "confirm":
            messages.success(request, _said(left))
    if action == "attendance":
        added = record_attendance(roster_import=roster_import, by=user)
        messages.success(request, ngettext("%(count)s mark is recorded.", "%(count)s marks are recorded.", added) % {"count": added})
    if action == "confirm":
        done = confirm_import(roster_import=roster_import, by=user)
        if done.state == RosterImport.State.CONFIRMED:
            messages.success(request, _("The roster is imported."))


def _said(left: int) -> str:
    if not left:
        return _("Every pair is decided. The roster can be imported.")
    return ngettext("Kept. %(count)s pair is still open.", "Kept. %(count)s pairs are still open.", left) % {"count": left}


@require_POST
@route(audience="object", roles=COORDINATES, model="trainings.RosterImport", permission="view", methods=("POST",))
def discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    roster_import = _import(request, pk)
    with refusals_as_messages(request):
        discard_import(roster_import=roster_import, by=cast(User, request.user))
        messages.success(request, _("The import is discarded. Nothing was recorded."))
        return redirect("trainings:import_upload", slug=roster_import.training.slug)
    return redirect(roster_import.get_absolute_url())


@require_POST
@route(audience="object", roles=COORDINATES, model="trainings.RosterImport", permission="view", methods=("POST",))
def undo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the whole import back, or say what builds on it."""
    roster_import = _import(request, pk)
    with refusals_as_messages(request):
        undo_import(roster_import=roster_import, by=cast(User, request.user))
        messages.success(request, _("The import is undone. The people it recorded and their places are gone; who was known before stays."))
    return redirect(roster_import.get_absolute_url())


@require_GET
@route(audience="object", roles=COORDINATES, model="trainings.RosterImport", permission="view", methods=("GET",))
def error_sheet(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The bad rows and the cells left out: where, what, how to mend. It repeats no cell, so nobody's data leave by it."""
    roster_import = _import(request, pk)
    lines = [(row["row"], p["column"], *map(_, (p["what"], p["mend"]))) for row in roster_import.problems for p in row["problems"]]
    lines += [(cell["row"], cell["column"], *map(_, (cell["what"], cell["mend"]))) for cell in roster_import.warnings]
    response = StreamingHttpResponse(
        csv_lines([_("Row"), _("Column"), _("What is wrong"), _("How to mend it")], lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return response

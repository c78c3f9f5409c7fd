"""The attendance grid: one open session, one POST; past sessions show their signs. Works without JavaScript."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.passes import device_of
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from trainings.domain.attendance import record_grid, settle_session
from trainings.domain.rosters import add_walk_in
from trainings.enums import MarkHow, MarkStatus
from trainings.forms.attendance import MarksForm
from trainings.forms.rosters import WalkInForm
from trainings.models import Session
from trainings.queries.attendance import Attendance, Conflict, attendance_of, conflicts_of
from trainings.queries.grid import (
    can_be_marked,
    cell_name,
    conflict_lines,
    field_name,
    grid_rows,
    key_of_signs,
    part_of_day,
    session_heads,
)
from trainings.queries.preparation import log_roster_reading
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import training_for, with_roster
from youth_groups.views.clearance import cleared

PAGE = 60


def _session(attendance: Attendance, position: int) -> Session:
    found = next((session for session in attendance.sessions if session.position == position), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
@cleared
def grid(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """The grid with one session open. POST adds the marks that differ, in every session that was typed.

    Where paper differs from a phone's marks, the two come back side by side, and nothing is added before a person has decided.
    """
    training = training_for(request, slug)
    if training.activity_type.is_counted:
        return redirect("trainings:head_count", slug=slug, position=position)
    require_cleared_for_roster(request, training)
    attendance = attendance_of(training)
    session = _session(attendance, position)
    pages = range(0, max(len(attendance.roster), 1), PAGE)
    start = PAGE * min(max(_number(request.GET.get("page")) - 1, 0), len(pages) - 1)
    others = [other for other in attendance.sessions if other.pk != session.pk and can_be_marked(other)]
    form = MarksForm(request.POST or None, roster=attendance.roster[start : start + PAGE], sessions=others)
    if form.is_valid():
        marks = _wanted(form, attendance, session)
        conflicts = conflicts_of(attendance, marks) if form.cleaned_data["how"] == MarkHow.PAPER else []
        by_paper = _decided(request, conflicts)
        if len(by_paper) < len(conflicts):
            log_roster_reading(user=request.user, training=training, roster=attendance.roster, reason="attendance")
            typed = {**form.typed(), **{field_name(pk): status for pk, status in marks.get(session, {}).items()}}
            context = {"training": training, "session": session, "part": part_of_day(session), "form": form}
            return render(request, "trainings/compare.html", {**context, "typed": typed, "lines": conflict_lines(conflicts)})
        try:
            added = record_grid(
                training=training,
                by=account(request),
                marks=marks,
                batch=form.cleaned_data["key"],
                how=form.cleaned_data["how"],
                device=device_of(request),
                by_paper=by_paper,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _said(added))
            return redirect(request.get_full_path())
    log_roster_reading(user=request.user, training=training, roster=attendance.roster, reason="attendance")
    marked = len(attendance.roster) - attendance.unmarked(session)
    context = {
        "training": training,
        "session": session,
        "heads": session_heads(attendance.sessions),
        "part": part_of_day(session),
        "form": form,
        "rows": grid_rows(attendance, session, form.typed() if form.is_bound else None, start, start + PAGE),
        "signs": key_of_signs(),
        "marked": marked,
        "people": len(attendance.roster),
        "left": len(attendance.roster) - marked,
        "chips": [
            {
                "label": f"{first + 1}–{min(first + PAGE, len(attendance.roster))}",
                "url": f"?page={n}",
                "current": first == start,
                "count": None,
            }
            for n, first in enumerate(pages, 1)
        ],
    }
    return render(request, "trainings/attendance.html", context)


def _wanted(form: MarksForm, attendance: Attendance, session: Session) -> dict[Session, dict[int, str]]:
    """Session -> participation id -> status: the open session's, with the rest as present when that was asked, and the others'."""
    statuses = form.statuses()
    if form.cleaned_data["rest"]:
        unmarked = {row.pk for row in form.roster if attendance.status(row, session) is None}
        statuses = {**dict.fromkeys(unmarked, MarkStatus.PRESENT.value), **statuses}
    return {session: statuses, **form.others()}


def _decided(request: HttpRequest, conflicts: list[Conflict]) -> dict[tuple[int, int], bool]:
    """(participation id, session id) -> whether the paper is right, of those that somebody decided."""
    given = {conflict.key: request.POST.get(f"d{cell_name(conflict.session, conflict.participation)}") for conflict in conflicts}
    return {key: value == "paper" for key, value in given.items() if value in ("paper", "phone")}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 1


def _said(added: int) -> str:
    if not added:
        return _("Nothing changed: these marks stood already.")
    return ngettext("%(count)s mark saved.", "%(count)s marks saved.", added) % {"count": added}


@require_POST
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("POST",))
def settle(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Say what became of a session: held, not held, cancelled, or open it again."""
    training = training_for(request, slug)
    session = get_object_or_404(Session.objects.select_related("training"), training=training, position=position)
    with refusals_as_messages(request):
        settle_session(session=session, by=account(request), action=request.POST.get("action", ""))
        messages.success(request, _("Saved: %(state)s.") % {"state": session.get_state_display()})
    return redirect("trainings:training", slug=slug)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
def walk_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down somebody who came without being on the list."""
    training = with_roster(training_for(request, slug))
    form = WalkInForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            add_walk_in(training=training, by=account(request), facts=form.facts(), key=form.cleaned_data["key"])
            messages.success(request, _("Added to the roster. Now mark the person in the session."))
            return redirect("trainings:training", slug=slug)
    return render(request, "trainings/walk_in.html", {"training": training, "form": form})


def day_or_404(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None

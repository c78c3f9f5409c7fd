"""The list of trainings and the page of one: what is next, sessions, sheets, who is missing what."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from core.routes import route
from trainings.enums import Source
from trainings.models import Training
from trainings.queries.attendance import attendance_of
from trainings.queries.calendar import calendar_of
from trainings.queries.certificates import readiness_of
from trainings.queries.offers import answer_counts
from trainings.queries.overview import calls_of, day_lines, event_lines, session_lines, trainings_of, when
from trainings.queries.preparation import log_roster_reading, preparation_of
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import training_for
from youth_groups.views.clearance import cleared

PAGE = 30


@require_GET
@route(audience="signed_in", methods=("GET",))
def list_page(request: HttpRequest) -> HttpResponse:
    """A trainer's own trainings, a coordinator's all; nothing for others."""
    page = Paginator(trainings_of(request.user), PAGE).get_page(request.GET.get("page"))
    rows = [(training, *when(training)) for training in page]
    return render(request, "trainings/list.html", {"page": page, "rows": rows, "calls": calls_of(request.user)[:PAGE]})


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
@cleared
def training_page(request: HttpRequest, slug: str) -> HttpResponse:
    training = training_for(request, slug)
    if training.activity_type.is_counted:
        return _event_page(request, training)
    require_cleared_for_roster(request, training)
    attendance = attendance_of(training)
    preparation = preparation_of(attendance)
    log_roster_reading(user=request.user, training=training, roster=attendance.roster, reason="preparation")
    context = {
        "training": training,
        "when": when(training),
        "people": len(attendance.roster),
        "lines": session_lines(attendance),
        "days": day_lines(training, attendance),
        "preparation": preparation,
        "readiness": readiness_of(attendance, preparation.standing),
        "answers": answer_counts(training),
        "walk_ins": sum(1 for row in attendance.roster if row.source == Source.WALK_IN),
        "coordinates": Training.objects.in_scope(request.user).filter(pk=training.pk).exists(),
    }
    return render(request, "trainings/training.html", context)


def _event_page(request: HttpRequest, training: Training) -> HttpResponse:
    """A public event: its sessions with their head counts. Nobody's name stands anywhere."""
    context = {
        "training": training,
        "when": when(training),
        "lines": event_lines(training),
        "coordinates": Training.objects.in_scope(request.user).filter(pk=training.pk).exists(),
    }
    return render(request, "trainings/event.html", context)


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions for the calendar of a phone: the public title, no names."""
    training = training_for(request, slug)
    response = HttpResponse(calendar_of(training, get_language() or "ky"), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{training.slug}.ics"'
    return response

"""Sign-in sheets: printing one for a day or a session, opening it again, and the way back from its QR code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from core.dates import programme_day
from core.refusals import Refused
from core.routes import account, route
from core.uploads import send
from trainings.domain.sheets import print_sign_in_sheet
from trainings.models import Session, SignInSheet, Training
from trainings.numbers import tidy_number
from trainings.views.attendance import day_or_404
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import training_for
from youth_groups.views.clearance import cleared


@require_POST
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("POST",))
@cleared
def print_sheet(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Draw the sheet of a day with the roster as it is now; the number on it leads back here."""
    training = training_for(request, slug)
    require_cleared_for_roster(request, training)
    try:
        sheet = print_sign_in_sheet(training=training, day=day_or_404(day), by=account(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("trainings:training", slug=slug)
    return redirect("trainings:sheet_file", slug=slug, number=sheet.number)


@require_POST
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("POST",))
@cleared
def print_session_sheet(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Draw the sheet of one session alone."""
    training = training_for(request, slug)
    require_cleared_for_roster(request, training)
    session = get_object_or_404(Session, training=training, position=position)
    try:
        sheet = print_sign_in_sheet(training=training, day=programme_day(session.starts_at), session=session, by=account(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("trainings:training", slug=slug)
    return redirect("trainings:sheet_file", slug=slug, number=sheet.number)


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
@cleared
def sheet_file(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    training = training_for(request, slug)
    require_cleared_for_roster(request, training)
    sheet = get_object_or_404(SignInSheet.objects.select_related("file"), training=training, number=number)
    return send(sheet.file, inline=True)


@require_GET
@route(audience="object", model="trainings.SignInSheet", permission="lead_training", methods=("GET",))
def by_number(request: HttpRequest, number: str, page: int = 1) -> HttpResponse:
    """From the QR code of any page of a sheet to the attendance of its session or day; 404 for whoever may not open the training."""
    sheets = SignInSheet.objects.filter(training__in=Training.objects.for_user(request.user).order_by().values("pk"))
    sheet = get_object_or_404(sheets.select_related("training", "session"), number=tidy_number(number), pages__gte=page)
    session = sheet.session or sheet.training.sessions.filter(starts_at__date=sheet.day).order_by("position").first()
    if session is None:
        return redirect(sheet.training)
    return redirect("trainings:attendance", slug=sheet.training.slug, position=session.position)

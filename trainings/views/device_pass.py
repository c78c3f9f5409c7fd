"""Device passes: the coordinator shows a QR code; the phone that scans it finds the attendance of this one training."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.pdf.qr import modules
from core.refusals import refusals_as_messages
from core.routes import account, route
from trainings.domain.passes import close_training_pass, make_pass_for_newcomer, make_training_pass
from trainings.forms.passes import PassForm
from trainings.models import Training
from trainings.pass_days import last_day_of_passes
from trainings.queries.attendance import attendance_of
from trainings.queries.overview import day_lines, session_lines
from trainings.queries.passes import passes_of
from trainings.querysets import COORDINATES
from trainings.views.lookup import coordinated_training, training_for

QUIET = 4


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinates")
def device_pass(request: HttpRequest, number: str) -> HttpResponse:
    """The passes of a training, and a new one. The QR code is shown in the answer to the form, once: kept is its hash only."""
    training = coordinated_training(request, number=number)
    form = PassForm(request.POST or None, training=training)
    context = {"training": training, "until": last_day_of_passes(training)}
    if form.is_valid():
        with refusals_as_messages(request):
            context |= _made(request, training, form)
            form = PassForm(training=training)
    return render(request, "trainings/device_pass.html", {**context, "form": form, "passes": passes_of(training)})


def _made(request: HttpRequest, training: Training, form: PassForm) -> dict[str, object]:
    by, label = account(request), form.cleaned_data["label"]
    if form.cleaned_data["trainer"]:
        made, token = make_training_pass(training=training, user=form.cleaned_data["trainer"], by=by, label=label)
    else:
        made, token = make_pass_for_newcomer(training=training, name=form.cleaned_data["name"], by=by, label=label)
    address = f"{settings.ASHAR['ADDRESS']}{reverse('accounts:pass')}"
    return {"made": made, "token": token, "address": address, "qr": qr_path(f"{address}#{token.replace('-', '')}")}


def qr_path(text: str) -> tuple[int, str]:
    """(side, path): a QR code as one SVG path of unit squares, with the quiet margin that scanners need."""
    *runs, (size, _column, _width) = modules(text)
    path = "".join(f"M{column + QUIET} {row + QUIET}h{width}v1h-{width}z" for row, column, width in runs)
    return size + 2 * QUIET, path


@require_POST
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinates", methods=("POST",))
def close_pass(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    training = coordinated_training(request, number=number)
    row = get_object_or_404(passes_of(training), pk=pk)
    with refusals_as_messages(request):
        close_training_pass(training=training, device_pass=row, by=account(request))
        messages.success(request, _("The pass is closed: that phone opens nothing any more."))
    return redirect("trainings:device_pass", number=number)


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
def pass_home(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a phone with a pass begins: sessions to mark, walk-ins, sheets. Names stand on the next pages only."""
    training = training_for(request, slug)
    attendance = attendance_of(training)
    context = {"training": training, "lines": session_lines(attendance), "days": day_lines(training, attendance)}
    return render(request, "trainings/pass_home.html", context)

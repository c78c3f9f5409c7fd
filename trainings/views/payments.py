"""Per diem and travel of a training: what is paid, what follows from the attendance, the sheets that were printed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.pdf import formats
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from core.uploads import send
from trainings.domain.payments import print_payment_sheet, set_payments
from trainings.forms.payments import PaymentsForm
from trainings.models import PaymentTerms, Training, TravelAmount
from trainings.queries.attendance import attendance_of
from trainings.queries.payments import lines_offered, payment_lines, totals_of
from trainings.queries.preparation import log_roster_reading
from trainings.querysets import COORDINATES
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import coordinated_training, with_roster
from youth_groups.views.clearance import cleared


def _training(request: HttpRequest, slug: str) -> Training:
    training = with_roster(coordinated_training(request, slug=slug))
    require_cleared_for_roster(request, training)
    return training


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
@cleared
def payments(request: HttpRequest, slug: str) -> HttpResponse:
    """What is paid, and what each gets for the days on which they were there. Reading the names of minors is noted."""
    training = _training(request, slug)
    terms = PaymentTerms.objects.filter(training=training).first()
    attendance = attendance_of(training)
    lines = payment_lines(attendance, terms or PaymentTerms(training=training))
    own = dict(TravelAmount.objects.filter(participation__training=training).values_list("participation", "amount_minor"))
    form = PaymentsForm(
        request.POST if request.method == "POST" else None,
        terms=terms,
        lines=lines_offered(training),
        places=[line.place for line in lines],
        own=own,
    )
    if form.is_valid():
        try:
            set_payments(training=training, by=account(request), **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("trainings:payments", slug=slug)
    log_roster_reading(user=request.user, training=training, roster=[line.place for line in lines], reason="payments")
    context = {
        "training": training,
        "terms": terms,
        "form": form,
        "rows": [(line, form.own_field(line.place)) for line in lines],
        "totals": totals_of(lines),
        "unmarked": sum(attendance.unmarked(session) for session in attendance.held) + len(attendance.open_sessions),
        "sheets": training.payment_sheets.select_related("printed_by").order_by("-pk"),
        "languages": formats.LANGUAGES,
    }
    return render(request, "trainings/payments.html", context)


@require_POST
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate", methods=("POST",))
@cleared
def print_payments(request: HttpRequest, slug: str, language: str) -> HttpResponseBase:
    """A new sheet of the attendance as it stands; POST, because it is kept."""
    training = _training(request, slug)
    if language not in formats.LANGUAGES:
        raise Http404
    with refusals_as_messages(request):
        sheet = print_payment_sheet(training=training, by=account(request), language=language)
        return redirect("trainings:payment_sheet", slug=slug, number=sheet.number)
    return redirect("trainings:payments", slug=slug)


@require_GET
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate", methods=("GET",))
@cleared
def payment_sheet(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """A sheet as it was printed."""
    training = _training(request, slug)
    sheet = get_object_or_404(training.payment_sheets.select_related("file"), number=number)
    roster = list(training.participations.select_related("person"))
    log_roster_reading(user=request.user, training=training, roster=roster, reason="payments")
    return send(sheet.file)

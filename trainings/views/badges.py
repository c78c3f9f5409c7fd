"""Name badges of a training, printed by its trainers and coordinators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core.refusals import Refused
from core.routes import account, route
from trainings.domain.badges import print_badges
from trainings.forms.badges import BadgesForm
from trainings.queries.badges import badge_lines
from trainings.queries.preparation import log_roster_reading
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import training_for, with_roster
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
@cleared
def badges(request: HttpRequest, slug: str) -> HttpResponse:
    """The form with the roster; POST gives the PDF."""
    training = with_roster(training_for(request, slug))
    require_cleared_for_roster(request, training)
    lines = badge_lines(training)
    form = BadgesForm(request.POST if request.method == "POST" else None, training=training, lines=lines)
    if form.is_valid():
        try:
            content = print_badges(training=training, by=account(request), **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            response = HttpResponse(content, content_type="application/pdf")
            response["Content-Disposition"] = f'attachment; filename="badges-{training.number}.pdf"'
            response["Cache-Control"] = "no-store, private"
            return response
    log_roster_reading(user=request.user, training=training, roster=[line.place for line in lines], reason="badges")
    unnamed = sum(1 for line in lines if not line.name)
    return render(request, "trainings/badges.html", {"training": training, "form": form, "people": len(lines), "unnamed": unnamed})

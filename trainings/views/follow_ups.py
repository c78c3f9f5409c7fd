"""Follow-up rounds: planning them, whom to ask, what was answered. For coordinators; names of minors with papers only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.questions import answers_from, build_form
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from trainings.domain.follow_ups import close_round, plan_follow_ups, record_follow_up
from trainings.forms.follow_ups import PlanForm
from trainings.models import FollowUpContact, FollowUpRound, Training
from trainings.queries.follow_ups import contact_list, figures_of_round
from trainings.queries.preparation import log_roster_reading
from trainings.querysets import COORDINATES
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import coordinated_training, with_roster
from youth_groups.views.clearance import cleared


def _lang() -> str:
    return get_language() or "ky"


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
def follow_ups(request: HttpRequest, slug: str) -> HttpResponse:
    """The rounds with their counts, or planning them. No names."""
    training = with_roster(coordinated_training(request, slug=slug))
    form = PlanForm(request.POST if request.method == "POST" else None, training=training)
    if form.is_valid():
        with refusals_as_messages(request):
            plan_follow_ups(training=training, form=form.cleaned_data["form"], by=account(request))
            messages.success(request, _("Saved."))
        return redirect("trainings:follow_ups", slug=slug)
    rounds = training.follow_ups.select_related("form_version", "training").order_by("months")
    rows = [(row, figures_of_round(row, _lang())) for row in rounds]
    return render(request, "trainings/follow_ups.html", {"training": training, "form": form, "rows": rows})


def _round(request: HttpRequest, slug: str, months: int) -> tuple[Training, FollowUpRound]:
    training = with_roster(coordinated_training(request, slug=slug))
    require_cleared_for_roster(request, training)
    row = get_object_or_404(training.follow_ups.select_related("form_version"), months=months)
    row.training = training
    return training, row


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
@cleared
def follow_up(request: HttpRequest, slug: str, months: int) -> HttpResponse:
    """Whom to ask in this round and how; POST closes it. Reading names of minors is noted."""
    training, row = _round(request, slug, months)
    if request.method == "POST":
        close_round(follow_up=row, by=account(request))
        messages.success(request, _("Saved."))
        return redirect("trainings:follow_ups", slug=slug)
    lines = contact_list(row)
    log_roster_reading(user=request.user, training=training, roster=[line.place for line in lines], reason="follow-up")
    context = {"training": training, "round": row, "lines": lines, "left": sum(1 for line in lines if line.is_left)}
    return render(request, "trainings/follow_up.html", context)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
@cleared
def record(request: HttpRequest, slug: str, months: int, pk: int) -> HttpResponse:
    """What one person said, or that they were not reached."""
    training, row = _round(request, slug, months)
    line = next((each for each in contact_list(row) if each.place.pk == pk), None)
    place = line.place if line else get_object_or_404(training.participations.select_related("person"), pk=pk)
    outcome = request.POST.get("outcome", "")
    answered = outcome == FollowUpContact.Outcome.ANSWERED
    earlier = line.done.answers if line and line.done else {}
    form = build_form(row.form_version.schema, language=_lang())(request.POST if answered else None, initial=earlier)
    if outcome in FollowUpContact.Outcome.values and (not answered or form.is_valid()):
        try:
            answers = answers_from(form) if answered else {}
            record_follow_up(follow_up=row, participation=place, by=account(request), outcome=outcome, answers=answers)
        except Refused as refusal:
            if refusal.code == "not_cleared":
                raise
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Saved."))
        return redirect("trainings:follow_up", slug=slug, months=months)
    log_roster_reading(user=request.user, training=training, roster=[place], reason="follow-up")
    context = {"training": training, "round": row, "line": line, "place": place, "form": form}
    return render(request, "trainings/follow_up_record.html", context)

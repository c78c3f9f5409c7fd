"""The ranking board of a call, its reviewers with their load, the meetings of its panel."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.roles import Role
from core.jobs import start_job
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from grants.domain.batches import JOB, Done
from grants.domain.panel import record_meeting
from grants.domain.ranking import left_to_propose, propose_within_budget
from grants.domain.reviews import load_of
from grants.enums import ApplicationState
from grants.forms.deciding import MeetingForm
from grants.models import Application
from grants.queries.ranking import mix_of, places
from grants.queries.staffing import holders_in_reach, reads_in_words, reviewers_in_reach
from grants.querysets import READS_GRANTS, RUNS_GRANTS
from grants.views.desk import results
from grants.views.office import office_call

IN_ROOM = (Role.REVIEWER, *RUNS_GRANTS, Role.FINANCE_OFFICER)


@require_GET
@route(audience="role", roles=READS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("GET",))
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Weighted means with their spread, the mix, what was granted before, what is left."""
    call = office_call(request, slug)
    left = left_to_propose(call)
    found = places(call, request.user, left)
    waiting = [place.application for place in found if place.application.state == ApplicationState.PROPOSED]
    tiles = [
        {"value": _money(call.budget_minor, call), "label": _("All grants together")},
        {"value": _money(call.awarded_minor, call), "label": _("Awarded to date")},
        {"value": _money(left, call), "label": _("Left to propose")},
        {"value": len(waiting), "label": _("Proposals that wait")},
    ]
    context = {"call": call, "places": found, "mix": mix_of(found), "tiles": tiles, "waiting": waiting, "runs": _runs(request)}
    return render(request, "grants/ranking.html", context)


def _money(minor: int, call: object) -> str:
    from core.figures import format_money

    return format_money(minor, call.currency)  # type: ignore[attr-defined]


def _runs(request: HttpRequest) -> bool:
    user = account(request)
    return bool(user.is_superuser or user.role_codes() & set(RUNS_GRANTS))


@require_POST
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("POST",))
def propose_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Proposals down the ranking while the money lasts; saved, never decided."""
    call = office_call(request, slug, RUNS_GRANTS)
    done: list[Done] = []
    with refusals_as_messages(request):
        done = propose_within_budget(call=call, by=account(request))
    return results(request, done, title=_("Propose awards within the budget"), back=reverse("grants:ranking", args=[slug]))


@require_POST
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("POST",))
def approve_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Approve every proposal of the call as long work; each by its own verb, what is refused stays proposed."""
    call = office_call(request, slug, RUNS_GRANTS)
    rows = Application.objects.for_office(request.user, RUNS_GRANTS).filter(call=call, state=ApplicationState.PROPOSED)
    ids = list(rows.order_by("submitted_at", "pk").values_list("pk", flat=True))
    job = start_job(kind=JOB, arguments={"ids": ids}, by=account(request), key=f"approve-{call.pk}-{account(request).pk}")
    return redirect("core:job", pk=job.pk)


@require_http_methods(["GET"])
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("GET",))
def reviewers(request: HttpRequest, slug: str) -> HttpResponse:
    """Who reviews for this call: languages, load, how far. The button spreads what is open evenly."""
    call = office_call(request, slug, RUNS_GRANTS)
    load = load_of(call)
    people = reviewers_in_reach(call.organisation_id).order_by("name", "pk")
    of_call = Q(review_assignments__application__call=call)
    states = {
        name: Count("review_assignments", filter=of_call & Q(review_assignments__state__in=which), distinct=True)
        for name, which in (("n_open", ("assigned", "declared")), ("n_sent", ("sent",)), ("n_off", ("abstained", "recused")))
    }
    rows = [{"user": user, "load": load.get(user.pk, 0), "reads": reads_in_words(user)} for user in people.annotate(**states)]
    open_rows = Application.objects.for_office(request.user, RUNS_GRANTS).filter(call=call, state=ApplicationState.ELIGIBLE)
    return render(request, "grants/reviewers.html", {"call": call, "rows": rows, "waiting": open_rows.count()})


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=READS_GRANTS, model="grants.GrantCall", permission="organisation")
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    call = office_call(request, slug)
    people = User.objects.filter(pk__in=holders_in_reach(IN_ROOM, call.organisation_id).values("pk")).order_by("name", "pk")
    form = MeetingForm(request.POST or None, people=people)
    if form.is_valid():
        try:
            record_meeting(call=call, by=account(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("grants:meetings", slug)
    rows = call.meetings.select_related("recorded_by").prefetch_related("members").order_by("-held_on", "-pk")
    return render(request, "grants/meetings.html", {"call": call, "form": form, "meetings": rows, "runs": _runs(request)})

"""The office: calls, the board of one, an application with its next steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.money import Money
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from core.transitions import why_not
from grants.domain.calls import publish_grant_call, withdraw_grant_call
from grants.domain.decisions import approve, propose, return_proposal
from grants.domain.reviews import assign_evenly, assign_reviewer, recuse
from grants.domain.screening import ask_for_changes, record_sanctions_check, screen_application
from grants.enums import ApplicationState, CallState, Outcome
from grants.forms.office import AssignForm, ChangesForm, NoteForm, ProposalForm, SanctionsForm, ScreeningForm
from grants.models import Application, GrantCall, Proposal, ReviewAssignment
from grants.queries.lists import DUE
from grants.queries.lookalikes import alike
from grants.queries.office import assignments_of, board_of, counts_of, history_of, opened_words, scores_of, why_withdrawn
from grants.queries.pending import pending_of
from grants.queries.reading import sent_parts
from grants.queries.staffing import reviewers_in_reach, staffing_gaps
from grants.querysets import READS_GRANTS, RUNS_GRANTS
from grants.states import OWN_FIRST_APPROVAL, OWN_PROPOSAL, needs_second_approval, too_few_reviews
from grants.views.holding import lang
from programme.models import BudgetLine


def office_call(request: HttpRequest, slug: str, roles: tuple[str, ...] = READS_GRANTS) -> GrantCall:
    rows = GrantCall.objects.in_scope(request.user, roles).select_related("organisation", "budget_line")
    found: GrantCall = get_object_or_404(rows, slug=slug)
    return found


def office_application(request: HttpRequest, code: str, roles: tuple[str, ...] = RUNS_GRANTS) -> Application:
    related = ("call__budget_line__agreement", "group__locality", "organisation", "form_version", "award", "received__typed_by")
    rows = Application.objects.for_office(request.user, roles).select_related(*related)
    found: Application = get_object_or_404(rows, code=code)
    return found


@require_GET
@route(audience="role", roles=READS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("GET",))
def calls(request: HttpRequest) -> HttpResponse:
    rows = GrantCall.objects.in_scope(request.user, READS_GRANTS).select_related("organisation").order_by("-closes_at")
    return render(request, "grants/calls.html", {"calls": rows})


@require_GET
@route(audience="role", roles=READS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("GET",))
def board(request: HttpRequest, slug: str) -> HttpResponse:
    call = office_call(request, slug)
    rows = board_of(call, request.user)
    counts = counts_of(rows)
    tiles = [{"value": counts[state], "label": label} for state, label in ApplicationState.choices if state in counts]
    runs = bool(account(request).role_codes() & set(RUNS_GRANTS)) or account(request).is_superuser
    context = {"call": call, "rows": rows, "tiles": tiles, "is_open": call.is_open(), "line": call.budget_line, "runs": runs}
    context["gaps"] = staffing_gaps(call) if call.state == CallState.DRAFT else []
    context |= {"why": why_withdrawn(call), "takes_back": why_not(call, "withdraw", request.user) is None}
    return render(request, "grants/board.html", context)


@require_POST
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("POST",))
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    call = office_call(request, slug, RUNS_GRANTS)
    with refusals_as_messages(request):
        publish_grant_call(call=call, by=account(request))
        messages.success(request, _("The call is published. Its pages are published in the page tree."))
    return redirect("grants:board", slug)


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation")
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    call = office_call(request, slug, RUNS_GRANTS)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request):
            withdraw_grant_call(call=call, by=account(request), note=form.cleaned_data["note"])
            messages.success(request, _("The grant call is taken back."))
        return redirect("grants:board", slug)
    return render(request, "grants/take_back.html", {"call": call, "form": form})


@require_POST
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("POST",))
def assign_all(request: HttpRequest, slug: str) -> HttpResponse:
    call = office_call(request, slug, RUNS_GRANTS)
    with refusals_as_messages(request):
        made = assign_evenly(call=call, by=account(request))
        messages.success(request, _("Reviewers assigned: %(count)s.") % {"count": made})
    return redirect("grants:board", slug)


def _why_not_approve(application: Application, proposal: Proposal | None, user: Any, waits: list[Any]) -> Any:
    """Why this reader cannot approve what is proposed. Who is pending is known already; anybody else is told the table's reason."""
    if proposal is None or user in waits:
        return None
    if proposal.proposed_by_id == user.pk:
        return OWN_PROPOSAL
    if proposal.first_approved_by_id == user.pk:
        return OWN_FIRST_APPROVAL
    return why_not(application, proposal.outcome, user)


def _why_not_propose(application: Application, user: Any, waits: list[Any], complete: int) -> Any:
    if application.state not in (ApplicationState.ELIGIBLE, ApplicationState.RESERVE):
        return None
    return too_few_reviews(application, complete) if user in waits else why_not(application, "propose", user)


def _page(request: HttpRequest, application: Application, **forms: Any) -> HttpResponse:
    """The application with the forms of the steps that are possible now; a wrong form is shown with what was typed."""
    user, proposal = (
        request.user,
        application.proposals.filter(state="open").select_related("proposed_by", "first_approved_by", "line").first(),
    )
    lines = BudgetLine.objects.filter(
        agreement__organisation_id=application.call.budget_line.agreement.organisation_id, currency=application.currency
    )
    reviewers = reviewers_in_reach(application.organisation_id)
    assignments = assignments_of(application)
    reviews = scores_of(application, assignments)
    waits = pending_of([application]).get(application.pk, [])
    context = {
        "application": application,
        "sent": sent_parts(application.submissions.select_related("application__form_version").latest("pk"), lang()),
        "sanctions_checks": application.sanctions_checks.select_related("by"),
        "assignments": assignments,
        "reviews": reviews,
        "proposal": proposal,
        "award": getattr(application, "award", None),
        "why_not_approve": _why_not_approve(application, proposal, user, waits),
        "why_not_propose": _why_not_propose(application, user, waits, len(reviews)),
        "events": history_of(application),
        "alike": alike(application, user),
        "waits": [person.name or person.number for person in waits],
        "opens": opened_words(application, proposal, lang()) if proposal is not None else [],
        "due": getattr(application.call, DUE[ApplicationState(application.state)]) if application.state in DUE else None,
        "two_approvals": proposal is not None and needs_second_approval(application, proposal),
        "remarks": application.remarks.select_related("by"),
        "sanctions_form": SanctionsForm(),
        "screening_form": ScreeningForm(),
        "changes_form": ChangesForm(application=application, language=lang()),
        "assign_form": AssignForm(reviewers=reviewers),
        "proposal_form": ProposalForm(application=application, lines=lines),
        "return_form": NoteForm(),
        **forms,
    }
    return render(request, "grants/application.html", context, status=422 if forms else 200)


@require_GET
@route(audience="object", roles=READS_GRANTS, model="grants.Application", permission="organisation", methods=("GET",))
def application_page(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, office_application(request, code, READS_GRANTS))


def _step(
    request: HttpRequest, code: str, name: str, make: Callable[[Application], Any], act: Callable[[Application, dict[str, Any]], Any]
) -> HttpResponse:
    """One step of the office: check the form, call the verb, go back; what was typed is kept when it is refused."""
    application = office_application(request, code)
    form = make(application)
    if form.is_valid():
        try:
            act(application, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done."))
            return redirect("grants:application", code)
    return _page(request, application, **{name: form})


@require_POST
@route(audience="object", roles=RUNS_GRANTS, model="grants.Application", permission="organisation", methods=("POST",))
def sanctions(request: HttpRequest, code: str) -> HttpResponse:
    def act(application: Application, data: dict[str, Any]) -> None:
        record_sanctions_check(application=application, by=account(request), **data)

    return _step(request, code, "sanctions_form", lambda _a: SanctionsForm(request.POST), act)


@require_POST
@route(audience="object", roles=RUNS_GRANTS, model="grants.Application", permission="organisation", methods=("POST",))
def screen(request: HttpRequest, code: str) -> HttpResponse:
    def act(application: Application, data: dict[str, Any]) -> None:
        checks = dict.fromkeys(data["checks"], True)
        eligible = data["decision"] == "eligible"
        screen_application(application=application, by=account(request), checks=checks, eligible=eligible, reason=data["reason"])

    return _step(request, code, "screening_form", lambda _a: ScreeningForm(request.POST), act)


@require_POST
@route(audience="object", roles=RUNS_GRANTS, model="grants.Application", permission="organisation", methods=("POST",))
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """At the screening and before the first review it is one officer's step; afterwards a proposal, which another person approves."""

    def act(application: Application, data: dict[str, Any]) -> None:
        if application.state != ApplicationState.SUBMITTED and application.assignments.counting().exists():
            propose(application=application, by=account(request), outcome=Outcome.CHANGES, **data)
        else:
            ask_for_changes(application=application, by=account(request), **data)

    return _step(request, code, "changes_form", lambda a: ChangesForm(request.POST, application=a, language=lang()), act)


@require_POST
@route(audience="object", roles=RUNS_GRANTS, model="grants.Application", permission="organisation", methods=("POST",))
def assign(request: HttpRequest, code: str) -> HttpResponse:
    def make(application: Application) -> AssignForm:
        return AssignForm(request.POST, reviewers=reviewers_in_reach(application.organisation_id))

    def act(application: Application, data: dict[str, Any]) -> None:
        assign_reviewer(application=application, reviewer=data["reviewer"], by=account(request))

    return _step(request, code, "assign_form", make, act)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=RUNS_GRANTS, model="grants.ReviewAssignment", permission="organisation")
def recuse_page(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    application = office_application(request, code)
    assignment = get_object_or_404(ReviewAssignment.objects.select_related("application", "reviewer"), pk=pk, application=application)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request):
            recuse(assignment=assignment, by=account(request), note=form.cleaned_data["note"])
        return redirect("grants:application", code)
    return render(request, "grants/recuse.html", {"application": application, "assignment": assignment, "form": form})


@require_POST
@route(audience="object", roles=RUNS_GRANTS, model="grants.Application", permission="organisation", methods=("POST",))
def propose_page(request: HttpRequest, code: str) -> HttpResponse:
    def make(application: Application) -> ProposalForm:
        owner = application.call.budget_line.agreement.organisation_id
        lines = BudgetLine.objects.filter(agreement__organisation_id=owner, currency=application.currency)
        return ProposalForm(request.POST, application=application, lines=lines)

    def act(application: Application, data: dict[str, Any]) -> None:
        amount = Money(data["amount"], application.currency) if data["outcome"] == Outcome.AWARD and data["amount"] else None
        given = {"outcome": data["outcome"], "conditions": data["conditions"], "reason": data["reason"], "line": data["line"]}
        given |= {"strength": data["strength"], "next_step": data["next_step"]}
        propose(application=application, by=account(request), amount=amount, **given)

    return _step(request, code, "proposal_form", make, act)


@require_POST
@route(audience="object", roles=RUNS_GRANTS, model="grants.Application", permission="organisation", methods=("POST",))
def approve_page(request: HttpRequest, code: str) -> HttpResponse:
    application = office_application(request, code)
    with refusals_as_messages(request):
        approve(application=application, by=account(request))
        if application.state == ApplicationState.PROPOSED:
            messages.success(request, _("The first approval is given. A third person gives the second."))
        else:
            messages.success(request, _("Approved. The group has been told."))
    return redirect("grants:application", code)


@require_POST
@route(audience="object", roles=RUNS_GRANTS, model="grants.Application", permission="organisation", methods=("POST",))
def return_page(request: HttpRequest, code: str) -> HttpResponse:
    def act(application: Application, data: dict[str, Any]) -> None:
        return_proposal(application=application, by=account(request), note=data["note"])

    return _step(request, code, "return_form", lambda _a: NoteForm(request.POST), act)

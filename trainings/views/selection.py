"""The coordinator's board: who comes, with the mix of those chosen now against the targets."""

from collections.abc import Collection

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import log_access
from core.models import Event
from core.refusals import refusals_as_messages
from core.routes import account, route
from trainings.domain.proposals import proposal_of
from trainings.domain.selection import decide, tell_groups
from trainings.domain.targets import pool_for
from trainings.enums import NominationState
from trainings.forms.offers import AskForm
from trainings.forms.selection import ChoiceForm, DecisionForm
from trainings.models import Nomination, Training
from trainings.queries.conflicts import conflict_words
from trainings.queries.offers import offers_of_nominations
from trainings.queries.selection import Board, answers_of, board_of
from trainings.querysets import COORDINATES
from trainings.views.clearance import require_cleared_for_candidates
from youth_groups.documents.consent_texts import LANGUAGES
from youth_groups.domain.protected import reads_sensitive
from youth_groups.views.clearance import cleared

ACTION_OF = {"selected": "select", "waiting": "wait", "not_selected": "reject"}


def chosen_for(request: HttpRequest, slug: str) -> Training:
    """A training with a call, of a coordinator in scope. Trainers do not select."""
    trainings = Training.objects.in_scope(request.user).filter(call__isnull=False)
    return get_object_or_404(trainings.select_related("call", "locality", "organisation"), slug=slug)


def asked_proposal(request: HttpRequest, training: Training, pk: str | None) -> Event | None:
    """The proposal of an address or form. One that weighed ethnicity is not there for whoever may not read it."""
    number = pk if pk and pk.isdecimal() and len(pk) < 19 else "0"
    found = proposal_of(training, int(number))
    if found is not None and found.data.get("with_origins") and not reads_sensitive(account(request)):
        return None
    return found


@require_GET
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation", methods=("GET",))
@cleared
def board(request: HttpRequest, slug: str) -> HttpResponse:
    training = chosen_for(request, slug)
    require_cleared_for_candidates(request, training)
    proposal = asked_proposal(request, training, request.GET.get("proposal"))
    ticked = proposal.data.get("chosen", []) if proposal else []
    reason = _("Proposed: the earliest who meet the targets.") if ticked else ""
    form = ChoiceForm(initial={"reason": reason, "proposal": proposal.pk if proposal else None})
    return board_page(request, training, form, ticked=ticked, proposal=proposal)


def board_page(
    request: HttpRequest, training: Training, form: ChoiceForm, *, ticked: Collection[int] = (), proposal: Event | None = None
) -> HttpResponse:
    """The board with boxes ticked and words typed as they came. Reading candidates who are minors is logged."""
    show = request.GET.get("show", "")
    pool = pool_for(training=training, by=account(request))
    offers = offers_of_nominations(pool.nominations)
    found = board_of(
        pool, show if show in NominationState.values else "", ticked, form.own_reasons() if form.is_bound else {}, offers=offers
    )
    if found.minors:
        log_access(
            user=request.user,
            action="read_candidates",
            model=Nomination,
            subject_id=str(training.pk),
            rows=found.minors,
            reason="selection",
        )
    context = {
        "training": training,
        "board": found,
        "chips": _chips(found, show, proposal),
        "form": form,
        "proposal": proposal,
        "conflict": conflict_words(pool, proposal.data.get("conflict", [])) if proposal else [],
        "languages": LANGUAGES,
        "protocols": training.protocols.exclude(file__file="").order_by("-number"),
        "ask": AskForm(training=training),
    }
    return render(request, "trainings/selection.html", context)


def _chips(found: Board, show: str, proposal: Event | None) -> list[dict[str, object]]:
    more = f"&proposal={proposal.pk}" if proposal else ""
    return [
        {"label": label, "url": f"?show={state}{more}", "current": show == state, "count": count}
        for state, label, count in (
            ("selected", _("Chosen"), found.counts["selected"]),
            ("waiting", _("Waiting list"), found.counts["waiting"]),
            ("nominated", _("Not decided"), found.counts["nominated"]),
            ("not_selected", _("Not chosen"), found.counts["not_selected"]),
            ("", _("All"), len(found.rows)),
        )
    ]


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation")
@cleared
def decide_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One candidate: answers, and the decision with its reason."""
    training = chosen_for(request, slug)
    require_cleared_for_candidates(request, training)
    nominations = Nomination.objects.filter(call_id=training.call_id).select_related(
        "person__province", "person__locality", "group", "form_version"
    )
    nomination = get_object_or_404(nominations, pk=pk)
    if nomination.state == NominationState.WITHDRAWN:
        raise Http404
    initial = {"action": ACTION_OF.get(nomination.state), "reason": nomination.reason}
    form = DecisionForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_as_messages(request):
            decide(nomination=nomination, training=training, by=account(request), **form.cleaned_data)
            messages.success(request, _("Saved: %(state)s.") % {"state": nomination.get_state_display()})
            return redirect("trainings:selection", slug=slug)
    if nomination.person.is_minor_on(training.first_day):
        log_access(user=request.user, action="read_candidate", model=Nomination, subject_id=str(nomination.pk), reason="selection")
    context = {
        "training": training,
        "nomination": nomination,
        "age": nomination.person.age_on(training.first_day),
        "answers": answers_of(nomination, get_language() or "en"),
        "form": form,
    }
    return render(request, "trainings/decide.html", context)


@require_POST
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation", methods=("POST",))
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to the groups what was decided and they do not know yet; with a day, everybody with a place is asked until then."""
    training = chosen_for(request, slug)
    form = AskForm(request.POST if "answer_day" in request.POST else None, training=training)
    if form.is_bound and not form.is_valid():
        messages.error(request, _("Say until when you want to know who comes: day, hour and hours for those who move up."))
        return redirect("trainings:selection", slug=slug)
    with refusals_as_messages(request):
        sent = tell_groups(training=training, by=account(request), **(form.terms() if form.is_bound else {}))
        messages.success(
            request, ngettext("%(count)s message is on its way.", "%(count)s messages are on their way.", sent) % {"count": sent}
        )
    return redirect("trainings:selection", slug=slug)

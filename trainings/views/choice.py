"""From proposal to decision: targets are set, a choice is proposed, a person saves it, the protocol says how it came about."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import log_access
from core.refusals import Refused
from core.routes import account, route
from core.uploads import send
from trainings.documents import draw_protocol
from trainings.domain.proposals import propose_selection
from trainings.domain.selection import save_choice
from trainings.domain.targets import pool_for, set_targets
from trainings.forms.selection import ChoiceForm, TargetsForm
from trainings.models import Nomination, SelectionProtocol
from trainings.queries.protocol import protocol_of
from trainings.querysets import COORDINATES
from trainings.views.clearance import require_cleared_for_candidates
from trainings.views.selection import asked_proposal, board_page, chosen_for
from youth_groups.documents.consent_texts import LANGUAGES
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation")
@cleared
def targets(request: HttpRequest, slug: str) -> HttpResponse:
    """What the choice is to be balanced by."""
    training = chosen_for(request, slug)
    require_cleared_for_candidates(request, training)
    pool = pool_for(training=training, by=account(request))
    form = TargetsForm(request.POST if request.method == "POST" else None, pool=pool)
    if form.is_valid():
        try:
            set_targets(training=training, by=account(request), targets=form.targets())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("trainings:selection", slug=slug)
    return render(request, "trainings/targets.html", {"training": training, "form": form, "with_origins": pool.with_origins})


@require_POST
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation", methods=("POST",))
@cleared
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for a choice; the board then shows it ticked. Nothing is decided."""
    training = chosen_for(request, slug)
    require_cleared_for_candidates(request, training)
    board = reverse("trainings:selection", args=[slug])
    try:
        event = propose_selection(training=training, by=account(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(board)
    return redirect(f"{board}?proposal={event.pk}")


@require_POST
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation", methods=("POST",))
@cleared
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Save those ticked, all or none; or only count the mix again with them."""
    training = chosen_for(request, slug)
    require_cleared_for_candidates(request, training)
    form = ChoiceForm(request.POST)
    proposal = asked_proposal(request, training, request.POST.get("proposal"))
    if request.POST.get("part") == "save" and form.is_valid():
        data = form.cleaned_data
        try:
            new = save_choice(
                training=training,
                by=account(request),
                chosen=form.chosen(),
                rest=data["rest"],
                rest_reason=data["rest_reason"],
                proposal=proposal,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            count = len(new)
            messages.success(request, ngettext("%(count)s person was chosen.", "%(count)s people were chosen.", count) % {"count": count})
            return redirect("trainings:selection", slug=slug)
    return board_page(request, training, form, ticked=form.ticked(), proposal=proposal)


@require_GET
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation", methods=("GET",))
@cleared
def protocol(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The protocol of the selection as PDF, with every candidate and what was decided. Logged."""
    training = chosen_for(request, slug)
    require_cleared_for_candidates(request, training)
    if language not in LANGUAGES:
        raise Http404
    with override(language):
        pool = pool_for(training=training, by=account(request))
        content = draw_protocol(protocol_of(pool, language))
    reason = f"protocol, {language}"
    log_access(
        user=request.user, action="print_protocol", model=Nomination, subject_id=str(training.pk), rows=len(pool.nominations), reason=reason
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="selection-{training.number}.{language}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_GET
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation", methods=("GET",))
@cleared
def kept_protocol(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The protocol as it was kept when the groups were told. Logged."""
    training = chosen_for(request, slug)
    require_cleared_for_candidates(request, training)
    row = get_object_or_404(SelectionProtocol.objects.select_related("file"), training=training, pk=pk)
    response = send(row.file, inline=True)
    log_access(
        user=request.user,
        action="print_protocol",
        model=Nomination,
        subject_id=str(training.pk),
        rows=row.candidates,
        reason=f"kept protocol {row.number}",
    )
    return response

"""Whom somebody has to tell, because no e-mail reaches them: cards on the screen and on paper, and who was told by whom."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import log_access
from core.models import Message
from core.refusals import refusals_as_messages
from core.routes import account, route
from trainings.documents.cards import draw_cards
from trainings.domain.offers import mark_message_told, mark_told
from trainings.domain.selection import mark_group_told, mark_person_told
from trainings.models import Nomination, PlaceOffer, Training
from trainings.queries.cards import Card, cards_of, printed_cards
from trainings.querysets import COORDINATES
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import coordinated_training
from youth_groups.models import Group
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
@cleared
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Every card with how the person may be reached. Reading them is logged; the tick says who told them, and when."""
    training = coordinated_training(request, slug=slug)
    require_cleared_for_roster(request, training)
    if request.method == "POST":
        _tick(request, training)
        return redirect("trainings:cards", slug=slug)
    found = _read(request, training, "read_cards")
    context = {"training": training, "cards": found, "left": sum(card.told_at is None for card in found)}
    response = render(request, "trainings/cards.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


@require_GET
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate", methods=("GET",))
@cleared
def cards_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The cards of those not told yet, three on a page. Printing is logged."""
    training = coordinated_training(request, slug=slug)
    require_cleared_for_roster(request, training)
    left = [card for card in _read(request, training, "print_cards") if card.told_at is None]
    if not left:
        raise Http404
    response = HttpResponse(draw_cards(printed_cards(training, left, get_language() or "en")), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="cards-{training.number}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


def _read(request: HttpRequest, training: Training, action: str) -> list[Card]:
    found = cards_of(training)
    if found:
        log_access(user=request.user, action=action, model=PlaceOffer, subject_id=str(training.pk), rows=len(found), reason="tell them")
    return found


def _tick(request: HttpRequest, training: Training) -> None:
    kind, _dash, pk = request.POST.get("told", "").partition("-")
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404
    user = account(request)
    with refusals_as_messages(request):
        if kind == "offer":
            mark_told(offer=get_object_or_404(training.offers, pk=pk), by=user)
        elif kind == "message":
            rows = Message.objects.filter(about_type=training._meta.label_lower, about_id=str(training.pk))
            mark_message_told(training=training, message=get_object_or_404(rows, pk=pk), by=user)
        elif kind == "group":
            groups = Group.objects.filter(nominations__call_id=training.call_id).distinct()
            mark_group_told(training=training, group=get_object_or_404(groups, pk=pk), by=user)
        elif kind == "nomination":
            alone = Nomination.objects.filter(call_id=training.call_id, group__isnull=True)
            mark_person_told(training=training, nomination=get_object_or_404(alone, pk=pk), by=user)
        else:
            raise Http404
        messages.success(request, _("Saved."))

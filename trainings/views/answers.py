"""Whether people come: the short page of a code, the group's answer, the coordinator's page of all answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from trainings.domain.answers import answer_offer, take_answer_back
from trainings.domain.offers import ask_places, offer_by_code
from trainings.domain.waiting import move_in_line, move_up
from trainings.forms.offers import AnswerForm, AskForm, CodeForm, LineForm
from trainings.limits import UNKNOWN_TRIES, address_of, too_many
from trainings.models import Nomination, PlaceOffer, Training
from trainings.queries.names import first_name_of
from trainings.queries.offers import answers_of, missing_for_them, state_words, unasked, waiting_of
from trainings.queries.preparation import log_roster_reading
from trainings.querysets import COORDINATES
from trainings.views.clearance import require_cleared_for_candidates, require_cleared_for_roster
from trainings.views.lookup import coordinated_training
from youth_groups.models import Group
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="public")
def by_code(request: HttpRequest) -> HttpResponse:
    """Type the code, say whether you come. The code stands in the form, never in an address; nothing is kept on the phone."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    response = _by_code(request, form) if form.is_valid() else render(request, "trainings/place_code.html", {"form": form})
    response["Cache-Control"] = "no-store, private"
    return response


def _by_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    offer = offer_by_code(form.cleaned_data["code"])
    if offer is None:
        if too_many("place-code", address_of(request), most=UNKNOWN_TRIES):
            return render(request, "429.html", status=429)
        form.add_error("code", _("No place has this code. Compare it with the card once more, or ask whoever gave it to you."))
        return render(request, "trainings/place_code.html", {"form": form}, status=404)
    answer, refusal = request.POST.get("answer"), ""
    if answer in ("yes", "no"):
        try:
            offer = answer_offer(offer=offer, comes=answer == "yes", reason=request.POST.get("reason", ""))
        except Refused as refused:
            refusal = str(refused)
            offer.refresh_from_db(fields=["state", "answer_by"])
    return render(request, "trainings/place_answer.html", _place(offer, form.cleaned_data["code"], refusal, answered=bool(answer)))


def _place(offer: PlaceOffer, code: str, refusal: str, *, answered: bool) -> dict[str, object]:
    tone, words = state_words(offer)
    return {
        "offer": offer,
        "training": offer.training,
        "name": first_name_of(offer.person.written_name),
        "code": code,
        "refusal": refusal,
        "answered": answered and not refusal,
        "tone": tone,
        "words": words,
        "missing": missing_for_them(offer.training, offer.person) if offer.state in ("asked", "comes") else [],
        "may_come": offer.may_come,
        "may_decline": offer.may_decline,
    }


@require_POST
@route(audience="object", model="youth_groups.Group", permission="edit_group", methods=("POST",))
def group_answer(request: HttpRequest, slug: str, number: str, pk: int) -> HttpResponse:
    """The group says of one of its people whether they come."""
    group = get_object_or_404(Group.objects.editable_by(request.user), number=number)
    offers = PlaceOffer.objects.filter(nomination__group=group, nomination__call__slug=slug)
    _answer(request, get_object_or_404(offers, pk=pk))
    return redirect("trainings:nominate", slug=slug, number=number)


def _answer(request: HttpRequest, offer: PlaceOffer) -> None:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether they come."))
        return
    answer = form.cleaned_data["answer"]
    with refusals_as_messages(request):
        if answer == "back":
            take_answer_back(offer=offer, by=account(request))
        else:
            answer_offer(offer=offer, comes=answer == "yes", by=account(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("Saved."))


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
@cleared
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody with a place and what they answered, places that were given back, the waiting list and its order; asking, and moving up.

    Logged.
    """
    training = coordinated_training(request, slug=slug)
    require_cleared_for_roster(request, training)
    require_cleared_for_candidates(request, training)
    part = request.POST.get("part")
    form = AskForm(request.POST if part == "ask" else None, training=training)
    done = {"fill": _fill, "line": _line}.get(part or "")
    if (part == "ask" and form.is_valid() and _ask(request, training, form)) or (done is not None and done(request, training)):
        return redirect("trainings:answers", slug=slug)
    lines, waiting = answers_of(training), waiting_of(training)
    places = [line.place for line in lines if line.place is not None]
    log_roster_reading(user=request.user, training=training, roster=places, reason="answers")
    context = {
        "training": training,
        "lines": lines,
        "waiting": waiting,
        "free": max(training.capacity - len(places), 0),
        "taken": len(places),
        "unasked": unasked(training),
        "form": form,
    }
    return render(request, "trainings/answers.html", context)


def _ask(request: HttpRequest, training: Training, form: AskForm) -> bool:
    try:
        offers = ask_places(training=training, by=account(request), **form.terms())
    except Refused as refusal:
        form.add_error("answer_day", str(refusal))
        return False
    count = len(offers)
    messages.success(request, ngettext("%(count)s person is asked.", "%(count)s people are asked.", count) % {"count": count})
    return True


def _line(request: HttpRequest, training: Training) -> bool:
    form = LineForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say which place on the waiting list."))
        return True
    row = get_object_or_404(Nomination, pk=form.cleaned_data["nomination"], call_id=training.call_id)
    with refusals_as_messages(request):
        move_in_line(
            training=training, nomination=row, place=form.cleaned_data["place"], by=account(request), reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("Saved."))
    return True


def _fill(request: HttpRequest, training: Training) -> bool:
    with refusals_as_messages(request):
        count = len(move_up(training=training, by=account(request)))
        messages.success(request, ngettext("%(count)s person moved up.", "%(count)s people moved up.", count) % {"count": count})
    return True


@require_POST
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate", methods=("POST",))
@cleared
def record_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What somebody said over the phone, or on paper: recorded by staff on behalf."""
    training = coordinated_training(request, slug=slug)
    require_cleared_for_roster(request, training)
    _answer(request, get_object_or_404(training.offers, pk=pk))
    return redirect("trainings:answers", slug=slug)

"""Short forms: the public page of a code, and for those who lead the training choosing, opening, typing in, results, paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.pdf import formats
from core.questions import answers_from, build_form
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from trainings.documents.short_form import draw_paper_form
from trainings.domain.short_forms import answer_form, form_by_code, open_form, set_right_answers, use_form
from trainings.forms.short_forms import ChooseFormForm, FormCodeForm, KeyForm, RightForm
from trainings.limits import UNKNOWN_TRIES, address_of, too_many
from trainings.models import Training, TrainingForm
from trainings.queries.short_forms import least_told, paper_form, results_of
from trainings.views.lookup import training_for

#: Filled forms from one address in an hour: a hall with one connection sends its own, nobody sends thousands.
ANSWERS = 300


def _lang() -> str:
    return get_language() or "ky"


@require_http_methods(["GET", "POST"])
@route(audience="public")
def type_code(request: HttpRequest) -> HttpResponse:
    """The form for the code. The right one leads to its questions."""
    form = FormCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = form_by_code(form.cleaned_data["code"])
        if found is not None:
            return redirect("short_form", code=found.code)
        if too_many("short-form", address_of(request), most=UNKNOWN_TRIES):
            return render(request, "429.html", status=429)
        form.add_error("code", _("No form has this code. Compare it once more."))
    return render(request, "trainings/form_code.html", {"form": form}, status=404 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@route(audience="public")
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The questions, without an account and without a name. Nothing of who answers is kept, nothing stays on the phone."""
    found = form_by_code(code)
    if found is None:
        if too_many("short-form", address_of(request), most=UNKNOWN_TRIES):
            return render(request, "429.html", status=429)
        raise Http404
    response = _answer(request, found)
    response["Cache-Control"] = "no-store, private"
    return response


def _answer(request: HttpRequest, found: TrainingForm) -> HttpResponse:
    context: dict[str, Any] = {"training": found.training, "short": found}
    if "thanks" in request.GET:
        return render(request, "trainings/form_thanks.html", context)
    (form, key), refusal = _bound(request, found), ""
    if request.method == "POST" and form.is_valid() and key.is_valid():
        if too_many("form-answers", address_of(request), found.code, most=ANSWERS):
            return render(request, "429.html", status=429)
        try:
            answer_form(form=found, answers=answers_from(form), key=key.cleaned_data["key"])
        except Refused as refused:
            refusal = str(refused)
        else:
            response = redirect("short_form", code=found.code)
            response["Location"] += "?thanks"
            return response
    return render(request, "trainings/form_answer.html", {**context, "form": form, "key": key, "refusal": refusal})


def _bound(request: HttpRequest, found: TrainingForm, *, partial: bool = False) -> tuple[Any, KeyForm]:
    """The questions and the key. `partial`: gaps are taken as they stand on the paper."""
    data = request.POST if request.method == "POST" else None
    form = build_form(found.form_version.schema, language=_lang(), partial=partial)(data)
    return form, KeyForm(data) if data is not None else KeyForm.fresh()


def _form_of(training: Training, kind: str) -> TrainingForm:
    return get_object_or_404(training.short_forms.select_related("form_version", "training__activity_type"), kind=kind)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
def forms(request: HttpRequest, slug: str) -> HttpResponse:
    """The rounds of the training with code and results; the coordinator chooses the form. No names, nobody's answers one by one."""
    training = training_for(request, slug)
    coordinates = Training.objects.in_scope(request.user).filter(pk=training.pk).exists()
    part = request.POST.get("part")
    choose = ChooseFormForm(request.POST if part == "choose" else None, training=training)
    if part in ("open", "close"):
        open_form(form=_form_of(training, request.POST.get("kind", "")), by=account(request), is_open=part == "open")
        return redirect("trainings:forms", slug=slug)
    if part == "choose" and choose.is_valid():
        with refusals_as_messages(request):
            use_form(training=training, form=choose.cleaned_data["form"], by=account(request))
            messages.success(request, _("Saved."))
        return redirect("trainings:forms", slug=slug)
    rounds, gain = results_of(training, _lang())
    context = {
        "training": training,
        "coordinates": coordinates,
        "choose": choose,
        "rounds": rounds,
        "gain": gain,
        "least": least_told(training),
        "languages": formats.LANGUAGES,
        "people": training.participations.values("person").distinct().count(),
    }
    return render(request, "trainings/forms.html", context)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
def right_answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Which answers of the test are right."""
    training = training_for(request, slug)
    form = RightForm(request.POST if request.method == "POST" else None, form=_form_of(training, "before"), language=_lang())
    if form.is_valid():
        set_right_answers(training=training, by=account(request), right=form.right())
        messages.success(request, _("Saved."))
        return redirect("trainings:forms", slug=slug)
    return render(request, "trainings/form_right.html", {"training": training, "form": form})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
def from_paper(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Type in one paper form after the other."""
    training = training_for(request, slug)
    found = _form_of(training, kind)
    form, key = _bound(request, found, partial=True)
    if request.method == "POST" and form.is_valid() and key.is_valid():
        try:
            answer_form(form=found, answers=answers_from(form), key=key.cleaned_data["key"], by=account(request))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            words = _("Saved: %(count)s filled forms. Here is the next one.") % {"count": found.answers.count()}
            messages.success(request, words)
            return redirect("trainings:form_from_paper", slug=slug, kind=kind)
    return render(request, "trainings/form_paper.html", {"training": training, "short": found, "form": form, "key": key})


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
def paper(request: HttpRequest, slug: str, kind: str, language: str) -> HttpResponse:
    """The form to print, with the code for those who have a phone."""
    training = training_for(request, slug)
    if language not in formats.LANGUAGES:
        raise Http404
    response = HttpResponse(draw_paper_form(paper_form(_form_of(training, kind), language)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="form-{kind}-{language}.pdf"'
    return response

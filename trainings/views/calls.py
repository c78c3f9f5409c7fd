"""The office's page of a training call: what it asks, where it is shown, opening it and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.questions import questions_of, text_in
from core.questions.blocks import schema_from_blocks
from core.refusals import refusals_as_messages
from core.routes import account, route
from trainings.documents.poster import draw_poster
from trainings.domain.calls import publish_training_call, withdraw_training_call
from trainings.models import TrainingCall
from trainings.queries.calls import facts_of_call, page_of, poster_of
from trainings.querysets import COORDINATES

#: The pairs of languages in which posters are printed: the reader of the place first.
POSTERS = ("ky-ru", "uz-ru", "ru-ky", "ky-en")


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=COORDINATES, model="trainings.TrainingCall", permission="organisation")
def call_page(request: HttpRequest, slug: str) -> HttpResponse:
    calls = TrainingCall.objects.for_user(request.user).select_related("form_version", "locality", "organisation")
    call = get_object_or_404(calls, slug=slug)
    if request.method == "POST":
        with refusals_as_messages(request):
            if request.POST.get("action") == "publish":
                publish_training_call(call=call, by=account(request))
            elif request.POST.get("action") == "withdraw":
                withdraw_training_call(call=call, by=account(request), note=request.POST.get("note", "")[:300])
            messages.success(request, _("Saved: %(state)s.") % {"state": call.get_state_display()})
        return redirect("trainings:call", slug=slug)
    schema = call.form_version.schema if call.form_version else schema_from_blocks(call.questions)
    lang = get_language() or "en"
    context = {
        "call": call,
        "facts": facts_of_call(call),
        "questions": [text_in(question["label"], lang) for _part, question in questions_of(schema)],
        "pages": list(call.pages.select_related("locale").order_by("locale__language_code")),
        "trainings": list(call.trainings.order_by("number")),
        "posters": POSTERS if call.is_open() and page_of(call, lang) else (),
        "nominated": call.nominations.exclude(state="withdrawn").count(),
    }
    return render(request, "trainings/call_office.html", context)


@require_GET
@route(audience="role", roles=COORDINATES, model="trainings.TrainingCall", permission="organisation", methods=("GET",))
def poster(request: HttpRequest, slug: str, languages: str) -> HttpResponse:
    """The poster of a published call. Without a public page there is none: its address would lead nowhere."""
    call = get_object_or_404(TrainingCall.objects.for_user(request.user).select_related("locality", "organisation"), slug=slug)
    if languages not in POSTERS or call.state != "published" or page_of(call, languages[:2]) is None:
        raise Http404
    response = HttpResponse(draw_poster(poster_of(call, languages.split("-"))), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="poster-{call.slug}.{languages}.pdf"'
    return response


@require_GET
@route(audience="public", methods=("GET",))
def short(request: HttpRequest, slug: str) -> HttpResponse:
    """The address that stands on posters: to the call's page in the reader's language. A closed call's page says that it is closed."""
    call = get_object_or_404(TrainingCall.objects.filter(state="published"), slug=slug)
    page = page_of(call, get_language() or "ky")
    if page is None:
        raise Http404
    return redirect(page.url)

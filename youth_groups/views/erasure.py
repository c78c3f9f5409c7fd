"""The office writes down that a person asks to be erased, carries it out or refuses, and prints the confirmation."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from youth_groups.domain.erasure import ERASES, erase_person, refuse_erasure, request_erasure
from youth_groups.forms.erasure import AskedForm, EraseForm, RefuseForm
from youth_groups.models import ErasureRequest, Person
from youth_groups.queries.erasure import erasures_for, proof_lines

PER_PAGE = 50


@require_GET
@route(audience="role", roles=ERASES, model="youth_groups.ErasureRequest", methods=("GET",))
def erasures(request: HttpRequest) -> HttpResponse:
    """Requests, by number of the record: no name stands here."""
    page = Paginator(erasures_for(cast(User, request.user)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "youth_groups/erasures.html", {"page": page})


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=ERASES, model="youth_groups.Person", permission="erase")
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Write down that this person asks to be erased."""
    user = cast(User, request.user)
    person = get_object_or_404(Person.objects.in_scope(user, ERASES), number=number)
    form = AskedForm(request.POST or None)
    if form.is_valid():
        try:
            row = request_erasure(person=person, by=user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The request is written down. Nothing is erased yet."))
            return redirect("youth_groups:erasure", pk=row.pk)
    return render(request, "youth_groups/erasure_ask.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=ERASES, model="youth_groups.ErasureRequest", permission="decide")
def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """One request. Open: carry it out, or refuse with a reason. Done: what was blanked, by table and column."""
    user = cast(User, request.user)
    row = get_object_or_404(erasures_for(user), pk=pk)
    refuse = "refuse" in request.POST
    erase_form = EraseForm(request.POST if request.method == "POST" and not refuse else None)
    refuse_form = RefuseForm(request.POST if refuse else None)
    if (refuse_form if refuse else erase_form).is_valid():
        with refusals_as_messages(request):
            if refuse:
                refuse_erasure(request=row, reason=refuse_form.cleaned_data["reason"], by=user)
            else:
                erase_person(request=row, by=user)
                messages.success(request, _("The person is erased. The proof stands below."))
        return redirect("youth_groups:erasure", pk=row.pk)
    context = {"row": row, "erase_form": erase_form, "refuse_form": refuse_form, **_proof(row)}
    return render(request, "youth_groups/erasure.html", context)


@require_GET
@route(audience="object", roles=ERASES, model="youth_groups.ErasureRequest", permission="decide", methods=("GET",))
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper for whoever asked: number, day, what was erased; no name."""
    row = get_object_or_404(erasures_for(cast(User, request.user)), pk=pk)
    if row.state != ErasureRequest.State.DONE:
        raise Http404
    return render(request, "youth_groups/erasure_confirmation.html", {"row": row, **_proof(row)})


def _proof(row: ErasureRequest) -> dict[str, object]:
    heads = [{"label": _("Table")}, {"label": _("Column")}, {"label": _("Rows"), "num": True}]
    return {"heads": heads, "blanked": proof_lines(row, "blanked"), "left": proof_lines(row, "left")}

"""Wordings of certificates: the list, and one with its picture beside it. The picture follows while somebody types; without JavaScript a
button draws it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.pdf.fonts import MissingGlyph
from core.pdf.picture import as_data, picture_of
from core.refusals import Refused
from core.routes import account, route
from programme.models import Organisation
from trainings.documents import draw_certificate
from trainings.documents.sample import sample_facts
from trainings.domain.logos import pictures
from trainings.domain.preview import preview_facts
from trainings.domain.templates import save_template, tidy_texts
from trainings.domain.wording import problems_of
from trainings.enums import CertificateLanguages
from trainings.forms.templates import TemplateForm
from trainings.models import CertificateTemplate
from trainings.querysets import COORDINATES
from trainings.views.lookup import training_for, with_roster
from trainings.wording import PLACEHOLDERS


@require_GET
@route(audience="role", roles=COORDINATES, methods=("GET",))
def templates(request: HttpRequest) -> HttpResponse:
    rows = CertificateTemplate.objects.in_scope(request.user).select_related("organisation").order_by("-active", "name")
    return render(request, "trainings/certificate_templates.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=COORDINATES)
def new_template(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=COORDINATES, model="trainings.CertificateTemplate", permission="organisation")
def template(request: HttpRequest, pk: int) -> HttpResponse:
    rows = CertificateTemplate.objects.in_scope(request.user).select_related("organisation")
    return _edit(request, get_object_or_404(rows, pk=pk))


def _edit(request: HttpRequest, row: CertificateTemplate | None) -> HttpResponse:
    """POST with `look` draws only; a script asks for the picture alone."""
    everywhere, own = account(request).reach(COORDINATES)
    organisations = Organisation.objects.all() if everywhere else Organisation.objects.filter(pk__in=own)
    data = request.POST if request.method == "POST" else None
    form = TemplateForm(data, template=row, organisations=organisations.order_by("kind", "pk"))
    good = form.is_valid()
    if request.method == "POST" and "look" not in request.POST and good:
        try:
            saved = _save(request, form, row)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("trainings:certificate_template", pk=saved.pk)
    texts = form.texts() if data is not None else row.texts if row else {}
    code = form["languages"].value() if form["languages"].value() in CertificateLanguages.values else CertificateLanguages.KY_RU.value
    picture, problems = _drawn(texts, CertificateLanguages(code).codes)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"picture": picture, "problems": problems})
    context = {"row": row, "form": form, "picture": picture, "problems": problems, "placeholders": PLACEHOLDERS.items()}
    return render(request, "trainings/certificate_template.html", context)


def _save(request: HttpRequest, form: TemplateForm, row: CertificateTemplate | None) -> CertificateTemplate:
    given = form.cleaned_data
    active = given.get("active", True)
    return save_template(
        template=row, organisation=given["organisation"], by=account(request), name=given["name"], texts=form.texts(), active=active
    )


def _drawn(texts: Any, languages: tuple[str, ...]) -> tuple[str, str]:
    """(the picture as an address, "" when it cannot be drawn; what is wrong with the texts, in words)."""
    problems = ""
    try:
        tidy_texts(texts)
    except Refused as refusal:
        problems = str(refusal)
    try:
        return as_data(picture_of(draw_certificate(sample_facts(texts, languages)))), problems
    except MissingGlyph:
        return "", problems


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What the training's certificates will look like, with an invented name, and what still stands against them."""
    training = with_roster(training_for(request, slug))
    problems = problems_of(training)
    picture = ""
    if not problems:
        facts = preview_facts(training)
        picture = as_data(picture_of(draw_certificate(facts, images=pictures(facts.images))))
    return render(request, "trainings/certificate_preview.html", {"training": training, "picture": picture, "problems": problems})

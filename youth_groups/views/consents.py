"""Consents of one person: recorded, refused, withdrawn; read and answered on screen; the paper form; scans through a checked view."""

from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from core.access import log_access
from core.refusals import Refused
from core.routes import route
from core.uploads import ANSWER_KINDS, send, store_upload
from youth_groups.documents import draw_consent_forms
from youth_groups.documents.consent_texts import LANGUAGES, QUESTIONS, TEXT_VERSION, WORDS
from youth_groups.domain.consents import ConsentGiven, decide_for_child, record_consents
from youth_groups.domain.rights import RECORDS_PEOPLE, holds_one
from youth_groups.enums import ConsentBy, ConsentChannel
from youth_groups.forms.people import ConsentForm, DecisionForm, ScreenForm
from youth_groups.models import Consent, Person
from youth_groups.queries.people import consent_form_of
from youth_groups.views.clearance import cleared
from youth_groups.views.people import person_for


def _recorded_for(request: HttpRequest, number: str) -> Person:
    row = person_for(request, number)
    if not holds_one(cast(User, request.user), RECORDS_PEOPLE, row.organisation_id):
        return get_object_or_404(Person.objects.none())
    return row


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=RECORDS_PEOPLE, model="youth_groups.Person", permission="change")
@cleared
def consents(request: HttpRequest, number: str) -> HttpResponse:
    """Every answer ever given, newest first; a form for the next: given, refused, withdrawn. The focal point may decide for a child."""
    user, row = cast(User, request.user), _recorded_for(request, number)
    part = request.POST.get("part", "")
    form = ConsentForm(request.POST if part == "answer" else None, request.FILES or None)
    decision = DecisionForm(request.POST if part == "decide" else None)
    try:
        if form.is_valid():
            _record(row, user, dict(form.cleaned_data))
        elif decision.is_valid():
            decide_for_child(person=row, by=user, **decision.cleaned_data)
        else:
            return _page(request, row, form, decision)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, row, form, decision)
    messages.success(request, _("Saved."))
    return redirect("youth_groups:consents", number=number)


def _record(row: Person, user: User, data: dict[str, Any]) -> None:
    scan = data.pop("scan")
    stored = store_upload(upload=scan, name=scan.name, kinds=ANSWER_KINDS, by=user) if scan else None
    answer = ConsentGiven(person=row, **{name: data.pop(name) for name in ("purpose", "answer", "by", "relation")})
    record_consents(answers=[answer], by=user, scan=stored, **data)


def _page(request: HttpRequest, row: Person, form: ConsentForm, decision: DecisionForm) -> HttpResponse:
    log_access(user=request.user, action="read", model=Person, subject_id=str(row.pk), reason="consents")
    today = timezone.localdate()
    focal = holds_one(cast(User, request.user), ("safeguarding_focal_point",), row.organisation_id) and row.is_minor_on(today)
    context = {
        "person": row,
        "rows": row.consents.select_related("scan").order_by("-recorded_at", "-pk"),
        "form": form,
        "decision": decision if focal else None,
        "decisions": row.focal_point_decisions.order_by("-pk"),
        "languages": LANGUAGES,
    }
    return render(request, "youth_groups/consents.html", context)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=RECORDS_PEOPLE, model="youth_groups.Person", permission="change")
@cleared
def consent_screen(request: HttpRequest, number: str, giver: str, language: str) -> HttpResponse:
    """The person or the caregiver reads the text in their language on this device and answers each question on its own."""
    user, row = cast(User, request.user), _recorded_for(request, number)
    if giver not in (ConsentBy.SELF, ConsentBy.CAREGIVER) or language not in LANGUAGES:
        row = get_object_or_404(Person.objects.none())
    form = ScreenForm(request.POST or None, questions=QUESTIONS[language], words=WORDS[language])
    if form.is_valid():
        relation = form.cleaned_data["relation"] if giver == ConsentBy.CAREGIVER else ""
        answers = [ConsentGiven(person=row, purpose=p, by=giver, answer=a, relation=relation) for p, a in form.answers().items()]
        try:
            record_consents(
                answers=answers,
                by=user,
                given_on=timezone.localdate(),
                channel=ConsentChannel.SCREEN,
                language=language,
                witness=form.cleaned_data["witness"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("youth_groups:consents", number=number)
    log_access(user=user, action="read", model=Person, subject_id=str(row.pk), reason="consents")
    context = {"person": row, "form": form, "words": WORDS[language], "giver": giver, "spoken": language, "version": TEXT_VERSION}
    with translation.override(language):
        return render(request, "youth_groups/consent_screen.html", context)


@require_GET
@route(audience="object", roles=RECORDS_PEOPLE, model="youth_groups.Person", permission="change", methods=("GET",))
@cleared
def consent_form_pdf(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """The paper form of one person."""
    row = _recorded_for(request, number)
    if language not in LANGUAGES:
        row = get_object_or_404(Person.objects.none())
    log_access(user=request.user, action="print", model=Person, subject_id=str(row.pk), reason="consent form")
    response = HttpResponse(draw_consent_forms([consent_form_of(row, language)]), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="consent-{row.number}.{language}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_GET
@route(audience="object", roles=RECORDS_PEOPLE, model="youth_groups.Person", permission="change", methods=("GET",))
@cleared
def consent_scan(request: HttpRequest, number: str, pk: str) -> FileResponse:
    row = _recorded_for(request, number)
    consent = get_object_or_404(Consent.objects.filter(person=row, scan__isnull=False).select_related("scan"), pk=pk)
    log_access(user=request.user, action="read_scan", model=Consent, subject_id=str(consent.pk), reason="consents")
    return send(cast(Any, consent.scan), inline=True)

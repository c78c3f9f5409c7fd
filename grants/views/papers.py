"""Files and papers, each through the right on its application."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from core.questions import question_by_key
from core.routes import route
from core.uploads import send, send_to_player
from grants.domain.blank import blank_pdf
from grants.domain.papers import application_pdf, store_letter
from grants.models import ApplicationFile, Award, GrantCall, ReviewAssignment, Submission
from grants.views.holding import by_code, lang, own


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_GET
@route(audience="object", model="grants.Application", permission="view", methods=("GET",), or_by=by_code)
def sent_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Exactly what was sent, the last version."""
    rows = Submission.objects.for_user(request.user)
    if by_code(request, code):
        rows = Submission.objects.filter(application=own(request, code)[0])
    sent = rows.select_related("application__form_version").order_by("-version").filter(application__code=code).first()
    if sent is None or not sent.payload:
        raise Http404
    return _pdf(application_pdf(sent), sent.application.number or code)


@require_GET
@route(audience="public", methods=("GET",))
def blank(request: HttpRequest, slug: str) -> HttpResponse:
    """The form on paper, in the reader's language."""
    rows = GrantCall.objects.published().select_related("organisation", "form_version")
    call = get_object_or_404(rows, slug=slug)
    response = HttpResponse(blank_pdf(call, lang()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{call.slug}.pdf"'
    return response


@require_GET
@route(audience="object", model="grants.Award", permission="view", methods=("GET",), or_by=by_code)
def letter(request: HttpRequest, code: str) -> HttpResponseBase:
    rows = Award.objects.filter(application=own(request, code)[0]) if by_code(request, code) else Award.objects.for_user(request.user)
    award = get_object_or_404(rows.select_related("letter"), application__code=code)
    return send(store_letter(award=award) if award.letter is None else award.letter)


@require_GET
@route(audience="object", model="grants.ApplicationFile", permission="view", methods=("GET",), or_by=by_code)
def file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    rows = ApplicationFile.objects.for_user(request.user)
    if by_code(request, code):
        rows = ApplicationFile.objects.filter(application=own(request, code)[0])
    return send_to_player(get_object_or_404(rows.select_related("file"), pk=pk, application__code=code).file, request)


def readable_assignment(request: HttpRequest, pk: int) -> ReviewAssignment:
    """An assignment whose reviewer has declared no conflict: else nothing is there."""
    related = ("application__form_version", "application__call", "application__group", "review__submission__application__form_version")
    rows = ReviewAssignment.objects.of_reviewer(request.user).readable().select_related(*related)
    found: ReviewAssignment = get_object_or_404(rows, pk=pk)
    return found


@require_GET
@route(audience="object", model="grants.ReviewAssignment", permission="declared", methods=("GET",))
def review_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """For the reviewer: the version that is reviewed, without the answers that are hidden in a blind review."""
    assignment = readable_assignment(request, pk)
    if not assignment.review.submission.payload:
        raise Http404
    return _pdf(application_pdf(assignment.review.submission, blind=True), assignment.application.number or str(pk))


@require_GET
@route(audience="object", model="grants.ApplicationFile", permission="declared", methods=("GET",))
def review_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    assignment = readable_assignment(request, pk)
    schema = assignment.application.form_version.schema
    hidden = [key for key, question in question_by_key(schema).items() if question.get("blind")]
    rows = ApplicationFile.objects.filter(application=assignment.application, seconds__isnull=True)
    rows = rows.exclude(question__in=hidden).select_related("file")
    return send(get_object_or_404(rows, pk=file).file)

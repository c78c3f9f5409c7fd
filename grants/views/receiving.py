"""The office around applying: recording what came otherwise, drafts that need help, telling groups, texts beside answers, versions."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.codes import in_groups, tidy
from core.models import Message
from core.questions import questions_of, text_in
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from core.uploads import send
from grants.blocks import eligibility_from_blocks
from grants.domain.calls import copy_grant_call
from grants.domain.receiving import confirm_read_back, give_more_time, mark_told, record_received, write_second_text
from grants.domain.resuming import join_draft_by_office
from grants.forms.receiving import JoinForm, MoreTimeForm, ReadBackForm, ReceivedForm, SecondTextForm
from grants.models import Application, GrantCall, Received
from grants.queries.helping import cards_of, late_attempts
from grants.queries.reading import sent_parts
from grants.queries.versions import steps_of
from grants.queries.writing import parts_of
from grants.querysets import READS_GRANTS, RECORDS_GRANTS, RUNS_GRANTS
from grants.views.holding import kept_nowhere, lang, own
from youth_groups.models import Group

#: Who reads the texts beside answers; RECORDS_GRANTS writes them.
TEXT_READERS = tuple(dict.fromkeys((*READS_GRANTS, *RECORDS_GRANTS)))


def _call(request: HttpRequest, slug: str, roles: tuple[str, ...]) -> GrantCall:
    rows = GrantCall.objects.in_scope(request.user, roles).select_related("organisation", "form_version")
    found: GrantCall = get_object_or_404(rows, slug=slug)
    return found


def _groups(call: GrantCall) -> Any:
    """Groups that may have an application to this call."""
    rows = Group.objects.filter(state=Group.State.ACTIVE).select_related("locality").order_by("locality__folded", "pk")
    return rows if call.organisation.kind == "lead" else rows.filter(organisation=call.organisation_id)


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=RECORDS_GRANTS, model="grants.GrantCall", permission="organisation")
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """What came on paper, by messenger or by voice: the original and when it came; then the text is typed part by part."""
    call = _call(request, slug, RECORDS_GRANTS)
    form = ReceivedForm(request.POST or None, request.FILES or None, call=call, groups=_groups(call), language=lang())
    if form.is_valid():
        data = form.cleaned_data
        given = {key: data[key] for key in ("group", "channel", "arrived_at", "language", "original")}
        given |= {"name": data["original"].name, "eligibility": form.conditions()}
        try:
            application = record_received(call=call, by=account(request), **given)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(parts_of(application)[0].url)
    return render(request, "grants/record.html", {"call": call, "form": form}, status=422 if form.errors else 200)


@require_POST
@route(audience="object", roles=RECORDS_GRANTS, model="grants.Received", permission="typed_by", methods=("POST",))
def read_back(request: HttpRequest, code: str) -> HttpResponse:
    application, who = own(request, code)
    if getattr(application, "received", None) is None or application.received.typed_by_id != who.pk:
        raise Http404
    form = ReadBackForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            confirm_read_back(application=application, by=who, how=form.cleaned_data["how"])
    else:
        messages.error(request, _("Write how the text was read back, and who confirmed it."))
    return redirect("grants:check", code)


@require_GET
@route(audience="object", model="grants.Received", permission="view", methods=("GET",))
def original(request: HttpRequest, code: str) -> HttpResponseBase:
    """The paper, the messages or the recording: for the group, for who typed it and for the office."""
    rows = Received.objects.filter(application__in=Application.objects.for_user(request.user).order_by().values("pk"))
    typed = Received.objects.filter(typed_by=account(request))
    return send(get_object_or_404((rows | typed).distinct().select_related("original"), application__code=code).original)


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation")
def drafts(request: HttpRequest, slug: str) -> HttpResponse:
    """Drafts that need the office: refused attempts after closing, more time for one, joining one to a group. No text of any is shown."""
    call = _call(request, slug, RUNS_GRANTS)
    posted = request.POST.get("step")
    more = MoreTimeForm(request.POST if posted == "more" else None, initial={"number": request.GET.get("number", "")})
    joining = JoinForm(request.POST if posted == "join" else None, groups=_groups(call))
    form: Any = {"more": more, "join": joining}.get(posted or "")
    if form is not None and form.is_valid():
        data = form.cleaned_data
        application = _draft(call, data["number"])
        if application is None:
            form.add_error("number", _("No draft to this call has this number."))
        else:
            try:
                if posted == "more":
                    give_more_time(application=application, until=data["until"], reason=data["reason"], by=account(request))
                else:
                    join_draft_by_office(application=application, group=data["group"], by=account(request))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Done."))
                return redirect("grants:drafts", slug)
    context = {"call": call, "more": more, "joining": joining, "attempts": late_attempts(call)}
    return render(request, "grants/drafts.html", context, status=422 if form is not None else 200)


def _draft(call: GrantCall, typed: str) -> Application | None:
    wanted = in_groups(tidy(typed))
    rows = Application.objects.filter(call=call, state="draft").select_related("call", "group")
    return next((row for row in rows if row.code_to_copy == wanted), None)


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation")
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Groups that no e-mail reaches: the ready words in their language, the officer's own messenger, told on, how, by whom."""
    call = _call(request, slug, RUNS_GRANTS)
    if request.method == "POST":
        ours = Application.objects.filter(call=call).values_list("pk", flat=True)
        rows = Message.objects.filter(about_type="grants.application", about_id__in=[str(pk) for pk in ours])
        pk = request.POST.get("told", "")
        message = get_object_or_404(rows, pk=int(pk) if pk.isdecimal() and len(pk) < 18 else 0)
        how = request.POST.get("how", "")
        mark_told(call=call, message=message, by=account(request), how=how if how in ("messenger", "phone", "meeting") else "phone")
        return redirect("grants:tell", slug)
    cards = cards_of(call)
    context = {"call": call, "cards": cards, "left": sum(card.told_at is None for card in cards)}
    return kept_nowhere(render(request, "grants/tell.html", context))


@require_POST
@route(audience="role", roles=RUNS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("POST",))
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Last year's call as a new draft."""
    with refusals_as_messages(request):
        made = copy_grant_call(call=_call(request, slug, RUNS_GRANTS), by=account(request))
        messages.success(request, _("Copied. Look at dates and money before you publish it."))
        return redirect("grants:board", made.slug)
    return redirect("grants:board", slug)


@csp_update({"media-src": [SELF]})  # type: ignore[arg-type]
@require_http_methods(["GET", "POST"])
@route(audience="object", roles=TEXT_READERS, model="grants.Application", permission="organisation")
def texts(request: HttpRequest, code: str) -> HttpResponse:
    """Translations and typed voice answers beside the original, each with its author."""
    rows = Application.objects.for_office(request.user, TEXT_READERS).select_related("call", "group", "form_version", "organisation")
    application = get_object_or_404(rows, code=code)
    asked = [(question["key"], text_in(question["label"], lang())) for _part, question in questions_of(application.form_version.schema)]
    form = SecondTextForm(request.POST or None, questions=asked)
    if form.is_valid():
        try:
            write_second_text(application=application, by=account(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done."))
            return redirect("grants:texts", code)
    labels = dict(asked)
    found = [(labels.get(row.question, row.question), row) for row in application.second_texts.select_related("by")]
    writes = bool(account(request).role_codes() & set(RECORDS_GRANTS)) or account(request).is_superuser
    context = {"application": application, "form": form if writes else None, "found": found}
    context["sent"] = sent_parts(application.submissions.select_related("application__form_version").latest("pk"), lang())
    context["voices"] = application.files.filter(seconds__isnull=False).select_related("file")
    return kept_nowhere(render(request, "grants/texts.html", context, status=422 if form.errors else 200))


@require_GET
@route(audience="object", model="grants.Application", permission="view", methods=("GET",))
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """What changed between the versions that were sent, for the group and the office."""
    rows = Application.objects.for_user(request.user).select_related("call", "group", "form_version")
    application = get_object_or_404(rows, code=code)
    return kept_nowhere(render(request, "grants/versions.html", {"application": application, "steps": steps_of(application, lang())}))


@require_GET
@route(audience="role", roles=READS_GRANTS, model="grants.GrantCall", permission="organisation", methods=("GET",))
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The call's form as an applicant sees it, before anybody can: nothing is saved."""
    from grants.queries.helping import preview_of

    call = _call(request, slug, READS_GRANTS)
    asked = [text_in(condition["question"], lang()) for condition in eligibility_from_blocks(call.eligibility_blocks)]
    return render(request, "grants/preview.html", {"call": call, "asked": asked, "parts": preview_of(call, lang())})

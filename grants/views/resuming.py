"""A draft without an account: begun from the call's page, opened again by its code, joined to a group."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts import sessions
from accounts.limits import within
from core.pdf.qr import modules
from core.refusals import Refused
from core.routes import account, route
from grants.domain.resuming import find_by_code, join_draft, resume_code, start_without_account
from grants.forms.applying import ResumeForm, WithoutAccountForm
from grants.holders import CodeHolder
from grants.models import GrantCall
from grants.queries.calls import facts_of_call, groups_to_apply
from grants.queries.writing import parts_of
from grants.views.holding import NOT_KEPT, by_code, code_for, kept_nowhere, lang, own
from youth_groups.models import Group


def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The conditions decide at once and say why not; who meets them writes, without an account and without a mailbox."""
    call = get_object_or_404(GrantCall.objects.published().select_related("organisation", "form_version"), slug=slug)
    form = WithoutAccountForm(request.POST or None, call=call, language=lang())
    refused = ""
    if request.method == "POST" and form.is_valid():
        if not within(request, "draft_begin"):
            return _too_many(request)
        try:
            application, holder = start_without_account(
                call=call, eligibility=form.conditions(), language=lang(), other_kind=form.other_kind(), elsewhere=form.elsewhere()
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            sessions.choose(request, borrowed=form.is_borrowed())
            sessions.open_by_code(request, application.code, holder.digest)
            return kept_nowhere(redirect(parts_of(application)[0].url))
    context = {"call": call, "form": form, "refused": refused, "is_open": call.is_open(), "facts": facts_of_call(call)}
    return render(request, "grants/begin.html", context)


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@route(audience="public")
def resume(request: HttpRequest) -> HttpResponse:
    """The code of a draft opens it on any phone. Wrong ones are counted by address, widely: a classroom behind one is not shut out."""
    form = ResumeForm(request.POST or None)
    if form.is_valid():
        if not within(request, "draft_code"):
            return _too_many(request)
        found = find_by_code(form.cleaned_data["code"])
        if found is not None:
            application, holder = found
            if not request.user.is_authenticated:
                sessions.choose(request, borrowed=form.is_borrowed())
            sessions.open_by_code(request, application.code, holder.digest)
            return kept_nowhere(_where_they_were(request, application.get_absolute_url()))
        form.add_error("code", _("No draft has this code. Check each sign; there is no 0, 1, I, L and O in it."))
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT]
    context = {"form": form, "back": request.POST.get("back", ""), "again": "again" in request.POST, "kept": kept}
    return render(request, "grants/resume.html", context, status=422 if form.errors else 200)


def _where_they_were(request: HttpRequest, home: str) -> HttpResponse:
    """The page of this application on which the time was over, with everything that was sent to it then; else its first page."""
    back = request.POST.get("back", "")
    # Preserved: the browser sends the same fields to that page.
    return redirect(back, preserve_request="again" in request.POST) if back.startswith(home) else redirect(home)


@require_GET
@route(audience="object", model="grants.Application", permission="edit_group", methods=("GET",), or_by=by_code)
def code_page(request: HttpRequest, code: str) -> HttpResponse:
    """The code to be printed, photographed or sent: who holds it writes in the draft."""
    application, who = own(request, code)
    if not isinstance(who, CodeHolder):
        return redirect("grants:status", code)
    address = settings.ASHAR["ADDRESS"] + reverse("grants:resume")
    shown = code_for(who, application)
    pieces = format_html_join(mark_safe("/<wbr>"), "{}", ((piece,) for piece in address.partition("://")[2].split("/")))
    context = {
        "application": application,
        "resume": shown,
        "address": address,
        "shown_address": pieces,
        "qr": qr_path(f"{address}#{resume_code(application)}"),
    }
    return kept_nowhere(render(request, "grants/code.html", context))


@require_http_methods(["GET", "POST"])
@route(audience="signed_in")
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody signed in, who opened the draft by its code, takes it into one of their groups."""
    application, who = own(request, code)
    if not isinstance(who, CodeHolder) or application.group_id is not None:
        return redirect("grants:status", code)
    if request.method == "POST":
        group = get_object_or_404(Group.objects.editable_by(request.user), number=request.POST.get("group", ""))
        try:
            join_draft(application=application, holder=who, group=group, by=account(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            sessions.close_opened(request, code)
            messages.success(request, _("The draft belongs to your group now. Everybody who acts for the group can go on with it."))
            return redirect("grants:status", code)
    groups = [(group, standing) for group, standing in groups_to_apply(account(request), application.call) if standing is None]
    return render(request, "grants/join.html", {"application": application, "groups": groups})


def qr_path(text: str) -> tuple[int, str]:
    """(modules of a side with the quiet border, path of the dark ones) for an SVG."""
    *runs, (size, _first, _count) = modules(text)
    return size + 8, "".join(f"M{start + 4} {row + 4}h{count}v1h-{count}z" for row, start, count in runs)

"""The group's way from the call to sending: choose the group, conditions, parts that save, budget rows, check and send."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.dates import format_time
from core.questions import build_form, initial_from, merged, uploads_from
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from grants.domain.drafts import (
    Conflict,
    last_time,
    remove_budget_row,
    save_budget_row,
    save_part,
    start_application,
    start_from_last_time,
    start_from_plan,
)
from grants.domain.submission import decisive_moment, gaps_of, submit_application
from grants.domain.voice import add_voice
from grants.forms.applying import BudgetRowForm, EligibilityForm
from grants.models import Application, BudgetItem, GrantCall
from grants.queries.calls import facts_of_call, groups_to_apply
from grants.queries.writing import Part, part_of, parts_of, shown_part
from grants.views.holding import by_code, code_for, is_borrowed, kept_nowhere, lang, own
from grants.views.resuming import begin
from youth_groups.models import ActionPlan, Group


def _sent(application: Application) -> HttpResponse | None:
    return None if application.in_writing else redirect("grants:status", application.code)


@require_http_methods(["GET", "POST"])
@route(audience="public")
def choose_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Which of my groups applies; one that has begun goes on where it was. Without an account: the conditions, then a draft by a code."""
    if not request.user.is_authenticated:
        return begin(request, slug)
    call = get_object_or_404(GrantCall.objects.published(), slug=slug)
    groups = groups_to_apply(account(request), call)
    return render(
        request, "grants/choose_group.html", {"call": call, "groups": groups, "is_open": call.is_open(), "facts": facts_of_call(call)}
    )


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit_group")
def eligibility(request: HttpRequest, slug: str, group: str, plan: int | None = None) -> HttpResponse:
    """A few yes-or-no questions decide at once and say why not. With `plan`, the draft takes over its budget."""
    call = get_object_or_404(GrantCall.objects.published().select_related("organisation", "form_version"), slug=slug)
    acting = get_object_or_404(Group.objects.editable_by(request.user).select_related("locality"), number=group)
    source = get_object_or_404(ActionPlan, pk=plan, group=acting) if plan is not None else None
    form = EligibilityForm(request.POST or None, call=call, language=lang())
    refused, last = "", last_time(call, acting) if source is None else None
    if request.method == "POST" and form.is_valid():
        try:
            given = {"call": call, "group": acting, "by": account(request), "eligibility": form.cleaned_data, "language": lang()}
            if request.POST.get("last") and last is not None:
                application = start_from_last_time(**given)
            else:
                application = start_from_plan(plan=source, **given) if source else start_application(**given)
        except Refused as refusal:
            refused = str(refusal)
        else:
            return redirect(parts_of(application)[0].url if application.in_writing else application.get_absolute_url())
    return render(
        request, "grants/eligibility.html", {"call": call, "group": acting, "form": form, "refused": refused, "plan": source, "last": last}
    )


@csp_update({"media-src": [SELF, "blob:"]})  # type: ignore[arg-type]  # what was recorded in the page is heard before it is sent
@require_http_methods(["GET", "POST"])
@route(audience="object", model="grants.Application", permission="edit_group", or_by=by_code)
def part_page(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """One part: what was typed is saved by every button; wrong answers are shown beside what was kept."""
    application, who = own(request, code)
    here = part_of(application, part)
    if here is None:
        raise Http404
    if (gone := _sent(application)) is not None:
        return gone
    files = here.stored_names
    form_class = build_form(
        application.form_version.schema, language=lang(), part=part, answers=application.answers, files=files, partial=True
    )
    if request.method == "POST":
        form = form_class(request.POST, request.FILES)
        return _saved(request, application, here, form, who)
    form = form_class(initial=initial_from(application.answers))
    return _shown(request, application, here, form, who)


def _shown(
    request: HttpRequest, application: Application, here: Part, form: Any, who: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a part. `keeps`: whether its script may keep what is not sent on this phone."""
    context = {**shown_part(application, here, form), "keeps": not is_borrowed(request), "resume": code_for(who, application), **more}
    return kept_nowhere(render(request, "grants/part.html", context, status=status))


def _saved(request: HttpRequest, application: Application, here: Part, form: Any, who: Any) -> HttpResponse:  # noqa: PLR0911 (one an outcome)
    """Save, then go where the button leads. The page's script saves while one types and gets JSON: what became of it."""
    script = request.headers.get("Accept") == "application/json"
    answers = merged({key: value for key, value in application.answers.items() if key in form.fields}, form)
    try:
        saved = save_part(
            application=application,
            part=here.key,
            answers=answers,
            version=int(request.POST.get("version", "0")) if request.POST.get("version", "0").isdigit() else 0,
            by=who,
            language=lang(),
            uploads=[(key, upload, upload.name or "") for key, upload in uploads_from(form)],
            remove_files=[int(pk) for pk in request.POST.getlist("remove_file") if pk.isdigit()],
        )
    except Conflict as conflict:
        if script:
            return JsonResponse({"conflict": str(conflict)}, status=409)
        return _shown(request, application, here, form, who, status=409, conflict=str(conflict))
    except Refused as refusal:
        if script:
            return JsonResponse({"refused": str(refusal)}, status=403)
        messages.error(request, str(refusal))
        return redirect("grants:status", application.code)
    for key, reason in [*saved.refused, *_voices(request, application, form, who)]:
        form.add_error(key, reason)
    if script:
        words = _("Saved %(time)s") % {"time": format_time(saved.application.saved_at or timezone.now())}
        return JsonResponse({"version": saved.version, "saved": words, "wrong": len(form.errors)})
    if form.errors:
        fresh, who = own(request, application.code)
        return _shown(request, fresh, part_of(fresh, here.key) or here, form, who, status=422)
    return redirect(_next(application, here, request.POST.get("next", "")))


def _voices(request: HttpRequest, application: Application, form: Any, who: Any) -> list[tuple[str, str]]:
    """Keep the voice answers of a part, recorded or chosen; (question, reason) of each that was not taken."""
    refused = []
    for key in form.fields:
        upload = request.FILES.get(f"v-{key}")
        if upload is not None:
            try:
                add_voice(application=application, question=key, upload=upload, name=upload.name or "", by=who)
            except Refused as refusal:
                refused.append((key, str(refusal)))
    return refused


def _next(application: Application, here: Part, wanted: str) -> str:
    """Where a button leads after saving: a row of the budget, the part before, this one, or the one after."""
    if wanted == "row":
        return reverse("grants:budget_new", args=[application.code])
    if wanted.startswith("row-") and wanted[4:].isdigit():
        return reverse("grants:budget_row", args=[application.code, wanted[4:]])
    if wanted == "stay":
        return here.url
    return here.before if wanted == "back" else here.after


@require_http_methods(["GET", "POST"])
@route(audience="object", model="grants.Application", permission="edit_group", or_by=by_code)
def budget_row(request: HttpRequest, code: str, pk: int | None = None) -> HttpResponse:
    """Add or change one row of the budget."""
    application, who = own(request, code)
    row = get_object_or_404(BudgetItem, pk=pk, application=application) if pk else None
    back = next((part.url for part in parts_of(application) if part.has_budget), None)
    if back is None:
        raise Http404
    form = BudgetRowForm(request.POST or None, call=application.call, currency=application.currency, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            save_budget_row(application=application, by=who, row=row, **form.values())
        except Refused as refusal:
            form.add_error("own" if refusal.code == "own_too_large" else None, str(refusal))
        else:
            return redirect(request.path if request.POST.get("next") == "more" and row is None else f"{back}#budget")
    return kept_nowhere(render(request, "grants/budget_row.html", {"application": application, "form": form, "row": row, "back": back}))


@require_POST
@route(audience="object", model="grants.Application", permission="edit_group", or_by=by_code, methods=("POST",))
def remove_row(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    application, who = own(request, code)
    row = get_object_or_404(BudgetItem, pk=pk, application=application)
    with refusals_as_messages(request):
        remove_budget_row(application=application, row=row, by=who)
    return redirect(next((f"{part.url}#budget" for part in parts_of(application) if part.has_budget), application.get_absolute_url()))


@require_http_methods(["GET", "POST"])
@route(audience="object", model="grants.Application", permission="edit_group", or_by=by_code)
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What is missing, with links, and the button that sends."""
    application, who = own(request, code)
    if request.method == "POST":
        try:
            submit_application(application=application, by=who)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("grants:receipt", application.code)
    if (gone := _sent(application)) is not None:
        return gone
    gaps = gaps_of(application, list(application.budget.all()), list(application.files.select_related("file")))
    parts = parts_of(application)
    links = [
        (gap, next(part.url for part in parts if part.key == gap.part), "budget" if gap.key in _budgets(parts) else f"id_q-{gap.key}")
        for gap in gaps
    ]
    context = {
        "application": application,
        "gaps": links,
        "parts": parts,
        "is_open": application.can_be_sent(decisive_moment(application, timezone.now())),
        "back": parts[-1].url,
    }
    more = {
        "step": len(parts) + 1,
        "steps": len(parts) + 1,
        "resume": code_for(who, application),
        "received": getattr(application, "received", None),
    }
    return kept_nowhere(render(request, "grants/check.html", {**context, **more}))


def _budgets(parts: list[Part]) -> set[str]:
    return {part.has_budget for part in parts if part.has_budget}

"""The group's way from the call to sending: choose the group, conditions, parts that save, budget rows, check and send."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from core.questions import build_form, initial_from, merged, uploads_from
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from grants.domain.drafts import Conflict, remove_budget_row, save_budget_row, save_part, start_application, start_from_plan
from grants.domain.submission import gaps_of, submit_application
from grants.forms.applying import BudgetRowForm, EligibilityForm
from grants.models import Application, BudgetItem, GrantCall
from grants.queries.calls import facts_of_call, groups_to_apply
from grants.queries.writing import Part, part_of, parts_of, shown_part
from youth_groups.models import ActionPlan, Group


def lang() -> str:
    return (get_language() or "en").split("-")[0]


def own_draft(request: HttpRequest, code: str) -> Application:
    """An application that this person may write in; one that was sent leads nowhere here."""
    related = ("call", "group", "form_version")
    application: Application = get_object_or_404(Application.objects.editable_by(request.user).select_related(*related), code=code)
    return application


def _sent(application: Application) -> HttpResponse | None:
    return None if application.in_writing else redirect("grants:status", application.code)


@require_http_methods(["GET", "POST"])
@route(audience="signed_in")
def choose_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Which of my groups applies; one that has begun goes on where it was."""
    call = get_object_or_404(GrantCall.objects.published(), slug=slug)
    groups = groups_to_apply(account(request), call)
    return render(
        request, "grants/choose_group.html", {"call": call, "groups": groups, "is_open": call.is_open(), "facts": facts_of_call(call)}
    )


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit_group")
def eligibility(request: HttpRequest, slug: str, group: str, plan: int | None = None) -> HttpResponse:
    """A few yes-or-no questions decide at once and say why not. With `plan`, the draft takes over its budget."""
    call = get_object_or_404(GrantCall.objects.published().select_related("organisation"), slug=slug)
    acting = get_object_or_404(Group.objects.editable_by(request.user).select_related("locality"), number=group)
    source = get_object_or_404(ActionPlan, pk=plan, group=acting) if plan is not None else None
    form = EligibilityForm(request.POST or None, call=call, language=lang())
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            given = {"call": call, "group": acting, "by": account(request), "eligibility": form.cleaned_data, "language": lang()}
            application = start_from_plan(plan=source, **given) if source else start_application(**given)
        except Refused as refusal:
            refused = str(refusal)
        else:
            return redirect(parts_of(application)[0].url if application.in_writing else application.get_absolute_url())
    return render(request, "grants/eligibility.html", {"call": call, "group": acting, "form": form, "refused": refused, "plan": source})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="grants.Application", permission="edit_group")
def part_page(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """One part: what was typed is saved by every button; wrong answers are shown beside what was kept."""
    application = own_draft(request, code)
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
        return _saved(request, application, here, form)
    return render(request, "grants/part.html", shown_part(application, here, form_class(initial=initial_from(application.answers))))


def _saved(request: HttpRequest, application: Application, here: Part, form: Any) -> HttpResponse:
    answers = merged({key: value for key, value in application.answers.items() if key in form.fields}, form)
    try:
        saved = save_part(
            application=application,
            part=here.key,
            answers=answers,
            version=int(request.POST.get("version", "0")) if request.POST.get("version", "0").isdigit() else 0,
            by=account(request),
            uploads=[(key, upload, upload.name or "") for key, upload in uploads_from(form)],
            remove_files=[int(pk) for pk in request.POST.getlist("remove_file") if pk.isdigit()],
        )
    except Conflict as conflict:
        return render(request, "grants/part.html", {**shown_part(application, here, form), "conflict": str(conflict)}, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("grants:status", application.code)
    for key, reason in saved.refused:
        form.add_error(key, reason)
    if form.errors:
        fresh = own_draft(request, application.code)
        return render(request, "grants/part.html", shown_part(fresh, part_of(fresh, here.key) or here, form), status=422)
    return redirect(_next(application, here, request.POST.get("next", "")))


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
@route(audience="object", model="grants.Application", permission="edit_group")
def budget_row(request: HttpRequest, code: str, pk: int | None = None) -> HttpResponse:
    """Add or change one row of the budget."""
    application = own_draft(request, code)
    row = get_object_or_404(BudgetItem, pk=pk, application=application) if pk else None
    back = next((part.url for part in parts_of(application) if part.has_budget), None)
    if back is None:
        raise Http404
    form = BudgetRowForm(request.POST or None, currency=application.currency, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            save_budget_row(application=application, by=account(request), row=row, **form.values())
        except Refused as refusal:
            form.add_error("own" if refusal.code == "own_too_large" else None, str(refusal))
        else:
            return redirect(request.path if request.POST.get("next") == "more" and row is None else f"{back}#budget")
    return render(request, "grants/budget_row.html", {"application": application, "form": form, "row": row, "back": back})


@require_POST
@route(audience="object", model="grants.Application", permission="edit_group", methods=("POST",))
def remove_row(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    application = own_draft(request, code)
    row = get_object_or_404(BudgetItem, pk=pk, application=application)
    with refusals_as_messages(request):
        remove_budget_row(application=application, row=row, by=account(request))
    return redirect(next((f"{part.url}#budget" for part in parts_of(application) if part.has_budget), application.get_absolute_url()))


@require_http_methods(["GET", "POST"])
@route(audience="object", model="grants.Application", permission="edit_group")
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What is missing, with links, and the button that sends."""
    application = own_draft(request, code)
    if request.method == "POST":
        try:
            submit_application(application=application, by=account(request))
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
    context = {"application": application, "gaps": links, "parts": parts, "is_open": application.call.is_open(), "back": parts[-1].url}
    return render(request, "grants/check.html", {**context, "step": len(parts) + 1, "steps": len(parts) + 1})


def _budgets(parts: list[Part]) -> set[str]:
    return {part.has_budget for part in parts if part.has_budget}

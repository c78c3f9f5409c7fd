"""Who from outside reads an agreement: donors' contacts and auditors, for the lead's programme manager."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.roles import Role
from core.refusals import refusals_as_messages
from core.routes import account, route
from programme.domain.readers import end_auditor, end_summary_access, give_summary_access, name_auditor, reader_account
from programme.forms import ReaderForm
from programme.models import Agreement
from programme.queries.readers import agreements_with_readers

MANAGER = (Role.PROGRAMME_MANAGER.value,)
PERMISSION = "programme manager of the lead"


def _agreement(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(agreements_with_readers(account(request)), pk=pk)


@route(audience="role", roles=MANAGER, methods=("GET",))
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement with how many read it."""
    return render(request, "programme/agreements.html", {"agreements": agreements_with_readers(account(request))})


@route(audience="object", roles=MANAGER, model="programme.Agreement", permission=PERMISSION)
@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reads this agreement; POST gives the access of one more, or other days."""
    row = _agreement(request, pk)
    form = ReaderForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            _give(row, form.cleaned_data, request)
            messages.success(request, _("The account stands, and a mail says how to sign in."))
            return redirect("programme:agreement", pk=pk)
    return render(request, "programme/agreement.html", {"agreement": row, "form": form})


def _give(row: Agreement, given: dict[str, Any], request: HttpRequest) -> None:
    by = account(request)
    user = reader_account(agreement=row, by=by, name=given["name"], email=given["email"], language=given["language"])
    give = name_auditor if given["kind"] == Role.AUDITOR else give_summary_access
    give(agreement=row, user=user, by=by, first_day=given["first_day"], last_day=given["last_day"])


@route(audience="object", roles=MANAGER, model="programme.Agreement", permission=PERMISSION, methods=("POST",))
@require_POST
def contact_end(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    row = _agreement(request, pk)
    user = get_object_or_404(row.agreementuserobjectpermission_set.select_related("user"), user__number=number).user
    with refusals_as_messages(request):
        end_summary_access(agreement=row, user=user, by=account(request))
        messages.success(request, _("The access has ended, and the person is signed out everywhere."))
    return redirect("programme:agreement", pk=pk)


@route(audience="object", roles=MANAGER, model="programme.Agreement", permission=PERMISSION, methods=("POST",))
@require_POST
def auditor_end(request: HttpRequest, pk: int, held: int) -> HttpResponse:
    row = _agreement(request, pk)
    audit = get_object_or_404(row.auditors.select_related("user", "organisation", "agreement"), pk=held)
    with refusals_as_messages(request):
        end_auditor(held=audit, by=account(request))
        messages.success(request, _("The access has ended, and the person is signed out everywhere."))
    return redirect("programme:agreement", pk=pk)

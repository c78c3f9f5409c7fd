"""Naming a deputy for a role, and ending it: for the holder and for who gives the role."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from core.refusals import refusals_as_messages
from core.routes import account, route
from programme.domain.deputies import end_deputy, may_name, name_deputy
from programme.domain.roles import GIVEN_ELSEWHERE
from programme.forms import DeputyForm
from programme.models import Deputy
from programme.queries.people import candidates_for, roles_to_deputise


@route(audience="object", model="programme.RoleHeld", permission="holder, or who gives the role")
@require_http_methods(["GET", "POST"])
def deputy_add(request: HttpRequest, pk: int) -> HttpResponse:
    by = account(request)
    held = get_object_or_404(roles_to_deputise(by), pk=pk)
    if held.role in GIVEN_ELSEWHERE or not may_name(by, held):
        raise Http404
    form = DeputyForm(request.POST or None, held=held, by=by)
    if form.is_valid():
        with refusals_as_messages(request):
            name_deputy(by=by, held=held, **form.cleaned_data)
            messages.success(request, _("The deputy is named; a message says so."))
            return _back(by, held.user)
    context = {"held": held, "form": form, "own": held.user_id == by.pk, "nobody": not candidates_for(held, by).exists()}
    return render(request, "programme/deputy_add.html", context)


@route(audience="object", model="programme.Deputy", permission="holder, deputy, or who gives the role", methods=("POST",))
@require_POST
def deputy_end(request: HttpRequest, pk: int) -> HttpResponse:
    by = account(request)
    mine = Q(held__in=roles_to_deputise(by).values("pk")) | Q(user=by.pk)
    deputy = get_object_or_404(Deputy.objects.select_related("held__organisation", "held__user", "user").filter(mine), pk=pk)
    if deputy.user_id != by.pk and not may_name(by, deputy.held):
        raise Http404
    with refusals_as_messages(request):
        end_deputy(by=by, deputy=deputy)
        messages.success(request, _("The deputy acts no more."))
    return _back(by, by if deputy.user_id == by.pk else deputy.held.user)


def _back(by: User, holder: User) -> HttpResponse:
    """To the page from which one came: one's own account, or the holder's among the people of the office."""
    return redirect("accounts:me") if holder.pk == by.pk else redirect("programme:person", number=holder.number)

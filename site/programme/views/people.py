"""People of the office: who holds which role, as far as the programme manager reaches."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.roles import Role
from core.refusals import refusals_as_messages
from core.routes import route
from programme.domain.deputies import may_name
from programme.domain.reset_codes import make_code_by_lead
from programme.domain.roles import close_account, current_roles, end_role, grant_role, open_account, reset_second_factor
from programme.forms import GiveRoleForm, OpenAccountForm
from programme.queries.people import office_people
from programme.queries.readers import agreements_read_by

MANAGER = (Role.PROGRAMME_MANAGER.value,)


def _person(request: HttpRequest, number: str) -> User:
    return get_object_or_404(office_people(cast(User, request.user)), number=number)


@route(audience="role", roles=MANAGER, methods=("GET",))
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    by = cast(User, request.user)
    return render(request, "programme/people.html", {"people": office_people(by), "lead": by.reach(MANAGER, acting=False)[0]})


@route(audience="role", roles=MANAGER)
@require_http_methods(["GET", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    by = cast(User, request.user)
    form = OpenAccountForm(request.POST or None, by=by)
    if form.is_valid():
        with refusals_as_messages(request):
            user = open_account(by=by, **form.cleaned_data)
            messages.success(request, _("The account stands, and a mail says how to sign in."))
            return redirect("programme:person", number=user.number)
    return render(request, "programme/person_add.html", {"form": form})


@route(audience="object", roles=MANAGER, model="accounts.User", permission="programme manager of the organisation")
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, number: str) -> HttpResponse:
    by, user = cast(User, request.user), _person(request, number)
    form = GiveRoleForm(request.POST or None, by=by)
    if form.is_valid():
        with refusals_as_messages(request):
            grant_role(by=by, user=user, **form.cleaned_data)
            messages.success(request, _("The role is given; a mail says so."))
            return redirect("programme:person", number=number)
    nameable = {held.pk for held in user.shown_roles if held.role != Role.AUDITOR and may_name(by, held)}  # type: ignore[attr-defined]
    lead = by.reach(MANAGER)[0]
    read = agreements_read_by(user) if lead else ()
    context = {"person": user, "form": form, "own": user.pk == by.pk, "nameable": nameable, "lead": lead, "read": read}
    return render(request, "programme/person.html", context)


@route(audience="object", roles=MANAGER, model="accounts.User", permission="programme manager of the organisation", methods=("POST",))
@require_POST
def role_end(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user = _person(request, number)
    held = get_object_or_404(user.roles_held.select_related("organisation", "user"), pk=pk)  # type: ignore[attr-defined]
    with refusals_as_messages(request):
        end_role(by=cast(User, request.user), held=held)
        messages.success(request, _("The role has ended."))
    return redirect("programme:person", number=number) if current_roles(user) else redirect("programme:people")


@route(audience="object", roles=MANAGER, model="accounts.User", permission="programme manager of the organisation", methods=("POST",))
@require_POST
def person_factor(request: HttpRequest, number: str) -> HttpResponse:
    with refusals_as_messages(request):
        reset_second_factor(by=cast(User, request.user), user=_person(request, number))
        messages.success(request, _("The second factor is taken off. The person sets up a new one before anything else."))
    return redirect("programme:person", number=number)


@route(audience="object", roles=MANAGER, model="accounts.User", permission="programme manager of the organisation", methods=("POST",))
@require_POST
def person_code(request: HttpRequest, number: str) -> HttpResponse:
    """A code for a new password, shown once, in this answer: kept is its hash."""
    user = _person(request, number)
    with refusals_as_messages(request):
        code = make_code_by_lead(user=user, by=cast(User, request.user))
        return render(request, "programme/person_code.html", {"person": user, "code": code})
    return redirect("programme:person", number=number)


@route(audience="object", roles=MANAGER, model="accounts.User", permission="programme manager of the organisation")
@require_http_methods(["GET", "POST"])
def person_close(request: HttpRequest, number: str) -> HttpResponse:
    """GET asks once more; POST closes the account for good."""
    user = _person(request, number)
    if request.method == "POST":
        with refusals_as_messages(request):
            close_account(by=cast(User, request.user), user=user)
            messages.success(request, _("The account is closed: it opens nothing any more."))
            return redirect("programme:people")
    return render(request, "programme/person_close.html", {"person": user})

"""The office registers a group and says which accounts act for it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from youth_groups.domain.groups import give_access, register_group
from youth_groups.domain.rights import REGISTERS_GROUPS
from youth_groups.forms.groups import AccessForm, GroupForm
from youth_groups.models import Group
from youth_groups.queries.groups import accounts_of


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=REGISTERS_GROUPS, model="youth_groups.Group")
def register(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = GroupForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            group = register_group(by=user, **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The group is registered. Say now who acts for it."))
            return redirect("youth_groups:access", number=group.number)
    return render(request, "youth_groups/group_register.html", {"form": form})


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=REGISTERS_GROUPS, model="youth_groups.Group", permission="register")
def access(request: HttpRequest, number: str) -> HttpResponse:
    """Which accounts may do what for the group; only the office that registers its organisation's groups."""
    user = cast(User, request.user)
    group = get_object_or_404(Group.objects.in_scope(user, REGISTERS_GROUPS), number=number)
    form = AccessForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            give_access(group=group, user=form.cleaned_data["account"], right=form.cleaned_data["right"], by=user)
            messages.success(request, _("The account has this right now."))
        return redirect("youth_groups:access", number=group.number)
    return render(request, "youth_groups/group_access.html", {"group": group, "form": form, "accounts": accounts_of(group)})

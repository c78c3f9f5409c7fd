"""The office registers a group and says which accounts act for it; a group registers itself and the office decides."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from core.transitions import machine_of
from youth_groups.domain.groups import decide_on_group, give_access, register_group, register_own_group
from youth_groups.domain.rights import REGISTERS_GROUPS
from youth_groups.forms.groups import AccessForm, DecisionForm, GroupForm, OwnGroupForm
from youth_groups.models import Group
from youth_groups.queries.groups import accounts_of, reason_of_refusal


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


@require_http_methods(["GET", "POST"])
@route(audience="signed_in")
def register_own(request: HttpRequest) -> HttpResponse:
    """A group registers itself. The office's own form stands elsewhere."""
    user = cast(User, request.user)
    if user.role_codes() & set(REGISTERS_GROUPS):
        return redirect("youth_groups:register_group")
    form = OwnGroupForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            group = register_own_group(by=user, **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The group is written down and waits for the office. You can already write down its members."))
            return redirect(group.get_absolute_url())
    return render(request, "youth_groups/group_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=REGISTERS_GROUPS, model="youth_groups.Group", permission="register")
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """Approve or refuse a group that registered itself; set one to defunct, or to active again."""
    user = cast(User, request.user)
    group = get_object_or_404(
        Group.objects.in_scope(user, REGISTERS_GROUPS).select_related("locality__province", "organisation"), number=number
    )
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_on_group(group=group, action=request.POST.get("do", ""), by=user, reason=form.cleaned_data["reason"])
            messages.success(request, _("Decided. Whoever acts for the group gets a message."))
            return redirect("youth_groups:decision", number=number)
        except Refused as refusal:
            form.add_error("reason" if refusal.code == "no_reason" else None, str(refusal))
    context = {
        "group": group,
        "form": form,
        "steps": machine_of(group).open_to(group, user),
        "accounts": accounts_of(group),
        "reason": reason_of_refusal(group) if group.state == Group.State.REFUSED else "",
        "same_place": Group.objects.in_scope(user).filter(locality=group.locality).exclude(pk=group.pk).order_by("number")[:10],
    }
    return render(request, "youth_groups/group_decision.html", context)

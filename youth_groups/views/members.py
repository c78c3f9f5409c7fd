from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.refusals import refusals_as_messages
from core.routes import route
from youth_groups.domain.groups import add_new_member
from youth_groups.forms.members import MemberForm
from youth_groups.models import Group


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
def add_member(request: HttpRequest, number: str) -> HttpResponse:
    """The group writes down a new member; a name that stands in the group already is not added twice."""
    user = cast(User, request.user)
    group = get_object_or_404(Group.objects.editable_by(user).select_related("organisation"), number=number)
    form = MemberForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            add_new_member(group=group, by=user, function=form.cleaned_data["function"], **form.facts())
            messages.success(request, _("The member is written down."))
            return redirect(group.get_absolute_url())
    return render(request, "youth_groups/member_add.html", {"group": group, "form": form})

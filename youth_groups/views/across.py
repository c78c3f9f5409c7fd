"""Before a partner's record opens for a role of the lead organisation: why."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.refusals import Refused
from core.routes import route
from programme.models import Organisation
from youth_groups.domain.across import SESSION_KEY, reads_across, say_why_across
from youth_groups.forms.erasure import WhyForm
from youth_groups.models import Person
from youth_groups.querysets import OFFICE_READS_PEOPLE


class NeedsReason(Exception):
    """The record is a partner's, and nobody has said in this session what it is opened for."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(organisation.code)
        self.organisation = organisation


def reason_across(request: HttpRequest, person: Person) -> str:
    """The reason given for the partner's records in this session; "" for records of one's own. Raises NeedsReason."""
    if not reads_across(cast(User, request.user), person.organisation):
        return ""
    reason = request.session.get(SESSION_KEY, {}).get(str(person.organisation_id), "")
    if not reason:
        raise NeedsReason(person.organisation)
    return str(reason)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=OFFICE_READS_PEOPLE, model="programme.Organisation", permission="read_across")
def across(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the reason once a session; with it the record opens."""
    user = cast(User, request.user)
    organisation = get_object_or_404(Organisation.objects.in_scope(user, OFFICE_READS_PEOPLE), code=code)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            reason = say_why_across(organisation=organisation, reason=form.cleaned_data["reason"], by=user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), str(organisation.pk): reason}
            back = request.GET.get("next", "")
            return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "youth_groups:people")
    return render(request, "youth_groups/access_across.html", {"organisation": organisation, "form": form})

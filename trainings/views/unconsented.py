"""The focal point sees which minors were at a training without a consent."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from core.access import log_access
from core.routes import route
from trainings.queries.unconsented import SEES, unconsented_present
from youth_groups.domain.clearance import require_cleared
from youth_groups.models import Person
from youth_groups.views.clearance import cleared


@require_GET
@route(audience="role", roles=SEES, model="trainings.Participation", methods=("GET",))
@cleared
def unconsented(request: HttpRequest) -> HttpResponse:
    """The list; reading it is logged."""
    user = cast(User, request.user)
    rows = unconsented_present(user)
    if rows:
        require_cleared(user)
        log_access(user=user, action="read_unconsented", model=Person, rows=len(rows))
    return render(request, "trainings/unconsented.html", {"rows": rows})

"""Everything about one grant as an archive, for the agreement's auditors and the office."""

import tempfile
from typing import cast

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.roles import Role
from core.routes import route
from grants.domain.dossier import dossier_name, write_dossier
from grants.models import Award
from grants.querysets import READS_GRANTS

ROLES = (*(role.value for role in READS_GRANTS), Role.AUDITOR.value)
ON_A_PAGE = 30
#: An archive up to so many bytes stays in memory while it is sent.
IN_MEMORY = 5_000_000


@require_GET
@route(audience="role", roles=ROLES, model="grants.Award", methods=("GET",))
def dossiers(request: HttpRequest) -> HttpResponse:
    """The awards whose dossier this person takes out, the newest first."""
    rows = Award.objects.with_dossier_for(request.user).select_related("application__group", "line__agreement__donor")
    shown = Paginator(rows.order_by("-awarded_on", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "grants/dossiers.html", {"page": shown})


@require_POST
@route(audience="role", roles=ROLES, model="grants.Award", methods=("POST",))
def dossier(request: HttpRequest, code: str) -> FileResponse:
    """The archive. Who took it out is noted."""
    related = (
        "application__form_version",
        "application__call",
        "application__group",
        "application__organisation",
        "letter",
        "line__agreement",
    )
    award = get_object_or_404(Award.objects.with_dossier_for(request.user).select_related(*related), application__code=code)
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the response closes it)
    write_dossier(out, award=award, by=cast(User, request.user))
    out.seek(0)
    response = FileResponse(out, as_attachment=True, filename=dossier_name(award), content_type="application/zip")
    response["Cache-Control"] = "no-store, private"
    return response

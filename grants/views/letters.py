"""The letter about a decline, for the group and the office."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from core.routes import route
from core.uploads import send
from grants.domain.letters import letter_file
from grants.enums import LetterKind
from grants.models import Application, Letter


@require_GET
@route(audience="object", model="grants.Letter", permission="view", methods=("GET",))
def decision_letter(request: HttpRequest, code: str) -> HttpResponseBase:
    """Drawn when it is first asked for, where it could not be drawn with the decision."""
    readable = Application.objects.for_user(request.user).order_by().values("pk")
    rows = Letter.objects.filter(kind=LetterKind.DECLINE, application__in=readable).select_related("file", "application")
    return send(letter_file(letter=get_object_or_404(rows, application__code=code)))

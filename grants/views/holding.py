"""Who acts on an application's pages: an account, or somebody who typed the resume code in this session."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from accounts import sessions
from accounts.codes import in_groups
from grants.domain.resuming import holder_of, resume_code
from grants.holders import CodeHolder
from grants.models import Application

RELATED = ("call", "group", "organisation", "form_version", "received")


def by_code(request: HttpRequest, code: str, **_more: Any) -> bool:
    """For `route(or_by=...)`: whether this session opened this application by its code."""
    return code in sessions.opened(request)


def own(request: HttpRequest, code: str, *, editable: bool = True) -> tuple[Application, Any]:
    """(application, who acts): of one's group, typed for one, or opened by its code. Raises Http404 for everybody else."""
    kept = sessions.opened(request).get(code)
    if kept is not None:
        found = holder_of(code, kept)
        if found is not None:
            return found
        sessions.close_opened(request, code)
    if not request.user.is_authenticated:
        raise Http404
    rows: QuerySet[Application] = Application.objects.editable_by(request.user)
    if not editable:
        rows = (Application.objects.of_groups_of(request.user) | rows).distinct()
    return get_object_or_404(rows.select_related(*RELATED), code=code), request.user


def code_for(who: Any, application: Application) -> str:
    """The resume code in groups, to be shown to who came in by it; "" for an account."""
    return in_groups(resume_code(application)) if isinstance(who, CodeHolder) else ""


def is_borrowed(request: HttpRequest) -> bool:
    """On a phone that is not one's own the page's script keeps nothing."""
    return getattr(request, "borrowed_until", None) is not None


def kept_nowhere(response: HttpResponse) -> HttpResponse:
    """No browser and no proxy keeps the pages of an application, also for somebody without an account."""
    response["Cache-Control"] = "no-store, private"
    return response


def lang() -> str:
    return (get_language() or "en").split("-")[0]

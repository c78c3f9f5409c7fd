"""Who acts on an application's pages: an account, or somebody who typed the resume code in this session."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import sessions
from accounts.codes import in_groups
from accounts.forms import BORROWED
from grants.domain.resuming import holder_of, resume_code
from grants.forms.applying import ResumeForm
from grants.holders import CodeHolder
from grants.models import Application

RELATED = ("call", "group", "organisation", "form_version", "received")


def by_code(request: HttpRequest, code: str, **_more: Any) -> bool:
    """For `route(or_by=...)`: whether this session opened this application by its code."""
    return code in sessions.opened(request)


def code_again(request: HttpRequest, code: str, **_more: Any) -> HttpResponse | None:
    """The time on a borrowed phone is over: here the code is typed again, and what was sent meanwhile goes on with it (`resume`).

    None where this session has opened nothing: that is a matter of signing in.
    """
    if not sessions.was_opened(request, code):
        return None
    words = _("On a borrowed phone a draft closes after 30 minutes. Type its code to go on: what you wrote is not lost.")
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"refused": words}, status=403)
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT]
    context = {
        "form": ResumeForm(initial={"whose": BORROWED}),
        "ended": words,
        "back": request.path,
        "again": request.method == "POST",
        "kept": kept,
        "files": bool(request.FILES),
    }
    return kept_nowhere(render(request, "grants/resume.html", context, status=403))


by_code.instead = code_again  # type: ignore[attr-defined]
#: Of a page that is sent again with the code: what belongs to the page of the code itself.
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "code", "whose", "back", "again"})


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

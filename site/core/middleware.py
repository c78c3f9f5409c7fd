"""Pages of signed-in people are never kept by a browser or a proxy; guarded rows in the Wagtail admin are not there for others."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from core.routes import holds_any


class PrivatePagesMiddleware:
    """`Cache-Control: no-store` on whatever a signed-in person sees (rules: borrowed phones)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response


class GuardedRowsMiddleware:
    """Somebody signed in without the role gets 404 from a scoped viewset; Wagtail's own gate would lead elsewhere and so tell."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        declared = getattr(view, "guarded", None)
        if declared is not None and request.user.is_authenticated and not holds_any(request.user, declared.roles):
            raise Http404

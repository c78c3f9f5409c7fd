"""Pages of signed-in people are never kept by a browser or a proxy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


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

"""What a person sees when something cannot be shown: in their language, nothing technical, and what to do next."""

import contextlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _bare(request, "400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    return _bare(request, "500.html", 500)


def _bare(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Without the request's context: no user, no session, no database, whatever it was that broke."""
    code = "en"
    with contextlib.suppress(Exception):
        code = translation.get_language_from_request(request, check_path=True)
    with translation.override(code):
        return HttpResponse(loader.get_template(template).render(), status=status)

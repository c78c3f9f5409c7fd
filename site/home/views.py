"""The way in, the choice of language, and the two boards."""

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from accounts.roles import OFFICE_ROLES
from core import languages
from core.routes import route
from home.boards import board_for
from home.menu import home_address

A_YEAR = 365 * 24 * 3600


@route(audience="public", methods=("GET",))
def start(request: HttpRequest) -> HttpResponse:
    """The home page in the reader's language."""
    return redirect(home_address(request))


@route(audience="public", methods=("GET",))
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the language in a cookie and go back to the page one came from, never to another site."""
    if code not in languages.codes():
        raise Http404
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = ""
    with translation.override(translation.get_language_from_path(back) or translation.get_language()):
        back = translate_url(back, code) if back else ""
    with translation.override(code):
        response = redirect(back or home_address(request))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@route(audience="signed_in", methods=("GET",))
def my(request: HttpRequest) -> HttpResponse:
    """What waits for a group's member or a donor's contact, and what is theirs. The office has its own board."""
    user = cast(User, request.user)
    if user.is_office:
        return redirect("home:office")
    return render(request, "home/my.html", board_for(user))


@route(audience="role", roles=tuple(sorted(role.value for role in OFFICE_ROLES)), methods=("GET",))
def office_board(request: HttpRequest) -> HttpResponse:
    """What waits for me, gathered from every app."""
    user = cast(User, request.user)
    labels = [user.role_label(code) for code in sorted(user.role_codes())]
    return render(request, "home/office.html", {**board_for(user), "labels": labels, "now": timezone.now()})

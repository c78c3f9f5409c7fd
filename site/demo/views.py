"""Sign-in by role with one click, and the mail that was sent. Installed in the demo only; elsewhere these addresses do not exist."""

from typing import cast

from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import sessions
from accounts.adapter import set_language
from accounts.roles import OFFICE_ROLES
from core.models import Message
from core.routes import route
from demo.people import BY_KEY, DEMO_PEOPLE, PREFIX, user_of, username

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHOWN = 100


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404


@route(audience="public", methods=("GET",))
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The page of links: one button a role."""
    from accounts.models import User

    _only_in_the_demo()
    users = {user.username: user for user in User.objects.filter(username__startswith=PREFIX, is_active=True)}
    rows = [{**person, "user": users[username(person["key"])]} for person in DEMO_PEOPLE if username(person["key"]) in users]
    office = [row for row in rows if row["role"] in OFFICE_ROLES]
    outside = [row for row in rows if row["role"] not in OFFICE_ROLES]
    return render(request, "demo/people.html", {"outside": outside, "office": office})


@route(audience="public")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """GET asks once more (links on paper lead here), POST signs in and goes to where that person begins."""
    _only_in_the_demo()
    user = user_of(key)
    if user is None:
        raise Http404
    person = BY_KEY[key]
    if request.method != "POST":
        return render(request, "demo/enter.html", {"person": person, "user_name": user.name})
    if request.user.is_authenticated:
        logout(request)
    clear_login(request)
    login(request, user, backend=BACKEND)
    sessions.begin(request, demo=True)
    response = redirect(person["where"])
    set_language(cast(HttpResponse, response), user, request)
    return response


@route(audience="public", methods=("GET",))
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """The newest messages of the outbox, as they were written."""
    _only_in_the_demo()
    messages = Message.objects.select_related("to").order_by("-created_at", "-pk")[:SHOWN]
    return render(request, "demo/mail.html", {"letters": messages, "shown": SHOWN})

"""How long a session stands, and what marks it."""

from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest

SIGNED_IN_AT = "signed_in_at"
DEMO_SESSION = "demo_session"
#: Seconds after a sign-in in which the account's keys can be changed without proving again who one is.
FRESH = 300


def begin(request: HttpRequest, *, demo: bool = False) -> None:
    """Note when this session was signed in; the clock of its end runs from here, however busy it is."""
    request.session[SIGNED_IN_AT] = int(datetime.now(UTC).timestamp())
    if demo:
        request.session[DEMO_SESSION] = True
    else:
        request.session.pop(DEMO_SESSION, None)


def is_over(request: HttpRequest, user: Any) -> bool:
    """Whether the session is older than its kind may be: office 12 hours, others 30 days (OFFICE_SESSION_AGE, SESSION_COOKIE_AGE)."""
    began = request.session.get(SIGNED_IN_AT)
    if began is None:
        begin(request)
        return False
    age: int = settings.OFFICE_SESSION_AGE if user.is_office else settings.SESSION_COOKIE_AGE
    return datetime.now(UTC).timestamp() - began > age


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has signed in within the last five minutes."""
    began = request.session.get(SIGNED_IN_AT)
    return began is not None and datetime.now(UTC).timestamp() - began < FRESH


def is_demo(request: HttpRequest) -> bool:
    """Whether this session came by the demo's one-click sign-in. Never true where the demo is not installed."""
    return bool(settings.DEMO and apps.is_installed("demo") and request.session.get(DEMO_SESSION))

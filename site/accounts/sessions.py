"""How long a session stands, and what marks it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest

SIGNED_IN_AT = "signed_in_at"
DEMO_SESSION = "demo_session"
#: Chosen at sign-in: the phone or computer is not the person's own.
BORROWED = "borrowed"
BORROWED_AGE = timedelta(minutes=30)
#: Seconds after a sign-in in which the account's keys can be changed without proving again who one is.
FRESH = 300


#: What somebody without an account has opened by a code in this session: address -> the code's hash.
OPENED = "opened"


def choose(request: HttpRequest, *, borrowed: bool) -> None:
    """Keep the answer to "Is this phone yours?" until somebody is signed in."""
    if borrowed:
        request.session[BORROWED] = True
    else:
        request.session.pop(BORROWED, None)


def begin(request: HttpRequest, *, demo: bool = False) -> None:
    """Note when this session was signed in; the clock of its end runs from here, however busy it is."""
    request.session[SIGNED_IN_AT] = int(datetime.now(UTC).timestamp())
    if demo:
        request.session[DEMO_SESSION] = True
    else:
        request.session.pop(DEMO_SESSION, None)
    keep_short(request)


def keep_short(request: HttpRequest) -> None:
    """On a borrowed phone the cookie ends with the browser."""
    if request.session.get(BORROWED):
        request.session.set_expiry(0)


def borrowed_until(request: HttpRequest) -> datetime | None:
    """When a session on a borrowed phone ends; None on one's own."""
    if not request.session.get(BORROWED):
        return None
    return datetime.fromtimestamp(request.session.get(SIGNED_IN_AT, 0), UTC) + BORROWED_AGE


def is_over(request: HttpRequest, user: Any) -> bool:
    """Whether the session is older than its kind may be.

    On a borrowed phone 30 minutes, office 12 hours, others 30 days (OFFICE_SESSION_AGE, SESSION_COOKIE_AGE).
    """
    began = request.session.get(SIGNED_IN_AT)
    if began is None:
        begin(request)
        return False
    age: float = settings.OFFICE_SESSION_AGE if user.is_office else settings.SESSION_COOKIE_AGE
    if request.session.get(BORROWED):
        age = BORROWED_AGE.total_seconds()
    return datetime.now(UTC).timestamp() - began > age


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has signed in within the last five minutes."""
    began = request.session.get(SIGNED_IN_AT)
    return began is not None and datetime.now(UTC).timestamp() - began < FRESH


def is_demo(request: HttpRequest) -> bool:
    """Whether this session came by the demo's one-click sign-in. Never true where the demo is not installed."""
    return bool(settings.DEMO and apps.is_installed("demo") and request.session.get(DEMO_SESSION))


def open_by_code(request: HttpRequest, address: str, digest: str) -> None:
    """Keep in this session that a code has opened what stands at the address; on a borrowed phone for 30 minutes."""
    if not request.user.is_authenticated:
        request.session.cycle_key()
        begin(request)
    request.session[OPENED] = {**request.session.get(OPENED, {}), address: digest}


def opened(request: HttpRequest) -> dict[str, str]:
    """What codes have opened in this session; nothing any more when the time on a borrowed phone is over."""
    found: dict[str, str] = request.session.get(OPENED, {})
    until = borrowed_until(request) if found else None
    return {} if until is not None and datetime.now(UTC) > until else found


def was_opened(request: HttpRequest, address: str) -> bool:
    """Whether a code has opened it in this session, also when the time on a borrowed phone is over."""
    return address in request.session.get(OPENED, {})


def close_opened(request: HttpRequest, address: str) -> None:
    request.session[OPENED] = {key: value for key, value in request.session.get(OPENED, {}).items() if key != address}

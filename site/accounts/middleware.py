"""What stands before every page: borrowed phones, device passes, the end of sessions, and the second factor.

Who sees money, registers or exports needs the second factor, by a role or as a donor's contact: nothing works before it is set up.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import passes, sessions
from accounts.domain.device_passes import pass_of_phone
from accounts.models import DevicePass

SET_UP = "accounts:second_factor"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
#: All that a person without the second factor may open: to set it up, to leave, to choose the language.
ALLOWED = frozenset(
    {
        SET_UP,
        "accounts:finish",
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "home:language",
        "public_media",
    }
)


#: On a borrowed phone nothing is to be left: what a browser forgets when somebody finishes, and when the time is over.
FORGET_ALL = '"cache", "cookies", "storage"'
FORGET_PAGES = '"cache", "storage"'


def has_second_factor(user: Any) -> bool:
    """Whether an authenticator app or a passkey stands. Recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


class BorrowedPhoneMiddleware:
    """On a borrowed phone no page and no cookie outlives the browser (rules: borrowed phones). Stands before SecondFactorMiddleware.

    `request.borrowed_until` says when the session ends; None everywhere else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        signed_in = not request.path_info.startswith(settings.STATIC_URL) and _somebody(request)
        until = sessions.borrowed_until(request) if signed_in else None
        request.borrowed_until = until  # type: ignore[attr-defined]
        response = self.get_response(request)
        # Signing in makes a session borrowed, finishing ends it: both answers are kept nowhere.
        if until is not None or (_somebody(request) and sessions.borrowed_until(request) is not None):
            response["Cache-Control"] = "no-store, private"
            for cookie in response.cookies.values():
                if cookie["max-age"] != 0:
                    cookie["max-age"] = cookie["expires"] = ""
        return response


def _somebody(request: HttpRequest) -> bool:
    """Signed in, or without an account and with something that a code has opened."""
    return request.user.is_authenticated or bool(request.session.get(sessions.OPENED))


class DevicePassMiddleware:
    """A phone with a device pass: the pages of its one subject open for the holder, everything else of signed-in people is not there.

    Public pages are as for anybody; a sign-in with a password goes before the pass. `request.device_pass` is the open pass or None.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.device_pass = self._pass(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def _pass(self, request: HttpRequest) -> DevicePass | None:
        key = request.COOKIES.get(passes.COOKIE)
        if not key or request.path_info.startswith(settings.STATIC_URL) or request.user.is_authenticated:
            return None
        return pass_of_phone(key)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _args: Any, kwargs: Any) -> HttpResponseBase | None:
        device_pass: DevicePass | None = request.device_pass  # type: ignore[attr-defined]
        declared = getattr(view, "route", None)
        if device_pass is None or declared is None or declared.audience == "public":
            return None
        opens, name = passes.what_opens(device_pass), request.resolver_match.view_name if request.resolver_match else ""
        if name not in opens.names | opens.to_home or not opens.is_about(kwargs, device_pass.subject_id):
            raise Http404
        if name in opens.to_home:
            return redirect(opens.home(device_pass.subject_id))
        request.user = passes.holder(device_pass)
        return None


class SecondFactorMiddleware:
    """Runs for signed-in people only; nobody else costs a statement."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._stopped(request) or self.get_response(request)

    def _stopped(self, request: HttpRequest) -> HttpResponseBase | None:
        if request.path_info.startswith(settings.STATIC_URL) or not request.user.is_authenticated:
            return None
        if sessions.is_over(request, request.user):
            return self._ended(request)
        if not request.user.needs_second_factor or sessions.is_demo(request) or self._is_open(request):
            return None
        return None if has_second_factor(request.user) else redirect(SET_UP)

    def _ended(self, request: HttpRequest) -> HttpResponseBase:
        borrowed = sessions.borrowed_until(request) is not None
        logout(request)
        if borrowed:
            messages.info(request, _("On a borrowed phone you are signed out after 30 minutes. Please sign in again."))
            response = redirect("account_login")
            response["Clear-Site-Data"] = FORGET_PAGES
            return response
        messages.info(request, _("Your session has ended, because it was long ago that you signed in. Please sign in again."))
        back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        return HttpResponseRedirect(reverse("account_login") + back)

    def _is_open(self, request: HttpRequest) -> bool:
        try:
            return resolve(request.path_info).view_name in ALLOWED
        except Resolver404:
            return False

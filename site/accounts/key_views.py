"""Pages about the keys of an account that are not allauth's: a new password by a code, finishing on a borrowed phone."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import passes, sessions
from accounts.domain.device_passes import claim_pass, give_back_pass
from accounts.domain.reset_codes import use_reset_code
from accounts.forms import SIGN_IN_NAME
from accounts.key_forms import PassForm, UseCodeForm
from accounts.limits import within
from accounts.middleware import FORGET_ALL
from core.refusals import Refused, refusals_as_messages
from core.routes import route


@route(audience="public")
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def use_code(request: HttpRequest) -> HttpResponse:
    """Set a new password with a code that an officer or the group's owner told. Then one signs in with it."""
    form = UseCodeForm(request.POST or None, initial={"login": request.session.get(SIGN_IN_NAME, "")})
    if form.is_valid():
        if not within(request, "reset_code", form.name()):
            return render(request, "429.html", status=429)
        with refusals_as_messages(request):
            use_reset_code(name=form.name(), code=form.cleaned_data["code"], password=form.cleaned_data["password1"])
            request.session[SIGN_IN_NAME] = form.name()
            messages.success(request, _("The new password stands. Now sign in with it."))
            return redirect("account_login")
    return render(request, "accounts/use_code.html", {"form": form})


@route(audience="public")
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Open a device pass on this phone. The token stands in the fragment of the address, which no server sees, and comes by POST."""
    form = PassForm(request.POST or None)
    if form.is_valid():
        if not within(request, "device_pass"):
            return render(request, "429.html", status=429)
        with refusals_as_messages(request):
            _require_nobody_signed_in(request)
            device_pass, key = claim_pass(token=form.cleaned_data["code"], key=request.COOKIES.get(passes.COOKIE, ""))
            response = redirect(passes.what_opens(device_pass).home(device_pass.subject_id))
            response.set_cookie(
                passes.COOKIE, key, expires=device_pass.valid_until, httponly=True, samesite="Lax", secure=request.is_secure()
            )
            return response
    return render(request, "accounts/pass.html", {"form": form})


def _require_nobody_signed_in(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        raise Refused(
            _("You are signed in on this phone, so you need no pass. To open it for somebody else, sign out first."), code="signed_in"
        )


@route(audience="public")
@never_cache
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest) -> HttpResponse:
    """Sign out or give the pass back, and let the browser forget pages, cookies and storage of this site.

    GET asks, or says that it is done.
    """
    device_pass = request.device_pass  # type: ignore[attr-defined]
    if request.method == "POST":
        if device_pass is not None:
            give_back_pass(device_pass=device_pass)
        logout(request)
        return _wiped(request)
    asks = request.user.is_authenticated or device_pass is not None or bool(sessions.opened(request))
    return render(request, "accounts/finish.html" if asks else "accounts/finished.html")


def _wiped(request: HttpRequest) -> HttpResponse:
    request.borrowed_until = request.device_pass = None  # type: ignore[attr-defined]  # the page offers nothing to finish
    response = render(request, "accounts/finished.html")
    response["Clear-Site-Data"] = FORGET_ALL
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, passes.COOKIE, "messages"):
        response.delete_cookie(name)
    return response

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

from accounts.domain.reset_codes import use_reset_code
from accounts.forms import SIGN_IN_NAME
from accounts.key_forms import UseCodeForm
from accounts.limits import within
from accounts.middleware import FORGET_ALL
from core.refusals import refusals_as_messages
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
@never_cache
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest) -> HttpResponse:
    """Sign out, and let the browser forget pages, cookies and storage of this site. GET asks, or says that it is done."""
    if request.method == "POST":
        logout(request)
        request.borrowed_until = None  # type: ignore[attr-defined]  # the page that says so offers nothing to finish
    if request.user.is_authenticated:
        return render(request, "accounts/finish.html")
    response = render(request, "accounts/finished.html")
    if request.method == "POST":
        response["Clear-Site-Data"] = FORGET_ALL
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "messages"):
            response.delete_cookie(name)
    return response

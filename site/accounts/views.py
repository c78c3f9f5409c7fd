"""Our own pages beside allauth's: the way to a second factor, one's profile, codes that are used up."""

from typing import cast

from allauth.account.views import ConfirmLoginCodeView
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import sessions
from accounts.adapter import set_language
from accounts.domain.profile import change_profile
from accounts.forms import ProfileForm
from accounts.middleware import has_second_factor
from accounts.models import User
from accounts.queries.roles import own_roles
from core.routes import route


class _ConfirmCode(ConfirmLoginCodeView):
    """allauth's page; after the last try it says what to do."""

    def form_invalid(self, form: object) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return cast(HttpResponse, self.render_to_response(self.get_context_data(form=form)))
        messages.error(self.request, _("The code was wrong too often, so it no longer works. Ask for a new one here."))
        self.request.said_why = True
        return redirect("account_request_login_code")


_confirm_code = _ConfirmCode.as_view()


@route(audience="public")
@require_http_methods(["GET", "POST"])
def confirm_code(request: HttpRequest) -> HttpResponse:
    """Type the one-time code. A code that is too old leads to a new one, and says so."""
    response = cast(HttpResponse, _confirm_code(request))
    leads_back = isinstance(response, HttpResponseRedirect) and response.url == reverse("account_request_login_code")
    if leads_back and not hasattr(request, "said_why"):
        messages.error(request, _("This code no longer works: codes stand for 15 minutes and for one use. Ask for a new one here."))
    return response


@route(audience="signed_in", methods=("GET",))
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed, and the way to it. Whoever has one is led on."""
    if has_second_factor(request.user):
        return redirect("mfa_index")
    required = cast(User, request.user).needs_second_factor and not sessions.is_demo(request)
    return render(request, "accounts/second_factor.html", {"required": required, "asked": required or "asked" in request.GET})


@route(audience="signed_in")
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """One's own name and language, sign-in names, keys of the account, roles and deputies."""
    user = User.objects.get(pk=cast(User, request.user).pk)
    form = ProfileForm(request.POST or None, instance=user)
    if form.is_valid():
        change_profile(user=user, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        response = redirect("accounts:me")
        set_language(response, user, request)
        return response
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists()
    context = {"form": form, "person": user, "has_factor": has_second_factor(user), "has_codes": codes, **own_roles(user)}
    return render(request, "accounts/me.html", context)

"""One's own sign-in names: a new e-mail address, a new phone number. Both ask first whether it is really you."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import sessions
from accounts.codes import digest, tidy
from accounts.domain.sign_in_names import change_address, change_phone, offer_address
from accounts.key_forms import AddressCodeForm, NewAddressForm, NewPhoneForm
from accounts.limits import within
from accounts.models import User
from core.refusals import refusals_as_messages
from core.routes import route

NEW_ADDRESS = "new_address"
STANDS_SECONDS, MOST_TRIES = 15 * 60, 5
View = Callable[[HttpRequest], HttpResponse]


def asks_who_it_is(view: View) -> View:
    """Only for somebody who has signed in within the last five minutes, or proves it again by password or app.

    Whoever has neither signs in by a code: they do so once more.
    """

    @wraps(view)
    def proven(request: HttpRequest) -> HttpResponse:
        if sessions.is_fresh(request) or sessions.is_demo(request):
            return view(request)
        if not get_reauthentication_flows(cast(User, request.user)):
            logout(request)
            messages.info(request, _("Before the keys of your account change, please sign in again."))
            return redirect("account_login")
        if not did_recently_reauthenticate(request):
            raise ReauthenticationRequired
        return view(request)

    return proven


def _account(request: HttpRequest) -> User:
    return User.objects.get(pk=cast(User, request.user).pk)


@route(audience="signed_in")
@require_http_methods(["GET", "POST"])
@asks_who_it_is
def address(request: HttpRequest) -> HttpResponse:
    """Ask for a code to a new address. What follows is the same page whether or not somebody else has it."""
    form = NewAddressForm(request.POST or None)
    if form.is_valid():
        if not within(request, "sign_in_name"):
            return render(request, "429.html", status=429)
        user, email = _account(request), form.cleaned_data["email"]
        code = offer_address(user=user, email=email)
        until = int(timezone.now().timestamp()) + STANDS_SECONDS
        request.session[NEW_ADDRESS] = {"email": email, "digest": _digest(user, code), "until": until, "tries": 0}
        return redirect("accounts:address_code")
    return render(request, "accounts/address.html", {"form": form})


@route(audience="signed_in")
@require_http_methods(["GET", "POST"])
def address_code(request: HttpRequest) -> HttpResponse:
    """Type the code that came to the new address; with it the address is one's own."""
    offered, user = request.session.get(NEW_ADDRESS), _account(request)
    if not offered or offered["until"] < timezone.now().timestamp() or offered["tries"] >= MOST_TRIES:
        messages.error(request, _("This code no longer works: codes stand for 15 minutes and for one use. Ask for a new one here."))
        return redirect("accounts:address")
    form = AddressCodeForm(request.POST or None)
    if form.is_valid():
        if constant_time_compare(offered["digest"], _digest(user, form.cleaned_data["code"])):
            return _changed(request, user, offered)
        request.session[NEW_ADDRESS] = offered | {"tries": offered["tries"] + 1}
        form.add_error("code", _("This code is not right. Check the newest mail from us: only its code works."))
    return render(request, "accounts/address_code.html", {"form": form})


def _changed(request: HttpRequest, user: User, offered: dict[str, Any]) -> HttpResponse:
    del request.session[NEW_ADDRESS]
    with refusals_as_messages(request):
        change_address(user=user, email=offered["email"])
        messages.success(request, _("From now on you sign in with the new address."))
    return redirect("accounts:me")


def _digest(user: User, code: str) -> str:
    return digest("new_address", f"{user.pk}:{tidy(code)}")


@route(audience="signed_in")
@require_http_methods(["GET", "POST"])
@asks_who_it_is
def phone(request: HttpRequest) -> HttpResponse:
    """Change one's own phone number, or take it away."""
    user = _account(request)
    form = NewPhoneForm(request.POST if request.method == "POST" else None, initial={"phone": user.phone})
    if form.is_valid():
        if not within(request, "sign_in_name"):
            return render(request, "429.html", status=429)
        with refusals_as_messages(request):
            change_phone(user=user, phone=form.cleaned_data["phone"])
            messages.success(request, _("Saved."))
            return redirect("accounts:me")
    return render(request, "accounts/phone.html", {"form": form, "person": user})

"""allauth's adapters: phone numbers as sign-in names, our own mails through the outbox, nothing that tells who has an account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import LoginMethod
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import sessions
from accounts.models import User
from accounts.phones import PhoneField, normalise
from core.outbox import send_message

MISMATCH = _(
    "The e-mail address or phone number and the password do not fit together. Check both and try again, "
    "or ask for a one-time code by e-mail."
)
TOO_MANY = _("There were too many tries with this name from here. Wait five minutes and try again, or ask for a one-time code by e-mail.")

#: What a notice says, by the name of allauth's template.
NOTICES = {
    "password_changed": _("Your password was changed."),
    "password_reset": _("Your password was changed."),
    "password_set": _("A password was set."),
    "totp_activated": _("An authenticator app was added: signing in now asks for its code."),
    "totp_deactivated": _("The authenticator app was taken off."),
    "webauthn_added": _("A passkey was added: it opens the second step of signing in."),
    "webauthn_removed": _("A passkey was taken off."),
    "recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
}


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter for our users."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Please ask the office."),
        "email_password_mismatch": MISMATCH,
        "phone_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
        "too_many_login_attempts": TOO_MANY,
        "incorrect_code": _("This code is not right. Check the newest mail from us: only its code works. You can also ask for a new one."),
        "incorrect_password": _("This password is not right. Try again, or choose a new one by “Forgot your password?”."),
        "enter_current_password": _("This is not your current password. Please type the one with which you sign in now."),
        "invalid_password_reset": _("This link is used up or too old. Please ask for a new one."),
        "rate_limited": _("That was a little too fast. Wait a minute and try again."),
        "phone_taken": _("This phone number cannot be used here. Please ask the office."),
        "email_taken": _("This e-mail address cannot be used here. Please ask the office."),
        "same_as_current": _("This is what stands here already. Write the new one."),
    }

    # Phone numbers: a sign-in name that nobody has verified. No SMS is ever sent.

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def clean_phone(self, phone: str) -> str:
        return normalise(phone) or phone

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        """Keep the number; whether it is verified is never believed, because nothing here can verify it."""
        user.phone = normalise(phone)
        user.phone_verified = False
        user.save(update_fields=["phone", "phone_verified"])

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, False) if user.phone else None

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """Does nothing: a number stays unverified."""

    def get_user_by_phone(self, phone: str) -> User | None:
        number = normalise(phone)
        return User.objects.filter(phone=number).first() if number else None

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        """Does nothing: no SMS is ever sent."""

    # New accounts.

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """The opaque name is made by the model."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> User:
        """Keep what the sign-up form asked for, in the language of the page. Raises IntegrityError when somebody was faster."""
        data = form.cleaned_data
        user.email, user.phone = data.get("email") or None, data.get("phone") or None
        user.name, user.language = data.get("name", ""), translation.get_language() or settings.LANGUAGE_CODE
        user.set_password(data.get("password1"))
        if commit:
            user.save()
        return user

    # Limits: a name from one address, and the whole address widely, so that a classroom behind one address is not shut out.

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        name = credentials.get("email") or credentials.get("phone") or credentials.get("username") or ""
        return f"{str(name).lower()}|{self.get_client_ip(request)}"

    # Mails: rows of the outbox, in the language of whom they go to.

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a message to the account that has this address; to a stranger's address nothing is ever sent."""
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            return
        values = {name: context[name] for name in ("code", "password_reset_url", "what") if name in context}
        with transaction.atomic():
            send_message(to=user, kind=template_prefix.rsplit("/", 1)[-1], context={**values, "name": user.name})

    def send_notification_mail(self, template_prefix: str, user: Any, context: Any = None, email: str | None = None) -> None:
        """Tell the account's owner that its keys were changed: one short mail, whatever it was."""
        if user.email and (what := NOTICES.get(template_prefix.rsplit("/", 1)[-1])):
            with translation.override(user.language):
                self.send_mail("account_changed", user.email, {"what": str(what)})

    # Signing in.

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The session's clock starts, and the site speaks the person's language from here on."""
        sessions.begin(request)
        with translation.override(user.language):
            response = super().post_login(request, user, **kwargs)
        set_language(response, user, request)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in with everything that the account asks for need not do it twice."""
        return not sessions.is_fresh(self.request) and super().is_reauthentication_required(app=app, **kwargs)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """By the one name that stands on the account, so that a wrong password is counted under it."""
        credentials = {LoginMethod.EMAIL.value: user.email} if user.email else {LoginMethod.PHONE.value: user.phone}
        found = self.authenticate(self.request, password=password, **credentials)
        return found is not None and found.pk == user.pk


class MFAAdapter(DefaultMFAAdapter):
    """What stands in somebody's authenticator app, and what is said when a code is wrong."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Type the six digits that your app shows now; they change every 30 seconds."),
    }

    def get_totp_label(self, user: Any) -> str:
        return user.email or user.phone or str(user)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 allauth's name
        """What is written into the field of a new passkey's name."""
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": known + 1}


def set_language(response: HttpResponse, user: User, request: HttpRequest) -> None:
    """The language cookie of a person who signs in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, user.language, max_age=365 * 24 * 3600, httponly=True, samesite="Lax", secure=request.is_secure()
    )

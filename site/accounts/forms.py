"""Forms of sign-in: one box for the sign-in name; whatever is typed, nobody learns who has an account."""

from typing import Any, cast

from allauth.account import forms as allauth_forms
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import context
from django import forms
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import sessions
from accounts.models import User
from accounts.phones import normalise

SIGN_IN_NAME = "sign_in_name"
OWN, BORROWED = "own", "borrowed"


class WhosePhoneField(forms.ChoiceField):
    """Is this phone yours? Chosen is "yes"; a form that does not ask means it, too."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Is this phone yours?"),
            choices=[(OWN, gettext_lazy("This is my own phone")), (BORROWED, gettext_lazy("Borrowed or shared phone"))],
            initial=OWN,
            widget=forms.RadioSelect,
            help_text=gettext_lazy("On a borrowed one nothing of you stays: you are signed out after 30 minutes or by “Finish and wipe”."),
        )

    def clean(self, value: Any) -> str:
        chosen = str(super().clean(value or OWN))
        sessions.choose(context.request, borrowed=chosen == BORROWED)
        return chosen


def _plain(form: forms.Form) -> None:
    """Our labels stand above the boxes; grey words inside them are not read by everybody."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(allauth_forms.LoginForm):
    """E-mail address or phone number, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"] = forms.CharField(
            label=gettext_lazy("E-mail address or phone number"), max_length=254, widget=forms.TextInput(attrs=attrs)
        )
        self.fields["login"].initial = self.request.session.get(SIGN_IN_NAME, "") if self.request else ""
        self.fields["password"].label = gettext_lazy("Password")
        self.fields["whose"] = WhosePhoneField()
        self.order_fields(["login", "password", "whose"])
        _plain(self)

    def clean_login(self) -> str:
        """Addresses in small letters, numbers in E.164: limits and look-ups know one spelling."""
        text = super().clean_login()
        return text.lower() if "@" in text else normalise(text) or text

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """allauth sets the cookie's age last; on a borrowed phone it stays with the browser."""
        response = super().login(request, redirect_url)
        sessions.keep_short(request)
        return cast(HttpResponse, response)


class SignUpForm(allauth_forms.SignupForm):
    """E-mail address or phone number (at least one), and a password. What follows looks the same whether or not there was an account."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label, self.fields["email"].required = gettext_lazy("E-mail address"), False
        self.fields["email"].help_text = gettext_lazy("With an address you can ask for one-time codes and a new password.")
        self.fields["phone"].label, self.fields["phone"].required = gettext_lazy("Phone number"), False
        self.fields["phone"].help_text = gettext_lazy("Only a name to sign in with. We send no SMS.")
        self.fields["password1"].label = gettext_lazy("Password")
        self.fields["password1"].help_text = gettext_lazy("10 characters or more. A few words that belong together only for you are good.")
        self.fields["whose"] = WhosePhoneField()
        self.order_fields(["name", "email", "phone", "password1", "whose"])
        _plain(self)

    def validate_unique_email(self, value: str) -> str:
        if User.objects.filter(email__iexact=value).exists():
            self.account_already_exists = True
        return value

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("email") and not values.get("phone") and not ({"email", "phone"} & set(self.errors)):
            self.add_error("email", _("Give an e-mail address or a phone number."))
        return values

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse]:
        """Make the account, unless there is one.

        A code goes to the address; with a phone number alone one signs in by the password just chosen.
        """
        user = None
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    user = self.save(request)
            except IntegrityError:  # somebody was faster by a moment
                user = None
        email = self.cleaned_data.get("email")
        if email:
            return user, _confirm_by_code(request, user, email)
        request.session[SIGN_IN_NAME] = self.cleaned_data["phone"]
        messages.success(
            request, _("Now sign in with your phone number and the password you chose. If that does not work, ask the office to help.")
        )
        return user, redirect(passthrough_next_redirect_url(request, reverse("account_login"), REDIRECT_FIELD_NAME))


def _confirm_by_code(request: HttpRequest, user: User | None, email: str) -> HttpResponse:
    """The same page for everybody; an address that has an account gets a mail that says so instead of a code."""
    login = Login(user=user, email=email, signup=True, redirect_url=get_next_redirect_url(request))
    login.state["stages"] = {"current": LoginByCodeStage.key}
    stage = LoginByCodeStage(LoginStageController(request, login), request, login)
    stage.state.update(LoginCodeVerificationProcess.initial_state(user=user, email=email), initiated_by_user=True)
    process = LoginCodeVerificationProcess(stage=stage)
    process.send()
    process.persist()
    return redirect("account_confirm_login_code")


class RequestCodeForm(allauth_forms.RequestLoginCodeForm):
    """The address to which a one-time code goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("phone", None)
        self.fields["email"].label, self.fields["email"].required = gettext_lazy("E-mail address"), True
        self.fields["whose"] = WhosePhoneField()
        _plain(self)


class CodeForm(allauth_forms.ConfirmLoginCodeForm):
    """The code from the mail, typed with or without its dash."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext_lazy("Code from the mail")
        self.fields["code"].widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false"}
        _plain(self)


class ResetForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = gettext_lazy("E-mail address")
        _plain(self)


def _new_password(form: forms.Form) -> None:
    form.fields["password1"].label = gettext_lazy("New password")
    form.fields["password1"].help_text = gettext_lazy("10 characters or more. A few words that belong together only for you are good.")
    form.fields["password2"].label = gettext_lazy("New password once more")
    _plain(form)


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class SetPasswordForm(allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = gettext_lazy("Current password")
        _new_password(self)


class PasswordAgainForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = gettext_lazy("Password")
        _plain(self)


class ProfileForm(forms.ModelForm[User]):
    """Name and language; both are the person's own."""

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": gettext_lazy("Your name"), "language": gettext_lazy("Language of pages and mails")}

"""Forms of our own about the keys of an account: a code for a new password, a new address, a new number."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.phones import PhoneField, normalise

NEW_PASSWORD = {"autocomplete": "new-password"}


class UseCodeForm(forms.Form):
    """The sign-in name, the code that somebody was told, and the new password twice."""

    login = forms.CharField(
        label=gettext_lazy("E-mail address or phone number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code that you were told"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    password1 = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=gettext_lazy("10 characters or more. A few words that belong together only for you are good."),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    password2 = forms.CharField(
        label=gettext_lazy("New password once more"), max_length=128, strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD)
    )

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, second = values.get("password1"), values.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Type the same one twice."))
        return values

    def name(self) -> str:
        """The sign-in name in one spelling, so that limits count one name once."""
        text = str(self.cleaned_data["login"]).strip().lower()
        return text if "@" in text else normalise(text) or text


class NewAddressForm(forms.Form):
    """The e-mail address with which one wants to sign in."""

    email = forms.EmailField(
        label=gettext_lazy("New e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class AddressCodeForm(forms.Form):
    """The code that came to the new address."""

    code = forms.CharField(
        label=gettext_lazy("Code from the mail"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class NewPhoneForm(forms.Form):
    """The phone number with which one wants to sign in; empty takes it away."""

    phone = PhoneField(required=False, help_text=gettext_lazy("Only a name to sign in with. We send no SMS."))


class PassForm(forms.Form):
    """The code under the QR code; a script writes it here from the address that the QR code holds."""

    code = forms.CharField(
        label=gettext_lazy("Code of the pass"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

"""Phone numbers as sign-in names: kept in E.164, typed as people write them. Nothing is ever sent to them."""

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

REGION = "KG"
COUNTRY_CODE = "996"
#: Digits after the country code, without the 0 in front. Shorter is a slip of the finger that the numbering plan lets pass.
KYRGYZ_LENGTH = 9


def normalise(text: str) -> str | None:
    """`0555 12 34 56`, `996555123456` and `+996 (555) 123-456` are all `+996555123456`; None when it cannot be a number.

    Without a country code the number is Kyrgyz (ITU-T E.164 for the form kept).
    """
    digits = "".join(letter for letter in text if letter.isdigit())
    if digits.startswith(COUNTRY_CODE) and len(digits) == len(COUNTRY_CODE) + KYRGYZ_LENGTH and "+" not in text:
        text = f"+{digits}"
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_possible_number(number):
        return None
    if number.country_code == int(COUNTRY_CODE) and len(str(number.national_number)) != KYRGYZ_LENGTH:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class PhoneField(forms.CharField):
    """Cleans to E.164, or to "" when empty and not required."""

    default_error_messages = {
        "invalid": _("This is not a phone number. Write it like 0555 12 34 56, or with the country code: +996 555 12 34 56."),
    }

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("label", _("Phone number"))
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = normalise(text)
        if number is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """What to do with a certificate in force, and why."""

    use_required_attribute = False
    action = forms.ChoiceField(
        label=_("What to do"),
        choices=[("reissue", _("Issue again with the name as it stands in the record now")), ("revoke", _("Revoke"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class NumberForm(forms.Form):
    """The number of a certificate as somebody types it."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Number of the certificate"),
        max_length=40,
        help_text=_("12 letters and digits, beside the QR code. Small or capital letters, with or without dashes."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class NameForm(forms.Form):
    """The first letters of the family name, to see whether the copy's name is the right one."""

    use_required_attribute = False
    letters = forms.CharField(
        label=_("Is the name on your copy the right one?"),
        max_length=3,
        help_text=_("First three letters of the family name, as printed. Ten tries an hour."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "short"}),
    )


class LinkCodeForm(forms.Form):
    """The code of a link to a certificate."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("12 letters and digits, from the message."),
    )

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youth_groups.forms.groups import RIGHTS

#: What an account may, by its right.
RIGHT_WORDS: dict[str, Any] = {
    "own_group": _("owns the group"),
    "edit_group": _("acts for the group"),
    "view_group": _("sees the group"),
}


class RightForm(forms.Form):
    """What an account may do for the group."""

    use_required_attribute = False
    right = forms.ChoiceField(label=_("May"), choices=RIGHTS, widget=forms.RadioSelect, initial="edit_group")


class InviteForm(RightForm):
    """A new code."""


class JoinForm(forms.Form):
    """The code from a message or from paper."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Ten letters and digits. Capital or small, with or without dashes: both work."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

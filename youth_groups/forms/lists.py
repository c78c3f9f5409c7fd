"""Shapes of taking a list out and of bringing it back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TakeOutForm(forms.Form):
    """Why a list is taken out, and as what."""

    reason = forms.CharField(label=_("What is it for?"), max_length=140)
    kind = forms.ChoiceField(
        label=_("As"),
        choices=[("xlsx", _("Excel workbook (.xlsx)")), ("csv", _("Table as text (.csv)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )

"""Shape of giving a person their own data."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from youth_groups.models import ErasureRequest


class OwnDataForm(forms.Form):
    asked_by = forms.ChoiceField(label=_("Asked by"), choices=ErasureRequest.AskedBy.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("What is it for?"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    protected = forms.BooleanField(label=_("Also what the person declares and care data: the person asks for it"), required=False)

    def __init__(self, *args: Any, may_protected: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_protected:
            del self.fields["protected"]

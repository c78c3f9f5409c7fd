"""Shapes of a request to be erased, of reasons, and of the access log's filters."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from youth_groups.models import ErasureRequest

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AskedForm(forms.Form):
    asked_by = forms.ChoiceField(label=_("Asked by"), choices=ErasureRequest.AskedBy.choices)
    asked_on = forms.DateField(label=_("Asked on"), widget=DAY, initial=timezone.localdate)


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=_("I have checked who asks. Erasing cannot be undone."))


class RefuseForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=240)


class WhyForm(forms.Form):
    reason = forms.CharField(label=_("What is it for?"), max_length=200)

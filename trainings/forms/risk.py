"""The risk form of a camp, care data of one person, who may collect a child."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainings.domain.risk import RiskFacts
from trainings.models import RiskForm
from youth_groups.enums import AccessNeed, DietNeed


class RiskFormForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = RiskForm
        fields = ("women", "men", "children_per_adult", "sleeping", "transport", "dangers", "nearest_help")

    def facts(self) -> RiskFacts:
        return RiskFacts(**self.cleaned_data)


class CareForm(forms.Form):
    health = forms.CharField(label=_("Health: what we must know"), max_length=500, required=False, widget=forms.Textarea)
    diet: Any = forms.MultipleChoiceField(label=_("Food"), choices=DietNeed.choices, required=False, widget=forms.CheckboxSelectMultiple)
    diet_note = forms.CharField(label=_("More about food"), max_length=200, required=False)
    access: Any = forms.MultipleChoiceField(
        label=_("Access"), choices=AccessNeed.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    access_note = forms.CharField(label=_("More about access"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("Whom to call in an emergency"), max_length=120, required=False)
    contact_phone = forms.CharField(label=_("Phone"), max_length=20, required=False)


class CollectorForm(forms.Form):
    who = forms.CharField(label=_("Who may collect the child"), max_length=300)

"""Which questions the follow-up rounds of a training ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainings.models import ShortForm, Training


class PlanForm(forms.Form):
    use_required_attribute = False
    form: "forms.ModelChoiceField[ShortForm]" = forms.ModelChoiceField(label=_("Form"), queryset=None, empty_label=_("choose"))

    def __init__(self, data: Any = None, *, training: Training) -> None:
        super().__init__(data)
        field: Any = self.fields["form"]
        field.queryset = ShortForm.objects.filter(organisation=training.organisation_id, kind=ShortForm.Kind.FOLLOW_UP)
        field.label_from_instance = lambda row: row.name

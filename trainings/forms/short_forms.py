"""Which form a training asks, and which answers of its test are right."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.questions import text_in
from core.questions.fields import NumberAnswer, YesNoAnswer
from core.questions.forms import options_of
from trainings.models import ShortForm, Training, TrainingForm
from trainings.queries.short_forms import right_questions


class ChooseFormForm(forms.Form):
    use_required_attribute = False
    form: "forms.ModelChoiceField[ShortForm]" = forms.ModelChoiceField(label=_("Form"), queryset=None, empty_label=_("choose"))

    def __init__(self, data: Any = None, *, training: Training) -> None:
        super().__init__(data)
        rows = ShortForm.objects.filter(organisation=training.organisation_id, kind__in=[ShortForm.Kind.TEST, ShortForm.Kind.FEEDBACK])
        field: Any = self.fields["form"]
        field.queryset = rows
        field.label_from_instance = lambda row: f"{row.name} ({row.get_kind_display()})"


class FormCodeForm(forms.Form):
    """The code of a form, as the trainer shows it."""

    use_required_attribute = False
    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}))


class KeyForm(forms.Form):
    """The key of an empty form: sent twice, it counts once."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls) -> "KeyForm":
        return cls(initial={"key": uuid.uuid4()})


class RightForm(forms.Form):
    """The right answer of each question that can have one; what is left empty gives no point."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, form: TrainingForm, language: str) -> None:
        super().__init__(data, prefix="right")
        for question in right_questions(form):
            label, initial = text_in(question["label"], language), form.right.get(question["key"])
            common: dict[str, Any] = {"label": label, "required": False, "initial": initial}
            if question["kind"] == "choice":
                choices = [("", _("no right answer")), *options_of(question, language)]
                self.fields[question["key"]] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
            elif question["kind"] == "yes_no":
                self.fields[question["key"]] = YesNoAnswer(**common)
            else:
                self.fields[question["key"]] = NumberAnswer(low=-(10**9), high=10**9, **common)

    def right(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if value not in (None, "")}

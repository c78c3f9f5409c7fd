"""Asking until when, and what was answered."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import BISHKEK
from trainings.domain.offers import HOUR, usual_deadline
from trainings.models import ConfirmationTerms, Training
from trainings.models.offers import MOVE_UP_HOURS

LONGEST_REASON = 300


class CodeForm(forms.Form):
    """The code of a place, as it stands on a card or was told over the phone."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "short"}),
        help_text=_("Eight letters and digits, for example 7K4M-Q2XD."),
    )


class AnswerForm(forms.Form):
    """Comes, does not come (with a reason, or none), or the answer is taken back."""

    answer = forms.ChoiceField(choices=[("yes", ""), ("no", ""), ("back", "")])
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)


class LineForm(forms.Form):
    """Another place on the waiting list for one person, with the reason."""

    nomination = forms.IntegerField()
    place = forms.IntegerField(min_value=1)
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)


class AskForm(forms.Form):
    """Until when everybody with a place says whether they come; Bishkek time."""

    use_required_attribute = False
    answer_day = forms.DateField(label=_("Answer by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    answer_time = forms.TimeField(label=_("Hour, Bishkek time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    move_up_hours = forms.IntegerField(
        label=_("Hours to answer for whoever moves up from the waiting list"),
        min_value=2,
        max_value=336,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, training: Training, **kwargs: Any) -> None:
        terms = ConfirmationTerms.objects.filter(training=training).first()
        usual = usual_deadline(training)
        # The training's own deadline, as long as it lies ahead: whoever is asked later answers with the others.
        until = terms.answer_by if terms and terms.answer_by > timezone.now() else usual
        kwargs["initial"] = {
            "answer_day": until.astimezone(BISHKEK).date() if until else None,
            "answer_time": until.astimezone(BISHKEK).time() if until else HOUR,
            "move_up_hours": terms.move_up_hours if terms else MOVE_UP_HOURS,
        }
        super().__init__(*args, **kwargs)
        #: Whether there is time left to ask.
        self.in_time = usual is not None

    def terms(self) -> dict[str, Any]:
        """What the verbs take."""
        data = self.cleaned_data
        moment = datetime.combine(data["answer_day"], data["answer_time"], tzinfo=BISHKEK)
        return {"answer_by": moment, "move_up_hours": data["move_up_hours"]}

"""Whom a device pass is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from trainings.models import Training
from trainings.queries.passes import trainers_of


class PassForm(forms.Form):
    """A trainer of the training, or the name of one without an account."""

    trainer = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=gettext_lazy("Trainer"),
        required=False,
        empty_label=gettext_lazy("– somebody without an account –"),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of a trainer without an account"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    label = forms.CharField(
        label=gettext_lazy("Whose phone it is"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("So that you know later which one to close."),
    )

    def __init__(self, *args: Any, training: Training, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trainer: Any = self.fields["trainer"]
        trainer.queryset = trainers_of(training)
        trainer.label_from_instance = lambda user: user.name or user.number

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("trainer")) == bool((values.get("name") or "").strip()) and not self.errors:
            self.add_error("trainer", _("Choose a trainer, or write the name of one without an account."))
        return values

"""Which badges are printed, in which language, and what for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainings.models import Training
from trainings.queries.badges import BadgeLine


class BadgesForm(forms.Form):
    """Everybody or those who are ticked. `lines`: the roster as it is printed."""

    which = forms.ChoiceField(
        label=_("Whose"), choices=[("all", _("Everybody on the roster")), ("some", _("Those ticked below"))], widget=forms.RadioSelect
    )
    with_trainers = forms.BooleanField(label=_("Trainers, too"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Training._meta.get_field("sheet_language").choices or ())
    reason = forms.CharField(label=_("What is it for?"), max_length=140)
    on = forms.TypedMultipleChoiceField(label=_("People"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, training: Training, lines: Sequence[BadgeLine]) -> None:
        super().__init__(data, initial={"which": "all", "with_trainers": True, "language": training.sheet_language})
        self.fields["on"].choices = [(line.place.pk, line.place.person.written_name) for line in lines]  # type: ignore[attr-defined]
        if not lines:
            del self.fields["on"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("which") == "some" and not given.get("on") and not given.get("with_trainers"):
            self.add_error("which", _("Choose at least one person."))
        return given

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        places = given.get("on", []) if given["which"] == "some" else None
        return {"places": places, **{name: given[name] for name in ("with_trainers", "language", "reason")}}

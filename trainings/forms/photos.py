from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainings.models import Participation


class TrainingPhotoForm(forms.Form):
    """A photo, and who of the roster can be recognised on it."""

    use_required_attribute = False
    upload = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP. Where and with what it was taken is not kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    shows = forms.ChoiceField(
        label=_("Who can be recognised"), widget=forms.RadioSelect, choices=[("none", _("Nobody")), ("people", _("These people"))]
    )
    people = forms.TypedMultipleChoiceField(label=_("These people"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    unknown_people = forms.BooleanField(label=_("Somebody who is not named above can be recognised, too"), required=False)
    caption = forms.CharField(label=_("Caption"), max_length=240, required=False, help_text=_("No names of people."))

    def __init__(self, data: Any = None, files: Any = None, *, roster: Sequence[Participation]) -> None:
        super().__init__(data, files)
        self.by_pk = {row.person_id: row.person for row in roster}
        field: Any = self.fields["people"]
        field.choices = [(pk, person.written_name) for pk, person in self.by_pk.items()]

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "upload": given["upload"],
            "name": given["upload"].name,
            "shows_people": given["shows"] == "people",
            "people": [self.by_pk[pk] for pk in given["people"]],
            "unknown_people": given["unknown_people"],
            "caption": given["caption"],
        }

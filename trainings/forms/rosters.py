import uuid
from typing import Any

from django import forms

from trainings.forms.nominations import NewPersonForm


class LinkForm(forms.Form):
    """Which walk-in, and the number of the record it is."""

    place = forms.IntegerField()
    person = forms.CharField(max_length=20)


class WalkInForm(NewPersonForm):
    """Somebody who came without being on the list. The key makes sending the form twice harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)

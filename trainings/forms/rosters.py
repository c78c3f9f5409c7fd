import uuid
from typing import Any

from django import forms

from trainings.forms.nominations import NewPersonForm


class WalkInForm(NewPersonForm):
    """Somebody who came without being on the list. The key makes sending the form twice harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainings.enums import MarkHow, MarkStatus
from trainings.models import Participation
from trainings.queries.grid import field_name


class MarksForm(forms.Form):
    """One session's marks as they were tapped or typed: a status by place, and the key that makes sending twice harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label=_("How do you know?"),
        choices=[(MarkHow.TAP.value, _("I see who is here")), (MarkHow.PAPER.value, _("From the signed sheet"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, roster: list[Participation], how: str = MarkHow.PAPER) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), "how": how})
        self.roster = roster
        for row in roster:
            self.fields[field_name(row)] = forms.ChoiceField(choices=MarkStatus, required=False)

    def statuses(self) -> dict[int, str]:
        """Participation id -> status, of those who were marked."""
        return {row.pk: status for row in self.roster if (status := self.cleaned_data.get(field_name(row)))}

    def typed(self) -> dict[str, str]:
        return {field_name(row): self.data.get(field_name(row), "") for row in self.roster}

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainings.enums import MarkHow, MarkStatus
from trainings.models import Participation, Session
from trainings.queries.grid import cell_name, field_name


class MarksForm(forms.Form):
    """Marks as they were tapped or typed: a status by place in the open session, marks of other sessions set by keyboard, and the key that
    makes sending twice harmless. `rest`: those who are not marked yet in the open session are present.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label=_("How do you know?"),
        choices=[(MarkHow.TAP.value, _("I see who is here")), (MarkHow.PAPER.value, _("From the signed sheet"))],
        widget=forms.RadioSelect,
    )

    rest = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        roster: list[Participation],
        sessions: Sequence[Session] = (),
        how: str = MarkHow.PAPER,
    ) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), "how": how})
        self.roster, self.sessions = roster, sessions
        for row in roster:
            self.fields[field_name(row)] = forms.ChoiceField(choices=MarkStatus, required=False)

    def statuses(self) -> dict[int, str]:
        """Participation id -> status, of those who were marked."""
        return {row.pk: status for row in self.roster if (status := self.cleaned_data.get(field_name(row)))}

    def others(self) -> dict[Session, dict[int, str]]:
        """Session -> participation id -> status, of the sessions beside the open one. Anything else that was sent is passed over."""
        found: dict[Session, dict[int, str]] = {}
        for session in self.sessions:
            given = {row.pk: self.data.get(cell_name(session, row), "") for row in self.roster}
            if marks := {pk: status for pk, status in given.items() if status in MarkStatus.values}:
                found[session] = marks
        return found

    def typed(self) -> dict[str, str]:
        """What was sent, by field, so that a page that comes back loses nothing."""
        names = [field_name(row) for row in self.roster]
        names += [cell_name(session, row) for session in self.sessions for row in self.roster]
        return {name: str(value) for name in names if (value := self.data.get(name))}

"""An exported chat with the list of its members, and who the senders are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trainings.chats import MOST_BYTES
from trainings.models import ChatSender, Participation

NOBODY = "nobody"


class ChatForm(forms.Form):
    use_required_attribute = False
    chat = forms.FileField(
        label=gettext_lazy("Exported chat"),
        help_text=gettext_lazy("In the messenger: “Export chat”, without media. A text file (.txt), or the .zip of an iPhone."),
        widget=forms.FileInput(attrs={"accept": ".txt,.zip"}),
    )
    members = forms.FileField(
        label=gettext_lazy("List of members"),
        required=False,
        help_text=gettext_lazy("Who is who: the name or number in the chat, the name, the phone (.xlsx or .csv). Once is enough."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def _small(self, file: UploadedFile | None) -> UploadedFile | None:
        if file is not None and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("This chat is too large. Please export it without media."))
        return file

    def clean_chat(self) -> UploadedFile | None:
        return self._small(self.cleaned_data["chat"])

    def clean_members(self) -> UploadedFile | None:
        return self._small(self.cleaned_data["members"])

    def contents(self) -> tuple[bytes, bytes | None]:
        """Both files as they are read, once; they are closed, so that a large one leaves the disk at once, too."""
        found = []
        for name in ("chat", "members"):
            file = self.cleaned_data[name]
            found.append(file.read() if file else None)
            if file:
                file.close()
        return found[0] or b"", found[1]


class SendersForm(forms.Form):
    """For each open sender a place on the roster, or that it is nobody of the course; what is left empty stays open."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, senders: Sequence[ChatSender], roster: Sequence[Participation]) -> None:
        super().__init__(data)
        people = [(str(row.pk), row.person.written_name) for row in roster]
        choices = [("", _("choose")), (NOBODY, _("not a participant")), *people]
        for sender in senders:
            self.fields[f"s-{sender.pk}"] = forms.ChoiceField(label=sender.label, required=False, choices=choices)

    def decisions(self) -> dict[int, int | None]:
        given = {int(name.removeprefix("s-")): value for name, value in self.cleaned_data.items() if value}
        return {pk: None if value == NOBODY else int(value) for pk, value in given.items()}

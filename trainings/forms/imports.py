"""Shapes of the roster import and of the page of paper consents."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import format_day, format_time
from trainings.models import ImportPair, RosterImport, Session
from youth_groups.rosters.columns import SESSION
from youth_groups.rosters.headings import FIELDS, NEVER

MEGABYTE = 1_000_000


class RosterUploadForm(forms.Form):
    """A roster as a file, or as rows copied out of a spreadsheet; and who keeps lists like it."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Roster"),
        required=False,
        help_text=gettext_lazy(
            "An Excel workbook (.xlsx) or a table as text (.csv). First you see what would be taken; nothing is recorded yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or rows copied from a spreadsheet"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Copy the rows with their headings in Excel or another spreadsheet and paste them here."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    sender = forms.CharField(
        label=gettext_lazy("Whose list is it?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "A school, a partner or an office, not a person. What you choose for its columns is remembered for its next list."
        ),
        widget=forms.TextInput(attrs={"list": "senders"}),
    )

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        limit = settings.ASHAR["UPLOAD_MAX_BYTES"]
        if file is not None and (file.size or 0) > limit:
            raise forms.ValidationError(_("This file is larger than %(size)s MB. Please send a smaller one.") % {"size": limit // MEGABYTE})
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("file") and not data.get("pasted", "").strip():
            raise forms.ValidationError(_("Choose a file, or paste the rows."))
        return data

    def content(self) -> tuple[bytes, str]:
        """What was sent: the bytes, and the file's name ("" for pasted rows). The file goes before what was pasted."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None:
            return file.read(), file.name or ""
        return self.cleaned_data["pasted"].encode(), ""


class ColumnsForm(forms.Form):
    """What each column of a file is: `column-<key>` is a field, a session's attendance, or nothing.

    `first-<sheet's place>` and `last-<…>`: in which rows its heading stands, as a spreadsheet counts them; 0 for a list without headings.
    """

    def __init__(self, data: Any = None, *, roster_import: RosterImport, sessions: Iterable[Session]) -> None:
        super().__init__(data)
        self.sheets = roster_import.columns.get("sheets", [])
        fields = [(name, str(words).capitalize()) for name, words in FIELDS.items() if name != "tick"]
        attendance = [(f"{SESSION}{session.pk}", session_words(session)) for session in sessions]
        choices: list[Any] = [("", _("not taken")), *fields]
        if attendance:
            choices.append((_("Attendance"), attendance))
        for place, sheet in enumerate(self.sheets):
            for name, label, row in zip(
                ("first", "last"), (_("First row of the headings"), _("Last row of the headings")), sheet["heading"], strict=True
            ):
                self.fields[f"{name}-{place}"] = forms.IntegerField(
                    label=label,
                    required=False,
                    min_value=0,
                    initial=row + 1,
                    widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
                )
            for column in sheet["columns"]:
                if column["why"] not in NEVER:
                    self.fields[f"column-{column['key']}"] = forms.ChoiceField(
                        choices=choices, required=False, label=column["heading"] or _("without a heading"), initial=column["offer"]
                    )

    def choices(self) -> dict[str, str]:
        """Column's key -> what was chosen."""
        return {name.removeprefix("column-"): value for name, value in self.cleaned_data.items() if name.startswith("column-")}

    @property
    def headings_moved(self) -> bool:
        """Somebody said that a heading stands elsewhere: the columns are others then, and want a look before the file is read."""
        return any(self.headings().get(sheet["name"], tuple(sheet["heading"])) != tuple(sheet["heading"]) for sheet in self.sheets)

    def headings(self) -> dict[str, tuple[int, int]]:
        """Sheet -> first and last row of its heading, counted from 0. One row is enough; a last row before the first one counts as it."""
        said = {}
        for place, sheet in enumerate(self.sheets):
            first, last = (self.cleaned_data.get(f"{name}-{place}") for name in ("first", "last"))
            if first is not None:
                said[sheet["name"]] = (first - 1, max(first, last or 0) - 1 if first else -1)
        return said


def session_words(session: Session) -> str:
    """A session in a list of choices: its place, day and title."""
    day = f"{format_day(session.starts_at)}, {format_time(session.starts_at)}"
    return " · ".join(part for part in (f"{session.position}", day, session.title) if part)


class PairsForm(forms.Form):
    """What was decided about the pairs of one page: `pair-<id>` is "same", "two" or not decided."""

    def __init__(self, data: Any = None, *, pairs: Iterable[ImportPair]) -> None:
        super().__init__(data)
        self.pairs = list(pairs)
        for pair in self.pairs:
            self.fields[f"pair-{pair.pk}"] = forms.ChoiceField(choices=ImportPair.Decision.choices, required=False)

    def decisions(self) -> dict[int, str]:
        """Pair id -> decision, of the pairs that are decided."""
        return {pair.pk: answer for pair in self.pairs if (answer := self.cleaned_data.get(f"pair-{pair.pk}"))}


class PaperConsentsForm(forms.Form):
    """What is the same for all papers of the pile: the day, the language of the form, perhaps one scan of all."""

    use_required_attribute = False
    given_on = forms.DateField(label=gettext_lazy("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    language = forms.ChoiceField(label=gettext_lazy("Language of the paper form"), choices=settings.LANGUAGES)
    scan = forms.FileField(
        label=gettext_lazy("Scan of the papers"),
        required=False,
        help_text=gettext_lazy("PDF or photo, once for the whole pile. The papers themselves stay in the office."),
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
    )

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        return day

"""Shapes of taking a list out and of bringing it back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youth_groups.queries.changes import RowLine


class TakeOutForm(forms.Form):
    """Why a list is taken out, and as what."""

    reason = forms.CharField(label=_("What is it for?"), max_length=140)
    kind = forms.ChoiceField(
        label=_("As"),
        choices=[("xlsx", _("Excel workbook (.xlsx)")), ("csv", _("Table as text (.csv)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )


class ComeBackForm(forms.Form):
    """A list that was taken out here, changed and sent back."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("List"),
        help_text=_("The file that was taken out here, as .xlsx or .csv. Leave the first column and the last one as they are."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        limit = settings.ASHAR["UPLOAD_MAX_BYTES"]
        if (file.size or 0) > limit:
            words = gettext("This file is larger than %(size)s MB. Please send a smaller one.")
            raise forms.ValidationError(words % {"size": limit // 1_000_000})
        return file


class ChosenForm(forms.Form):
    """Which differences of one page are to be applied: a tick each, named by its row and column."""

    def __init__(self, data: Any = None, *, lines: Iterable[RowLine]) -> None:
        super().__init__(data)
        self.lines = list(lines)
        self.fields["take"] = forms.MultipleChoiceField(
            required=False, choices=[(f"{line.row.pk}:{one.column}", "") for line in self.lines for one in line.fields]
        )

    def chosen(self) -> dict[int, list[str]]:
        """Row id -> columns, for every row of the page."""
        found: dict[int, list[str]] = {line.row.pk: [] for line in self.lines}
        for value in self.cleaned_data["take"]:
            pk, _colon, column = value.partition(":")
            found[int(pk)].append(column)
        return found

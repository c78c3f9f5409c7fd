"""Shapes of the roster import and of the page of paper consents."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trainings.models import ImportPair

MEGABYTE = 1_000_000


class RosterUploadForm(forms.Form):
    """A roster as a file."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Roster"),
        help_text=gettext_lazy(
            "An Excel workbook (.xlsx) or a table as text (.csv). First you see what would be taken; nothing is recorded yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        limit = settings.ASHAR["UPLOAD_MAX_BYTES"]
        if (file.size or 0) > limit:
            raise forms.ValidationError(_("This file is larger than %(size)s MB. Please send a smaller one.") % {"size": limit // MEGABYTE})
        return file


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

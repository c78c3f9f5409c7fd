"""Forms of signed sheets: a scan with its number, whose signature is there, where the original lies, a head count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.questions.fields import FilesAnswer
from trainings.ages import AGE_GROUPS, UNKNOWN, age_group_label
from trainings.models import SessionCount, SignInSheet
from trainings.queries.grid import field_name
from trainings.queries.papers import Difference
from youth_groups.enums import Sex

MOST_PAGES = 99
#: So many photos are read in one go.
MOST_FILES = 12


class ScanForm(forms.Form):
    """Scans or photos; number and pages only where no code can be read."""

    use_required_attribute = False
    scans = FilesAnswer(
        label=_("Scans or photos of signed sheets"),
        help_text=_("PDF, JPEG or PNG, several at once. The code on each page says which sheet it is."),
        most=MOST_FILES,
    )
    number = forms.CharField(label=_("Number of the sheet"), max_length=20, required=False, help_text=_("Only when no code can be read."))
    pages = forms.CharField(
        label=_("Which pages of the sheet"),
        max_length=60,
        required=False,
        help_text=_("Only when no code can be read, for example 1, 3-5."),
    )

    def clean_pages(self) -> set[int]:
        found: set[int] = set()
        for part in self.cleaned_data["pages"].replace(" ", "").replace("–", "-").split(","):
            first, _dash, last = part.partition("-")
            if not part:
                continue
            if not first.isdecimal() or not (last or first).isdecimal() or not 1 <= int(first) <= int(last or first) <= MOST_PAGES:
                raise forms.ValidationError(_("Write pages as numbers, for example 1, 3-5."))
            found |= set(range(int(first), int(last or first) + 1))
        return found

    def clean_scans(self) -> list[Any]:
        scans: list[Any] = self.cleaned_data["scans"]
        if len(scans) > 1 and self.data.get("number"):
            raise forms.ValidationError(_("With a typed number, send one file."))
        return scans

    def typed(self) -> dict[str, Any]:
        """Number and pages as typed."""
        return {"number": self.cleaned_data["number"], "pages": self.cleaned_data["pages"]}


class SignaturesForm(forms.Form):
    """A tick for every place whose signature stands on the paper, and for each difference whether the paper or the mark is right."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    signed = forms.TypedMultipleChoiceField(coerce=int, required=False)
    unlisted = forms.IntegerField(
        label=_("Signatures of people who are not on this list"),
        min_value=0,
        max_value=999,
        required=False,
        initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    def __init__(self, *args: Any, places: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed"].choices = [(pk, pk) for pk in places]  # type: ignore[attr-defined]

    def decisions(self, differences: list[Difference]) -> dict[int, bool]:
        """Participation id -> whether the paper is right, of those that somebody decided."""
        given = {each.participation.pk: self.data.get(f"d{field_name(each.participation)}") for each in differences}
        return {pk: value == "paper" for pk, value in given.items() if value in ("paper", "mark")}


class OriginalForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False

    class Meta:
        model = SignInSheet
        fields = ("kept_office", "kept_binder", "kept_number")


class SessionCountForm(forms.Form):
    """The grid by sex and age group, who signed, the photo of the signed paper."""

    use_required_attribute = False
    counted_by = forms.CharField(label=_("Who counted and signed"), max_length=160)
    sheet = forms.FileField(label=_("Photo of the signed sheet"), required=False)

    def __init__(self, *args: Any, count: SessionCount | None = None, **kwargs: Any) -> None:
        if count is not None:
            cells = {f"{cell.sex}-{cell.age}": cell.people for cell in count.cells.all()}
            kwargs["initial"] = {**cells, "counted_by": count.counted_by}
        super().__init__(*args, **kwargs)
        self.ages = [*((code, label) for code, _low, _high, label in AGE_GROUPS), (UNKNOWN, age_group_label(UNKNOWN))]
        for sex, sex_label in Sex.choices:
            for age, age_label in self.ages:
                widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "short", "min": 0})
                self.fields[f"{sex}-{age}"] = forms.IntegerField(
                    label=f"{sex_label}, {age_label}", min_value=0, max_value=100_000, required=False, widget=widget
                )

    def rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(label, [self[f"{sex}-{age}"] for sex in Sex.values]) for age, label in self.ages]

    def sexes(self) -> list[Any]:
        return [label for _sex, label in Sex.choices]

    def facts(self) -> dict[str, Any]:
        data, photo = self.cleaned_data, self.cleaned_data["sheet"]
        cells = {(sex, age): data[f"{sex}-{age}"] or 0 for sex in Sex.values for age, _label in self.ages}
        return {"cells": cells, "counted_by": data["counted_by"], "sheet": photo, "sheet_name": photo.name if photo else ""}

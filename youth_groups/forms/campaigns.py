from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import fold
from programme.domain.places import locality_for
from programme.models import Locality, Place
from youth_groups.domain.reach import known_people
from youth_groups.enums import ActivityKind, AgeBand, Channel, Sex, Theme
from youth_groups.models import Campaign, CampaignActivity, Group, HeadCount, Person, PlannedActivity

#: Sexes of a head count's grid; "not stated" is one of them.
SEXES = Sex.choices
BANDS = AgeBand.choices


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def words_area(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Why it is right all the same"), max_length=240, required=False, help_text=_("Only when we ask. The office reads it.")
    )


class PlaceForm(forms.Form):
    """A form with a village, which is the campaign's or the group's unless another one is written. Without a `place` it is asked for."""

    use_required_attribute = False
    village = forms.CharField(label=_("Village or town"), max_length=160)

    def __init__(self, *args: Any, place: Locality | None, **kwargs: Any) -> None:
        self.place = place
        kwargs["initial"] = {"village": place.name if place else "", **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def locality(self) -> Locality:
        """The known place, or the village as typed in the same province."""
        text, place = self.cleaned_data["village"], self.place
        province = self.province()
        if place is not None and place.province == province and fold(text) == fold(place.name):
            return place
        return locality_for(text, province=province)

    def province(self) -> Place | None:
        """In which province the village lies."""
        return self.place.province if self.place else None

    def facts(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name != "village"}
        return {**data, "locality": self.locality()}


class CampaignForm(PlaceForm):
    """Theme, days, village, the plan's activity."""

    title = forms.CharField(label=_("Title"), max_length=160)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))
    planned_activity = forms.ModelChoiceField(label=_("In the action plan"), queryset=PlannedActivity.objects.none(), required=False)
    story = words_area(
        _("What was done and what changed"), max_length=3000, required=False, help_text=_("In a sentence or two. No names of people.")
    )
    field_order = ("title", "theme", "first_day", "last_day", "village", "planned_activity", "story")

    def __init__(self, *args: Any, group: Group, campaign: Campaign | None = None, **kwargs: Any) -> None:
        if campaign is not None:
            names = ("title", "theme", "first_day", "last_day", "planned_activity", "story")
            kwargs["initial"] = {name: getattr(campaign, name) for name in names}
        super().__init__(*args, place=campaign.locality if campaign else group.locality, **kwargs)
        field: Any = self.fields["planned_activity"]
        field.queryset = PlannedActivity.objects.filter(plan__group=group).order_by("-plan", "first_day", "pk")
        field.label_from_instance = lambda row: row.activity


class CampaignActivityForm(PlaceForm):
    """What was done, on which day, in which village."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    title = forms.CharField(label=_("What it was"), max_length=160, help_text=_("No names of people."))
    day = day_field(_("Day"))
    reason = reason_field()
    field_order = ("kind", "title", "day", "village", "reason")

    def __init__(self, *args: Any, campaign: Campaign, row: CampaignActivity | None = None, **kwargs: Any) -> None:
        names = ("kind", "title", "day", "reason")
        kwargs["initial"] = {name: getattr(row, name) for name in names} if row else {"day": campaign.first_day}
        super().__init__(*args, place=row.locality if row else campaign.locality, **kwargs)


class ListForm(forms.Form):
    """Those who were there: members of the group, and whom it listed before."""

    use_required_attribute = False
    people = forms.ModelMultipleChoiceField(
        label=_("Members who were there"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, activity: CampaignActivity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        there = activity.participants.values("person")
        field.queryset = known_people(activity.campaign.group).exclude(pk__in=there).order_by("folded", "pk")
        field.label_from_instance = lambda person: (
            f"{person.written_name}, {person.birth_year}" if person.birth_year else person.written_name
        )


class NewPersonForm(forms.Form):
    """Somebody who is not in the group, as written."""

    use_required_attribute = False
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As the person writes it: family name and first name."))
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect)
    birth_year = forms.IntegerField(
        label=_("Birth year"), required=False, min_value=1900, help_text=_("Four digits, for example 2008. Not the full date.")
    )
    somebody_else = forms.BooleanField(label=_("This is somebody else with the same name and birth year"), required=False)

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        rest = {name: data[name] for name in ("sex", "birth_year", "somebody_else")}
        return {"written_name": data["name"], **rest}


class HeadCountForm(forms.Form):
    """The grid by sex and age, who signed, the photo of the sheet."""

    use_required_attribute = False
    counted_by = forms.CharField(label=_("Who counted and signed"), max_length=160)
    sheet = forms.FileField(label=_("Photo of the signed sheet"), required=False)
    reason = reason_field()

    def __init__(self, *args: Any, count: HeadCount | None = None, **kwargs: Any) -> None:
        if count is not None:
            cells = {f"{cell.sex}-{cell.band}": cell.people for cell in count.cells.all()}
            kwargs["initial"] = {**cells, "counted_by": count.counted_by, "reason": count.reason}
        super().__init__(*args, **kwargs)
        for sex, sex_label in SEXES:
            for band, band_label in BANDS:
                widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "short", "min": 0})
                self.fields[f"{sex}-{band}"] = forms.IntegerField(
                    label=f"{sex_label}, {band_label}", min_value=0, max_value=100_000, required=False, widget=widget
                )

    def rows(self) -> list[tuple[Any, list[forms.BoundField], int]]:
        """(age, its fields by sex, its sum)."""
        return [
            (label, [self[f"{sex}-{band}"] for sex, _label in SEXES], sum(self._number(f"{sex}-{band}") for sex, _label in SEXES))
            for band, label in BANDS
        ]

    def sums(self) -> list[int]:
        """By sex, and of all."""
        by_sex = [sum(self._number(f"{sex}-{band}") for band, _label in BANDS) for sex, _label in SEXES]
        return [*by_sex, sum(by_sex)]

    def _number(self, name: str) -> int:
        value = self[name].value()
        return int(value) if str(value or "").isdecimal() else 0

    def sexes(self) -> list[Any]:
        return [label for _sex, label in SEXES]

    def facts(self) -> dict[str, Any]:
        data, photo = self.cleaned_data, self.cleaned_data["sheet"]
        cells = {(sex, band): data[f"{sex}-{band}"] or 0 for sex, _s in SEXES for band, _b in BANDS}
        return {
            "cells": cells,
            "counted_by": data["counted_by"],
            "sheet": photo,
            "sheet_name": photo.name if photo else "",
            "reason": data["reason"],
        }


class EstimateForm(PlaceForm):
    """How many heard of it indirectly."""

    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    people = forms.IntegerField(label=_("People, about"), min_value=1, max_value=10_000_000)
    method = forms.CharField(label=_("How it was estimated"), max_length=240)
    source = forms.CharField(label=_("Source"), max_length=240)
    day = day_field(_("As of"))
    reason = reason_field()
    field_order = ("channel", "village", "people", "method", "source", "day", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate()


class DecisionForm(forms.Form):
    """The reason when the office sends something back."""

    use_required_attribute = False
    reason = words_area(_("What should be put right"), max_length=2000, required=False)

"""Shapes of the pages of the register of places."""

from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.domain.localities import EARLIEST_YEAR, HOME, LIES_IN, LocalityFacts
from programme.domain.places import TOWNS
from programme.models import Locality, LocalityName, Place
from programme.queries.localities import provinces_to_choose

#: What CLDR lists beside the countries of ISO 3166-1 (and Kosovo): parts of them, unions, test locales, the unknown; and our own country.
NO_COUNTRIES = {HOME, "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def countries() -> list[tuple[str, str]]:
    """Countries but our own, as (ISO 3166-1 code, name in the reader's language), by name."""
    names = Locale.parse((get_language() or "en").split("-")[0]).territories
    rows = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES]
    return [("", "–"), *sorted(rows, key=lambda row: row[1])]


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class LocalityForm(forms.Form):
    """What the register says of a place. What holds together is for the domain to say."""

    use_required_attribute = False
    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *Locality.Kind.choices])
    province = forms.ModelChoiceField(label=_("Province"), queryset=Place.objects.none(), required=False)
    place = forms.ModelChoiceField(label=_("District or town of the register"), queryset=Place.objects.none(), required=False)
    parent = forms.ModelChoiceField(
        label=_("Lies in"),
        queryset=Locality.objects.none(),
        required=False,
        help_text=_("A quarter lies in a town, a village may lie in an aiyl aimak."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False, help_text=_("Only for a place abroad."))
    population = forms.IntegerField(label=_("Population"), min_value=0, max_value=20_000_000, required=False)
    population_source = forms.CharField(label=_("Source of the population"), max_length=160, required=False)
    population_year = forms.IntegerField(label=_("Year of the population"), min_value=EARLIEST_YEAR, required=False)
    soate = forms.CharField(label=_("SOATE code"), max_length=14, required=False)
    pcode = forms.CharField(label=_("P-code"), max_length=13, required=False)

    def __init__(self, data: Any = None, *, locality: Locality | None = None, unit: Place | None = None) -> None:
        super().__init__(data, initial=_initial(locality, unit))
        province = locality.province if locality is not None else None
        fields: dict[str, Any] = self.fields
        fields["country"].choices = countries()
        fields["province"].queryset = provinces_to_choose()
        units = Place.objects.exclude(level__in=(Place.Level.COUNTRY, Place.Level.OBLAST)).select_related("parent__parent")
        parents = Locality.objects.known().filter(kind__in=LIES_IN.values()).select_related("province")
        if province is not None:
            parents = parents.filter(province=province)
        fields["place"].queryset, fields["parent"].queryset = units.order_by("soate"), parents.order_by("kind", "folded")
        fields["province"].label_from_instance = lambda row: row.name
        fields["place"].label_from_instance = _unit_label
        fields["parent"].label_from_instance = lambda row: f"{row.name}, {row.get_kind_display()}"

    def facts(self) -> LocalityFacts:
        return LocalityFacts(**self.cleaned_data)


def _initial(locality: Locality | None, unit: Place | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if locality is not None:
        found = {name: getattr(locality, name) for name in LocalityForm.base_fields}
    if unit is not None:
        found |= {"place": unit} | ({"kind": Locality.Kind.TOWN} if unit.level in TOWNS else {})
    return found


def _unit_label(unit: Place) -> str:
    above = unit.parent
    return f"{unit.name} ({above.name})" if above is not None and above.level != Place.Level.COUNTRY else unit.name


class NameForm(forms.Form):
    """One more name of a place, or a spelling by which it is found."""

    use_required_attribute = False
    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=LocalityName.Kind.choices, initial=LocalityName.Kind.NAME)
    language = forms.ChoiceField(label=_("Language"), choices=[("", "–"), *settings.LANGUAGES], required=False)
    valid_from = _day(_("First day"))
    valid_to = _day(_("Last day"))


class RenameForm(forms.Form):
    """A new name from a day on."""

    use_required_attribute = False
    name = forms.CharField(label=_("New name"), max_length=160)
    from_day = _day(_("From which day"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_day"].initial = timezone.localdate

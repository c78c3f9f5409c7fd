from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from youth_groups.enums import MemberFunction, Sex


class MemberFactsForm(forms.Form):
    """What a group writes down of a member: the name as written, the birth year only."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As the person writes it: family name and first name."))
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect, initial=Sex.FEMALE)
    birth_year = forms.IntegerField(
        label=_("Birth year"), required=False, min_value=1900, help_text=_("Four digits, for example 2008. Not the full date.")
    )

    def clean_birth_year(self) -> int | None:
        year = self.cleaned_data["birth_year"]
        if year is not None and year > timezone.localdate().year:
            raise forms.ValidationError(_("This year has not come yet."))
        return year  # type: ignore[no-any-return]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"written_name": data["name"], "sex": data["sex"], "birth_year": data["birth_year"]}


class MemberForm(MemberFactsForm):
    """A new member as the group writes them down."""

    function = forms.ChoiceField(label=_("In the group"), choices=MemberFunction.choices, initial=MemberFunction.MEMBER)


class MembershipForm(forms.Form):
    """Function and days of a member. A last day ends the membership."""

    use_required_attribute = False
    function = forms.ChoiceField(label=_("In the group"), choices=MemberFunction.choices)
    first_day = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty while the person belongs to the group."),
    )

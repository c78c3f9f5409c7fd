"""Shapes of the person page, consents, care data, clearance, links."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.domain.places import PROVINCES, locality_for
from programme.models import Place
from youth_groups.documents.consent_texts import PURPOSES
from youth_groups.domain.protected import PREFER_NOT, WG_QUESTIONS
from youth_groups.enums import ClearanceKind, ConsentAnswer, ConsentBy, ConsentChannel, ConsentPurpose, Occupation
from youth_groups.forms.groups import field_name
from youth_groups.models import Caregiver, Person

SPOKEN = (("ky", "кыргызча"), ("ru", "русский"), ("uz", "oʻzbekcha"), ("en", "English"))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is written down of somebody. A village is typed; one that is not known waits to be matched."""

    languages = forms.MultipleChoiceField(label=_("Languages"), choices=SPOKEN, required=False, widget=forms.CheckboxSelectMultiple)
    province = forms.ModelChoiceField(label=_("Province"), queryset=Place.objects.filter(level__in=PROVINCES), required=False)
    village = forms.CharField(label=_("Village or town"), max_length=160, required=False)

    class Meta:
        model = Person
        fields = ("written_name", "certificate_name", "sex", "birth_year", "province", "institution", "language", "languages")

    field_order = ("written_name", "certificate_name", "sex", "birth_year", "province", "village", "institution", "language", "languages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)
        self.fields["province"].label_from_instance = field_name  # type: ignore[attr-defined]
        self._stood, self._province = self.instance.locality, self.instance.province
        self.initial["village"] = self._stood.name if self._stood is not None else ""
        self.order_fields(self.field_order)

    def facts(self) -> dict[str, Any]:
        """The arguments of `change_person`. A field that was not sent changes nothing, one that was sent empty is cleared.

        The place that stood stays as long as neither its name nor the province was changed. No ticked language is a form without the
        field, too: that clears the languages.
        """
        data = {name: value for name, value in self.cleaned_data.items() if self._sent(name)}
        changed = {"village", "province"} & set(self.changed_data) & set(data)
        village = " ".join(data.pop("village", self.initial["village"]).split())
        if changed:
            data["locality"] = locality_for(village, province=data.get("province", self._province)) if village else None
        return data

    def _sent(self, name: str) -> bool:
        return not self.fields[name].widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Person
        fields = ("phone", "phone_owner", "may_call", "may_write", "may_leave_message", "best_time", "may_name", "no_messages")


class OccupationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Occupation"), choices=Occupation.choices)
    first_year = forms.IntegerField(label=_("From the year"), min_value=1900)
    last_year = forms.IntegerField(label=_("To the year"), min_value=1900, required=False)


class CaregiverForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Caregiver
        fields = ("kind", "relation", "why_no_parent", "name", "phone")


class ConsentForm(forms.Form):
    """One answer to one question."""

    purpose = forms.ChoiceField(label=_("For"), choices=ConsentPurpose.choices)
    answer = forms.ChoiceField(label=_("Answer"), choices=ConsentAnswer.choices, widget=forms.RadioSelect)
    by = forms.ChoiceField(
        label=_("Answered by"), choices=[(by.value, by.label) for by in (ConsentBy.SELF, ConsentBy.CAREGIVER)], widget=forms.RadioSelect
    )
    relation = forms.CharField(label=_("Caregiver is the child's…"), max_length=60, required=False)
    channel = forms.ChoiceField(label=_("How"), choices=ConsentChannel.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    given_on = forms.DateField(label=_("On"), widget=DAY, initial=timezone.localdate)
    witness = forms.CharField(label=_("Witness"), max_length=160, required=False)
    scan = forms.FileField(label=_("Scan"), required=False)


class ScreenForm(forms.Form):
    """The text read on screen: each question on its own, nothing ticked beforehand; an empty one is not recorded and means no."""

    relation = forms.CharField(label=_("Caregiver is the child's…"), max_length=60, required=False)
    witness = forms.CharField(label=_("Witness"), max_length=160, required=False)

    def __init__(self, *args: Any, questions: dict[str, str], words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose in PURPOSES:
            self.fields[purpose] = forms.ChoiceField(
                label=questions[purpose],
                choices=[(ConsentAnswer.GIVEN, words["yes"]), (ConsentAnswer.REFUSED, words["no"])],
                widget=forms.RadioSelect,
                required=False,
            )

    def answers(self) -> dict[str, str]:
        return {purpose: answer for purpose in PURPOSES if (answer := self.cleaned_data.get(purpose))}


class DecisionForm(forms.Form):
    trusted_adult = forms.CharField(label=_("Trusted adult"), max_length=200)
    trusted_phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    grounds = forms.CharField(label=_("Grounds"), widget=forms.Textarea)


class SensitiveForm(forms.Form):
    """Every question may be left out or answered by "prefer not to say"."""

    ethnicity = forms.CharField(label=_("Ethnicity, in their own word"), max_length=80, required=False)
    ethnicity_not = forms.BooleanField(label=_("Ethnicity: prefers not to say"), required=False)
    declared_on = forms.DateField(label=_("Declared on"), widget=DAY, initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WG_QUESTIONS:
            self.fields[name] = forms.ChoiceField(
                label=WG_LABELS[name], choices=[("", _("not asked")), *WG_SCALE], required=False, widget=forms.RadioSelect
            )

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "ethnicity": PREFER_NOT if data["ethnicity_not"] else data["ethnicity"],
            "wg": {name: data[name] for name in WG_QUESTIONS if data[name]},
            "declared_on": data["declared_on"],
        }


#: Washington Group on Disability Statistics, short set: questions and answer categories.
WG_LABELS = {
    "seeing": _("Do you have difficulty seeing, even if wearing glasses?"),
    "hearing": _("Do you have difficulty hearing, even if using a hearing aid?"),
    "walking": _("Do you have difficulty walking or climbing steps?"),
    "remembering": _("Do you have difficulty remembering or concentrating?"),
    "self_care": _("Do you have difficulty with self-care, such as washing all over or dressing?"),
    "communicating": _("Using your usual language, do you have difficulty communicating, for example understanding or being understood?"),
}
WG_SCALE = [
    ("1", _("No, no difficulty")),
    ("2", _("Yes, some difficulty")),
    ("3", _("Yes, a lot of difficulty")),
    ("4", _("Cannot do it at all")),
    (PREFER_NOT, _("prefers not to say")),
]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200)


class LinkForm(ReasonForm):
    number = forms.CharField(label=_("Number of the other record"), max_length=20)


class ClearanceForm(forms.Form):
    user: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=_("Account"), queryset=None, empty_label=_("choose"))
    kind = forms.ChoiceField(label=_("Paper"), choices=ClearanceKind.choices)
    signed_on = forms.DateField(label=_("On"), widget=DAY)
    scan = forms.FileField(label=_("Scan"), required=False)

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = accounts
        field.label_from_instance = lambda user: f"{user.name or user.number} ({user.number})"

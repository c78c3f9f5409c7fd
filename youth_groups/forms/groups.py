from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from programme.domain.places import PROVINCES, locality_for
from programme.models import Organisation, Place
from youth_groups.domain.rights import REGISTERS_GROUPS
from youth_groups.enums import GroupKind


class GroupForm(forms.Form):
    """A group as the office registers it: a name in one language at least, kind, place."""

    use_required_attribute = False
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=GroupKind.choices)
    name_ky = forms.CharField(label=_("Name in Kyrgyz"), max_length=160, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=160, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    name_uz = forms.CharField(label=_("Name in Uzbek"), max_length=160, required=False)
    province = forms.ModelChoiceField(label=_("Province"), queryset=Place.objects.filter(level__in=PROVINCES))
    village = forms.CharField(label=_("Village or town"), max_length=160)
    founded_year = forms.IntegerField(label=_("Founded in"), required=False, min_value=1900)
    contact_phone = forms.CharField(label=_("Contact phone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language of letters to the group"), choices=settings.LANGUAGES, initial="ky")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = self.organisations(user).order_by("kind", "code")  # type: ignore[attr-defined]
        field.label_from_instance = field_name  # type: ignore[attr-defined]
        self.fields["province"].label_from_instance = field_name  # type: ignore[attr-defined]

    def organisations(self, user: User) -> QuerySet[Organisation]:
        """Those whose groups this account registers."""
        everywhere, reached = user.reach(REGISTERS_GROUPS)
        return Organisation.objects.all() if everywhere else Organisation.objects.filter(pk__in=reached)

    def clean_founded_year(self) -> Any:
        year = self.cleaned_data["founded_year"]
        if year is not None and year > timezone.localdate().year:
            raise forms.ValidationError(_("This year has not come yet."))
        return year

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(f"name_{code}") for code in ("ky", "ru", "en", "uz")):
            raise forms.ValidationError(_("Give the group's name in one language at least."))
        return data

    def facts(self) -> dict[str, Any]:
        """The arguments of `register_group`; a new village is written down as typed."""
        data = dict(self.cleaned_data)
        data["locality"] = locality_for(data.pop("village"), province=data.pop("province"))
        return data


class OwnGroupForm(GroupForm):
    """A group that registers itself, with the organisation that works with it: the lead organisation when nobody else is known."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        field = self.fields["organisation"]
        field.label = _("Which organisation works with you?")
        field.help_text = _("Leave it as it is when you do not know.")
        field.initial = Organisation.objects.filter(kind=Organisation.Kind.LEAD).first()

    def organisations(self, user: User) -> QuerySet[Organisation]:
        return Organisation.objects.all()


class DecisionForm(forms.Form):
    """The office's words to a group that it does not register."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Reason for the group"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed to refuse. The group reads these words: say what it can do."),
    )


RIGHTS = [
    ("edit_group", _("act for the group: apply, nominate")),
    ("own_group", _("own the group: also add members and hand over")),
    ("view_group", _("only see it")),
]


class AccessForm(forms.Form):
    """Which account may do what for the group."""

    use_required_attribute = False
    account = forms.CharField(
        label=_("Account"),
        max_length=254,
        help_text=_("The e-mail address or phone number with which the person signs in, or the number U-…."),
    )
    right = forms.ChoiceField(
        label=_("May"),
        choices=RIGHTS,
        widget=forms.RadioSelect,
        initial="edit_group",
    )

    def clean_account(self) -> User:
        typed = self.cleaned_data["account"].strip()
        found = User.objects.filter(
            Q(email=typed.lower()) | Q(phone=typed.replace(" ", "")) | Q(number=typed.upper()), is_active=True
        ).first()
        if found is None:
            raise forms.ValidationError(_("No account signs in with this. Check the spelling, or make the account first."))
        return found


def field_name(obj: Any) -> str:
    return str(obj.name)

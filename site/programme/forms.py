"""Shapes of the pages of people of the office."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.phones import PhoneField
from accounts.roles import Role
from programme.domain.roles import GIVEN_ELSEWHERE, may_give
from programme.models import Organisation, RoleHeld
from programme.queries.people import candidates_for


class RoleForm(forms.Form):
    """A role in an organisation, as far as the manager may give it."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=_("Organisation"), empty_label=None)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.in_scope(by, (Role.PROGRAMME_MANAGER,)).order_by("kind", "code")
        organisations: Any = self.fields["organisation"]
        organisations.queryset = mine
        organisations.label_from_instance = lambda row: row.name
        roles: Any = self.fields["role"]
        given = [role for role in Role if role not in GIVEN_ELSEWHERE and any(may_give(by, role, row) for row in mine)]
        roles.choices = [(role.value, role.label) for role in given]


class GiveRoleForm(RoleForm):
    """One more role for somebody, perhaps for a time."""

    first_day = forms.DateField(label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class OpenAccountForm(RoleForm):
    """Somebody new in the office."""

    name = forms.CharField(label=_("Name"), max_length=160)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The first sign-in goes by a code sent there."))
    phone = PhoneField(required=False)
    language = forms.ChoiceField(label=_("Language of pages and mails"), choices=settings.LANGUAGES)

    field_order = ["name", "email", "phone", "language", "role", "organisation"]


class ReaderForm(forms.Form):
    """Somebody from outside who reads an agreement, in which capacity, from when to when."""

    kind = forms.ChoiceField(
        label=_("Role"),
        choices=[
            ("contact", _("donor contact: reads the published summaries")),
            (Role.AUDITOR.value, _("auditor: reads the published summaries and the records behind each figure")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name"), max_length=160)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The first sign-in goes by a code sent there."))
    language = forms.ChoiceField(label=_("Language of pages and mails"), choices=settings.LANGUAGES, initial="en")
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("An auditor always has one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == Role.AUDITOR and not given.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Write the last day: an audit ends."))
        return given


class DeputyForm(forms.Form):
    """Who acts in a role for its holder, from when to when, and why."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Deputy"), empty_label=_("choose"))
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("A few words: leave, travel. Nothing about anybody's health."))

    def __init__(self, *args: Any, held: RoleHeld, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user: Any = self.fields["user"]
        user.queryset = candidates_for(held, by)
        user.label_from_instance = lambda person: person.name or person.number
        self.fields["first_day"].initial = timezone.localdate

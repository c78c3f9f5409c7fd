"""Organisations, donors, projects, agreements and budget lines in the Wagtail admin, for the programme manager."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup

from accounts.roles import Role
from core.money import Money
from core.viewsets import ScopedModelViewSet
from programme.domain import corrections, funding, organisations
from programme.models import Agreement, BudgetLine, Donor, DonorLogo, Organisation, Project

MANAGER: tuple[str, ...] = (Role.PROGRAMME_MANAGER,)
WRITES: dict[str, tuple[str, ...]] = {"view": MANAGER, "add": MANAGER, "change": MANAGER}
LANGUAGES = ("ky", "ru", "en", "uz")


def _in_each(stem: str, codes: tuple[str, ...] = LANGUAGES) -> list[FieldPanel]:
    return [FieldPanel(f"{stem}_{code}") for code in codes]


class AmountForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Money is typed in som or euro and kept in whole tyiyn or cents."""

    amount = forms.DecimalField(label=_("Amount"), max_digits=15, decimal_places=2, min_value=Decimal("0.01"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["amount"].initial = Money(self.instance.amount_minor, self.instance.currency).major

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if values.get("amount") is not None and values.get("currency"):
            values["amount"] = Money.of(values["amount"], values["currency"])
            self.instance.amount_minor = values["amount"].minor
        return values

    def changed_columns(self) -> list[str]:
        return ["amount_minor" if name == "amount" else name for name in self.changed_data]


class OrganisationViewSet(ScopedModelViewSet):
    model = Organisation
    name = "organisations"
    url_prefix = "programme/organisations"
    icon = "home"
    menu_label = _("Organisations")
    roles = WRITES
    list_display = ["code", "name_en", "kind"]
    ordering = "code"
    panels = [FieldPanel("code"), *_in_each("name"), FieldPanel("address"), FieldPanel("phone"), FieldPanel("email"), FieldPanel("logo")]

    def save_with(self, form: Any, user: Any) -> models.Model:
        if form.instance.pk is None:
            values = dict(form.cleaned_data)
            logo = values.pop("logo")
            organisation = organisations.register_organisation(by=user, **values)
            organisation.logo = logo
            return corrections.correct_organisation(organisation=organisation, fields=["logo"] if logo else [], by=user)
        return corrections.correct_organisation(organisation=form.instance, fields=form.changed_data, by=user)


class DonorViewSet(ScopedModelViewSet):
    model = Donor
    name = "donors"
    url_prefix = "programme/donors"
    icon = "user"
    menu_label = _("Donors")
    roles = WRITES
    list_display = ["code", "name_en"]
    ordering = "code"
    panels = [FieldPanel("code"), *_in_each("name")]

    def save_with(self, form: Any, user: Any) -> models.Model:
        if form.instance.pk is None:
            return funding.register_donor(by=user, **form.cleaned_data)
        return corrections.correct_donor(donor=form.instance, fields=form.changed_data, by=user)


class DonorLogoViewSet(ScopedModelViewSet):
    """Logos on sheets and certificates, each from a day to a day."""

    model = DonorLogo
    name = "donor-logos"
    url_prefix = "programme/logos"
    icon = "image"
    menu_label = _("Logos of donors")
    roles = WRITES
    list_display = ["donor", "first_day", "last_day"]
    ordering = "donor__code"
    panels = [FieldPanel("donor"), FieldPanel("image"), FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")])]

    def save_with(self, form: Any, user: Any) -> models.Model:
        return funding.save_donor_logo(logo=form.instance, by=user)


class ProjectViewSet(ScopedModelViewSet):
    model = Project
    name = "projects"
    url_prefix = "programme/projects"
    icon = "folder-open-inverse"
    menu_label = _("Projects")
    roles = WRITES
    list_display = ["code", "title_en", "organisation"]
    ordering = "code"
    panels = [FieldPanel("organisation"), FieldPanel("code"), *_in_each("title")]

    def save_with(self, form: Any, user: Any) -> models.Model:
        if form.instance.pk is None:
            return funding.register_project(by=user, **form.cleaned_data)
        return corrections.correct_project(project=form.instance, fields=form.changed_data, by=user)


class AgreementViewSet(ScopedModelViewSet):
    model = Agreement
    name = "agreements"
    url_prefix = "programme/agreements"
    icon = "doc-full"
    menu_label = _("Agreements")
    roles = WRITES
    list_display = ["number", "donor", "project", "first_day", "last_day"]
    ordering = "number"
    edit_handler = ObjectList(
        [
            FieldPanel("donor"),
            FieldPanel("project"),
            FieldPanel("number"),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            FieldRowPanel([FieldPanel("amount"), FieldPanel("currency")]),
            MultiFieldPanel(_in_each("funding_statement", ("ky", "ru", "en")), _("Funding statement")),
        ],
        base_form_class=AmountForm,
    )

    def save_with(self, form: Any, user: Any) -> models.Model:
        if form.instance.pk is None:
            values = {name: value for name, value in form.cleaned_data.items() if name != "currency"}
            return funding.sign_agreement(by=user, **values)
        return corrections.correct_agreement(agreement=form.instance, fields=form.changed_columns(), by=user)


class BudgetLineViewSet(ScopedModelViewSet):
    model = BudgetLine
    name = "budget-lines"
    url_prefix = "programme/budget-lines"
    icon = "list-ul"
    menu_label = _("Budget lines")
    roles = WRITES
    list_display = ["code", "agreement", "name_en", "currency"]
    ordering = ["agreement__number", "code"]
    edit_handler = ObjectList(
        [
            FieldPanel("agreement"),
            FieldPanel("code"),
            *_in_each("name", ("ky", "ru", "en")),
            FieldRowPanel([FieldPanel("amount"), FieldPanel("currency")]),
        ],
        base_form_class=AmountForm,
    )

    def save_with(self, form: Any, user: Any) -> models.Model:
        if form.instance.pk is None:
            values = {name: value for name, value in form.cleaned_data.items() if name != "currency"}
            return funding.add_budget_line(by=user, **values)
        return corrections.correct_budget_line(line=form.instance, fields=form.changed_columns(), by=user)


class ProgrammeGroup(ViewSetGroup):  # type: ignore[misc]
    menu_label = _("Programme")
    menu_icon = "folder-open-inverse"
    menu_order = 250
    items = (OrganisationViewSet, DonorViewSet, DonorLogoViewSet, ProjectViewSet, AgreementViewSet, BudgetLineViewSet)

"""Verbs on what pays: donors, projects, agreements, budget lines."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from core.events import record_event
from core.money import Money
from core.refusals import Refused
from programme.domain.rights import require_manager, require_manager_of_the_lead
from programme.models import Agreement, BudgetLine, Donor, DonorLogo, Organisation, Project

if TYPE_CHECKING:
    from accounts.models import User


def register_donor(*, by: "User", code: str, name_en: str, name_ru: str, name_ky: str, name_uz: str = "") -> Donor:
    """Register a donor. Its contacts get access by `readers.give_summary_access` on an agreement, never on the donor.

    Raises Refused unless `by` is the lead's programme manager, or when the code is taken.
    """
    require_manager_of_the_lead(by)
    with transaction.atomic():
        if Donor.objects.filter(code=code).exists():
            raise Refused(_("There is already a donor with this short code."), code="code_taken")
        donor = Donor.objects.create(code=code, name_en=name_en, name_ru=name_ru, name_ky=name_ky, name_uz=name_uz)
        record_event(subject=donor, action="registered", by=by, data={"code": code})
    return donor


def save_donor_logo(*, logo: DonorLogo, by: "User") -> DonorLogo:
    """Write a donor's logo, new or changed, with the days on which papers show it. What was drawn before keeps its own.

    Raises Refused unless `by` is the lead's programme manager, or when it ends before it begins.
    """
    require_manager_of_the_lead(by)
    if logo.first_day and logo.last_day and logo.last_day < logo.first_day:
        raise Refused(_("The last day is before the first."), code="days")
    with transaction.atomic():
        action = "logo_added" if logo.pk is None else "logo_changed"
        logo.save()
        days = {"from": logo.first_day and logo.first_day.isoformat(), "until": logo.last_day and logo.last_day.isoformat()}
        record_event(subject=logo.donor, action=action, by=by, data={"logo": logo.pk, **days})
    return logo


def register_project(
    *, by: "User", organisation: Organisation, code: str, title_en: str, title_ru: str, title_ky: str, title_uz: str = ""
) -> Project:
    """Register a project of an organisation. What pays for it comes by `sign_agreement`.

    Raises Refused unless `by` is its programme manager, or when the code is taken.
    """
    require_manager(by, organisation)
    with transaction.atomic():
        if Project.objects.filter(code=code).exists():
            raise Refused(_("There is already a project with this short code."), code="code_taken")
        project = Project.objects.create(
            organisation=organisation, code=code, title_en=title_en, title_ru=title_ru, title_ky=title_ky, title_uz=title_uz
        )
        record_event(subject=project, action="registered", by=by, data={"code": code, "organisation": organisation.pk})
    return project


def sign_agreement(
    *,
    by: "User",
    donor: Donor,
    project: Project,
    number: str,
    first_day: date,
    last_day: date,
    amount: Money,
    funding_statement_en: str = "",
    funding_statement_ru: str = "",
    funding_statement_ky: str = "",
    funding_statement_uz: str = "",
) -> Agreement:
    """Record a signed agreement: which donor pays how much for which project, from the first to the last day (both included).

    It belongs to the project's organisation. Raises Refused without the right, for days the wrong way round, an amount of nothing,
    or a number that is taken.
    """
    require_manager(by, project.organisation)
    if last_day < first_day:
        raise Refused(_("The last day lies before the first."), code="days")
    if amount.minor <= 0:
        raise Refused(_("Write an amount above zero."), code="amount")
    with transaction.atomic():
        if Agreement.objects.filter(number=number).exists():
            raise Refused(_("There is already an agreement with this number."), code="number_taken")
        agreement = Agreement.objects.create(
            donor=donor,
            project=project,
            organisation=project.organisation,
            number=number,
            first_day=first_day,
            last_day=last_day,
            amount_minor=amount.minor,
            currency=amount.currency,
            funding_statement_en=funding_statement_en,
            funding_statement_ru=funding_statement_ru,
            funding_statement_ky=funding_statement_ky,
            funding_statement_uz=funding_statement_uz,
        )
        data = {"donor": donor.pk, "project": project.pk, "amount_minor": amount.minor, "currency": amount.currency}
        record_event(subject=agreement, action="signed", by=by, data=data)
    return agreement


def add_budget_line(*, by: "User", agreement: Agreement, code: str, name_en: str, name_ru: str, name_ky: str, amount: Money) -> BudgetLine:
    """Add a line to an agreement's budget. Nothing is awarded from it yet.

    Lines in the agreement's own currency never add up to more than the agreement; the agreement is locked first.
    Raises Refused without the right, above the agreement, or when the code stands already.
    """
    require_manager(by, agreement.organisation)
    if amount.minor <= 0:
        raise Refused(_("Write an amount above zero."), code="amount")
    with transaction.atomic():
        locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
        if locked.lines.filter(code=code).exists():
            raise Refused(_("This agreement already has a line with this code."), code="code_taken")
        if amount.currency == locked.currency:
            planned = locked.lines.filter(currency=locked.currency).aggregate(sum=Sum("amount_minor"))["sum"] or 0
            if planned + amount.minor > locked.amount_minor:
                raise Refused(_("The lines would add up to more than the agreement."), code="above_agreement")
        line = BudgetLine.objects.create(
            agreement=locked,
            code=code,
            name_en=name_en,
            name_ru=name_ru,
            name_ky=name_ky,
            amount_minor=amount.minor,
            currency=amount.currency,
        )
        record_event(
            subject=line, action="added", by=by, data={"agreement": locked.pk, "amount_minor": amount.minor, "currency": amount.currency}
        )
    return line

"""Verbs that correct what was written: names, days, amounts. The event says which fields, never their values."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from django.db import models, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from programme.domain.rights import require_manager, require_manager_of_the_lead
from programme.models import Agreement, BudgetLine, Donor, Organisation, Project

if TYPE_CHECKING:
    from accounts.models import User

Row = TypeVar("Row", bound=models.Model)


def _corrected(row: Row, fields: Iterable[str], by: "User") -> Row:
    names = sorted(fields)
    if names:
        row.save(update_fields=names)
        record_event(subject=row, action="corrected", by=by, data={"fields": names})
    return row


def correct_organisation(*, organisation: Organisation, fields: Iterable[str], by: "User") -> Organisation:
    """Save the given fields of a changed organisation. Raises Refused unless `by` is the lead's programme manager."""
    require_manager_of_the_lead(by)
    with transaction.atomic():
        return _corrected(organisation, fields, by)


def correct_donor(*, donor: Donor, fields: Iterable[str], by: "User") -> Donor:
    """Save the given fields of a changed donor. Published summaries keep the name they were frozen with."""
    require_manager_of_the_lead(by)
    with transaction.atomic():
        return _corrected(donor, fields, by)


def correct_project(*, project: Project, fields: Iterable[str], by: "User") -> Project:
    """Save the given fields of a changed project. It stays with its organisation."""
    kept = Project.objects.select_related("organisation").get(pk=project.pk)
    require_manager(by, kept.organisation)
    if project.organisation_id != kept.organisation_id:
        raise Refused(_("A project stays with its organisation."), code="other_organisation")
    with transaction.atomic():
        return _corrected(project, fields, by)


def correct_agreement(*, agreement: Agreement, fields: Iterable[str], by: "User") -> Agreement:
    """Save the given fields of a changed agreement. Donor, project, organisation and currency stay; the amount never falls below its lines.

    Raises Refused without the right, or when one of these does not hold.
    """
    with transaction.atomic():
        kept = Agreement.objects.select_for_update().select_related("organisation").get(pk=agreement.pk)
        require_manager(by, kept.organisation)
        fixed = ("donor_id", "project_id", "organisation_id", "currency")
        if any(getattr(agreement, name) != getattr(kept, name) for name in fixed):
            raise Refused(_("Donor, project and currency of a signed agreement stay as they are."), code="fixed")
        if agreement.last_day < agreement.first_day:
            raise Refused(_("The last day lies before the first."), code="days")
        planned = kept.lines.filter(currency=kept.currency).aggregate(sum=Sum("amount_minor"))["sum"] or 0
        if agreement.amount_minor < planned:
            raise Refused(_("The lines would add up to more than the agreement."), code="above_agreement")
        return _corrected(agreement, fields, by)


def correct_budget_line(*, line: BudgetLine, fields: Iterable[str], by: "User") -> BudgetLine:
    """Save the given fields of a changed line. It stays in its agreement and currency, and never falls below what is awarded from it.

    The agreement is locked first, then the line. Raises Refused without the right, or when one of these does not hold.
    """
    with transaction.atomic():
        agreement = Agreement.objects.select_for_update().select_related("organisation").get(lines=line)
        kept = BudgetLine.objects.select_for_update().get(pk=line.pk)
        require_manager(by, agreement.organisation)
        if (line.agreement_id, line.currency) != (kept.agreement_id, kept.currency):
            raise Refused(_("A budget line stays in its agreement and currency."), code="fixed")
        if line.amount_minor < kept.awarded_minor:
            raise Refused(_("More than this is awarded from the line already."), code="below_awarded")
        others = agreement.lines.filter(currency=agreement.currency).exclude(pk=line.pk).aggregate(sum=Sum("amount_minor"))["sum"] or 0
        if line.currency == agreement.currency and others + line.amount_minor > agreement.amount_minor:
            raise Refused(_("The lines would add up to more than the agreement."), code="above_agreement")
        line.awarded_minor = kept.awarded_minor
        return _corrected(line, set(fields) - {"awarded_minor"}, by)

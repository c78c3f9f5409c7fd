"""Per diem and travel: what is paid, and the sheet that is signed for it. The days come from the attendance, from nowhere else."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import log_access
from core.events import record_event
from core.money import Money
from core.refusals import Refused
from core.uploads import store_bytes
from programme.models import BudgetLine
from trainings.documents.payments import draw_payment_sheet
from trainings.domain.activity_types import require_roster
from trainings.domain.rights import require_coordinates
from trainings.models import PaymentSheet, PaymentTerms, Training, TravelAmount
from trainings.numbers import SHEET_LENGTH, new_number
from trainings.queries.attendance import attendance_of
from trainings.queries.payments import payment_lines, sheet_data
from youth_groups.domain.clearance import require_cleared

if TYPE_CHECKING:
    from accounts.models import User

#: 1,000,000 in major units: more for one person and day is a slip of the finger.
MOST_MINOR = 100_000_000


def set_payments(
    *,
    training: Training,
    by: "User",
    per_day: Money,
    travel: Money,
    line: BudgetLine | None = None,
    own_travel: Mapping[int, Money | None] | None = None,
) -> PaymentTerms:
    """Say what a day and the travel of each person are paid with, out of which budget line, and whose travel costs another sum.

    `own_travel`: place on the roster (id) -> the sum, None for the usual one; who is not named keeps what was said before.
    Sheets that were printed stay as they are. Raises Refused: no right, heads are counted here, two currencies, a line of an agreement
    that does not pay for this training, somebody who is not on the roster, a sum beyond all measure.
    """
    require_coordinates(by, training.organisation_id)
    require_roster(training)
    amounts = dict(own_travel or {})
    given = [per_day, travel, *(amount for amount in amounts.values() if amount is not None)]
    if len({amount.currency for amount in given}) > 1:
        raise Refused(_("One sheet has one currency."), code="currencies")
    if any(not 0 <= amount.minor <= MOST_MINOR for amount in given):
        raise Refused(_("This sum cannot be right. Please type it again."), code="amount")
    if line is not None and not line.agreement.trainings_funded.filter(training=training).exists():
        raise Refused(_("The agreement of this budget line does not pay for the training."), code="other_agreement")
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        if set(amounts) - set(locked.participations.filter(pk__in=amounts).values_list("pk", flat=True)):
            raise Refused(_("Somebody on this page is no longer on the roster. Open the page again."), code="not_on_roster")
        told = {"currency": per_day.currency, "per_day_minor": per_day.minor, "travel_minor": travel.minor, "line": line}
        changed = PaymentTerms.objects.filter(training=locked).exclude(currency=per_day.currency).exists()
        terms, _made = PaymentTerms.objects.update_or_create(training=locked, defaults={**told, "set_at": timezone.now(), "set_by": by})
        own = TravelAmount.objects.filter(participation__training=locked)
        # Sums of another currency mean nothing any more.
        (own if changed else own.filter(participation__in=amounts)).delete()
        TravelAmount.objects.bulk_create(
            TravelAmount(participation_id=pk, amount_minor=amount.minor) for pk, amount in amounts.items() if amount is not None
        )
        data = {**told, "line": line and line.pk, "own_travel": sum(1 for amount in amounts.values() if amount is not None)}
        record_event(subject=locked, action="payments_set", by=by, data=data)
    return terms


def print_payment_sheet(*, training: Training, by: "User", language: str) -> PaymentSheet:
    """Draw the sheet with the attendance as it stands now and keep it, with its number and what each gets. Every printing is its own.

    Raises Refused: no right, no papers for work with minors where minors are paid for, nothing set yet, nobody was there.
    """
    require_coordinates(by, training.organisation_id)
    require_roster(training)
    with transaction.atomic():
        locked = Training.objects.select_for_update(of=("self",)).select_related("organisation", "locality").get(pk=training.pk)
        terms = PaymentTerms.objects.select_related("line__agreement").filter(training=locked).first()
        if terms is None:
            raise Refused(_("First say what is paid for a day and for travel."), code="no_terms")
        lines = payment_lines(attendance_of(locked), terms)
        if not lines:
            raise Refused(_("Nobody was marked as there yet."), code="nobody")
        minors = sum(1 for line in lines if line.minor)
        if minors:
            require_cleared(by)
        number = new_number(SHEET_LENGTH)
        content, _pages = draw_payment_sheet(sheet_data(locked, terms, lines, number, language))
        sheet = PaymentSheet.objects.create(
            training=locked,
            number=number,
            currency=terms.currency,
            line=terms.line,
            rows=[[line.place.pk, line.days, line.per_diem, line.travel] for line in lines],
            total_minor=sum(line.total for line in lines),
            file=store_bytes(content=content, name=f"payments-{number}.pdf", content_type="application/pdf", by=by),
            printed_by=by,
        )
        data = {"training": locked.pk, "people": len(lines), "total_minor": sheet.total_minor, "currency": sheet.currency}
        record_event(subject=sheet, action="printed", by=by, data=data)
        log_access(user=by, action="print_sheet", model=PaymentSheet, subject_id=str(sheet.pk), rows=len(lines), reason="payments")
    return sheet

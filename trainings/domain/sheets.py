"""Printing the sign-in sheet of a day: what is printed is kept, with its number."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import log_access
from core.events import record_event
from core.refusals import Refused
from core.uploads import store_bytes
from trainings.documents import draw_sign_in_sheet
from trainings.domain.logos import keep_logos, pictures
from trainings.domain.rights import require_leads
from trainings.models import SignInSheet, Training
from trainings.numbers import SHEET_LENGTH, new_number
from trainings.queries.sheets import sheet_facts

if TYPE_CHECKING:
    from accounts.models import User


def print_sign_in_sheet(*, training: Training, day: date, by: "User") -> SignInSheet:
    """Draw the sheet of one day with the roster as it stands now, keep it and write down that people's data were taken out.

    Every printing is a sheet of its own with a number of its own. Raises Refused for a day outside the training, or without the right.
    """
    require_leads(by, training)
    if not training.first_day <= day <= training.last_day:
        raise Refused(_("The training has no such day."), code="no_such_day")
    number = new_number(SHEET_LENGTH)
    facts, minors = sheet_facts(training, day, number)
    facts = replace(facts, logos=tuple(pictures(keep_logos(training)).values()))
    content, pages = draw_sign_in_sheet(facts)
    with transaction.atomic():
        file = store_bytes(content=content, name=f"sign-in-sheet-{day.isoformat()}-{number}.pdf", content_type="application/pdf", by=by)
        sheet = SignInSheet.objects.create(
            training=training,
            day=day,
            number=number,
            pages=pages,
            people=len(facts.people),
            file=file,
            printed_at=timezone.now(),
            printed_by=by,
        )
        record_event(subject=sheet, action="printed", by=by, data={"training": training.pk, "day": day.isoformat(), "people": sheet.people})
        if minors:
            log_access(user=by, action="print_sheet", model=SignInSheet, subject_id=str(sheet.pk), rows=minors, reason="sheet")
    return sheet

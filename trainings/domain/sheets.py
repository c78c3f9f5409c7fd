"""Printing the sign-in sheet of a day or a session: what is printed is kept, with its number."""

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
from trainings.domain.activity_types import require_paper
from trainings.domain.logos import keep_logos, pictures
from trainings.domain.rights import require_leads
from trainings.enums import SessionState
from trainings.models import Session, SignInSheet, Training
from trainings.numbers import SHEET_LENGTH, new_number
from trainings.queries.sheets import sheet_facts

if TYPE_CHECKING:
    from accounts.models import User


def print_sign_in_sheet(*, training: Training, day: date, by: "User", session: Session | None = None) -> SignInSheet:
    """Draw the sheet of one day, or of one session, with the roster as it stands now, keep it and write down that data were taken out.

    Every printing is a sheet of its own with a number of its own. Raises Refused for a day outside the training, a session that was called
    off, where nobody signs (heads are counted, or it is held at a distance), or without the right.
    """
    require_leads(by, training)
    require_paper(training)
    if not training.first_day <= day <= training.last_day:
        raise Refused(_("The training has no such day."), code="no_such_day")
    if session is not None and session.state in (SessionState.CANCELLED, SessionState.NOT_HELD):
        raise Refused(_("This session did not take place. Open it again before you print a sheet."), code="not_held")
    number = new_number(SHEET_LENGTH)
    facts, roster = sheet_facts(training, day, number, session)
    facts = replace(facts, logos=tuple(pictures(keep_logos(training)).values()))
    content, pages = draw_sign_in_sheet(facts)
    part = f"-{session.position}" if session is not None else ""
    with transaction.atomic():
        name = f"sign-in-sheet-{day.isoformat()}{part}-{number}.pdf"
        file = store_bytes(content=content, name=name, content_type="application/pdf", by=by)
        sheet = SignInSheet.objects.create(
            training=training,
            day=day,
            session=session,
            number=number,
            pages=pages,
            people=len(roster),
            rows=[row.pk for row in roster],
            file=file,
            printed_at=timezone.now(),
            printed_by=by,
        )
        data = {"training": training.pk, "day": day.isoformat(), "session": session and session.pk, "people": sheet.people}
        record_event(subject=sheet, action="printed", by=by, data=data)
        minors = sum(1 for row in roster if row.person.is_minor_on(training.first_day))
        if minors:
            log_access(user=by, action="print_sheet", model=SignInSheet, subject_id=str(sheet.pk), rows=minors, reason="sheet")
    return sheet

"""A small world of trainings and grants that an agreement funds, for counting by hand."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from core.dates import BISHKEK
from core.questions import freeze
from grants.models import Application, Award, GrantCall
from programme.models import Agreement, BudgetLine
from tests.factories.accounts import UserFactory
from tests.factories.trainings import QUESTIONS, TrainingFactory, with_sessions
from tests.factories.youth_groups import GroupFactory
from trainings.models import Mark, Participation, Session, Training, TrainingFunding
from youth_groups.models import Group, Person

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def held_training(
    agreement: Agreement,
    present: Iterable[Person],
    *,
    day: date = date(2026, 3, 10),
    share_bp: int = 10_000,
    sessions: int = 2,
    **fields: Any,
) -> Training:
    """A held training with these people present in all of its sessions."""
    training = TrainingFactory(first_day=day, last_day=day + timedelta(days=2), **fields)
    TrainingFunding.objects.create(training=training, agreement=agreement, share_bp=share_bp)
    rows = with_sessions(training, sessions, state="held")
    for person in present:
        mark(training, person, dict.fromkeys(rows, "present"))
    return training


def mark(training: Training, person: Person, statuses: dict[Session, str], by: User | None = None) -> Participation:
    """Put somebody on the roster with a mark a session."""
    place = Participation.objects.create(training=training, person=person, source="staff")
    moment = datetime(2026, 3, 12, 12, tzinfo=BISHKEK)
    Mark.objects.bulk_create(
        Mark(session=session, participation=place, status=status, marked_at=moment, how="paper", by=by)
        for session, status in statuses.items()
    )
    return place


def application(line: BudgetLine, *, state: str = "submitted", group: Group | None = None, sent: date = date(2026, 3, 1)) -> Application:
    """An application to a call of its own on this budget line."""
    number = Application.objects.count() + 1
    group = group or GroupFactory()
    call = GrantCall.objects.create(
        organisation=line.agreement.organisation,
        slug=f"call-of-{number}",
        number=f"2026-{number:03d}",
        title_en="Small grants",
        budget_line=line,
        ceiling_minor=10_000_000,
        budget_minor=50_000_000,
        closes_at=datetime(2026, 12, 31, 18, tzinfo=BISHKEK),
    )
    return Application.objects.create(
        code=f"code{number}",
        number=f"A-{number:04d}" if state != "draft" else None,
        call=call,
        group=group,
        organisation=call.organisation,
        form_version=freeze(QUESTIONS),
        state=state,
        requested_minor=5_000_000,
        created_by=UserFactory(),
        submitted_at=datetime(sent.year, sent.month, sent.day, 9, tzinfo=BISHKEK) if state != "draft" else None,
    )


def award(line: BudgetLine, *, day: date = date(2026, 4, 1), minor: int = 4_000_000, group: Group | None = None) -> Award:
    """A grant from this line, approved on a day."""
    found = application(line, state="awarded", group=group)
    return Award.objects.create(
        application=found,
        number=f"GR-{found.pk:04d}",
        amount_minor=minor,
        requested_minor=found.requested_minor,
        ceiling_minor=10_000_000,
        currency="KGS",
        line=line,
        awarded_on=day,
        proposed_by=UserFactory(),
        approved_by=UserFactory(),
    )

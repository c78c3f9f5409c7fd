"""Per diem and travel, worked out from the marks: who was there on how many days, what each gets, and the data of the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import translation

from core.dates import programme_day
from core.pdf import formats
from programme.models import BudgetLine
from trainings.documents.payments import PaymentData, PaymentRow
from trainings.models import Participation, PaymentTerms, Training, TravelAmount
from trainings.queries.attendance import COUNTED, Attendance
from trainings.queries.texts import in_language
from youth_groups.models import Person


@dataclass(frozen=True)
class PaymentLine:
    """What one person gets, in minor units. `place`: the first place on the roster. `minor`: the money goes to the accompanying adult."""

    place: Participation
    days: int
    per_diem: int
    travel: int
    minor: bool

    @property
    def person(self) -> Person:
        return self.place.person

    @property
    def total(self) -> int:
        return self.per_diem + self.travel


@dataclass(frozen=True)
class Totals:
    days: int
    per_diem: int
    travel: int

    @property
    def total(self) -> int:
        return self.per_diem + self.travel


def days_there(attendance: Attendance) -> dict[int, tuple[Participation, int]]:
    """Person -> (first place, days with a held session in which the person was there). Several places of one person count once."""
    held = [(programme_day(session.starts_at), session) for session in attendance.held]
    days: dict[int, set[object]] = {}
    first: dict[int, Participation] = {}
    for row in attendance.roster:
        first.setdefault(row.person_id, row)
        days.setdefault(row.person_id, set()).update(day for day, session in held if attendance.status(row, session) in COUNTED)
    return {person: (first[person], len(found)) for person, found in days.items()}


def payment_lines(attendance: Attendance, terms: PaymentTerms) -> list[PaymentLine]:
    """A line for everybody who was there on a day, in the order of the roster. Who never came gets nothing. One statement.

    A half-day is a day: who was there in one session of a day is paid for the day.
    """
    own = dict(TravelAmount.objects.filter(participation__training=attendance.training).values_list("participation", "amount_minor"))
    places: dict[int, list[int]] = {}
    for row in attendance.roster:
        places.setdefault(row.person_id, []).append(row.pk)
    found = []
    for person, (place, days) in days_there(attendance).items():
        if days:
            travel = next((own[pk] for pk in places[person] if pk in own), terms.travel_minor)
            minor = place.person.is_minor_on(attendance.training.first_day)
            found.append(PaymentLine(place, days, days * terms.per_day_minor, travel, minor))
    return found


def totals_of(lines: Sequence[PaymentLine]) -> Totals:
    return Totals(sum(line.days for line in lines), sum(line.per_diem for line in lines), sum(line.travel for line in lines))


def lines_offered(training: Training) -> list[BudgetLine]:
    """The budget lines of the agreements that pay for the training."""
    rows = BudgetLine.objects.filter(agreement__trainings_funded__training=training).select_related("agreement")
    return list(rows.order_by("agreement_id", "code"))


def sheet_data(training: Training, terms: PaymentTerms, lines: Sequence[PaymentLine], number: str, language: str) -> PaymentData:
    """What is printed, in the language. Of a minor only the name and that an adult takes the money."""
    with translation.override(formats.base(language)):
        line = terms.line
        data = PaymentData(
            language=language,
            number=number,
            title=in_language(training, "public_title", language),
            place=training.where,
            days=formats.period(training.first_day, training.last_day, language),
            organiser=in_language(training.organisation, "name", language),
            project=_project(training, language),
            line=f"{line.agreement.number}, {line.code} {in_language(line, 'name', language)}" if line is not None else "",
            currency=terms.currency,
            per_day=terms.per_day_minor,
            rows=tuple(PaymentRow(row.person.written_name, row.days, row.per_diem, row.travel, row.minor) for row in lines),
        )
    return replace(data, title=data.title or training.number)


def _project(training: Training, language: str) -> str:
    rows = training.funding.select_related("agreement__project").order_by("-share_bp", "pk")
    return "; ".join(f"{in_language(row.agreement.project, 'title', language)}, {row.agreement.number}" for row in rows)

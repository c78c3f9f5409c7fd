"""What a series came to: its trainings, and people over all of them, each once. Counts only, no names."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from trainings.enums import SessionState
from trainings.models import Mark, Participation, Session, SessionCountCell, Training, TrainingSeries
from trainings.queries.attendance import COUNTED, current_statuses
from trainings.queries.overview import when


@dataclass(frozen=True)
class SeriesLine:
    """One training. there: people present or late in at least one held session, each once; heads: the sum of its head counts, or None."""

    training: Training
    tone: str
    words: str
    held: int
    there: int
    heads: int | None


@dataclass(frozen=True)
class SeriesPage:
    """people: over all trainings, each once. participations: each person in each training. Heads are events, never added to people."""

    lines: list[SeriesLine]
    people: int
    participations: int
    heads: int


def series_page_of(series: TrainingSeries) -> SeriesPage:
    """Five statements, whatever the size of the series."""
    trainings = list(series.trainings.select_related("locality", "activity_type").order_by("first_day", "number"))
    held = dict(Session.objects.filter(training__series=series, state=SessionState.HELD).order_by().values_list("pk", "training_id"))
    marks = current_statuses(Mark.objects.filter(session__training__series=series, session__state=SessionState.HELD))
    person = dict(Participation.objects.filter(training__series=series).order_by().values_list("pk", "person_id"))
    cells = SessionCountCell.objects.filter(count__session__training__series=series).order_by().values("count__session__training")
    heads = dict(cells.annotate(people=Sum("people")).values_list("count__session__training", "people"))
    there: dict[int, set[int]] = defaultdict(set)
    for (place, session), current in marks.items():
        if current.status in COUNTED:
            there[held[session]].add(person[place])
    sessions = list(held.values())
    lines = [SeriesLine(row, *when(row), sessions.count(row.pk), len(there[row.pk]), heads.get(row.pk)) for row in trainings]
    everybody: set[int] = set().union(*there.values())
    return SeriesPage(lines, len(everybody), sum(line.there for line in lines), sum(heads.values()))

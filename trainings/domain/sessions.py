"""Repeating a session: the same hours on other days of the training."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.dates import BISHKEK, format_date, format_period, programme_day
from core.events import record_event
from core.refusals import Refused
from trainings.domain.rights import require_coordinates
from trainings.models import Session, Training

if TYPE_CHECKING:
    from accounts.models import User

MOST_SESSIONS = 200


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often: every `every` days or weeks, until a day (included) or so many times besides the session itself."""

    every: int
    unit: Literal["days", "weeks"]
    until: date | None = None
    times: int | None = None

    @property
    def step(self) -> timedelta:
        return timedelta(days=self.every * (7 if self.unit == "weeks" else 1))


@dataclass(frozen=True)
class Repeat:
    """One day on which the session would be held again. `stands`: there is a session at these hours already."""

    starts_at: datetime
    ends_at: datetime
    stands: bool


def repeats_of(session: Session, pace: Pace) -> list[Repeat]:
    """The days on which the session is repeated, in order: the same hours by the clock in Bishkek. Nothing is written; one statement.

    Raises Refused when a day lies outside the training, when no day is left, or when a training would have too many sessions.
    """
    training = session.training
    days = _days(programme_day(session.starts_at), training, pace)
    taken = set(training.sessions.values_list("starts_at", "ends_at"))
    if len(taken) + len(days) > MOST_SESSIONS:
        raise Refused(_("A training has at most %(most)s sessions.") % {"most": MOST_SESSIONS}, code="too_many")
    found = []
    for day in days:
        moved = timedelta(days=(day - programme_day(session.starts_at)).days)
        starts, ends = (_same_hour(moment, moved) for moment in (session.starts_at, session.ends_at))
        found.append(Repeat(starts, ends, (starts, ends) in taken))
    return found


def _days(first: date, training: Training, pace: Pace) -> list[date]:
    if pace.every < 1 or (pace.until is None) == (pace.times is None):
        raise ValueError(pace)
    last = pace.until
    if last is None:
        if (pace.times or 0) > MOST_SESSIONS:
            raise Refused(_("A training has at most %(most)s sessions.") % {"most": MOST_SESSIONS}, code="too_many")
        last = first + pace.step * (pace.times or 0)
    if last > training.last_day:
        words = _("The training lasts %(days)s: %(day)s lies outside.")
        facts = {"days": format_period(training.first_day, training.last_day), "day": format_date(last)}
        raise Refused(words % facts, code="outside")
    count = (last - first) // pace.step
    if count < 1:
        raise Refused(_("There is no day on which the session would be held again."), code="no_day")
    return [first + pace.step * n for n in range(1, count + 1)]


def _same_hour(moment: datetime, moved: timedelta) -> datetime:
    """The same time of day by the clock in Bishkek, whatever the offset is on that day."""
    local = moment.astimezone(BISHKEK)
    return datetime.combine(local.date() + moved, local.timetz())


def repeat_session(*, session: Session, by: "User", pace: Pace) -> list[Session]:
    """Add the session again on other days of its training; returns the new ones. Those that stand keep their places, marks and sheets.

    Where a session stands at the same hours already nothing is added: asked twice, also at once, each day has one.
    Raises Refused as `repeats_of`, or without the right.
    """
    require_coordinates(by, session.training.organisation_id)
    with transaction.atomic():
        training = Training.objects.select_for_update().get(pk=session.training_id)
        source = training.sessions.select_related("training").get(pk=session.pk)
        new = [day for day in repeats_of(source, pace) if not day.stands]
        place = training.sessions.aggregate(last=Max("position"))["last"] or 0
        rows = Session.objects.bulk_create(
            Session(training=training, position=place + n, starts_at=day.starts_at, ends_at=day.ends_at, title=source.title)
            for n, day in enumerate(new, 1)
        )
        if rows:
            record_event(subject=training, action="session_repeated", by=by, data={"session": source.pk, "sessions": len(rows)})
    return rows

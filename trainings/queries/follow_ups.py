"""Whom a follow-up round asks, how they may be reached, what was answered; and what waits for the coordinators."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import BISHKEK
from core.worklists import WorkItem
from trainings.models import FollowUpContact, FollowUpRound, Mark, Participation, Training
from trainings.queries.attendance import COUNTED, current_statuses
from trainings.queries.cards import contact_flags, contact_lines
from trainings.queries.short_forms import QuestionResult, least_told, question_results
from youth_groups.enums import ConsentPurpose
from youth_groups.models import Group
from youth_groups.queries.consents import consents_standing

if TYPE_CHECKING:
    from accounts.models import User

#: So many days before it is due a round stands on the board.
AHEAD = timedelta(days=14)
MOST = 30


def may_contact(training: Training) -> list[Participation]:
    """Everybody who was there once, consents to be contacted afterwards as it stands today, and wants messages at all. Each person once.

    Five statements. Who withdraws is gone from the list at once.
    """
    statuses = current_statuses(Mark.objects.filter(session__training=training, session__state="held"))
    there = {place for (place, _session), current in statuses.items() if current.status in COUNTED}
    rows = training.participations.filter(pk__in=there).select_related("person", "nomination__group").order_by("person__folded", "pk")
    firsts: dict[int, Participation] = {}
    for row in rows:
        firsts.setdefault(row.person_id, row)
    standing = consents_standing(firsts, ConsentPurpose.CONTACT, timezone.localdate(), about=training)
    return [row for person, row in firsts.items() if standing[person].ok and not row.person.no_messages and row.person.erased_at is None]


@dataclass(frozen=True)
class ContactLine:
    """Somebody to ask: how to reach them, what is allowed, and what came of it so far."""

    place: Participation
    contact: list[tuple[str, str]]
    flags: list[tuple[str, str]]
    done: FollowUpContact | None

    @property
    def is_left(self) -> bool:
        return self.done is None or self.done.outcome == FollowUpContact.Outcome.NOT_REACHED


def contact_list(round_: FollowUpRound) -> list[ContactLine]:
    """Those who are left first, then those who answered, by name. One statement besides `may_contact`."""
    done = {row.participation_id: row for row in round_.contacts.all()}
    lines = []
    for place in may_contact(round_.training):
        group: Group | None = place.nomination.group if place.nomination is not None else None
        lines.append(ContactLine(place, contact_lines(place.person, group), contact_flags(place.person), done.get(place.pk)))
    return sorted(lines, key=lambda line: not line.is_left)


@dataclass(frozen=True)
class RoundFigures:
    """Counts of a round, and what may be told of its answers."""

    answered: int
    not_reached: int
    declined: int
    questions: list[QuestionResult]


def figures_of_round(round_: FollowUpRound, language: str) -> RoundFigures:
    """Also of those who have since withdrawn: they were asked. Two statements."""
    rows = list(round_.contacts.all())
    counts, least = Counter(row.outcome for row in rows), least_told(round_.training)
    outcome = FollowUpContact.Outcome
    answers = [row.answers for row in rows if row.outcome == outcome.ANSWERED]
    told = question_results(round_.form_version.schema, answers, language, least) if len(answers) >= least else []
    return RoundFigures(counts[outcome.ANSWERED], counts[outcome.NOT_REACHED], counts[outcome.DECLINED], told)


def work_for(user: "User") -> Iterable[WorkItem]:
    """Rounds that are due, or soon, and not closed. One statement."""
    if not user.is_office:
        return
    rows = FollowUpRound.objects.in_scope(user).due(timezone.localdate() + AHEAD).select_related("training").order_by("due_on")
    for row in rows[:MOST]:
        yield WorkItem(
            title=_("Follow-up: %(months)s months after the training") % {"months": row.months},
            detail=row.training.public_title,
            url=reverse("trainings:follow_up", args=[row.training.slug, row.months]),
            due=datetime.combine(row.due_on, time(18, 0), tzinfo=BISHKEK),
            action=_("Ask"),
            group=_("Trainings"),
        )

"""The chat of a course: who is not known yet, and on how many days each wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainings.models import ChatSender, Participation, Training
from trainings.queries.attendance import Attendance, Completion


@dataclass(frozen=True)
class ChatLine:
    """One place on the roster, on how many days of the chat the person wrote, and how they stand against the rule."""

    place: Participation
    days: int
    completion: Completion


def chat_lines(attendance: Attendance) -> list[ChatLine]:
    """The roster in its order. One statement."""
    days: dict[int, set[str]] = {}
    rows = ChatSender.objects.filter(training=attendance.training, decision=ChatSender.Decision.PLACE)
    for place, found in rows.values_list("participation", "days"):
        days.setdefault(place, set()).update(found)
    completions = attendance.completions()
    return [ChatLine(row, len(days.get(row.pk, ())), completions[row.pk]) for row in attendance.roster]


def open_senders(training: Training) -> Sequence[ChatSender]:
    """Those of whom nobody has said who they are, who wrote most often first."""
    return sorted(training.chat_senders.filter(decision=ChatSender.Decision.OPEN), key=lambda row: (-len(row.days), row.pk))

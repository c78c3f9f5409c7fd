"""What waits for a person, arranged for the two boards."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.worklists import WorkItem, work_for

NEXT_SHOWN = 12


@dataclass
class Group:
    """Items under one heading; `count` is the number of rows behind them."""

    name: str
    items: list[WorkItem] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(item.count for item in self.items)


def _presses(item: WorkItem) -> bool:
    return item.due is not None or item.shown_tone in ("bad", "warn")


def groups_of(items: list[WorkItem]) -> list[Group]:
    """In the order in which the providers gave them, those without a heading last."""
    found: dict[str, Group] = {}
    for item in items:
        found.setdefault(item.group, Group(item.group or _("Other"))).items.append(item)
    rest = found.pop("", None)
    return [*found.values(), *([rest] if rest else [])]


def board_for(user: User) -> dict[str, Any]:
    """{do_next, more, groups, overdue, today, week}: what presses first, all the rest under its heading, and three counts."""
    items = work_for(user)
    soon = timezone.now() + timedelta(days=7)
    pressing = [item for item in items if _presses(item)]
    return {
        "do_next": pressing[:NEXT_SHOWN],
        "more": pressing[NEXT_SHOWN:],
        "groups": groups_of([item for item in items if not _presses(item)]),
        "overdue": sum(item.count for item in items if item.overdue),
        "today": sum(item.count for item in items if item.today),
        "week": sum(item.count for item in items if item.due and not item.overdue and not item.today and item.due <= soon),
    }

"""What waits for a person. Each app registers a provider in `AppConfig.ready()`; the boards gather them.

    from core import worklists
    worklists.register(work_for)          # work_for(user) -> Iterable[WorkItem]

A provider takes a bounded number of SQL statements (it counts, it does not walk rows) and gives nothing to whom it has nothing for.
No name of a person stands in `title` or `detail`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from django.utils import timezone

from core.dates import days_left

Tone = Literal["info", "warn", "bad", "ok", ""]


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """One thing to do, or one thing of theirs to look at.

    title: what ("Answer a question of a group"); detail: which, one line; action: the word on the button ("Answer");
    count: how many rows stand behind it; group: the heading under which the board sets it ("Applications").
    about: numbers of the objects on whose own pages it stands, too (groups of young people); empty for what concerns the account alone.
    A `due` moment makes the tone when none is given: over -> bad, within 2 days -> warn.
    """

    title: str
    url: str
    detail: str = ""
    due: datetime | None = None
    action: str = ""
    count: int = 1
    tone: Tone = ""
    group: str = ""
    about: tuple[str, ...] = ()

    @property
    def overdue(self) -> bool:
        return self.due is not None and self.due < timezone.now()

    @property
    def today(self) -> bool:
        return self.due is not None and not self.overdue and days_left(self.due) == 0

    @property
    def shown_tone(self) -> Tone:
        if self.tone or self.due is None:
            return self.tone
        if self.overdue:
            return "bad"
        return "warn" if days_left(self.due) <= 2 else ""


#: Called with the user (settings.AUTH_USER_MODEL).
Provider = Callable[[Any], Iterable[WorkItem]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider; registering it twice counts once. Usable as a decorator."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def providers() -> tuple[Provider, ...]:
    return tuple(_providers)


def work_for(user: Any) -> list[WorkItem]:
    """Everything that waits for the user, earliest due first, what has no date last (bad and warn before the rest)."""
    order = {"bad": 0, "warn": 1, "info": 2, "": 3, "ok": 4}
    items = [item for provider in _providers for item in provider(user)]
    never = datetime.max.replace(tzinfo=UTC)
    return sorted(items, key=lambda item: (item.due or never, order[item.shown_tone]))


def work_about(user: Any, number: str) -> list[WorkItem]:
    """What waits for the user and concerns the one object with this number: a due day or something to do. For the object's own page."""
    return [item for item in work_for(user) if number in item.about and (item.due or item.action)]

"""What a group's page shows of the apps above: each fills its section in `AppConfig.ready()`.

    from youth_groups import registry
    registry.register(applications_of, order=10)      # applications_of(group, user) -> registry.Section | None

A provider takes a bounded number of SQL statements and gives None to whom it has nothing for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.registered import Registered
from core.worklists import WorkItem

if TYPE_CHECKING:
    from accounts.models import User
    from youth_groups.models import ActionPlan, Group, Person


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the page: its heading, its rows, what stands there when there are none, perhaps one action."""

    title: str
    items: Sequence[WorkItem]
    empty: str = ""
    action: str = ""
    action_url: str = ""


Provider = Callable[["Group", "User"], Section | None]
_providers: Registered[Provider] = Registered()


def register(provider: Provider, *, order: int = 50) -> Provider:
    """Add a section; the same provider twice counts once."""
    return _providers.add(provider, order=order)


def sections_for(group: "Group", user: "User") -> list[Section]:
    """The sections of a group's page for this reader, in their order."""
    return [section for provider in _providers if (section := provider(group, user)) is not None]


#: What can be begun from an action plan, or was: given the plan and the reader.
PlanProvider = Callable[["ActionPlan", "User"], Sequence[WorkItem]]
_plan_providers: Registered[PlanProvider] = Registered()


def register_plan_links(provider: PlanProvider) -> PlanProvider:
    """Add links to an action plan's page; the same provider twice counts once."""
    return _plan_providers.add(provider)


def plan_links_for(plan: "ActionPlan", user: "User") -> list[WorkItem]:
    """What this reader can begin from the plan, or has begun: links with their action."""
    return [item for provider in _plan_providers for item in provider(plan, user)]


#: What the office's page of a person shows of the apps above, within the reader's scope; nothing sensitive.
PersonProvider = Callable[["Person", "User"], Section | None]
_person_providers: Registered[PersonProvider] = Registered()


def register_person(provider: PersonProvider, *, order: int = 50) -> PersonProvider:
    """Add a section to a person's page; the same provider twice counts once."""
    return _person_providers.add(provider, order=order)


def person_sections_for(person: "Person", user: "User") -> list[Section]:
    """The sections of a person's page for this reader, in their order."""
    return [section for provider in _person_providers if (section := provider(person, user)) is not None]

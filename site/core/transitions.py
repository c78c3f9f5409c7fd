"""Life cycles as tables. One Machine per model, one function that moves a row: `move`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.events import record_event
from core.models import Event
from core.refusals import Refused

#: Answers yes (None), or no with the reason for the person.
Allowed = Callable[[Any, Any], str | Promise | None]
#: Raises nothing; answers None when it holds, else the reason.
Guard = Callable[[Any], str | Promise | None]
#: What the event of each step says besides: (row, by). Ids, field names, states and amounts only.
Says = Callable[[Any, Any], dict[str, Any]]
#: Runs inside the transaction after the state is written: (row, by, note).
Effect = Callable[[Any, Any, str], None]


@dataclass(frozen=True)
class Transition:
    """One permitted change of state."""

    action: str
    source: str | tuple[str, ...]
    target: str
    label: str | Promise
    public_label: str | Promise
    allowed: Allowed
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,) if isinstance(self.source, str) else self.source


@dataclass
class Machine:
    """The table of one model. `field_name` is the state column; `says` adds to the data of every event."""

    model: str
    transitions: tuple[Transition, ...]
    field_name: str = "state"
    says: Says | None = None
    by_action: dict[tuple[str, str], Transition] = field(init=False)

    def __post_init__(self) -> None:
        self.by_action = {(t.action, source): t for t in self.transitions for source in t.sources}
        MACHINES[self.model.lower()] = self

    def find(self, action: str, state: str) -> Transition | None:
        return self.by_action.get((action, state))

    def open_to(self, obj: Any, by: Any) -> list[Transition]:
        """The transitions that this user may take now: what the page shows as buttons."""
        state = getattr(obj, self.field_name)
        return [t for (_action, source), t in self.by_action.items() if source == state and t.allowed(by, obj) is None]


MACHINES: dict[str, Machine] = {}


def machine_of(obj: models.Model | type[models.Model]) -> Machine:
    return MACHINES[obj._meta.label_lower]


def why_not(obj: Any, action: str, by: Any) -> str | None:
    """The reason why this user cannot take this action now, or None. Reads only."""
    machine = machine_of(obj)
    transition = machine.find(action, getattr(obj, machine.field_name))
    if transition is None:
        return _("This step is not possible now: it has already been taken, or another step comes first.")
    for answer in (transition.allowed(by, obj), *(guard(obj) for guard in transition.guards)):
        if answer is not None:
            return str(answer)
    return None


def move(obj: Any, action: str, by: Any, note: str = "", *, data: dict[str, Any] | None = None, update: Iterable[str] = ()) -> Event:
    """Take one transition: lock the row, check right and guards, write state and event, run effects.

    The passed object is refreshed from the locked row except for the fields in `update`, which are saved with the state.
    Raises Refused with the reason. Nothing is written then.
    """
    machine = machine_of(obj)
    kept = {name: getattr(obj, name) for name in update}
    with transaction.atomic():
        locked = type(obj)._default_manager.select_for_update().get(pk=obj.pk)
        for name, value in kept.items():
            setattr(locked, name, value)
        reason = why_not(locked, action, by)
        if reason is not None:
            raise Refused(reason, code=f"{action}_refused")
        source = getattr(locked, machine.field_name)
        transition = machine.by_action[(action, source)]
        if machine.says is not None:
            data = machine.says(locked, by) | (data or {})
        setattr(locked, machine.field_name, transition.target)
        locked.save(update_fields=[machine.field_name, *kept])
        event = record_event(subject=locked, action=action, by=by, source=source, target=transition.target, data=data, note=note)
        for effect in transition.effects:
            effect(locked, by, note)
    for concrete in obj._meta.concrete_fields:
        setattr(obj, concrete.attname, getattr(locked, concrete.attname))
    return event

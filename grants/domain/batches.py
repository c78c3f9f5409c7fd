"""Many applications, one step: each by its own verb in its own transaction; what was refused is said with the reason."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from core.refusals import Refused
from grants.domain.decisions import approve, propose, return_proposal
from grants.domain.reviews import assign_to
from grants.enums import Outcome
from grants.models import Application

if TYPE_CHECKING:
    from accounts.models import User

JOB = "grants.batch"


@dataclass(frozen=True)
class Done:
    """What became of one application. why: the refusal in words, "" when it was done."""

    application: Application
    why: str = ""


Verb = Callable[[Application], Any]


def each(applications: Iterable[Application], verb: Verb) -> list[Done]:
    """Call the verb for one application after the other. One that is refused stops none of the others."""
    found = []
    for application in applications:
        try:
            verb(application)
        except Refused as refusal:
            found.append(Done(application, str(refusal)))
        else:
            found.append(Done(application))
    return found


def step_for_many(
    *, applications: Sequence[Application], action: str, by: "User", note: str = "", strength: str = "", next_step: str = ""
) -> list[Done]:
    """Take one step for many applications: approve, return, reserve, decline, assign. Raises Refused for a step that is none of these."""
    verbs: dict[str, Verb] = {
        "approve": lambda row: approve(application=row, by=by),
        "return": lambda row: return_proposal(application=row, by=by, note=note),
        "reserve": lambda row: propose(application=row, by=by, outcome=Outcome.RESERVE, reason=note),
        "decline": lambda row: propose(
            application=row, by=by, outcome=Outcome.DECLINE, reason=note, strength=strength, next_step=next_step
        ),
        "assign": lambda row: _assigned(row, by),
    }
    if action not in verbs:
        raise Refused(_("Choose what is to be done with the chosen applications."), code="no_action")
    return each(applications, verbs[action])


def _assigned(application: Application, by: "User") -> None:
    if assign_to(application=application, by=by) == 0:
        raise Refused(_("Nobody more could be assigned."), code="nobody")

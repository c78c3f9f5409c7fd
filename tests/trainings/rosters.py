"""A roster on its way into the register: who brings it, how it is sent, what is said of its pairs."""

from accounts.roles import Role
from tests.factories.programme import holder
from tests.factories.trainings import TrainingFactory
from trainings.domain.import_files import receive_roster
from trainings.domain.imports import decide_pairs
from trainings.models import RosterImport


def coordinator(organisation=None):
    return holder(Role.TRAINING_COORDINATOR, organisation) if organisation else holder(Role.TRAINING_COORDINATOR)


def received(content, by, *, training=None, name="list.csv", sender="") -> RosterImport:
    content = content if isinstance(content, bytes) else content.encode()
    return receive_roster(training=training or TrainingFactory(), content=content, file_name=name, by=by, sender=sender)


def decide_all(row, decision, *, by) -> None:
    """The same answer for every pair: "same" or "two"."""
    decide_pairs(roster_import=row, decisions=dict.fromkeys(row.pairs.values_list("pk", flat=True), decision), by=by)

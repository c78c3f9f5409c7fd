"""The life of a summary: counted as a draft, then published or discarded. No way leads back."""

from django.utils.translation import gettext_lazy as _

from core.access import has_role
from core.transitions import Machine, Transition
from summaries.domain.messages import tell_contacts
from summaries.enums import SnapshotState
from summaries.querysets import WRITES_SUMMARIES

SNAPSHOT = Machine(
    "summaries.Snapshot",
    (
        Transition(
            "publish",
            SnapshotState.DRAFT,
            SnapshotState.PUBLISHED,
            _("Publish"),
            _("Published"),
            allowed=has_role(*WRITES_SUMMARIES),
            effects=(tell_contacts,),
        ),
        Transition(
            "discard", SnapshotState.DRAFT, SnapshotState.DISCARDED, _("Discard"), _("Discarded"), allowed=has_role(*WRITES_SUMMARIES)
        ),
    ),
)

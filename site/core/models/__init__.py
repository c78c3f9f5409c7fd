"""The rows of core."""

from core.models.events import AccessLog, Event, EventDetail
from core.models.forms import FormVersion
from core.models.jobs import Job
from core.models.media import AsharDocument, AsharImage, AsharRendition
from core.models.nightly import NightlyRun
from core.models.outbox import Message
from core.models.uploads import StoredFile

__all__ = [
    "AccessLog",
    "AsharDocument",
    "AsharImage",
    "AsharRendition",
    "Event",
    "EventDetail",
    "FormVersion",
    "Job",
    "Message",
    "NightlyRun",
    "StoredFile",
]

"""What was sent, as a page shows it: from the frozen payload, never from the working copy."""

import json
from dataclasses import dataclass
from typing import Any

from core.questions import ShownPart, display
from grants.models import ApplicationFile, Submission


@dataclass(frozen=True)
class Sent:
    """parts with answers in words; the budget rows of the payload; files that may be opened."""

    submission: Submission
    parts: list[ShownPart]
    budget: list[dict[str, Any]]
    files: list[ApplicationFile]
    requested_minor: int
    own_minor: int
    currency: str


def sent_parts(submission: Submission, language: str, *, blind: bool = False) -> Sent:
    """One statement, for the files. `blind` hides the marked answers and their files."""
    payload = json.loads(submission.payload)
    names: dict[str, list[str]] = {}
    for row in payload["files"]:
        names.setdefault(row["question"], []).append(row["name"])
    parts = display(submission.application.form_version.schema, payload["answers"], language, blind=blind, files=names)
    hidden = {item.key for part in parts for item in part.items if item.hidden}
    sent = [row["file"] for row in payload["files"] if row["question"] not in hidden]
    files = list(ApplicationFile.objects.filter(application=submission.application_id, file__in=sent).select_related("file"))
    return Sent(submission, parts, payload["budget"], files, payload["requested_minor"], payload["own_minor"], payload["currency"])

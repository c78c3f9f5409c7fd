"""What was sent, as a page shows it: from the frozen payload, never from the working copy."""

import json
from dataclasses import dataclass
from typing import Any

from core.questions import ShownPart, display
from grants.models import ApplicationFile, SecondText, Submission


@dataclass(frozen=True)
class Sent:
    """parts with answers in words; the budget rows of the payload; files that may be opened."""

    submission: Submission
    parts: list[ShownPart]
    budget: list[dict[str, Any]]
    files: list[ApplicationFile]
    beside: list[tuple[str, SecondText]]
    requested_minor: int
    own_minor: int
    currency: str


def sent_parts(submission: Submission, language: str, *, blind: bool = False) -> Sent:
    """Two statements, for the files and the texts beside answers. `blind`, for a reviewer, hides the marked answers, their files and every
    voice: what was said is read as staff typed it.
    """
    payload = json.loads(submission.payload)
    names: dict[str, list[str]] = {}
    for row in payload["files"]:
        names.setdefault(row["question"], []).append(row["name"])
    parts = display(submission.application.form_version.schema, payload["answers"], language, blind=blind, files=names)
    hidden = {item.key for part in parts for item in part.items if item.hidden}
    sent = [row["file"] for row in payload["files"] if row["question"] not in hidden]
    files = list(ApplicationFile.objects.filter(application=submission.application_id, file__in=sent).select_related("file"))
    if blind:
        files = [row for row in files if row.seconds is None]
    labels = {item.key: item.label for part in parts for item in part.items if not item.hidden}
    texts = SecondText.objects.filter(application=submission.application_id, question__in=list(labels)).select_related("by")
    beside = [(labels[row.question], row) for row in texts]
    return Sent(submission, parts, payload["budget"], files, beside, payload["requested_minor"], payload["own_minor"], payload["currency"])

"""The PDF of a summary: drawn from the frozen payload, kept with its hash once the summary is published, every download on record."""

import json
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import translation

from core.access import log_access
from core.dates import programme_day
from core.models import StoredFile
from core.uploads import clean_name, store_bytes
from summaries.documents.payload import Frame, Payload
from summaries.documents.summary import TEMPLATE_VERSION, draw_summary
from summaries.models import Snapshot, SnapshotFile

if TYPE_CHECKING:
    from accounts.models import User

LANGUAGES = ("en", "ru", "ky")


def frame_of(snapshot: Snapshot) -> Frame:
    """What stands beside the payload: number, state, publication, what it replaces."""
    return {
        "number": snapshot.number,
        "state": snapshot.state,  # type: ignore[typeddict-item]
        "published_on": programme_day(snapshot.published_at).isoformat() if snapshot.published_at else None,
        "replaces": snapshot.replaces.number if snapshot.replaces else None,
        "reason": snapshot.reason,
        "sha256": snapshot.sha256,
    }


def drawn(snapshot: Snapshot, language: str) -> bytes:
    """The PDF in en, ru or ky, from the payload and the snapshot's row only. Raises KeyError for another language."""
    if language not in LANGUAGES:
        raise KeyError(language)
    payload: Payload = json.loads(snapshot.payload)
    with translation.override(language):
        return draw_summary(payload, frame_of(snapshot), language)


def file_name(snapshot: Snapshot, language: str) -> str:
    return clean_name(f"summary {snapshot.agreement.number} no {snapshot.number} {language}".replace("/", "-"), "pdf")


def take_out(*, snapshot: Snapshot, language: str, by: "User") -> StoredFile | bytes:
    """The PDF for somebody who may read the snapshot (the view has checked), and a line in the access log.

    A published summary is drawn once a language and template, and kept; the same file is given out ever after. A draft is drawn each time
    and not kept. Raises KeyError for a language that summaries do not have.
    """
    if not snapshot.is_published:
        content = drawn(snapshot, language)
        log_access(user=by, action="download", model=Snapshot, subject_id=str(snapshot.pk), reason=f"draft pdf {language}")
        return content
    kept = snapshot.files.filter(language=language, template_version=TEMPLATE_VERSION).select_related("file").first()
    kept = kept or _kept(snapshot, language, by)
    log_access(user=by, action="download", model=Snapshot, subject_id=str(snapshot.pk), reason=f"pdf {language}")
    return kept.file


def _kept(snapshot: Snapshot, language: str, by: "User") -> SnapshotFile:
    content = drawn(snapshot, language)
    try:
        with transaction.atomic():
            file = store_bytes(content=content, name=file_name(snapshot, language), content_type="application/pdf", by=by)
            return SnapshotFile.objects.create(snapshot=snapshot, language=language, template_version=TEMPLATE_VERSION, file=file)
    except IntegrityError:
        return SnapshotFile.objects.get(snapshot=snapshot, language=language, template_version=TEMPLATE_VERSION)

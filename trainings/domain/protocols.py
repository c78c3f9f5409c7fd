"""The protocol of a selection as it stood when its decisions were told: kept as it was drawn, with its hash."""

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import override

from core.events import record_event
from core.pdf import formats
from core.uploads import store_bytes
from trainings.documents import draw_protocol
from trainings.models import Nomination, SelectionProtocol, Training
from trainings.queries.pool import pool_of
from trainings.queries.protocol import protocol_of

if TYPE_CHECKING:
    from accounts.models import User


def keep_protocol(training: Training, *, by: "User") -> SelectionProtocol | None:
    """Draw the protocol in the language of the training's sheets and keep it; None when nothing was decided since it was kept last.

    The caller has checked the right and holds the lock of the training's row. Ethnicity is never in it: all who arrange trainings open it.
    """
    decided = Nomination.objects.filter(call_id=training.call_id).aggregate(last=Max("decided_at"))["last"]
    last = SelectionProtocol.objects.filter(training=training).order_by("-pk").first()
    if decided is None or (last is not None and last.made_at >= decided):
        return None
    language = formats.base(training.sheet_language)
    with override(language):
        pool = pool_of(training)
        content = draw_protocol(protocol_of(pool, language))
    number = SelectionProtocol.objects.filter(training=training).count() + 1
    file = store_bytes(content=content, name=f"selection-{training.number}-{number}.pdf", content_type="application/pdf", by=by)
    row = SelectionProtocol.objects.create(
        training=training,
        number=number,
        language=language,
        candidates=len(pool.nominations),
        file=file,
        file_sha256=file.sha256,
        made_by=by,
    )
    data = {"protocol": row.pk, "candidates": row.candidates, "sha256": row.file_sha256}
    record_event(subject=training, action="protocol_kept", by=by, data=data)
    return row

"""A voice answer in place of a written one: at most three minutes, private to the group and the office; staff type it (SecondText)."""

import io
import math
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.events import record_event
from core.questions import question_by_key
from core.recordings import seconds_of
from core.refusals import Refused
from core.uploads import VOICE_KINDS, read_whole, store_upload
from grants.domain.drafts import locked_draft
from grants.holders import CodeHolder, account_of
from grants.models import Application, ApplicationFile
from grants.models.applications import LONGEST_VOICE

if TYPE_CHECKING:
    from accounts.models import User

#: Kinds of questions that may be answered by voice.
SPOKEN_KINDS = ("short_text", "long_text")


def length_of(content: bytes) -> int:
    """Whole seconds, rounded up. Raises Refused for a recording whose length cannot be read."""
    seconds = seconds_of(content)
    if not seconds:
        raise Refused(_("This recording cannot be read. Please record it again."), code="unreadable")
    return math.ceil(seconds)


def add_voice(*, application: Application, question: str, upload: IO[bytes], name: str, by: "User | CodeHolder") -> ApplicationFile:
    """Keep a spoken answer; a second one takes the place of the first. What is written stands beside it.

    Raises Refused: longer than three minutes, no recording, not a question that is answered in words, not open.
    """
    asked = question_by_key(application.form_version.schema).get(question)
    if asked is None or asked["kind"] not in SPOKEN_KINDS:
        raise Refused(_("This question is not answered by voice."), code="no_voice")
    content = read_whole(upload)
    seconds = length_of(content)
    if seconds > LONGEST_VOICE:
        raise Refused(_("A voice answer lasts three minutes at most. Please say it shorter."), code="too_long")
    with transaction.atomic():
        locked = locked_draft(application, by, question)
        stored = store_upload(upload=io.BytesIO(content), name=name, by=account_of(by), kinds=VOICE_KINDS)
        ApplicationFile.objects.filter(application=locked, question=question, seconds__isnull=False).delete()
        row = ApplicationFile.objects.create(application=locked, question=question, file=stored, seconds=seconds)
        record_event(subject=locked, action="voice_added", by=by, data={"question": question, "seconds": seconds})
    return row

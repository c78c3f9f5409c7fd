"""Applications that a group cannot type itself: recorded by staff, read back, confirmed; texts beside an answer; more time; telling."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO, TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.models import Message
from core.questions import question_by_key
from core.refusals import Refused
from core.uploads import ANSWER_KINDS, VOICE_KINDS, store_upload
from grants.domain.drafts import new_address, unmet_conditions, why_group_may_not
from grants.domain.messages import tell_group
from grants.domain.rights import require_records, require_runs
from grants.enums import ApplicationState, Channel, TextKind
from grants.models import Application, GrantCall, Received, SecondText
from youth_groups.models import Group

if TYPE_CHECKING:
    from accounts.models import User

MOST_TEXT = 20_000


def record_received(
    *,
    call: GrantCall,
    group: Group,
    by: "User",
    channel: str,
    arrived_at: datetime,
    original: IO[bytes],
    name: str,
    eligibility: Mapping[str, bool],
    language: str,
) -> Application:
    """Begin the record of an application that came on paper, by messenger or by voice. Whoever records it types it.

    The original is attached; the time it arrived decides about the deadline. The text is typed as the parts of a draft, read back and
    confirmed (`confirm_read_back`), then sent by the same person, who neither reviews nor decides.
    Raises Refused: no right, arrived outside the call's time, conditions not met, the group has an application already.
    """
    require_records(by, call.organisation_id)
    if channel not in Channel.values:
        raise Refused(_("Choose how it came."), code="no_channel")
    if arrived_at > timezone.now():
        raise Refused(_("The time it arrived lies in the future."), code="future")
    if not call.is_open(arrived_at) or call.form_version is None:
        raise Refused(_("It arrived when the call was not open: it cannot be taken."), code="closed")
    reason = why_group_may_not(call, group)
    unmet = [reason] if reason else unmet_conditions(call, eligibility, language)
    if unmet:
        raise Refused(" ".join(unmet), code="not_eligible")
    try:
        with transaction.atomic():
            stored = store_upload(upload=original, name=name, by=by, kinds=ANSWER_KINDS | VOICE_KINDS)
            application = Application.objects.create(
                code=new_address(),
                call=call,
                group=group,
                organisation_id=call.organisation_id,
                language=language,
                form_version=call.form_version,
                eligibility=dict(eligibility),
                currency=call.currency,
                created_by=by,
            )
            received = Received.objects.create(
                application=application, channel=channel, arrived_at=arrived_at, original=stored, typed_by=by
            )
            data = {"channel": channel, "arrived_at": arrived_at.isoformat(), "received": received.pk}
            record_event(subject=application, action="begun", by=by, target=ApplicationState.DRAFT, data=data)
    except IntegrityError:
        raise Refused(_("This group already has an application to this call."), code="begun") from None
    return application


def confirm_read_back(*, application: Application, by: "User", how: str) -> Received:
    """The typed text was read back to the group, and it agreed: how, and who. Only who typed it says so; a later change needs it anew."""
    with transaction.atomic():
        locked = Received.objects.select_for_update(of=("self",)).get(application=application)
        if locked.typed_by_id != by.pk:
            raise Refused(_("Only who typed this application can confirm it."), code="not_typist")
        if not application.in_writing:
            raise Refused(_("This application was sent: nothing can be changed in it now."), code="sent")
        if not how.strip():
            raise Refused(_("Write how the text was read back, and who confirmed it."), code="no_how")
        locked.confirmed_at, locked.confirmed_how = timezone.now(), how.strip()[:300]
        locked.save(update_fields=["confirmed_at", "confirmed_how"])
        record_event(subject=application, action="read_back", by=by, data={"received": locked.pk})
    return locked


def write_second_text(*, application: Application, question: str, kind: str, language: str, text: str, by: "User") -> SecondText:
    """A translation, or what is said in a voice answer, beside the original, which stays. By a named person who does not review.

    Written again, it replaces the former text of the same kind and language. Raises Refused for a reviewer of the application.
    """
    require_records(by, application.organisation_id)
    if application.assignments.filter(reviewer=by).exists():
        raise Refused(_("You were asked to review this application: somebody else writes this text."), code="reviewer")
    if question not in question_by_key(application.form_version.schema) or kind not in TextKind.values:
        raise Refused(_("This question does not exist."), code="no_question")
    if not text.strip() or len(text) > MOST_TEXT:
        raise Refused(_("Write the text, at most 20 000 characters."), code="no_text")
    with transaction.atomic():
        row, _made = SecondText.objects.update_or_create(
            application=application,
            question=question,
            kind=kind,
            language=language,
            defaults={"text": text.strip(), "by": by, "at": timezone.now()},
        )
        record_event(subject=application, action="second_text", by=by, data={"question": question, "kind": kind, "language": language})
    return row


def give_more_time(*, application: Application, until: datetime, reason: str, by: "User") -> Application:
    """Let one draft be sent until a later moment, with the reason; everybody who acts for its group is told.

    Raises Refused: no right, sent already, not later than the call's own closing, no reason.
    """
    require_runs(by, application.organisation_id)
    if not reason.strip():
        raise Refused(_("Write the reason for more time."), code="no_reason")
    with transaction.atomic():
        related = ("call", "group")
        locked: Application = Application.objects.select_for_update(of=("self",)).select_related(*related).get(pk=application.pk)
        if locked.state != ApplicationState.DRAFT:
            raise Refused(_("Only a draft gets more time."), code="not_draft")
        if until <= timezone.now() or until <= locked.call.closes_at:
            raise Refused(_("Choose a moment that lies ahead and after the call's own deadline."), code="too_early")
        locked.extended_until, locked.extension_reason = until, reason.strip()[:1000]
        locked.save(update_fields=["extended_until", "extension_reason"])
        record_event(subject=locked, action="extended", by=by, data={"until": until.isoformat()}, note=reason.strip()[:1000])
        if locked.group_id is not None:
            tell_group(application=locked, kind="application_extended")
    return locked


def mark_told(*, call: GrantCall, message: Message, by: "User", how: str) -> Message:
    """Note that somebody told a group what a message says: when, by whom, how."""
    require_runs(by, call.organisation_id)
    with transaction.atomic():
        locked = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
        if locked.channel == Message.Channel.TELL and locked.state == Message.State.QUEUED:
            locked.state, locked.told_by, locked.sent_at = Message.State.TOLD, by, timezone.now()
            locked.save(update_fields=["state", "told_by", "sent_at"])
            application = Application.objects.get(pk=locked.about_id)
            record_event(subject=application, action="told", by=by, data={"message": locked.pk, "how": how})
    return locked

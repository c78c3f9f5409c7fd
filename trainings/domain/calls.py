"""Verbs on a training call: creating it, opening it with frozen questions, taking it back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.questions import freeze, questions_of
from core.questions.blocks import schema_from_blocks
from core.refusals import Refused
from core.transitions import move
from programme.models import Locality, Organisation
from trainings.domain.activity_types import require_type
from trainings.domain.rights import require_coordinates
from trainings.enums import CallState, TimeZone
from trainings.models import TrainingCall

if TYPE_CHECKING:
    from accounts.models import User

MOST_QUESTIONS_FOR_MINORS = 8
#: A nomination is written for somebody else, several at once: no files and no budget.
NOT_ASKED = frozenset({"file", "budget"})


def create_training_call(
    *,
    organisation: Organisation,
    by: "User",
    slug: str,
    activity_type: str,
    titles: Mapping[str, str],
    first_day: date,
    last_day: date,
    places: int,
    closes_at: datetime,
    questions: Any,
    time_zone: str = TimeZone.BISHKEK,
    locality: Locality | None = None,
    age_from: int | None = None,
    age_to: int | None = None,
) -> TrainingCall:
    """Create a call as a draft. `titles` by language code; `questions` is what a StreamField of core.questions.blocks takes."""
    require_coordinates(by, organisation.pk)
    call = TrainingCall(
        organisation=organisation,
        slug=slug,
        activity_type_id=activity_type,
        first_day=first_day,
        last_day=last_day,
        places=places,
        closes_at=closes_at,
        time_zone=time_zone,
        locality=locality,
        age_from=age_from,
        age_to=age_to,
        questions=questions,
        **{f"title_{code}": titles.get(code, "") for code in ("en", "ru", "ky", "uz")},
    )
    require_type(call)
    with transaction.atomic():
        call.save(force_insert=True)
        record_event(subject=call, action="created", by=by)
    return call


def save_call(*, call: TrainingCall, by: "User") -> TrainingCall:
    """Write what the office's form holds: a new draft, or changes to a call. The event keeps the names of changed fields.

    Raises Refused when the questions of a published call change: people have answered the frozen ones.
    """
    require_coordinates(by, call.organisation_id)
    with transaction.atomic():
        if call.pk is None:
            require_type(call)
            call.save(force_insert=True)
            record_event(subject=call, action="created", by=by)
            return call
        stored = TrainingCall.objects.select_for_update().get(pk=call.pk)
        require_coordinates(by, stored.organisation_id)
        require_type(call, stored)
        changed = [
            f
            for f in call._meta.concrete_fields
            if f.get_prep_value(f.value_from_object(stored)) != f.get_prep_value(f.value_from_object(call))
        ]
        fields = [field.attname for field in changed]
        if stored.state != CallState.DRAFT and "questions" in fields:
            raise Refused(_("The call is published: its questions are frozen."), code="frozen")
        if stored.state != CallState.DRAFT and "organisation_id" in fields:
            raise Refused(_("The call is published: it stays with its organisation."), code="frozen")
        if fields:
            call.save(update_fields=fields)
            record_event(subject=call, action="changed", by=by, data={"fields": fields})
    return call


def publish_training_call(*, call: TrainingCall, by: "User") -> TrainingCall:
    """Open the call: its questions are frozen as a version to which all answers point. It is open until its closing moment.

    Raises Refused: no question, more than 8 when somebody under 18 may be nominated, files asked for, closing date passed, no right.
    The public pages are published by editors in Wagtail.
    """
    with transaction.atomic():
        locked = TrainingCall.objects.select_for_update().get(pk=call.pk)
        again = locked.state == CallState.WITHDRAWN
        if locked.state == CallState.DRAFT:
            locked.form_version = freeze(_checked_schema(locked))
            locked.published_at = timezone.now()
        data = {"form_version": locked.form_version_id}
        move(locked, "publish_again" if again else "publish", by, data=data, update=("form_version_id", "published_at"))
    for field in ("state", "form_version_id", "published_at"):
        setattr(call, field, getattr(locked, field))
    return call


def _checked_schema(call: TrainingCall) -> Any:
    schema = schema_from_blocks(call.questions)
    asked = [question for _part, question in questions_of(schema)]
    if not asked:
        raise Refused(_("The call has no questions yet. Add one at least."), code="no_questions")
    if call.for_minors and len(asked) > MOST_QUESTIONS_FOR_MINORS:
        raise Refused(
            _("People under 18 may be nominated: ask at most %(most)s questions, not %(count)s.")
            % {"most": MOST_QUESTIONS_FOR_MINORS, "count": len(asked)},
            code="too_many_questions",
        )
    if any(question["kind"] in NOT_ASKED for question in asked):
        raise Refused(_("A training call asks for no files and no budget."), code="wrong_kind")
    return schema


def withdraw_training_call(*, call: TrainingCall, by: "User", note: str) -> TrainingCall:
    """Take an open call back, with the reason; what was nominated stays."""
    move(call, "withdraw", by, note)
    return call

"""Follow-up rounds: planned for 3, 6 and 12 months after a training, asked of those who consented to be contacted, closed when done."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.questions import settled
from core.refusals import Refused
from trainings.domain.activity_types import require_roster
from trainings.domain.rights import require_coordinates
from trainings.domain.short_forms import frozen
from trainings.models import FollowUpContact, FollowUpRound, Participation, ShortForm, Training
from trainings.queries.follow_ups import may_contact
from youth_groups.domain.clearance import require_cleared

if TYPE_CHECKING:
    from accounts.models import User

MONTHS = (3, 6, 12)


def due_day(training: Training, months: int) -> date:
    """The same day of the month so many months after the last day; the month's last day where it has no such day."""
    year, month = divmod(training.last_day.month - 1 + months, 12)
    year, month = training.last_day.year + year, month + 1
    return date(year, month, min(training.last_day.day, monthrange(year, month)[1]))


def plan_follow_ups(*, training: Training, form: ShortForm, by: "User", months: tuple[int, ...] = MONTHS) -> list[FollowUpRound]:
    """Plan the rounds with the questions of the form, frozen; a round that is planned already stays. Nobody is asked by this.

    Raises Refused: no right, heads are counted here, a form that is not for follow-up, of another organisation, or without questions.
    """
    require_coordinates(by, training.organisation_id)
    require_roster(training)
    if form.organisation_id != training.organisation_id or form.kind != ShortForm.Kind.FOLLOW_UP:
        raise Refused(_("This form belongs to another organisation, or to another time."), code="other_form")
    version = frozen(form)
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        known = set(locked.follow_ups.values_list("months", flat=True))
        rows = [
            FollowUpRound.objects.create(
                training=locked, months=number, due_on=due_day(locked, number), form_version=version, planned_by=by
            )
            for number in months
            if number not in known
        ]
        if rows:
            record_event(subject=locked, action="follow_ups_planned", by=by, data={"months": [row.months for row in rows]})
    return rows


def record_follow_up(
    *, follow_up: FollowUpRound, participation: Participation, by: "User", outcome: str, answers: Mapping[str, Any] | None = None
) -> FollowUpContact:
    """Write down what somebody said, that they were not reached (each try counts), or that they do not want to answer.

    A later answer stands in the place of "not reached". Raises Refused: no right, the round is closed, no consent to be contacted as it
    stands today, the person wants no message, nothing was answered, somebody who was not there.
    """
    if outcome not in FollowUpContact.Outcome.values:
        raise ValueError(outcome)
    require_coordinates(by, follow_up.organisation_id)
    kept = settled(follow_up.form_version.schema, dict(answers or {})) if outcome == FollowUpContact.Outcome.ANSWERED else {}
    if outcome == FollowUpContact.Outcome.ANSWERED and not kept:
        raise Refused(_("Nothing is answered yet."), code="empty")
    with transaction.atomic():
        locked = FollowUpRound.objects.select_for_update(of=("self",)).select_related("training").get(pk=follow_up.pk)
        if locked.closed_at is not None:
            raise Refused(_("This round is closed."), code="closed")
        if participation.person.is_minor_on(timezone.localdate()):
            require_cleared(by)
        if participation.pk not in {row.pk for row in may_contact(locked.training)}:
            raise Refused(_("There is no consent to contact this person afterwards."), code="no_consent")
        row = FollowUpContact.objects.filter(round=locked, participation=participation).first()
        if row is None:
            row = FollowUpContact(round=locked, participation=participation, tries=0)
        row.outcome, row.answers, row.tries = outcome, kept, row.tries + 1
        row.asked_at, row.asked_by = timezone.now(), by
        row.save()
        record_event(subject=row, action="followed_up", by=by, data={"round": locked.pk, "outcome": outcome, "tries": row.tries})
    return row


def close_round(*, follow_up: FollowUpRound, by: "User") -> FollowUpRound:
    """The round is done; who is left counts as not asked. Closed already: nothing happens."""
    require_coordinates(by, follow_up.organisation_id)
    with transaction.atomic():
        locked = FollowUpRound.objects.select_for_update(of=("self",)).select_related("training").get(pk=follow_up.pk)
        if locked.closed_at is None:
            locked.closed_at = timezone.now()
            locked.save(update_fields=["closed_at"])
            record_event(subject=locked.training, action="follow_up_closed", by=by, data={"round": locked.pk, "months": locked.months})
    return locked

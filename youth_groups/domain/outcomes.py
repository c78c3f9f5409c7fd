"""Advocacy outcomes: asked, promised, adopted, funded, spent. One row is one step, reported with evidence, approved by somebody else."""

from datetime import date
from typing import IO, TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.money import Money
from core.outbox import send_message
from core.refusals import Refused
from core.transitions import move
from core.uploads import store_upload
from programme.models import Locality, Organisation
from youth_groups.campaign_states import NOT_YOURS, outcome_group_writes, writes_for, writes_outcome
from youth_groups.domain.campaigns import people_who_write
from youth_groups.enums import OutcomeStage, Theme
from youth_groups.models import Campaign, Group, Outcome

if TYPE_CHECKING:
    from accounts.models import User

OPEN = (Outcome.State.DRAFT, Outcome.State.RETURNED)
#: Steps at which money is named.
WITH_AMOUNT = (OutcomeStage.FUNDED, OutcomeStage.SPENT)


def write_outcome(
    *,
    organisation: Organisation,
    by: "User",
    stage: str,
    what: str,
    institution: str,
    theme: str,
    locality: Locality,
    day: date,
    group: Group | None = None,
    campaign: Campaign | None = None,
    follows: Outcome | None = None,
    amount: Money | None = None,
    evidence: IO[bytes] | None = None,
    evidence_name: str = "",
    evidence_note: str = "",
) -> Outcome:
    """Write down one step of an outcome, of a group or of the organisation's office.

    Raises Refused: without words, day to come, no amount for funded or spent, a step that does not follow the one before, no right.
    """
    if not writes_for(by, group, organisation.pk):
        raise Refused(str(NOT_YOURS), code="not_yours")
    facts = _facts(
        stage=stage,
        what=what,
        institution=institution,
        theme=theme,
        locality=locality,
        day=day,
        amount=amount,
        note=evidence_note,
    )
    owner = group.organisation if group else organisation
    with transaction.atomic():
        row = Outcome(organisation=owner, group=group, campaign=campaign, follows=follows, written_by=by, **facts)
        _require_fits(row)
        if evidence is not None:
            row.evidence = store_upload(upload=evidence, name=evidence_name, by=by)
        row.save()
        record_event(subject=row, action="written", by=by, target=row.state, data={"stage": stage, "group": row.group_id})
    return row


def change_outcome(
    *,
    outcome: Outcome,
    by: "User",
    stage: str,
    what: str,
    institution: str,
    theme: str,
    locality: Locality,
    day: date,
    amount: Money | None = None,
    campaign: Campaign | None = None,
    follows: Outcome | None = None,
    evidence: IO[bytes] | None = None,
    evidence_name: str = "",
    evidence_note: str = "",
) -> Outcome:
    """Put right what is written, until it is reported; without a new file the evidence stays. Raises Refused like `write_outcome`."""
    facts = _facts(
        stage=stage,
        what=what,
        institution=institution,
        theme=theme,
        locality=locality,
        day=day,
        amount=amount,
        note=evidence_note,
    ) | {"follows": follows, "campaign": campaign}
    with transaction.atomic():
        row = Outcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
        if reason := writes_outcome(by, row):
            raise Refused(reason, code="not_yours")
        if row.state not in OPEN:
            raise Refused(_("This outcome is reported: nothing in it can be changed now."), code="reported")
        if evidence is not None:
            facts["evidence"] = store_upload(upload=evidence, name=evidence_name, by=by)
        changed = [name for name, value in facts.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, facts[name])
        _require_fits(row)
        if changed:
            row.save(update_fields=changed)
            record_event(subject=row, action="changed", by=by, data={"fields": sorted(changed)})
    return row


def _facts(
    *, stage: str, what: str, institution: str, theme: str, locality: Locality, day: date, amount: Money | None, note: str
) -> dict[str, Any]:
    if stage not in OutcomeStage.values or theme not in Theme.values:
        raise ValueError("unknown stage or theme")
    if not what.strip() or not institution.strip():
        raise Refused(_("Write what it is about, and who decides on it."), code="no_words")
    if day > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future")
    if stage in WITH_AMOUNT and (amount is None or amount.minor <= 0):
        raise Refused(_("Write the amount: at this step there is money."), code="no_amount")
    return {
        "stage": stage,
        "what": " ".join(what.split()),
        "institution": " ".join(institution.split()),
        "theme": theme,
        "locality": locality,
        "day": day,
        "amount_minor": amount.minor if amount else None,
        "currency": amount.currency if amount else "KGS",
        "evidence_note": note.strip(),
    }


def _require_fits(row: Outcome) -> None:
    if row.campaign is not None and row.campaign.group_id != row.group_id:
        raise Refused(_("This campaign belongs to another group."), code="other_group")
    if reason := outcome_group_writes(row):
        raise Refused(reason, code="not_active")
    before = row.follows
    if before is not None:
        if (before.group_id, before.organisation_id) != (row.group_id, row.organisation_id):
            raise Refused(_("The step before belongs to somebody else."), code="other_group")
        order = OutcomeStage.values
        if order.index(row.stage) <= order.index(before.stage) or row.day < before.day:
            raise Refused(_("A step follows an earlier one: asked for, promised, adopted, funded, spent."), code="order")
    if row.pk and any(
        later.day < row.day or OutcomeStage.values.index(later.stage) <= OutcomeStage.values.index(row.stage)
        for later in row.followed_by.all()
    ):
        raise Refused(_("A later step follows this one. Put that one right first."), code="order")


def report_outcome(*, outcome: Outcome, by: "User") -> Outcome:
    """Report it to the office. Raises Refused without an evidence file."""
    outcome.reported_by = by
    move(outcome, "report", by, update=["reported_by"])
    return outcome


def approve_outcome(*, outcome: Outcome, by: "User") -> Outcome:
    """It counts from now on. Raises Refused for who wrote or reported it, and for accounts of the group."""
    with transaction.atomic():
        move(outcome, "approve", by)
        _tell(outcome)
    return outcome


def send_outcome_back(*, outcome: Outcome, by: "User", reason: str) -> Outcome:
    """Give it back with what is to be put right. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Write what should be put right."), code="no_reason")
    with transaction.atomic():
        move(outcome, "send_back", by, reason.strip())
        _tell(outcome)
    return outcome


def _tell(outcome: Outcome) -> None:
    for user in people_who_write(outcome.group) if outcome.group else [outcome.written_by]:
        send_message(to=user, kind="outcome_decided", context={"outcome": outcome}, about=outcome)

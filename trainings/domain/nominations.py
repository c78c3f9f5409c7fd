"""A group puts people forward for a training call, itself or on paper; until the call closes it may take them back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.questions import Answers, missing, settled
from core.refusals import Refused
from core.transitions import move
from trainings.domain.rights import require_coordinates
from trainings.enums import CallState
from trainings.models import Nomination, TrainingCall
from trainings.queries.calls import ages_of, person_of
from youth_groups.domain.groups import add_member
from youth_groups.domain.people import PersonFacts, record_people
from youth_groups.domain.rights import edits_group
from youth_groups.models import Group, Person

if TYPE_CHECKING:
    from accounts.models import User

#: Names on one form: a school class, not a whole school at once.
MOST_AT_ONCE = 40


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody to put forward: a person of the records, or else the facts of one who is written down now; with the answers by key."""

    person: Person | None = None
    facts: PersonFacts | None = None
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A nomination that came on paper: who filled it in, its date, and why it is taken after the deadline ("" before it)."""

    filled_by: str
    day: date
    late_reason: str = ""


def nominate(
    *, call: TrainingCall, group: Group, by: "User", candidates: Sequence[Candidate], key: uuid.UUID, language: str = "ky"
) -> list[Nomination]:
    """Put several people forward for a call, all or none.

    The call's row is locked and its deadline read once, after the lock. New people are recorded in the group's organisation and become
    its members.
    `key` is made by the form: the same form sent any number of times nominates once. Who stands nominated already is kept as it is.
    Raises Refused: call not open, no right to act for the group, another organisation's call, a required answer missing, somebody who
    cannot be of the call's age.
    """
    if not edits_group(by, group):
        raise Refused(_("Only who acts for the group can nominate."), code="not_your_group")
    with transaction.atomic():
        sent = _sent(call, candidates, key)
        if sent.new:
            _require_open(sent.call, group)
        for form_key, candidate in sent.new.items():
            sent.rows[form_key] = _enter(call=sent.call, group=group, by=by, candidate=candidate, form_key=form_key, language=language)
    return sent.in_order()


def apply_for_oneself(*, call: TrainingCall, by: "User", answers: Answers, key: uuid.UUID, language: str = "ky") -> Nomination:
    """Somebody whose account is that of a person of the records puts themself forward: no group stands beside the nomination.

    Whoever was nominated already, by a group or on paper, is kept as they are. Raises Refused: an account of nobody, or as `nominate`.
    """
    person = person_of(by)
    if person is None:
        raise Refused(_("Only who acts for the group can nominate."), code="nobody")
    with transaction.atomic():
        sent = _sent(call, [Candidate(person=person, answers=answers)], key)
        for form_key, candidate in sent.new.items():
            if not sent.call.is_open():
                raise Refused(_("This call is closed: nobody can be nominated any more."), code="closed")
            sent.rows[form_key] = _enter(call=sent.call, group=None, by=by, candidate=candidate, form_key=form_key, language=language)
    return sent.in_order()[0]


def nominate_from_paper(
    *,
    call: TrainingCall,
    by: "User",
    candidates: Sequence[Candidate],
    key: uuid.UUID,
    paper: Paper,
    group: Group | None = None,
    language: str = "ky",
) -> list[Nomination]:
    """Type in a form on paper, of a group or of people without one: the same questions and rules as online, all or none.

    After the deadline it needs a reason. Somebody of the register who is no member of the group yet becomes one, as somebody new does.
    Raises Refused: no right, call never opened or taken back, no reason after the deadline, a date to come, or as `nominate`.
    """
    require_coordinates(by, call.organisation_id)
    paper = _tidy(paper)
    with transaction.atomic():
        sent = _sent(call, candidates, key)
        if sent.new:
            paper = _require_in_time(sent.call, paper)
            _require_group(sent.call, group)
        for form_key, candidate in sent.new.items():
            _join(candidate, group, by)
            sent.rows[form_key] = _enter(
                call=sent.call, group=group, by=by, candidate=candidate, form_key=form_key, language=language, paper=paper
            )
    return sent.in_order()


@dataclass(frozen=True)
class _Sent:
    """A form as it arrived: the call under its lock, every key of the form in its order, who is new in it, the rows that stand."""

    call: TrainingCall
    keys: tuple[uuid.UUID, ...]
    new: dict[uuid.UUID, Candidate]
    rows: dict[uuid.UUID, Nomination]

    def in_order(self) -> list[Nomination]:
        return [self.rows[key] for key in self.keys]


def _sent(call: TrainingCall, candidates: Sequence[Candidate], key: uuid.UUID) -> _Sent:
    """Lock the call and tell what is new from what the same form brought before. Refused: nobody, or far too many people."""
    if not candidates:
        raise Refused(_("Choose at least one person."), code="nobody")
    if len(candidates) > MOST_AT_ONCE:
        raise Refused(_("Please nominate at most %(most)s people on one form.") % {"most": MOST_AT_ONCE}, code="too_many")
    locked = TrainingCall.objects.select_for_update().get(pk=call.pk)
    keys = {uuid.uuid5(key, str(place)): candidate for place, candidate in enumerate(candidates)}
    rows = {row.form_key: row for row in Nomination.objects.filter(form_key__in=keys)}
    new = {form_key: candidate for form_key, candidate in keys.items() if form_key not in rows}
    return _Sent(locked, tuple(keys), new, rows)


def _tidy(paper: Paper) -> Paper:
    filled_by, late_reason = (" ".join(text.split()) for text in (paper.filled_by, paper.late_reason))
    if not filled_by:
        raise Refused(_("Write who filled in the form on paper."), code="no_writer")
    if paper.day > timezone.localdate():
        raise Refused(_("The date on the paper is still to come."), code="paper_day")
    return Paper(filled_by=filled_by[:160], day=paper.day, late_reason=late_reason[:300])


def _require_in_time(call: TrainingCall, paper: Paper) -> Paper:
    """The paper with its reason where the call is closed, without one where it is open. The deadline is read after the lock."""
    if call.state != CallState.PUBLISHED:
        raise Refused(_("This call is not published."), code="not_published")
    if call.is_open():
        return replace(paper, late_reason="")
    if not paper.late_reason:
        raise Refused(_("The deadline has passed: write why the form is taken all the same."), code="no_reason")
    return paper


def _join(candidate: Candidate, group: Group | None, by: "User") -> None:
    """Somebody of the register whom a group's paper names becomes its member."""
    if candidate.person is not None and group is not None and not group.memberships.filter(person=candidate.person).exists():
        add_member(group=group, person=candidate.person, by=by)


def _require_open(call: TrainingCall, group: Group) -> None:
    if not call.is_open():
        raise Refused(_("This call is closed: nobody can be nominated any more."), code="closed")
    _require_group(call, group)


def _require_group(call: TrainingCall, group: Group | None) -> None:
    if group is None:
        return
    if call.organisation_id != group.organisation_id:
        raise Refused(_("This call is for groups of another organisation."), code="other_organisation")
    if group.state == Group.State.WAITING:
        raise Refused(_("The office has not approved this group yet: it can nominate after that."), code="group_waiting")
    if group.state != Group.State.ACTIVE:
        raise Refused(_("This group is not active."), code="group_not_active")


def _enter(
    *,
    call: TrainingCall,
    group: Group | None,
    by: "User",
    candidate: Candidate,
    form_key: uuid.UUID,
    language: str,
    paper: Paper | None = None,
) -> Nomination:
    version = call.form_version
    if version is None:
        raise Refused(_("This call asks nothing yet."), code="no_questions")
    answers = settled(version.schema, candidate.answers)
    gaps = missing(version.schema, answers, {}, language)
    if gaps:
        raise Refused(_("Please answer: %(question)s") % {"question": gaps[0].label}, code="incomplete")
    person = candidate.person
    if person is None:
        if candidate.facts is None:
            raise ValueError("a candidate is a person or the facts of one")
        person = record_people(organisation=call.organisation, by=by, people=[candidate.facts], group=group)[0]
        if group is not None:
            add_member(group=group, person=person, by=by)
    elif person.organisation_id != call.organisation_id:
        raise Refused(_("This person stands in another organisation's records."), code="other_organisation")
    elif group is not None and not group.memberships.filter(person=person).exists():
        raise Refused(_("Only members of the group can be nominated. Write somebody new into an empty place."), code="not_a_member")
    if not call.is_meant_for(person.birth_year):
        raise Refused(not_of_the_age(call), code="age")
    standing = Nomination.objects.filter(call=call, person=person).first()
    if standing is not None:
        return standing
    row = Nomination(
        call=call, group=group, person=person, form_version=version, answers=answers, language=language, form_key=form_key, created_by=by
    )
    if paper is not None:
        row.paper_by, row.paper_day, row.late_reason = paper.filled_by, paper.day, paper.late_reason
    row.save(force_insert=True)
    how = {} if paper is None else {"paper": True, "late": bool(paper.late_reason)}
    record_event(subject=row, action="nominated", by=by, data={"call": call.pk, "group": group and group.pk, "person": person.pk, **how})
    return row


def not_of_the_age(call: TrainingCall) -> str:
    return _("This call is for: %(ages)s. By the birth year that cannot be.") % {"ages": ages_of(call)}


def withdraw_nomination(*, nomination: Nomination, by: "User", note: str = "") -> Nomination:
    """Take somebody back who has no place yet. A chosen one is taken off by the coordinator."""
    move(nomination, "withdraw", by, note)
    return nomination

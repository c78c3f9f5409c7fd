"""Deciding in detail: second approval, deputies, letters, batches, the ranking's proposals, what looks alike, the discussion."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from core.jobs import start_job, work
from core.models import Event, Job, Message
from core.money import Money
from core.refusals import Refused
from core.transitions import why_not
from grants.domain.batches import JOB, step_for_many
from grants.domain.decisions import approve, approve_award, propose
from grants.domain.drafts import save_budget_row, save_part
from grants.domain.letters import letter_file, message_version, template_version
from grants.domain.panel import add_remark, record_meeting
from grants.domain.ranking import left_to_propose, propose_within_budget
from grants.domain.reviews import assign_evenly, assign_reviewer, declare_no_conflict, recuse, say_languages
from grants.domain.submission import submit_application
from grants.models import Application, Award, Letter, Proposal, Remark, ReviewAssignment
from grants.queries.lookalikes import alike
from grants.queries.office import history_of
from grants.queries.pending import pending_of
from programme.domain.deputies import name_deputy
from programme.models import BudgetLine
from tests.concurrency import run_concurrently
from tests.factories.grants import GrantCallFactory, draft, eligible, officer, proposed, reviewed, reviewer, sent_review, submitted
from tests.factories.programme import BudgetLineFactory, OrganisationFactory, holder, lead
from tests.factories.youth_groups import GroupFactory

pytestmark = pytest.mark.django_db

PARTS = {"reason": "The money of this year is spent.", "strength": "Your village stands behind it.", "next_step": "Name who leads."}


def fresh(application):
    return Application.objects.get(pk=application.pk)


def test_from_the_named_amount_on_an_award_needs_three_people():
    call = GrantCallFactory(second_from_minor=50_000)
    first, second, third = officer(), officer(), officer()
    application = proposed(call, by=first, amount=50_000)
    with pytest.raises(Refused, match="first one is still missing"):
        approve_award(application=application, by=second)
    assert approve(application=application, by=second) is None
    assert fresh(application).state == "proposed"
    for user, words in ((first, "You made this proposal"), (second, "a third person")):
        with pytest.raises(Refused, match=words):
            approve(application=fresh(application), by=user)
    award = approve(application=fresh(application), by=third)
    assert (award.proposed_by, award.first_approved_by, award.approved_by) == (first, second, third)
    assert [row.action for row in Event.objects.filter(action__in=["approve_first", "award"])] == ["approve_first", "award"]


def test_below_the_named_amount_two_people_are_enough():
    call = GrantCallFactory(second_from_minor=50_000)
    assert approve(application=proposed(call, amount=49_999), by=officer()).first_approved_by is None


def test_a_deputy_is_excluded_from_what_the_holder_is_excluded_from():
    proposer = officer()
    application = proposed(by=proposer)
    deputy, today = holder("finance_officer"), timezone.localdate()
    held = proposer.roles_held.get()
    name_deputy(by=proposer, held=held, user=deputy, first_day=today, last_day=today, reason="Leave")
    with pytest.raises(Refused, match="somebody else approves"):
        approve_award(application=application, by=type(deputy).objects.get(pk=deputy.pk))
    other, acting = officer(), holder("finance_officer")
    name_deputy(by=other, held=other.roles_held.get(), user=acting, first_day=today, last_day=today, reason="Leave")
    approve_award(application=application, by=type(acting).objects.get(pk=acting.pk))
    event = Event.objects.get(action="award")
    assert (event.actor, event.deputy_for) == (acting, other)


def test_the_lead_lends_its_people_to_a_partners_call_and_the_partner_none_to_the_lead():
    partner = OrganisationFactory()
    own, lent = holder("grants_officer", partner), officer()
    application = proposed(GrantCallFactory(organisation=partner), by=own, group=GroupFactory(organisation=partner))
    assert own not in pending_of([application])[application.pk]
    assert lent in pending_of([application])[application.pk]
    assert approve_award(application=application, by=lent).approved_by == lent
    said = {event.action: (words, by_whom) for event, words, by_whom in history_of(application)}
    assert said["award"][1] == f"Step lent by {partner.name} to the lead organisation"
    assert said["propose"][1] == said["submit"][1] == "", "the partner's own steps and the group's"
    kept = Event.objects.get(action="award").data
    assert (kept["lent_by"], kept["lent_to"]) == (partner.pk, lead().pk)
    assert said["pass_screening"][1], "the lead's people screened it"
    assert said["assigned"][1]
    assert said["send"][1]
    with pytest.raises(Refused, match="another role"):
        approve_award(application=proposed(), by=own)


def test_who_is_pending_is_who_may_approve():
    first = officer()
    application = proposed(by=first)
    named = {user.pk for user in pending_of([application])[application.pk]}
    able = set()
    for user in type(first).objects.filter(roles_held__role__in=["grants_officer", "programme_manager"]).distinct():
        if why_not(application, "award", user) is None:
            able.add(user.pk)
    assert named == able
    assert able


def test_a_decline_leaves_a_letter_with_three_parts_and_the_versions_of_its_templates():
    application = reviewed()
    propose(application=application, by=officer(), outcome="decline", **PARTS)
    approve(application=fresh(application), by=officer())
    letter = Letter.objects.get(application=application)
    text = " ".join(PdfReader(io.BytesIO(letter.file.file.read())).pages[0].extract_text().split())
    assert all(words in text for words in PARTS.values())
    assert letter.template == template_version("decline", letter.language)
    assert letter.message_template == message_version("decline")
    message = Message.objects.get(kind="application_declined")
    assert all(words in message.body for words in PARTS.values())
    assert letter_file(letter=letter) == letter.file


def test_an_award_letter_keeps_the_versions_too():
    application = proposed()
    award = approve_award(application=application, by=officer())
    letter = Letter.objects.get(application=application, kind="award")
    assert (letter.file, letter.template) == (award.letter, template_version("award", letter.language))


def test_many_are_decided_one_by_one_and_the_refused_are_named():
    call = GrantCallFactory(budget_minor=130_000)
    first, second = officer(), officer()
    rows = [proposed(call, by=first) for _n in range(3)]
    done = step_for_many(applications=rows, action="approve", by=second)
    assert [bool(row.why) for row in done] == [False, False, True]
    assert "budget of the call has only" in done[2].why
    assert step_for_many(applications=[rows[2]], action="approve", by=first)[0].why.startswith("You made this proposal")
    assert [fresh(row).state for row in rows] == ["awarded", "awarded", "proposed"]
    with pytest.raises(Refused):
        step_for_many(applications=rows, action="delete", by=second)


def test_the_ranking_proposes_down_the_list_while_the_money_lasts_and_decides_nothing():
    call = GrantCallFactory(budget_minor=150_000)
    best, large, small = (eligible(call, asked=asked) for asked in (60_000, 100_000, 90_000))
    for application, scores in ((best, (5, 5)), (large, (4, 4)), (small, (3, 3))):
        for _n in range(2):
            sent_review(application, scores=scores)
    unread = eligible(call)
    done = propose_within_budget(call=call, by=officer())
    assert [(row.application, bool(row.why)) for row in done] == [(best, False), (large, True), (small, False)]
    assert [fresh(row).state for row in (best, large, small, unread)] == ["proposed", "eligible", "proposed", "eligible"]
    assert (Proposal.objects.count(), Award.objects.count(), left_to_propose(call)) == (2, 0, 0)


def test_a_job_approves_many_and_a_second_run_decides_nothing_twice():
    rows = [proposed() for _n in range(2)]
    by = officer()
    for _turn in range(2):
        job = start_job(kind=JOB, arguments={"ids": [row.pk for row in rows]}, by=by)
        work.call()
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error
    assert job.result == {"applications": 2, "refused": 2}
    assert Award.objects.count() == 2


def test_what_looks_alike_is_found_by_text_telephone_and_budget():
    first, other = submitted(), submitted()
    assert alike(fresh(other), officer()) == [], "one short sentence and one row of a budget are said by many"
    long = "Кечинде мектептен кайткан кыздарга көчөдө асылышат, муну жыйырма үйдүн он алтысы айтты"
    for index, words in enumerate((long, f"  {long.upper()}!\nБашка сөз. ")):
        group = GroupFactory(contact_phone="+996 555 123 456" if index else "0555123456")
        user = draft(group=group).created_by
        application = Application.objects.get(group=group)
        save_part(application=application, part="idea", answers={"aim": words}, version=0, by=user)
        for item in ("Hall", "Tea"):
            save_budget_row(application=application, by=user, item=item, quantity=1, unit_cost=Money(20_000), own=Money(0))
        application = submit_application(application=fresh(application), by=user)
    (found,) = alike(application, officer())
    assert found.kinds == ["the same text", "the same telephone", "the same budget"]
    assert not found.same_group
    assert first.pk != found.application.pk


def test_reviewers_are_spread_by_load_and_then_by_language():
    call = GrantCallFactory(quorum=1)
    rows = [eligible(call) for _n in range(4)]
    people = [reviewer(language=language) for language in ("ru", "ky")]
    say_languages(by=people[1], languages=["ky", "en"])
    assert assign_evenly(call=call, by=officer()) == 4
    load = [ReviewAssignment.objects.filter(reviewer=user).count() for user in people]
    assert load == [2, 2]
    assert ReviewAssignment.objects.get(application=rows[0]).reviewer == people[1], "the application is in English"
    assert assign_evenly(call=call, by=officer()) == 0


def test_a_recusal_survives_even_spreading():
    call = GrantCallFactory(quorum=1)
    application, only = eligible(call), reviewer()
    assign_evenly(call=call, by=officer())
    recuse(assignment=ReviewAssignment.objects.get(), by=officer(), note="A relative")
    assert assign_evenly(call=call, by=officer()) == 0
    assert [row.state for row in application.assignments.all()] == ["recused"]
    assert only.review_assignments.count() == 1


def test_the_discussion_is_open_to_a_reviewer_after_the_own_scores_and_is_no_event():
    application, user = eligible(), reviewer()
    assignment = assign_reviewer(application=application, reviewer=user, by=officer())
    declare_no_conflict(assignment=assignment, by=user)
    with pytest.raises(Refused, match="own scores first"):
        add_remark(application=application, by=user, text="Early")
    before = Event.objects.count()
    sent = sent_review(application)
    written = Event.objects.count()
    add_remark(application=application, by=sent.reviewer, text="The plan is clear")
    add_remark(application=application, by=officer(), text="Agreed")
    assert written > before
    assert Event.objects.count() == written
    assert [row.text for row in Remark.objects.all()] == ["The plan is clear", "Agreed"]
    with pytest.raises(Refused):
        add_remark(application=application, by=reviewer(), text="I was not asked")


def test_a_meeting_has_a_day_members_and_minutes():
    call, by = GrantCallFactory(), officer()
    given = {"call": call, "by": by, "held_on": timezone.localdate(), "members": [by], "minutes": "We read five."}
    for wrong in ({"members": []}, {"minutes": " "}, {"held_on": timezone.localdate() + timedelta(days=1)}):
        with pytest.raises(Refused):
            record_meeting(**{**given, **wrong})
    meeting = record_meeting(**given)
    assert (list(meeting.members.all()), meeting.minutes) == ([by], "We read five.")


def test_whoever_is_waited_for_is_told_at_once_and_only_once_for_a_call():
    call = GrantCallFactory()
    first, second = officer(), officer()
    for _n in range(2):
        proposed(call, by=first)
    assert Message.objects.filter(kind="approval_waits", to=second).count() == 1
    assert not Message.objects.filter(kind="approval_waits", to=first).exists()
    asked = ReviewAssignment.objects.first().reviewer
    assert Message.objects.filter(kind="review_asked", to=asked).count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_approvals_at_once_on_one_line_never_pass_it():
    line = BudgetLineFactory(amount_minor=5 * 60_000 + 59_999)
    calls = [GrantCallFactory(budget_line=line) for _n in range(5)]
    rows = [proposed(calls[place % 5]) for place in range(10)]
    pairs = [(rows[place % 10], officer()) for place in range(50)]
    outcomes = run_concurrently(lambda pair: approve_award(application=pair[0], by=pair[1]), pairs)
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["Award"] * 5 + ["Refused"] * 45
    kept = BudgetLine.objects.get(pk=line.pk)
    assert kept.awarded_minor == sum(Award.objects.values_list("amount_minor", flat=True)) == 300_000

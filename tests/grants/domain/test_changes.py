"""Asking for changes: one officer before a review was sent, four eyes afterwards; reviews of the earlier version stay."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.models import Event, Message
from core.refusals import Refused
from grants.checks import CHECKS
from grants.domain.decisions import approve, propose, return_proposal
from grants.domain.drafts import save_part
from grants.domain.reviews import assign_reviewer, declare_no_conflict, save_review, send_review, update_review
from grants.domain.screening import ask_for_changes, screen_application
from grants.domain.submission import submit_application
from grants.models import Application, EarlierReview, Proposal, ReviewAssignment
from grants.queries.office import scores_of
from grants.queries.work import duties_for
from tests.factories.accounts import UserFactory
from tests.factories.grants import eligible, officer, reviewed, reviewer, sent_review

pytestmark = pytest.mark.django_db

ASKED = {"outcome": "changes", "questions": ["aim"], "reason": "Say who leads each meeting."}
NEWER = "A newer aim with names"


def fresh(application):
    return Application.objects.get(pk=application.pk)


def sent_again(application):
    """The group changes the open answer, sends, and the office looks whether it fits."""
    user = application.created_by
    version = application.part_versions.get("idea", 0)
    save_part(application=fresh(application), part="idea", answers={"aim": NEWER}, version=version, by=user)
    submit_application(application=fresh(application), by=user)
    return screen_application(application=fresh(application), by=officer(), checks=dict.fromkeys(CHECKS, True), eligible=True)


def test_after_a_review_changes_are_a_proposal_that_another_person_approves():
    application, first = eligible(), officer()
    with pytest.raises(Refused, match="No review was sent yet"):
        propose(application=application, by=first, **ASKED)
    sent_review(application)
    with pytest.raises(Refused, match="asking for changes is a proposal now"):
        ask_for_changes(application=application, by=first, questions=["aim"], reason="More")
    for missing in ({"questions": []}, {"reason": " "}):
        with pytest.raises(Refused, match="Choose the parts"):
            propose(application=application, by=first, **ASKED | missing)
    proposal = propose(application=application, by=first, **ASKED)
    assert (proposal.open_parts, proposal.open_questions, fresh(application).open_questions) == (["idea"], ["aim"], [])
    with pytest.raises(Refused, match="somebody else approves"):
        approve(application=fresh(application), by=first)
    assert not Message.objects.filter(kind="application_changes").exists()
    approve(application=fresh(application), by=officer())
    found = fresh(application)
    assert (found.state, found.open_parts, found.open_questions, found.reason) == ("changes_asked", ["idea"], ["aim"], ASKED["reason"])
    assert Message.objects.filter(kind="application_changes", to=application.created_by).count() == 1
    assert Event.objects.get(action="changes").source == "proposed"
    assert Proposal.objects.get().state == "approved"


def test_a_proposal_to_ask_for_changes_can_be_sent_back_and_names_parts_in_the_database():
    application = reviewed()
    propose(application=application, by=officer(), **ASKED)
    return_proposal(application=application, by=officer(), note="It is clear enough")
    assert fresh(application).state == "eligible"
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(open_parts=[])


def test_a_sent_review_stays_on_its_version_counts_and_may_be_taken_up_again(client):
    application, own = eligible(), reviewer(language="en")
    assignment, other = sent_review(application, own), sent_review(application)
    drafting = reviewer()
    draft = assign_reviewer(application=application, reviewer=drafting, by=officer())
    declare_no_conflict(assignment=draft, by=drafting)
    with pytest.raises(Refused, match="nothing new"):
        update_review(assignment=assignment, by=own)
    propose(application=application, by=officer(), **ASKED)
    approve(application=fresh(application), by=officer())
    application = sent_again(application)
    one, two = application.submissions.order_by("version")
    assert [row.review.submission for row in application.assignments.all()] == [one, one, two], "a draft goes on with what was sent now"
    assert [row["version"] for row in scores_of(application)] == [1, 1], "both still count, marked with their version"
    assert Message.objects.filter(kind="review_newer", to=own).count() == 1
    assert [row.title for row in duties_for(own)] == ["Review the new version"]
    client.force_login(officer(language="en"))
    page = reverse("grants:application", args=[application.code])
    assert "Written on version 1" in client.get(page).content.decode()
    client.force_login(own)
    read = client.get(reverse("grants:review", args=[assignment.pk])).content.decode()
    assert NEWER not in read
    assert "The group has sent a new version" in read
    assert client.post(reverse("grants:update", args=[other.pk])).status_code == 404
    assert client.post(reverse("grants:update", args=[assignment.pk])).status_code == 302
    read = client.get(reverse("grants:review", args=[assignment.pk])).content.decode()
    assert f"<ins>{NEWER.split()[0]}" in read or NEWER in read
    assert "What changed" in read
    kept = EarlierReview.objects.get()
    assert (kept.assignment_id, kept.submission, kept.score_bp) == (assignment.pk, one, 7200)
    assert [row["assignment"].pk for row in scores_of(application)] == [other.pk], "while it is written again it does not count"
    again = ReviewAssignment.objects.get(pk=assignment.pk)
    save_review(assignment=again, by=own, scores={key: {"score": 5, "comment": "Now clear"} for key in ("concern", "plan")})
    send_review(assignment=again, by=own)
    shown = scores_of(application)[0]
    assert (shown["version"], shown["points"], shown["earlier"]) == (2, "5.0", [(1, "3.6", "")])
    for user, words in ((own, "nothing new"), (UserFactory(), "Only the reviewer")):
        with pytest.raises(Refused, match=words):
            update_review(assignment=ReviewAssignment.objects.get(pk=assignment.pk), by=user)

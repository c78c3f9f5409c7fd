"""Every page of the app: who sees it, what it says, what was typed is kept, how many statements it takes."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.money import Money
from grants.domain.decisions import approve_award
from grants.domain.reviews import abstain, assign_reviewer, declare_no_conflict
from grants.models import Application, GrantCall, ReviewAssignment
from tests.factories.accounts import UserFactory
from tests.factories.grants import (
    GrantCallFactory,
    draft,
    eligible,
    officer,
    proposed,
    ready,
    reviewed,
    reviewer,
    sent_review,
    submitted,
)
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory, member_account

pytestmark = pytest.mark.django_db


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"grants:{name}", args=args))


def post(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"grants:{name}", args=args), data)


def text(response):
    return response.content.decode()


def test_a_group_applies_from_the_first_page_to_the_receipt(client):
    call, group = GrantCallFactory(), GroupFactory()
    user = member_account(group)
    assert group.name in text(get(client, user, "apply", call.slug))
    refused = post(client, user, "eligibility", call.slug, group.number, village="no")
    assert "The concern must come from your village." in text(refused)
    begun = post(client, user, "eligibility", call.slug, group.number, village="yes")
    application = Application.objects.get()
    assert begun.url == reverse("grants:part", args=[application.code, "idea"])
    saved = post(client, user, "part", application.code, "idea", **{"q-aim": "Forum theatre", "version": "0", "next": "on"})
    assert saved.url == reverse("grants:part", args=[application.code, "money"])
    to_row = post(client, user, "part", application.code, "money", version="0", next="row")
    assert to_row.url == reverse("grants:budget_new", args=[application.code])
    row = {"item": "Hall", "category": "venue", "quantity": "2,5", "unit": "day", "unit_cost": "200", "own": "100"}
    post(client, user, "budget_new", application.code, **row)
    assert "400" in text(get(client, user, "part", application.code, "money"))
    assert "Everything is there" in text(get(client, user, "check", application.code))
    sent = post(client, user, "check", application.code)
    assert sent.url == reverse("grants:receipt", args=[application.code])
    application.refresh_from_db()
    assert (application.state, application.requested_minor, application.own_minor) == ("submitted", 40_000, 10_000)
    assert application.number in text(client.get(sent.url))


def test_gaps_are_listed_with_links(client):
    group = GroupFactory()
    user = member_account(group)
    application = draft(group=group, by=user)
    page = text(get(client, user, "check", application.code))
    assert reverse("grants:part", args=[application.code, "idea"]) + "#id_q-aim" in page
    assert reverse("grants:part", args=[application.code, "money"]) + "#budget" in page
    assert post(client, user, "check", application.code).status_code == 200
    assert Application.objects.get().state == "draft"


def test_what_was_typed_is_kept_when_a_file_is_refused(client):
    group = GroupFactory()
    user = member_account(group)
    application = draft(group=group, by=user)
    upload = SimpleUploadedFile("plan.pdf", b"MZ\0\0 program")
    data = {"q-aim": "Kept words", "q-plan": upload, "version": "0", "next": "on"}
    response = post(client, user, "part", application.code, "idea", **data)
    assert response.status_code == 422
    assert "This kind of file cannot be taken" in text(response)
    assert "Kept words" in text(response)
    assert 'name="version" value="1"' in text(response)
    assert Application.objects.get().answers == {"aim": "Kept words"}


def test_a_text_that_is_too_long_is_shown_again_whole(client):
    group = GroupFactory()
    user = member_account(group)
    application = draft(group=group, by=user)
    response = post(client, user, "part", application.code, "idea", **{"q-aim": "x" * 601, "q-contact": "Aigul", "version": "0"})
    assert response.status_code == 422
    assert "x" * 601 in text(response)
    assert Application.objects.get().answers == {"contact": "Aigul"}


def test_two_at_one_part_see_both_and_lose_nothing(client):
    group = GroupFactory()
    first, second = member_account(group), member_account(group)
    application = draft(group=group, by=first)
    post(client, first, "part", application.code, "idea", **{"q-aim": "Words of the first", "version": "0"})
    response = post(client, second, "part", application.code, "idea", **{"q-aim": "Words of the second", "version": "0"})
    assert response.status_code == 409
    assert "Words of the first" in text(response)
    assert "Words of the second" in text(response)
    again = post(client, second, "part", application.code, "idea", **{"q-aim": "Both", "version": "1", "next": "on"})
    assert again.status_code == 302
    assert Application.objects.get().answers == {"aim": "Both"}


def test_a_closed_call_says_so_when_sending(client):
    group = GroupFactory()
    user = member_account(group)
    application = ready(group=group, by=user)
    GrantCall.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert "the deadline has passed" in text(post(client, user, "check", application.code))


GROUP_PAGES = ["status", "receipt", "sent_pdf", "letter", "withdraw", "check"]
OFFICE_PAGES = ["application", "screen", "sanctions", "changes", "assign", "propose", "approve", "return"]
STRANGERS = {
    "stranger": UserFactory,
    "another_groups_member": lambda: member_account(GroupFactory(), "own_group"),
    "partners_officer": lambda: holder("grants_officer", OrganisationFactory()),
    "a_reviewer_who_was_not_asked": reviewer,
    "coordinator": lambda: holder("training_coordinator"),
}


@pytest.fixture
def awarded():
    application = proposed()
    approve_award(application=application, by=officer())
    return Application.objects.get(pk=application.pk)


@pytest.mark.usefixtures("bare_refusals")
def test_nothing_of_an_application_is_there_for_others(client, awarded):
    row, assignment = awarded.budget.first(), awarded.assignments.first()
    for who, make in STRANGERS.items():
        user = make()
        found = {name: get(client, user, name, awarded.code).status_code for name in (*GROUP_PAGES, "application")}
        found |= {name: post(client, user, name, awarded.code).status_code for name in OFFICE_PAGES[1:]}
        found["part"] = get(client, user, "part", awarded.code, "idea").status_code
        found["budget"] = get(client, user, "budget_row", awarded.code, row.pk).status_code
        found["remove"] = post(client, user, "budget_remove", awarded.code, row.pk).status_code
        found["recuse"] = get(client, user, "recuse", awarded.code, assignment.pk).status_code
        found["review"] = get(client, user, "review", assignment.pk).status_code
        found["review_pdf"] = get(client, user, "review_pdf", assignment.pk).status_code
        assert found == dict.fromkeys(found, 404), who


@pytest.mark.parametrize("who", ["partners_officer", "another_groups_member", "coordinator"])
def test_the_board_of_a_call_is_not_there_for_others(client, who):
    call = GrantCallFactory()
    user = STRANGERS[who]()
    assert get(client, user, "board", call.slug).status_code == 404
    assert post(client, user, "publish", call.slug).status_code == 404


def test_the_office_sees_no_draft(client):
    application = ready()
    assert get(client, officer(), "application", application.code).status_code == 404
    assert get(client, officer(), "part", application.code, "idea").status_code == 404


def test_the_group_sees_its_award_and_takes_the_letter(client, awarded):
    user = member_account(awarded.group, "view_group")
    page = text(get(client, user, "status", awarded.code))
    assert "Your application is supported" in page
    letter = get(client, user, "letter", awarded.code)
    assert "600" in PdfReader(io.BytesIO(b"".join(letter.streaming_content))).pages[0].extract_text()


def test_a_proposal_is_no_news_to_the_group(client):
    application = proposed()
    user = member_account(application.group, "view_group")
    page = text(get(client, user, "status", application.code))
    assert "Your application is being reviewed" in page
    assert "propose" not in page.lower().replace("one proposes", "")


def test_a_reviewer_sees_title_and_group_only_before_the_declaration(client):
    application, user = eligible(), reviewer()
    assignment = assign_reviewer(application=application, reviewer=user, by=officer())
    page = text(get(client, user, "review", assignment.pk))
    assert application.group.name in page
    assert "Forum theatre" not in page
    assert get(client, user, "review_pdf", assignment.pk).status_code == 404
    post(client, user, "declare", assignment.pk)
    assert ReviewAssignment.objects.get().state == "assigned"
    post(client, user, "declare", assignment.pk, none="yes")
    assert "Forum theatre" in text(get(client, user, "review", assignment.pk))
    assert get(client, user, "review_pdf", assignment.pk).status_code == 200
    abstain(assignment=ReviewAssignment.objects.get(), by=user, note="My cousin joined")
    assert get(client, user, "review_pdf", assignment.pk).status_code == 404
    assert "Forum theatre" not in text(get(client, user, "review", assignment.pk))


def test_a_reviewer_does_not_see_others_scores_before_sending(client):
    application, user = eligible(), reviewer()
    sent_review(application, scores=(5, 1))
    assignment = assign_reviewer(application=application, reviewer=user, by=officer())
    declare_no_conflict(assignment=assignment, by=user)
    assert "3.4" not in text(get(client, user, "review", assignment.pk))
    scores = {"score_concern": "2", "comment_concern": "Clear", "score_plan": "2", "comment_plan": "Clear"}
    post(client, user, "review", assignment.pk, next="send", **scores)
    page = text(get(client, user, "review", assignment.pk))
    assert "3.4" in page
    assert "2.0" in page


def test_the_office_walks_from_screening_to_the_award(client):
    application, first, second = submitted(), officer(), officer()
    post(client, first, "sanctions", application.code, list_name="UN", name_asked="Group", result="clear", checked_on="2026-01-05")
    missing = post(client, first, "screen", application.code, decision="eligible", checks=["contacts"], reason="typed")
    assert missing.status_code == 422
    assert "every point must be in order" in text(missing)
    assert "typed" in text(missing)
    from grants.checks import CHECKS

    post(client, first, "screen", application.code, decision="eligible", checks=list(CHECKS))
    users = [reviewer(), reviewer()]
    post(client, first, "assign", application.code, reviewer=users[0].pk)
    post(client, first, "assign_all", application.call.slug)
    for user in users:
        assignment = ReviewAssignment.objects.get(reviewer=user)
        post(client, user, "declare", assignment.pk, none="yes")
        scores = {"score_concern": "4", "comment_concern": "Clear", "score_plan": "4", "comment_plan": "Clear"}
        post(client, user, "review", assignment.pk, next="send", **scores)
    too_much = post(client, first, "propose", application.code, outcome="award", amount="600.01", line=application.call.budget_line_id)
    assert "cannot be above it" in text(too_much)
    post(client, first, "propose", application.code, outcome="award", amount="500", line=application.call.budget_line_id)
    client.force_login(first)
    same = client.post(reverse("grants:approve", args=[application.code]), follow=True)
    assert "somebody else approves it" in text(same)
    post(client, second, "approve", application.code)
    application.refresh_from_db()
    assert (application.state, application.award.amount_minor) == ("awarded", 50_000)


def test_the_board_takes_the_same_statements_for_1_and_for_30_rows(client):
    call = GrantCallFactory(budget_minor=100_000_000)
    first = submitted(call)
    url = reverse("grants:board", args=[call.slug])
    client.force_login(officer())
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    copies(first, 29)
    with CaptureQueriesContext(connection) as many:
        response = client.get(url)
    assert len(few) == len(many) <= 20
    assert text(response).count("A-9") == 29


def copies(application, count):
    for place in range(count):
        group = GroupFactory()
        Application.objects.create(
            code=f"copy{place}",
            number=f"A-9{place:03d}",
            call=application.call,
            group=group,
            organisation=application.organisation,
            form_version=application.form_version,
            state="submitted",
            submitted_at=timezone.now(),
            created_by=application.created_by,
        )


def test_the_boards_of_people_take_the_same_statements_for_more_rows(client):
    user = reviewer()
    first = eligible()
    assign_reviewer(application=first, reviewer=user, by=officer())
    url = reverse("grants:reviews")
    client.force_login(user)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    copies(first, 29)
    by = officer()
    ReviewAssignment.objects.bulk_create(
        ReviewAssignment(application=row, reviewer=user, assigned_by=by) for row in Application.objects.exclude(pk=first.pk)
    )
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many) <= 15


def test_work_items_lead_officers_reviewers_and_groups(client):
    from core.worklists import work_for

    application = submitted()
    assert reverse("grants:board", args=[application.call.slug]) in {item.url for item in work_for(officer())}
    waiting = reviewed()
    assert [item.title for item in work_for(officer()) if "Propose" in item.title] == ["Propose a decision"]
    begun = draft()
    user = begun.created_by
    assert begun.get_absolute_url() in {item.url for item in work_for(user)}
    assert waiting.group.name not in str([item.detail for item in work_for(user)])
    assert Money(begun.requested_minor).minor == 0

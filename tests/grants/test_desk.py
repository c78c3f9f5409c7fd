"""The office's pages of screening, listing, ranking and deciding for many: what they say and how many statements they take."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AccessLog, Event
from grants.checks import CHECKS, why_not_in
from grants.domain.reviews import recuse
from grants.models import Application, GrantCall, PanelMeeting, ReviewerLanguages, SavedView
from grants.queries.lists import Filters, cells
from grants.queries.office import board_of
from grants.queries.ranking import places
from tests.factories.grants import GrantCallFactory, eligible, officer, proposed, reviewed, reviewer, sent_review, submitted
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory
from tests.grants.test_pages import copies

pytestmark = pytest.mark.django_db

CHECKED = {"list_name": "UN", "name_asked": "Group", "result": "clear", "checked_on": "2026-01-05"}


def page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"grants:{name}", args=args), query)


def post(client, user, to, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"grants:{to}", args=args), data)


def words(response):
    return response.content.decode()


def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len([query for query in seen.captured_queries if not re.match("BEGIN|COMMIT|SAVEPOINT|RELEASE", query["sql"])])


def test_screening_keeps_check_and_outcome_and_opens_the_next(client):
    call, user = GrantCallFactory(), officer()
    first, second = submitted(call), submitted(call)
    shown = words(page(client, user, "screening", first.code))
    assert "Forum theatre" in shown
    assert "Did your village name the concern?" in shown
    assert "2 wait for screening" in shown
    missing = post(client, user, "screening", first.code, **CHECKED, decision="eligible", checks=["contacts"])
    assert missing.status_code == 422
    assert first.sanctions_checks.count() == 0, "both or nothing"
    done = post(client, user, "screening", first.code, **CHECKED, decision="eligible", checks=list(CHECKS))
    assert done.url == reverse("grants:screening_next", args=[call.slug])
    assert client.get(done.url).url == reverse("grants:screening", args=[second.code])
    post(client, user, "screening", second.code, **CHECKED, decision="not_eligible", ready="contacts")
    second.refresh_from_db()
    assert (second.state, second.reason) == ("not_eligible", why_not_in("contacts", second.group.language))
    assert client.get(done.url).url == reverse("grants:board", args=[call.slug])


def test_the_list_filters_saves_views_and_says_for_whom_each_waits(client):
    call, user = GrantCallFactory(), officer(name="Own officer")
    mine, other = submitted(call), proposed(call, by=user)
    assert {row for row in (mine.number, other.number) if row in words(page(client, user, "applications"))} == {mine.number, other.number}
    waiting = words(page(client, user, "applications", waiting="mine"))
    assert mine.number in waiting
    assert other.number not in waiting, "four eyes: a proposal waits for somebody else"
    GrantCall.objects.update(screening_by="2026-01-01")
    late = words(page(client, user, "applications", waiting="overdue"))
    assert (mine.number in late, other.number in late, "Overdue" in late) == (True, False, True)
    assert mine.number not in words(page(client, user, "applications", q="A-0000-0000"))
    assert mine.number in words(page(client, user, "applications", q=mine.group.number))
    post(client, user, "keep_view", name="Late ones", waiting="overdue", call=call.slug)
    view = SavedView.objects.get(user=user)
    assert view.query == f"call={call.slug}&waiting=overdue"
    assert post(client, officer(), "drop_view", view.pk).status_code == 404
    assert post(client, user, "drop_view", view.pk).status_code == 302
    assert not SavedView.objects.exists()


def test_a_name_is_found_whatever_the_case_and_the_letters(client):
    group = GroupFactory(name_ky="Өзгөн ЖАШТАРЫ", name_ru="", name_en="")
    application, other = submitted(group=group), submitted()
    for text in ("өзгөн жаш", "ОЗГОН", "Жаштары"):
        shown = words(page(client, officer(), "applications", q=text))
        assert (application.number in shown, other.number in shown) == (True, False), text


def test_one_mean_and_one_spread_stand_in_the_board_the_ranking_and_the_export(client):
    call, user = GrantCallFactory(), officer()
    application = eligible(call)
    for scores in ((5, 5), (2, 2), (4, 3)):
        sent_review(application, scores=scores)
    recuse(assignment=application.assignments.last(), by=user, note="A relative")
    (row,), (place,) = board_of(call, user), places(call, user, 0)
    (line,) = cells(user, Filters())
    assert (row.asked, row.sent, row.mean, row.spread) == (2, 2, "3.5", "3.0")
    assert (place.mean, place.spread) == (row.mean, row.spread) == line[-2:]


def test_what_looks_alike_stays_on_the_page_after_the_screening(client):
    phone, call = "+996 555 123 456", GrantCallFactory()
    first, other = (submitted(call, group=GroupFactory(contact_phone=phone)) for _n in range(2))
    Application.objects.filter(pk=first.pk).update(state="eligible")
    shown = words(page(client, officer(), "application", first.code))
    assert "Looks like another application" in shown
    assert reverse("grants:application", args=[other.code]) in shown


def test_the_list_takes_few_statements_whatever_stands_in_it(client):
    call, user = GrantCallFactory(budget_minor=100_000_000), officer()
    first = proposed(call)
    url = reverse("grants:applications")
    client.force_login(user)
    few = statements(client, url)
    copies(first, 40)
    assert statements(client, url) == few <= 15
    ranking = reverse("grants:ranking", args=[call.slug])
    few = statements(client, ranking)
    reviewed(call)
    assert statements(client, ranking) == few <= 15


def test_everything_about_one_application_takes_twenty_statements_at_most(client):
    phone, partner = "+996 555 123 456", OrganisationFactory()
    application = proposed(GrantCallFactory(organisation=partner), group=GroupFactory(organisation=partner, contact_phone=phone))
    submitted(group=GroupFactory(contact_phone=phone))
    client.force_login(officer())
    url = reverse("grants:application", args=[application.code])
    assert statements(client, url) <= 20, "steps were lent, another one looks alike"
    shown = words(client.get(url))
    for event in ("Reviewer asked", "No conflict of interest declared", "Review sent", "Sanctions list checked"):
        assert event in shown


def test_a_partner_sees_and_does_nothing_of_the_leads(client):
    application = proposed()
    stranger = holder("grants_officer", OrganisationFactory())
    assert application.number not in words(page(client, stranger, "applications"))
    post(client, stranger, "bulk", code=[application.code], action="approve")
    assert Application.objects.get().state == "proposed"
    slug = application.call.slug
    for name in ("ranking", "meetings", "reviewers", "screening_next"):
        assert page(client, stranger, name, slug).status_code == 404
    for name in ("propose_all", "approve_all"):
        assert post(client, stranger, name, slug).status_code == 404


def test_many_at_once_name_what_was_refused_and_why(client):
    user = officer()
    own, other = proposed(by=user), proposed()
    answer = words(post(client, user, "bulk", code=[own.code, other.code], action="approve"))
    assert "Done: 1. Refused: 1." in answer
    assert "You made this proposal" in answer
    assert [row.state for row in Application.objects.order_by("pk")] == ["proposed", "awarded"]


def test_the_ranking_shows_mean_spread_mix_and_history_and_saves_proposals(client):
    call, user, group = GrantCallFactory(), officer(), GroupFactory()
    from grants.domain.decisions import approve_award

    approve_award(application=proposed(group=group), by=officer())
    application = eligible(call, group=group)
    sent_review(application, scores=(5, 5))
    sent_review(application, scores=(2, 2))
    shown = words(page(client, user, "ranking", call.slug))
    assert "Reviewers far apart" in shown
    assert re.search(r"1 · 600", shown), "what was granted before"
    assert "Within what is left" in shown
    answer = words(post(client, user, "propose_all", call.slug))
    assert "Done: 1. Refused: 0." in answer
    assert Application.objects.get(pk=application.pk).state == "proposed"
    assert not Event.objects.filter(action="award", subject_id=str(application.pk)).exists()


def test_reviewers_stand_with_language_and_load(client):
    call = GrantCallFactory(quorum=1)
    person = reviewer(name="Reader One", language="ru")
    sent_review(eligible(call), person)
    shown = words(page(client, officer(), "reviewers", call.slug))
    row = shown[shown.index("Reader One") :]
    assert "Русский" in row
    post(client, person, "languages", languages=["ky", "en", "xx"])
    assert ReviewerLanguages.objects.get().languages == ["ky", "en"]
    post(client, person, "languages", languages=[])
    post(client, officer(), "languages", languages=["ru"])
    shown = words(page(client, officer(), "reviewers", call.slug))
    row = shown[shown.index("Reader One") :]
    assert "Кыргызча, English" in row
    assert "Reader One · Кыргызча, English" in words(page(client, officer(), "application", eligible(call).code))
    assert re.findall(r'class="num"[^>]*>(\d+)<', row)[:4] == ["1", "0", "1", "0"]


def test_a_meeting_is_written_down(client):
    call, user = GrantCallFactory(), officer()
    assert post(client, user, "meetings", call.slug, held_on="2026-01-05", minutes="We read five.").status_code == 200
    post(client, user, "meetings", call.slug, held_on="2026-01-05", minutes="We read five.", members=[user.pk])
    assert list(PanelMeeting.objects.get().members.all()) == [user]
    assert "We read five." in words(page(client, user, "meetings", call.slug))


def test_the_list_leaves_as_a_stream_with_the_reason_noted(client):
    application = submitted(GrantCallFactory(), group=GroupFactory(**dict.fromkeys(("name_ky", "name_ru", "name_en"), "=1+1")))
    user = officer()
    assert post(client, user, "take_out", kind="csv").status_code == 200
    assert not AccessLog.objects.filter(action="export").exists()
    response = post(client, user, "take_out", kind="csv", reason="Board meeting")
    table = b"".join(response.streaming_content).decode()
    assert application.number in table
    assert "'=1+1" in table
    assert "Forum theatre" not in table
    assert AccessLog.objects.get(action="export").reason.startswith("Board meeting")

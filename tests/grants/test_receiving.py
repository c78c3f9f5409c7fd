"""Who cannot type applies too: recorded by staff, read back, confirmed. More time, reopened answers, telling, a copied call."""

import io
from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Event, Message
from core.money import Money
from core.pdf import check
from core.refusals import Refused
from grants.domain.blank import blank_pdf
from grants.domain.calls import copy_grant_call
from grants.domain.drafts import save_budget_row, save_part
from grants.domain.receiving import confirm_read_back, give_more_time, record_received, write_second_text
from grants.domain.reviews import assign_reviewer
from grants.domain.screening import ask_for_changes, record_sanctions_check
from grants.domain.submission import submit_application
from grants.models import Application, GrantCall, Received, Submission
from grants.queries.versions import pieces_of, steps_of
from tests.factories.grants import GrantCallFactory, eligible, officer, ready, reviewer, submitted
from tests.factories.programme import holder
from tests.factories.youth_groups import GroupFactory, member_account

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.4 scan"


def recorded(call=None, by=None, group=None, arrived=None):
    return record_received(
        call=call or GrantCallFactory(),
        group=group or GroupFactory(),
        by=by or officer(),
        channel="paper",
        arrived_at=arrived or timezone.now(),
        original=io.BytesIO(SCAN),
        name="pages.pdf",
        eligibility={"village": True},
        language="ky",
    )


def typed(application, by):
    save_part(application=application, part="idea", answers={"aim": "Көчө жарыгы"}, version=0, by=by, language="ky")
    save_budget_row(application=application, by=by, item="Lamps", quantity=1, unit_cost=Money(60_000), own=Money(0))
    return Application.objects.get(pk=application.pk)


def test_the_time_it_arrived_decides_and_the_text_is_confirmed_before_it_is_sent():
    call, by = GrantCallFactory(), officer()
    application = typed(recorded(call, by, arrived=call.closes_at - timedelta(days=8, seconds=-1)), by)
    GrantCall.objects.update(opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="Read the typed text back"):
        submit_application(application=application, by=by)
    confirm_read_back(application=application, by=by, how="by telephone, all three agreed")
    save_part(application=application, part="idea", answers={"aim": "Көчө жарыгы!"}, version=1, by=by)
    with pytest.raises(Refused, match="Read the typed text back"):
        submit_application(application=application, by=by)
    confirm_read_back(application=application, by=by, how="by telephone again")
    assert submit_application(application=application, by=by).state == "submitted"
    assert Submission.objects.get().payload.count('"answer_languages":{"aim":"ky"}') == 1


def test_it_is_refused_when_it_arrived_late_or_by_a_stranger():
    call = GrantCallFactory()
    GrantCall.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    call.refresh_from_db()
    with pytest.raises(Refused, match="when the call was not open"):
        recorded(call)
    with pytest.raises(Refused, match="Only the office"):
        recorded(GrantCallFactory(), by=reviewer())
    with pytest.raises(Refused, match="lies in the future"):
        recorded(GrantCallFactory(), arrived=timezone.now() + timedelta(hours=1))


def test_the_typist_neither_checks_nor_reviews_nor_decides():
    typist = holder("grants_officer")
    application = typed(recorded(by=typist), typist)
    confirm_read_back(application=application, by=typist, how="at the meeting")
    submit_application(application=application, by=typist)
    with pytest.raises(Refused, match="somebody else checks it"):
        record_sanctions_check(
            application=application, by=typist, list_name="UN", name_asked="G", result="clear", checked_on=timezone.localdate()
        )
    reader = eligible()
    translator = reviewer()
    holder("grants_officer").roles_held.update(user=translator)
    write_second_text(application=reader, question="aim", kind="translation", language="en", text="Light", by=translator)
    with pytest.raises(Refused, match="belongs to the group or wrote"):
        assign_reviewer(application=reader, reviewer=translator, by=officer())


def test_the_office_records_types_confirms_and_sends_on_pages(client):
    call, group, by = GrantCallFactory(), GroupFactory(), officer()
    client.force_login(by)
    data = {"group": group.pk, "channel": "messenger", "arrived_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "language": "ky"}
    scan = io.BytesIO(SCAN)
    scan.name = "photo.pdf"
    response = client.post(reverse("grants:record", args=[call.slug]), {**data, "c-village": "yes", "original": scan})
    assert response.status_code == 302, response.context["form"].errors
    application = typed(Application.objects.get(), by)
    page = client.get(reverse("grants:check", args=[application.code])).content.decode()
    assert "Read it back to the group" in page
    client.post(reverse("grants:read_back", args=[application.code]), {"how": "read out, Aigul agreed"})
    assert Received.objects.get().confirmed_how == "read out, Aigul agreed"
    assert b"".join(client.get(reverse("grants:original", args=[application.code])).streaming_content) == SCAN
    assert client.post(reverse("grants:check", args=[application.code])).url == reverse("grants:receipt", args=[application.code])
    client.force_login(officer())
    for name in ("application", "screening"):
        shown = client.get(reverse(f"grants:{name}", args=[application.code])).content.decode()
        assert f"typed by {by.name}<br>read out, Aigul agreed" in shown
        assert reverse("grants:original", args=[application.code]) in shown
    client.force_login(by)
    card = Message.objects.get(channel="tell")
    assert (card.to, card.language) == (None, group.language or "ky")
    tell = reverse("grants:tell", args=[call.slug])
    assert group.name in client.get(tell).content.decode()
    client.post(tell, {"told": card.pk, "how": "messenger"})
    card.refresh_from_db()
    assert (card.state, card.told_by) == ("told", by)
    assert Event.objects.get(action="told").data["how"] == "messenger"


def test_more_time_for_one_draft_with_a_reason(client):
    application = ready()
    user, by = application.created_by, officer()
    GrantCall.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="What you wrote is kept"):
        submit_application(application=application, by=user)
    client.force_login(by)
    address = reverse("grants:drafts", args=[application.call.slug])
    assert application.code_to_copy in client.get(address).content.decode()
    until = timezone.localtime() + timedelta(hours=2)
    data = {"step": "more", "number": application.code_to_copy, "until": until.strftime("%Y-%m-%dT%H:%M"), "reason": "No electricity"}
    assert client.post(address, data).status_code == 302
    assert Message.objects.filter(kind="application_extended").count() == 1
    application.refresh_from_db()
    assert submit_application(application=application, by=user).state == "submitted"
    with pytest.raises(Refused, match="Only a draft"):
        give_more_time(application=application, until=until, reason="again", by=by)


@pytest.mark.parametrize("zone", ["Asia/Bishkek", "America/New_York", "UTC"])
def test_one_second_before_is_taken_one_second_after_is_not_whatever_the_zone_of_the_server(settings, monkeypatch, zone):
    settings.TIME_ZONE = zone
    first, second = ready(), ready()
    closes = (timezone.now() + timedelta(hours=1)).astimezone(UTC)
    GrantCall.objects.update(closes_at=closes)
    monkeypatch.setattr("grants.domain.submission.timezone.now", lambda: closes - timedelta(seconds=1))
    assert submit_application(application=first, by=first.created_by).state == "submitted"
    monkeypatch.setattr("grants.domain.submission.timezone.now", lambda: closes + timedelta(seconds=1))
    with pytest.raises(Refused, match="deadline has passed"):
        submit_application(application=second, by=second.created_by)
    assert Event.objects.get(action="submit_refused").data["reason"] == "closed"


def test_only_named_answers_open_again_and_both_versions_are_shown(client):
    application = submitted()
    user = member_account(application.group)
    ask_for_changes(application=application, by=officer(), questions=["aim"], reason="How many schools?")
    save_part(application=application, part="idea", answers={"aim": "Forum theatre in three schools", "contact": "X"}, version=1, by=user)
    application.refresh_from_db()
    assert application.answers == {"aim": "Forum theatre in three schools"}
    with pytest.raises(Refused, match="has not reopened"):
        save_budget_row(application=application, by=user, item="More", quantity=1, unit_cost=Money(1), own=Money(0))
    client.force_login(user)
    page = client.get(reverse("grants:part", args=[application.code, "idea"])).content.decode()
    assert "What will change?" in page
    assert "Whom may we call?" not in page
    submit_application(application=application, by=user)
    (step,) = steps_of(application, "en")
    assert [change.pieces for change in step.changes] == [
        [("same", "Forum theatre in "), ("gone", "two"), ("new", "three"), ("same", " schools")]
    ]
    assert "<del>two</del><ins>three</ins>" in client.get(reverse("grants:versions", args=[application.code])).content.decode()


def test_pieces_put_both_texts_together_again():
    for before, after in (("a b c", "a x c"), ("", "new"), ("gone", ""), ("same", "same")):
        pieces = pieces_of(before, after)
        assert "".join(words for kind, words in pieces if kind != "new") == before
        assert "".join(words for kind, words in pieces if kind != "gone") == after


def test_a_sealed_call_opens_after_its_closing(client):
    application = submitted()
    GrantCall.objects.update(sealed=True)
    client.force_login(officer())
    assert client.get(reverse("grants:application", args=[application.code])).status_code == 404
    assert "Sealed" in client.get(reverse("grants:board", args=[application.call.slug])).content.decode()
    GrantCall.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert client.get(reverse("grants:application", args=[application.code])).status_code == 200


def test_last_years_call_is_copied_in_one_click(client):
    call = GrantCallFactory(number="2026-04", slug="safe-village-2026", state="draft")
    client.force_login(officer())
    client.post(reverse("grants:copy", args=[call.slug]))
    made = GrantCall.objects.get(copied_from=call)
    assert (made.number, made.slug, made.state) == ("2027-04", "safe-village-2027", "draft")
    assert made.closes_at == call.closes_at.replace(year=call.closes_at.year + 1)
    assert copy_grant_call(call=call, by=officer()).number == "2027-04-2"
    assert client.get(reverse("grants:preview", args=[made.slug])).status_code == 200


@pytest.mark.parametrize("language", ["ky", "ru", "en", "uz"])
def test_the_blank_form_holds_every_question_and_a_way_back(client, language):
    call = GrantCallFactory()
    content = blank_pdf(call, language)
    text = check.text(content)
    for words in ({"ky": "Эмне өзгөрөт?", "uz": "Эмне өзгөрөт?", "ru": "Что изменится?", "en": "What will change?"}[language], call.number):
        assert words in text
    assert check.outside(content) == []
    assert set(check.fonts(content).values()) == {True}
    assert content == blank_pdf(call, language)
    assert client.get(reverse("grants:blank", args=[call.slug])).content.startswith(b"%PDF")


def test_who_only_reads_the_board_is_led_nowhere_it_cannot_go(client):
    application, finance = submitted(), holder("finance_officer")
    client.force_login(finance)
    page = client.get(reverse("grants:board", args=[application.call.slug])).content.decode()
    for name in ("record", "drafts", "tell", "copy"):
        address = reverse(f"grants:{name}", args=[application.call.slug])
        assert address not in page
        assert client.post(address).status_code == 404
    shown = client.get(reverse("grants:texts", args=[application.code]))
    assert (shown.status_code, shown.context["form"]) == (200, None)

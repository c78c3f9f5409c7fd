"""Applying without an account: conditions, a draft by its resume code, joined to a group, sent."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.codes import digest
from accounts.sessions import SIGNED_IN_AT
from core.models import Event
from core.refusals import Refused
from grants.domain.resuming import find_by_code, join_draft_by_office, resume_code
from grants.domain.submission import submit_application
from grants.holders import PURPOSE, CodeHolder
from grants.models import Application, Submission
from tests.factories.grants import GrantCallFactory, draft, officer
from tests.factories.programme import OrganisationFactory
from tests.factories.youth_groups import GroupFactory, member_account

pytestmark = pytest.mark.django_db
SAVING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


def begin(client, call, village="yes", whose="own"):
    return client.post(reverse("grants:apply", args=[call.slug]), {"c-village": village, "whose": whose})


def begun(client, whose="own"):
    response = begin(client, GrantCallFactory(), whose=whose)
    assert response.status_code == 302
    return Application.objects.get()


def write(client, application, **answers):
    address = reverse("grants:part", args=[application.code, "idea"])
    return client.post(address, {"version": str(application.part_versions.get("idea", 0)), "next": "stay", **answers})


def opened_anew(application, whose="own"):
    client = Client()
    code = resume_code(application)
    typed = " ".join((code[:4], code[4:8], code[8:])).lower()
    assert client.post(reverse("grants:resume"), {"code": typed, "whose": whose}).url == application.get_absolute_url()
    return client


def test_the_conditions_decide_before_anything_is_asked_and_say_why_not(client):
    call = GrantCallFactory()
    page = begin(client, call, village="no").content.decode()
    assert "The concern must come from your village." in page
    assert Application.objects.count() == 0


def test_kind_and_province_decide_at_once_too(client):
    call, group = GrantCallFactory(group_kinds=["women"]), GroupFactory()
    call.provinces.add(group.locality.province)
    address = reverse("grants:apply", args=[call.slug])
    given = {"c-village": "yes", "whose": "own", "kind": "other", "province": "other"}
    page = client.post(address, given).content.decode()
    assert "This call is not for this kind of group. This call is for other provinces." in page
    assert client.post(address, {**given, "kind": "women", "province": group.locality.province_id}).status_code == 302
    assert Application.objects.count() == 1


def test_from_the_home_page_to_a_saved_draft_are_five_pages_without_an_account(client):
    """Hypha: a form of 759 kB behind a sign-up by mail. Home, call, conditions, the first part, the part after saving."""
    application = begun(client)
    page = client.get(reverse("grants:part", args=[application.code, "idea"]))
    shown = resume_code(application)
    assert f"{shown[:4]}-{shown[4:8]}-{shown[8:]}" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert write(client, application, **{"q-aim": "Light in the street"}).status_code == 302
    application.refresh_from_db()
    assert application.answers == {"aim": "Light in the street"}
    assert (application.created_by, application.group, Event.objects.filter(actor_label="resume code").count()) == (None, None, 2)


def test_the_code_opens_the_draft_on_another_phone_and_stands_in_no_address(client):
    application = begun(client)
    write(client, application, **{"q-aim": "Light in the street"})
    other = opened_anew(application)
    page = other.get(reverse("grants:part", args=[application.code, "idea"])).content.decode()
    assert "Light in the street" in page
    addresses = " ".join(re.findall(r'(?:href|action|src)="(?!sms|mailto)([^"]*)"', page)).upper()
    assert resume_code(application) not in addresses.replace("-", "")
    assert application.resume_digest == digest(PURPOSE, resume_code(application))
    for name in ("code", "check", "status"):
        assert other.get(reverse(f"grants:{name}", args=[application.code])).status_code == 200


def test_nobody_else_opens_it(client):
    application = begun(client)
    address = reverse("grants:part", args=[application.code, "idea"])
    assert "/accounts/login/" in Client().get(address).url
    wrong = Client().post(reverse("grants:resume"), {"code": "2222-2222-2222", "whose": "own"})
    assert wrong.status_code == 422
    other = draft()
    assert "/accounts/login/" in client.get(reverse("grants:status", args=[other.code])).url
    signed_in = Client()
    for user in (member_account(GroupFactory()), officer()):
        signed_in.force_login(user)
        assert signed_in.get(address).status_code == 404


def test_tries_are_counted_without_locking_out_a_classroom(client):
    """300 wrong codes in ten minutes from one address; the 301st is stopped, and a code has 59 bits."""
    application = begun(client)
    for _n in range(300):
        assert client.post(reverse("grants:resume"), {"code": "2222-2222-2222", "whose": "own"}).status_code == 422
        if _n == 40:
            opened_anew(application)
            break
    from accounts.limits import LIMITS

    assert LIMITS["draft_code"] == "300/10m/ip"
    assert 31**12 > 2**59


def test_on_a_borrowed_phone_the_session_ends_and_wiping_closes_the_draft(client):
    application = begun(client, whose="borrowed")
    address = reverse("grants:part", args=[application.code, "idea"])
    page = client.get(address)
    assert "data-keeps" not in page.content.decode()
    assert "Finish and wipe" in page.content.decode()
    assert client.cookies["sessionid"]["max-age"] == ""
    wiped = client.post(reverse("accounts:finish"))
    assert wiped["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "/accounts/login/" in client.get(address).url


def half_an_hour_later(client):
    session = client.session
    session[SIGNED_IN_AT] -= 1801
    session.save()


def test_after_thirty_borrowed_minutes_the_code_is_asked_and_what_was_typed_goes_on(client):
    application = begun(client, whose="borrowed")
    write(client, application, **{"q-aim": "Light"})
    application.refresh_from_db()
    half_an_hour_later(client)
    address = reverse("grants:part", args=[application.code, "idea"])
    read = client.get(address)
    assert read.status_code == 403
    assert "On a borrowed phone a draft closes after 30 minutes. Type its code to go on" in read.content.decode()
    script = client.post(address, {"q-aim": "x"}, headers={"Accept": "application/json"})
    assert (script.status_code, "Type its code" in script.json()["refused"]) == (403, True)
    asked = write(client, application, **{"q-aim": "Light\r\n<b>in</b> the street"})
    assert asked["Cache-Control"] == "no-store, private"
    assert Application.objects.get().answers == {"aim": "Light"}
    fields = {"back": asked.context["back"], "again": "1", **dict(asked.context["kept"]), "whose": "borrowed"}
    assert "&lt;b&gt;in&lt;/b&gt; the street</textarea>" in asked.content.decode()
    wrong = client.post(reverse("grants:resume"), {**fields, "code": "2222-2222-2222"})
    assert wrong.status_code == 422
    assert dict(wrong.context["kept"])["q-aim"] == "Light\r\n<b>in</b> the street"
    opened = client.post(reverse("grants:resume"), {**fields, "code": resume_code(application)})
    assert (opened.status_code, opened.url) == (307, address)
    assert client.post(opened.url, {**fields, "code": resume_code(application)}).status_code == 302
    assert Application.objects.get().answers == {"aim": "Light\n<b>in</b> the street"}
    # Without something on the way, and never to another address.
    half_an_hour_later(client)
    back = {"whose": "borrowed", "code": resume_code(application)}
    assert client.post(reverse("grants:resume"), {**back, "back": address}).url == address
    assert client.post(reverse("grants:resume"), {**back, "back": "https://example.org/"}).url == application.get_absolute_url()
    assert "/accounts/login/" in Client().get(address).url


def test_a_member_takes_the_draft_into_the_group_and_the_code_ends(client):
    application = begun(client)
    write(client, application, **{"q-aim": "Light in the street"})
    group = GroupFactory()
    user = member_account(group)
    holder = find_by_code(resume_code(application))[1]
    address = reverse("grants:join", args=[application.code])
    assert client.get(address).url == f"/accounts/login/?next={address}"
    user.set_password("saffron-hill-42-lantern")
    user.save()
    signed_in = client.post(
        "/accounts/login/", {"login": user.email, "password": "saffron-hill-42-lantern", "whose": "own", "next": address}
    )
    assert signed_in.url == address
    assert group.name in client.get(reverse("grants:join", args=[application.code])).content.decode()
    client.post(reverse("grants:join", args=[application.code]), {"group": group.number})
    application.refresh_from_db()
    assert (application.group, application.created_by, application.resume_digest) == (group, user, None)
    assert find_by_code(resume_code(application)) is None
    with pytest.raises(Refused, match="does not open the draft"):
        submit_application(application=application, by=holder)
    assert client.get(application.get_absolute_url()).status_code == 200


def test_joined_by_the_office_the_group_sends_by_its_code(client):
    application = begun(client)
    write(client, application, **{"q-aim": "Light in the street"})
    row = {"item": "Lamps", "category": "materials", "quantity": "2", "unit": "", "unit_cost": "300", "own": "0"}
    assert client.post(reverse("grants:budget_new", args=[application.code]), row).status_code == 302
    check = reverse("grants:check", args=[application.code])
    client.post(check)
    assert Event.objects.get(action="submit_refused").data["reason"] == "no_group"
    group = GroupFactory()
    with pytest.raises(Refused):
        join_draft_by_office(application=application, group=group, by=officer(organisation=OrganisationFactory()))
    join_draft_by_office(application=application, group=group, by=officer())
    assert client.post(check).url == reverse("grants:receipt", args=[application.code])
    sent = Submission.objects.get()
    assert (sent.sent_by, sent.application.group) == (None, group)
    assert client.get(reverse("grants:sent_pdf", args=[application.code])).content.startswith(b"%PDF")
    assert "Application" in client.get(application.get_absolute_url()).content.decode()


def test_a_holder_of_one_code_has_no_right_on_another_draft():
    mine, other = draft(), draft()
    with pytest.raises(Refused):
        submit_application(application=other, by=CodeHolder("resume code", mine.pk, "0" * 64))
    with pytest.raises(Refused):
        submit_application(application=mine, by=CodeHolder("resume code", mine.pk, ""))


def test_saving_a_part_takes_at_most_12_statements(client):
    application = begun(client)
    write(client, application, **{"q-aim": "First"})
    application.refresh_from_db()
    with CaptureQueriesContext(connection) as found:
        assert write(client, application, **{"q-aim": "Second"}).status_code == 302
    counted = [row["sql"] for row in found if not row["sql"].startswith(SAVING)]
    assert len(counted) <= 12, "\n".join(counted)

"""Who reads what: a donor's contact the published summaries of its own agreements, staff their organisation's, nobody else anything."""

import hashlib
import re
from io import BytesIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from guardian.shortcuts import assign_perm
from pypdf import PdfReader

from accounts.models import User
from core.models import AccessLog
from programme.domain.places import find_place, load_places
from programme.models import Agreement
from summaries.domain.files import drawn
from summaries.domain.snapshots import build_snapshot, publish_snapshot
from summaries.models import Snapshot
from tests.factories.accounts import UserFactory
from tests.factories.programme import AgreementFactory, BudgetLineFactory, OrganisationFactory, holder
from tests.factories.summaries import FIRST, LAST, award, held_training
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    """Office roles and donors' contacts have their second factor."""
    if user.needs_second_factor:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client = Client()
    client.force_login(user)
    return client


def contact_of(agreement: Agreement) -> User:
    user = UserFactory()
    assign_perm("view_summary", user, agreement)
    return user


def snapshot_of(agreement: Agreement, *, published: bool = True) -> Snapshot:
    officer = holder("me_officer")
    snapshot = build_snapshot(agreement=agreement, first_day=FIRST, last_day=LAST, by=officer, reason="Counted again")
    return publish_snapshot(snapshot=snapshot, by=officer) if published else snapshot


def addresses(snapshot: Snapshot) -> list[str]:
    return [
        reverse("summaries:summary", args=[snapshot.pk]),
        reverse("summaries:pdf", args=[snapshot.pk, "en"]),
        reverse("summaries:evidence", args=[snapshot.pk, "people_trained"]),
    ]


@pytest.fixture
def snapshot() -> Snapshot:
    load_places()
    agreement = AgreementFactory()
    BudgetLineFactory(agreement=agreement)
    batken = find_place("Баткен облусу")
    held_training(
        agreement, [*PersonFactory.create_batch(12, province=batken), *PersonFactory.create_batch(10, sex="male", province=batken)]
    )
    return snapshot_of(agreement)


def test_a_contact_sees_the_published_summaries_of_its_own_agreement_only(snapshot: Snapshot) -> None:
    draft, foreign = snapshot_of(snapshot.agreement, published=False), snapshot_of(AgreementFactory())
    client = signed_in(contact_of(snapshot.agreement))
    assert list(client.get(reverse("summaries:list")).context["page"]) == [snapshot]
    assert client.get(snapshot.get_absolute_url()).status_code == 200
    for other in (draft, foreign):
        assert client.get(other.get_absolute_url()).status_code == 404


def test_a_contact_never_sees_evidence_drafts_or_the_office(snapshot: Snapshot) -> None:
    client = signed_in(contact_of(snapshot.agreement))
    page = client.get(snapshot.get_absolute_url()).content.decode()
    assert "evidence" not in page
    assert client.get(reverse("summaries:evidence", args=[snapshot.pk, "people_trained"])).status_code == 404
    assert client.get(reverse("summaries:build")).status_code == 404
    for name in ("publish", "discard"):
        assert client.post(reverse(f"summaries:{name}", args=[snapshot.pk])).status_code == 404


@pytest.mark.parametrize("who", ["another donor's contact", "group member", "partner's M&E officer", "grants officer", "content editor"])
def test_everybody_else_gets_404(snapshot: Snapshot, who: str) -> None:
    user = {
        "another donor's contact": lambda: contact_of(AgreementFactory()),
        "group member": lambda: member_account(GroupFactory()),
        "partner's M&E officer": lambda: holder("me_officer", OrganisationFactory()),
        "grants officer": lambda: holder("grants_officer"),
        "content editor": lambda: holder("content_editor"),
    }[who]()
    client = signed_in(user)
    for address in addresses(snapshot):
        assert client.get(address).status_code == 404
    assert list(client.get(reverse("summaries:list")).context["page"]) == []


def test_signed_out_people_are_led_to_sign_in(snapshot: Snapshot) -> None:
    for address in (reverse("summaries:list"), *addresses(snapshot)):
        response = Client().get(address)
        assert (response.status_code, "login" in response["Location"]) == (302, True)


@pytest.mark.parametrize("lang", ["en", "ru", "ky"])
def test_the_page_shows_the_frozen_figures_in_each_language(snapshot: Snapshot, lang: str) -> None:
    held_training(snapshot.agreement, PersonFactory.create_batch(6))
    client = signed_in(contact_of(snapshot.agreement))
    response = client.get(snapshot.get_absolute_url(), HTTP_ACCEPT_LANGUAGE=lang)
    assert [str(tile["value"]) for tile in response.context["tiles"]] == ["22", "22", "1", "22", "396", "0", "1", "0"]
    assert response.context["donor"] == getattr(snapshot.agreement.donor, f"name_{lang}")
    page = response.content.decode()
    assert snapshot.sha256 in page
    assert "style=" not in page
    assert "<script" not in page


def test_a_protected_table_shows_nothing_of_its_cells() -> None:
    load_places()
    agreement = AgreementFactory()
    held_training(agreement, [*PersonFactory.create_batch(33), *PersonFactory.create_batch(4, sex="male")])
    snapshot = snapshot_of(agreement)
    response = signed_in(contact_of(agreement)).get(snapshot.get_absolute_url())
    table = response.context["tables"]["people_by_sex"]
    assert (table["rows"], [str(cell) for cell in table["foot"][1:]], table["protected"]) == ([], ["37"], True)
    assert response.context["pyramid"] is None
    words = re.sub(r"<[^>]*>", " ", response.content.decode()).split()
    assert "37" in words
    assert not {"33", "4", "89", "89%"} & set(words)


def test_staff_follow_a_figure_to_its_trainings(snapshot: Snapshot, django_assert_max_num_queries: Any) -> None:
    client = signed_in(holder("me_officer"))
    page = client.get(snapshot.get_absolute_url()).content.decode()
    address = reverse("summaries:evidence", args=[snapshot.pk, "people_by_sex"]) + "?row=female&amp;column=people"
    assert address in page
    with django_assert_max_num_queries(30):
        response = client.get(address.replace("&amp;", "&"))
    found = response.context["found"]
    assert (found.now.value, [held.present for held in found.trainings], str(response.context["frozen"])) == (12, [22], "12")


@pytest.mark.parametrize(
    "query", ["unknown/", "people_by_sex/?row=nobody&column=people", "people_by_sex/?row=female&column=x", "people_by_sex/"]
)
def test_evidence_of_a_figure_that_is_none_is_404(snapshot: Snapshot, query: str) -> None:
    address = reverse("summaries:summary", args=[snapshot.pk]) + "evidence/" + query
    assert signed_in(holder("me_officer")).get(address).status_code == 404


def test_the_officer_counts_reads_and_publishes(snapshot: Snapshot) -> None:
    agreement = AgreementFactory()
    client = signed_in(holder("me_officer"))
    values = {"agreement": agreement.pk, "first_day": "2026-01-01", "last_day": "2026-06-30", "reason": ""}
    response = client.post(reverse("summaries:build"), values, follow=True)
    draft = Snapshot.objects.get(agreement=agreement)
    assert (response.context["snapshot"], draft.state) == (draft, "draft")
    assert signed_in(contact_of(agreement)).get(draft.get_absolute_url()).status_code == 404
    client.post(reverse("summaries:publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "published"
    assert signed_in(contact_of(agreement)).get(draft.get_absolute_url()).status_code == 200


def test_a_refused_count_keeps_what_was_typed_and_says_why(snapshot: Snapshot) -> None:
    client = signed_in(holder("me_officer"))
    values = {"agreement": snapshot.agreement_id, "first_day": "2026-01-01", "last_day": "2026-06-30", "reason": ""}
    response = client.post(reverse("summaries:build"), values)
    assert response.context["form"].errors["reason"] == ["Summary no. 1 of this period is published. Write why it is counted again."]
    assert response.context["form"]["first_day"].value() == "2026-01-01"
    assert Snapshot.objects.count() == 1


def test_the_form_offers_only_agreements_of_the_organisation(snapshot: Snapshot) -> None:
    partner = OrganisationFactory()
    own = AgreementFactory(project__organisation=partner)
    client = signed_in(holder("me_officer", partner))
    assert list(client.get(reverse("summaries:build")).context["form"].fields["agreement"].queryset) == [own]
    foreign = {"agreement": snapshot.agreement_id, "first_day": "2026-01-01", "last_day": "2026-06-30"}
    assert client.post(reverse("summaries:build"), foreign).context["form"].errors.keys() == {"agreement"}


def test_the_list_takes_the_same_statements_with_1_and_30_rows(snapshot: Snapshot) -> None:
    client = signed_in(contact_of(snapshot.agreement))

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("summaries:list")).status_code == 200
        return len(captured)

    client.get(reverse("summaries:list"))  # the first page of a session notes when it began
    one = statements()
    officer = holder("me_officer")
    for month in range(1, 13):
        for day in (1, 11, 21):
            built = build_snapshot(agreement=snapshot.agreement, first_day=FIRST, last_day=FIRST.replace(month=month, day=day), by=officer)
            publish_snapshot(snapshot=built, by=officer)
    assert statements() == one


def test_what_waits_for_whom(snapshot: Snapshot) -> None:
    from summaries.work import work_for

    draft = snapshot_of(snapshot.agreement, published=False)
    assert [item.url for item in work_for(holder("me_officer"))] == [draft.get_absolute_url()]
    assert [item.url for item in work_for(contact_of(snapshot.agreement))] == [snapshot.get_absolute_url()]
    assert list(work_for(holder("me_officer", OrganisationFactory()))) == []
    assert list(work_for(contact_of(AgreementFactory()))) == []


@pytest.mark.parametrize("code", ["grants_awarded", "groups_supported", "communities_reached"])
def test_staff_follow_grants_and_groups(snapshot: Snapshot, code: str) -> None:
    given = award(snapshot.agreement.lines.get())
    response = signed_in(holder("me_officer")).get(reverse("summaries:evidence", args=[snapshot.pk, code]))
    words = response.content.decode()
    assert (given.number in words, given.application.group.name in words) == (code != "groups_supported", True)


def test_staff_follow_a_stage_to_its_applications(snapshot: Snapshot) -> None:
    given = award(snapshot.agreement.lines.get())
    address = reverse("summaries:evidence", args=[snapshot.pk, "applications_by_stage"]) + "?row=awarded&column=applications"
    assert given.application.number in signed_in(holder("me_officer")).get(address).content.decode()


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("lang", ["en", "ru", "ky"])
def test_the_pdf_shows_the_frozen_figures_and_is_kept(snapshot: Snapshot, lang: str) -> None:
    contact = contact_of(snapshot.agreement)
    client, address = signed_in(contact), reverse("summaries:pdf", args=[snapshot.pk, lang])
    first = content_of(client.get(address))
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(first)).pages)
    assert snapshot.agreement.number in words
    assert snapshot.agreement.donor.__dict__[f"name_{lang}"] in " ".join(words.split())
    assert content_of(client.get(address)) == first
    assert [(kept.language, kept.file.sha256) for kept in snapshot.files.all()] == [(lang, hashlib.sha256(first).hexdigest())]
    taken = AccessLog.objects.values_list("user", "action", "subject_type", "subject_id", "reason")
    assert list(taken) == [(contact.pk, "download", "summaries.snapshot", str(snapshot.pk), f"pdf {lang}")] * 2


def test_a_drafts_pdf_says_so_and_is_not_kept(snapshot: Snapshot) -> None:
    draft = snapshot_of(snapshot.agreement, published=False)
    response = signed_in(holder("me_officer")).get(reverse("summaries:pdf", args=[draft.pk, "en"]))
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(content_of(response))).pages)
    assert "draft, not published" in words
    assert draft.files.count() == 0
    assert AccessLog.objects.get().reason == "draft pdf en"


def test_a_language_that_summaries_do_not_have_is_404(snapshot: Snapshot) -> None:
    assert signed_in(holder("me_officer")).get(reverse("summaries:pdf", args=[snapshot.pk, "uz"])).status_code == 404


def test_a_new_draft_does_not_change_what_was_published(snapshot: Snapshot) -> None:
    client = signed_in(contact_of(snapshot.agreement))
    before = content_of(client.get(reverse("summaries:pdf", args=[snapshot.pk, "en"])))
    held_training(snapshot.agreement, PersonFactory.create_batch(30))
    assert drawn(Snapshot.objects.get(pk=snapshot.pk), "en") == before


def test_a_contact_reads_nothing_before_the_second_factor_stands(snapshot: Snapshot) -> None:
    user = contact_of(snapshot.agreement)
    client = Client()
    client.force_login(user)
    pages = [reverse("summaries:list"), *addresses(snapshot)[:2], reverse("home:my")]
    for address in (*pages, "/accounts/me/", "/nothing/here/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/second-factor/")
    assert "Your role sees money, registers or exports" in client.get("/accounts/second-factor/").content.decode()
    assert not AccessLog.objects.filter(user=user).exists()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert [client.get(address).status_code for address in pages] == [200, 200, 200, 200]


def test_a_group_member_is_not_asked_for_one(snapshot: Snapshot) -> None:
    client = Client()
    client.force_login(member_account(GroupFactory()))
    assert client.get(reverse("summaries:list")).status_code == 200
    assert client.get(snapshot.get_absolute_url()).status_code == 404


def test_the_leads_manager_takes_off_a_contacts_lost_factor(snapshot: Snapshot) -> None:
    user = contact_of(snapshot.agreement)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    address = reverse("programme:person", args=[user.number])
    assert signed_in(holder("programme_manager", OrganisationFactory())).get(address).status_code == 404
    manager = signed_in(holder("programme_manager"))
    assert user.number in manager.get(reverse("programme:people")).content.decode()
    assert manager.get(address).status_code == 200
    assert manager.post(reverse("programme:person_factor", args=[user.number])).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()

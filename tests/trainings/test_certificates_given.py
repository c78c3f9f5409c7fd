"""How certificates reach people: one document, single files, links; the pile of papers printed before the end."""

import hashlib
import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import jobs
from core.models import AccessLog, Job, Message
from core.pdf import check
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import holder
from tests.factories.trainings import TrainingFactory, trainer_of, with_sessions
from tests.trainings.test_certificates import code_of, mark_all, roster
from trainings.domain.bulk import PDF, ZIP, start_bulk
from trainings.domain.certificates import (
    certificate_file,
    issue_certificates,
    issue_provisional,
    reissue_certificate,
    revoke_certificate,
    settle_provisional,
    take_from_pile,
)
from trainings.domain.links import address_of, link_by_code, make_link, send_links
from trainings.domain.links import code_of as code_in
from trainings.models import Certificate, CertificateLink
from trainings.queries.cards import cards_of
from trainings.queries.certificates import pile_of
from youth_groups.domain.duplicates import merge_people

pytestmark = pytest.mark.django_db
CODE = reverse("certificate_code")


@pytest.fixture
def training():
    training = TrainingFactory()
    with_sessions(training)
    roster(training)
    mark_all(training)
    return training


@pytest.fixture
def issued(training):
    return issue_certificates(training=training, by=coordinator()).certificates


def coordinator():
    return holder("training_coordinator")


def account_of_person(person):
    person.user = UserFactory()
    person.save()
    return person.user


def finished(job):
    while jobs.take_one():
        pass
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job.result_file.file.read()


def test_ticked_certificates_as_one_document_and_nobody_elses(training, issued):
    by = coordinator()
    pages = check.texts(finished(start_bulk(training=training, by=by, only=[issued[0].pk, issued[2].pk])))
    assert len(pages) == 2
    assert not any(issued[1].shown_number in page for page in pages)
    assert len(check.texts(finished(start_bulk(training=training, by=by)))) == 3
    other = TrainingFactory()
    assert code_of(lambda: start_bulk(training=other, by=by, only=[issued[0].pk])) == "not_in_force"
    assert code_of(lambda: start_bulk(training=other, by=by)) == "none"
    assert code_of(lambda: start_bulk(training=training, by=trainer_of(other))) == "not_trainer"
    assert list(AccessLog.objects.filter(action="export_certificates").values_list("rows", flat=True)) == [2, 3]


def test_after_two_records_became_one_the_page_lists_what_is_printed(client, training, issued):
    survivor, gone = (row.participation.person for row in issued[:2])
    merge_people(survivor=survivor, gone=gone, by=holder("programme_manager"))
    client.force_login(coordinator())
    page = client.get(reverse("trainings:certificates", args=[training.slug])).content.decode()
    printed = "".join(check.texts(finished(start_bulk(training=training, by=coordinator()))))
    for row in issued:
        assert page.count(f'name="certificate" value="{row.pk}"') == printed.count(row.shown_number) == 1


def test_issue_and_print_is_one_job(training):
    job = start_bulk(training=training, by=trainer_of(training), issue=True)
    assert len(check.texts(finished(job))) == training.certificates.count() == 3


def test_single_files_are_the_ones_that_are_kept(training, issued):
    kept = certificate_file(certificate=issued[0])
    first = finished(start_bulk(training=training, by=coordinator(), kind=ZIP))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name.endswith(".pdf")}
    hashes = {f"certificate-{row.shown_number}.pdf": row.file_sha256 for row in Certificate.objects.all()}
    assert found == hashes
    assert found[f"certificate-{issued[0].shown_number}.pdf"] == kept.sha256
    assert finished(start_bulk(training=training, by=coordinator(), kind=ZIP)) == first


def test_a_certificate_whose_data_were_erased_is_neither_drawn_nor_issued_again(training, issued):
    gone = issued[0]
    Certificate.objects.filter(pk=gone.pk).update(facts="")
    assert len(check.texts(finished(start_bulk(training=training, by=coordinator())))) == 2
    assert code_of(lambda: certificate_file(certificate=gone)) == "erased"
    assert code_of(lambda: reissue_certificate(certificate=gone, by=coordinator(), reason="x")) == "erased"
    assert code_of(lambda: make_link(certificate=Certificate.objects.get(pk=gone.pk), by=coordinator())) == "not_in_force"


# links


def test_a_link_goes_by_message_without_name_or_file(training, issued, mailoutbox):
    person = issued[0].participation.person
    user = account_of_person(person)
    assert send_links(training=training, by=coordinator(), certificates=issued) == (1, 0, issued[1:])
    message, link = Message.objects.get(), CertificateLink.objects.get()
    assert (message.to, link.channel) == (user, "email")
    assert address_of(link) in message.body
    assert code_in(link) not in CertificateLink.objects.values_list("digest", flat=True)
    assert person.written_name not in message.subject + message.body
    assert issued[0].number not in message.subject + message.body.replace(code_in(link), "")
    from core.outbox import deliver

    deliver()
    assert [mail.attachments for mail in mailoutbox] == [[]]


def test_who_has_no_e_mail_is_told_by_a_card(training, issued, mailoutbox):
    person = issued[0].participation.person
    user = account_of_person(person)
    type(person).objects.filter(pk=person.pk).update(phone_owner="own", may_name="topic")
    type(user).objects.filter(pk=user.pk).update(email=None, phone="+996555010203")
    assert send_links(training=training, by=coordinator(), certificates=issued) == (0, 1, issued[1:])
    (card,), link = cards_of(training), CertificateLink.objects.get()
    assert (link.channel, card.contact[0][1]) == ("tell", "+996555010203")
    assert address_of(link) in card.say
    assert mailoutbox == []


def test_the_code_opens_the_pdf_and_nothing_else_does(client, training, issued):
    link = make_link(certificate=issued[0], by=trainer_of(training))
    code = code_in(link)
    page = client.post(CODE, {"code": code.lower()})
    assert training.public_title_en in page.content.decode()
    assert issued[0].participation.person.written_name.split()[0] not in page.content.decode()
    answer = client.post(CODE, {"code": code, "take": "1"})
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store, private")
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == Certificate.objects.get(pk=issued[0].pk).file_sha256
    assert CertificateLink.objects.get().opened_at is not None
    assert "Take the PDF" in page.content.decode()
    assert "Take the PDF" not in client.get(CODE, {"code": code}).content.decode(), "an address opens nothing"


@pytest.mark.parametrize("how", ["expired", "revoked", "replaced", "erased", "never made"])
def test_codes_that_open_nothing_are_one_answer(client, issued, how):
    link = make_link(certificate=issued[0], by=coordinator())
    code = code_in(link)
    if how == "expired":
        CertificateLink.objects.update(made_at=timezone.now() - timedelta(days=30), expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "revoked":
        revoke_certificate(certificate=issued[0], by=coordinator(), reason="x")
    elif how == "replaced":
        reissue_certificate(certificate=issued[0], by=coordinator(), reason="x")
    elif how == "erased":
        Certificate.objects.update(facts="")
    else:
        code = code[::-1]
    answers = [client.post(CODE, {"code": typed, "take": "1"}) for typed in (code, "2" * 12)]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [answer.content.decode().replace(code, "") for answer in answers]
    assert _without_tokens(bodies[0]) == _without_tokens(bodies[1].replace("2" * 12, ""))
    assert link_by_code(code) is None


def _without_tokens(body):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)


def test_guessing_codes_is_stopped(client, monkeypatch):
    from trainings.views import certificate_links

    monkeypatch.setattr(certificate_links, "UNKNOWN_TRIES", 2)
    assert [client.post(CODE, {"code": f"{n}" * 12}).status_code for n in (2, 3, 4)] == [404, 404, 429]


# the pile


def test_the_pile_is_reconciled(client):
    training, by = TrainingFactory(), coordinator()
    with_sessions(training)
    good, bad, lost = roster(training, by=by)
    issue_provisional(training=training, by=by)
    mark_all(training, {bad.pk: 4, lost.pk: 6})
    settle_provisional(training=training, by=by)
    pile = pile_of(training)
    assert ([row.participation for row in pile.to_hand_out], len(pile.to_take_out), pile.printed) == ([good], 2, 3)
    assert code_of(lambda: take_from_pile(training=training, by=by, certificates=[pile.to_hand_out[0].pk])) == "not_void"
    client.force_login(by)
    url = reverse("trainings:certificates", args=[training.slug])
    client.post(url, {"action": "pile", "certificate": [pile.to_take_out[0].pk]})
    pile = pile_of(training)
    assert (len(pile.to_take_out), len(pile.taken_out)) == (1, 1)
    assert take_from_pile(training=training, by=by, certificates=[pile.taken_out[0].pk]) == 0
    take_from_pile(training=training, by=by, certificates=[pile.to_take_out[0].pk])
    assert "The pile holds only what was earned" in client.get(url).content.decode()


def test_papers_that_were_replaced_or_revoked_since_leave_the_pile_too():
    training, by = TrainingFactory(), coordinator()
    with_sessions(training)
    roster(training, 2, by=by)
    again, gone = issue_provisional(training=training, by=by)
    new = reissue_certificate(certificate=again, by=by, reason="Spelling")
    revoke_certificate(certificate=gone, by=by, reason="Given to a wrong person")
    assert {row.pk for row in pile_of(training).to_take_out} == {again.pk, gone.pk}
    assert code_of(lambda: take_from_pile(training=training, by=by, certificates=[new.pk])) == "not_void"
    assert take_from_pile(training=training, by=by, certificates=[again.pk, gone.pk]) == 2
    assert (pile_of(training).to_take_out, pile_of(training).printed) == ([], 2)


# pages


def test_the_page_takes_the_same_statements_for_3_and_for_20_people(client, training, issued):
    client.force_login(coordinator())
    url = reverse("trainings:certificates", args=[training.slug])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    roster(training, 17)
    mark_all(training)
    issue_certificates(training=training, by=coordinator())
    with CaptureQueriesContext(connection) as many:
        assert client.get(url).content.count(b'name="certificate"') == 20
    assert len(few) == len(many)


def test_the_buttons_start_jobs_and_write_messages(client, training, issued):
    account_of_person(issued[1].participation.person)
    client.force_login(trainer_of(training))
    url = reverse("trainings:certificates_bulk", args=[training.slug])
    for how in ("pdf", "zip"):
        assert client.post(url, {"as": how, "certificate": [issued[0].pk]}).status_code == 302
    assert sorted(Job.objects.values_list("kind", flat=True)) == [PDF, ZIP]
    assert {tuple(job.arguments["certificates"]) for job in Job.objects.all()} == {(issued[0].pk,)}
    body = client.post(url, {"as": "links"}, follow=True).content.decode()
    assert "1 person was written to. 2 have no e-mail address here" in body


def test_a_link_is_made_on_the_page_of_the_certificate(client, issued):
    client.force_login(coordinator())
    url = reverse("trainings:certificate", args=[issued[0].number])
    client.post(url, {"action": "link"})
    assert code_in(CertificateLink.objects.get()) in client.get(url).content.decode()


def test_a_certificate_is_not_reissued_with_a_name_that_cannot_be_printed(issued):
    person = issued[0].participation.person
    person.certificate_name = "Айпери 😀"
    person.save()
    with pytest.raises(Refused):
        reissue_certificate(certificate=issued[0], by=coordinator(), reason="x")
    assert Certificate.objects.get(pk=issued[0].pk).state == "valid"

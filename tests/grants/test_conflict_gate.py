"""Before the declaration a reviewer finds nothing of an application by any address; blind answers are nowhere that a reviewer can load.

The reviewer holds every office role as well: no other right opens what the gate keeps closed. Addresses come from `list_routes`.
"""

import io
import re
import zipfile
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from pypdf import PdfReader

from core.jobs import take_one
from core.money import Money
from core.route_list import all_routes
from grants.domain.decisions import approve_award, propose
from grants.domain.drafts import save_budget_row, save_part
from grants.domain.panel import add_remark
from grants.domain.reviews import abstain, assign_reviewer, declare_no_conflict, recuse, save_review, send_review
from grants.domain.submission import submit_application
from grants.models import Application, ReviewAssignment
from tests.core.test_uploads import picture
from tests.factories.grants import draft, officer, reviewer, sent_review
from tests.factories.programme import lead
from tests.factories.youth_groups import GroupFactory, member_account
from youth_groups.domain.takeout import start_takeout

pytestmark = pytest.mark.django_db

BODY, BLIND, ITEM, FILE = "Qwertzbody", "Blindphone", "Budgetword", "Filename"
ROLES = ("grants_officer", "finance_officer", "training_coordinator", "me_officer", "content_editor", "programme_manager")
#: Of Wagtail's own pages those that look for something, choose something, show what happened or belong to this app.
ADMIN = re.compile(r"grants|search|choose|find|history|log|report|results")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@pytest.fixture
def sent() -> Application:
    """Sent with words of its own, among them an answer that is hidden in a blind review."""
    group = GroupFactory()
    user = member_account(group)
    application = draft(group=group, by=user)
    answers, upload = {"aim": BODY, "contact": BLIND}, ("plan", io.BytesIO(picture()), f"{FILE}.jpg")
    save_part(application=application, part="idea", answers=answers, version=0, by=user, uploads=[upload])
    save_budget_row(application=application, by=user, item=ITEM, quantity=1, unit_cost=Money(60_000), own=Money(0))
    submitted = submit_application(application=Application.objects.get(pk=application.pk), by=user)
    Application.objects.filter(pk=submitted.pk).update(state="eligible")
    return Application.objects.get(pk=submitted.pk)


def everything(user: Any) -> Any:
    """A reviewer who holds every role of the office, too."""
    for role in ROLES:
        user.roles_held.create(organisation=lead(), role=role)
    return type(user).objects.get(pk=user.pk)


def addresses(application: Application, assignment: ReviewAssignment) -> list[str]:
    """Every address of ours that takes no object, or one of this application's."""
    file = application.files.get()
    here = {"slug": application.call.slug, "code": application.code, "number": application.group.number, "group": application.group.number}
    here |= {"part": "idea", "file": str(file.pk), "language": "en", "kind": "csv", "pk": str(assignment.pk)}
    keys = {"/files/": str(file.pk), "/budget/": str(application.budget.get().pk)}
    found = set()
    for listed in all_routes():
        if listed.declared is None or listed.route.startswith(("/account", "/admin/logout/", "/demo/")):
            continue
        names = set(PARAMETER.findall(listed.route))
        if listed.route.startswith("/admin/") and not ADMIN.search(listed.route):
            continue
        if "page" in listed.route and listed.route.startswith("/admin/"):
            continue  # pages are public, and a test without a page tree has none
        if names and not listed.route.startswith(("/grants/", "/groups/", "/office/groups/")):
            continue
        each = here | {"pk": next((key for word, key in keys.items() if word in listed.route), here["pk"])}
        if names <= set(each):
            found.add(PARAMETER.sub(lambda match, each=each: each[match[1]], listed.route))
    return sorted(found)


def words_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode(errors="ignore") + response.get("Content-Disposition", "")


def leaks(user: Any, urls: list[str], words: tuple[str, ...]) -> dict[str, str]:
    """Address -> the word that stands in what it answers, for reading and for taking out."""
    client = Client(raise_request_exception=False)  # some of Wagtail's own pages want a page tree
    client.force_login(user)
    found = {}
    for url in urls:
        answers = [client.get(url, follow=True)]
        if "export" in url or "take-out" in url or "dossier" in url:
            answers.append(client.post(url, {"reason": "look", "kind": "csv"}))
        assert SESSION_KEY in client.session, f"{url} signs out: what follows would prove nothing"
        for response in answers:
            assert response.status_code < 500 or url.startswith("/admin/"), url
            text = words_of(response)
            found.update((url, word) for word in words if word in text)
    return found


@pytest.mark.usefixtures("second_factor_aside", "bare_refusals")
def test_nothing_of_an_application_is_found_before_the_declaration_nor_after_stepping_back(sent: Application) -> None:
    user = everything(reviewer())
    assignment = assign_reviewer(application=sent, reviewer=user, by=officer())
    urls = addresses(sent, assignment)
    assert len(urls) > 120
    words = (BODY, BLIND, ITEM, FILE)
    assert leaks(user, urls, words) == {}
    closed = [url for url in urls if "/grants/" in url]
    seen = leaks(officer(), closed, words)
    assert {f"/grants/office/applications/{sent.code}/", f"/grants/applications/{sent.code}/sent.pdf"} <= set(seen), "the words are there"
    abstain(assignment=assignment, by=user, note="My cousin")
    assert leaks(user, closed, words) == {}
    other = everything(reviewer())
    recused = assign_reviewer(application=sent, reviewer=other, by=officer())
    declare_no_conflict(assignment=recused, by=other)
    recuse(assignment=recused, by=officer(), note="A relative")
    assert leaks(other, [url for url in addresses(sent, recused) if "/grants/" in url], words) == {}


@pytest.mark.usefixtures("second_factor_aside", "bare_refusals")
def test_blind_answers_are_nowhere_that_a_reviewer_can_load(sent: Application) -> None:
    user = everything(reviewer())
    assignment = assign_reviewer(application=sent, reviewer=user, by=officer())
    declare_no_conflict(assignment=assignment, by=user)
    urls = [url for url in addresses(sent, assignment) if "/grants/" in url]
    assert leaks(user, urls, (BLIND,)) == {}
    read = leaks(user, urls, (BODY,))
    assert {f"/grants/reviews/{assignment.pk}/", f"/grants/reviews/{assignment.pk}/sent.pdf"} <= set(read)
    assert not any("/office/" in url or "/applications/" in url for url in read), "only by the assignment"
    scores = {key: {"score": 4, "comment": "Clear"} for key in ("concern", "plan")}
    save_review(assignment=assignment, by=user, scores=scores)
    send_review(assignment=assignment, by=user)
    sent_review(sent)
    add_remark(application=sent, by=user, text="Strong plan")
    propose(application=sent, by=officer(), outcome="award", amount=Money(50_000))
    approve_award(application=Application.objects.get(pk=sent.pk), by=officer())
    assert leaks(user, urls, (BLIND,)) == {}


def test_an_archive_of_all_data_holds_nothing_of_it_for_who_was_asked_to_review(sent: Application) -> None:
    user, other = everything(reviewer()), everything(reviewer())
    held = {}
    for who, asked in ((user, True), (other, False)):
        if asked:
            assign_reviewer(application=sent, reviewer=who, by=officer())
        job = start_takeout(organisation=sent.organisation, reason="the year ends", by=who)
        while take_one():
            pass
        job.refresh_from_db()
        assert job.state == "done", job.error
        with job.result_file.file.open("rb") as content, zipfile.ZipFile(content) as archive:
            texts = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="ignore")
        held[who.pk] = {word for word in (BODY, BLIND, ITEM, str(sent.number)) if word in texts}
        assert "was asked to review" in texts, "the archive says what may be missing"
    assert held == {user.pk: set(), other.pk: {BODY, BLIND, ITEM, sent.number}}

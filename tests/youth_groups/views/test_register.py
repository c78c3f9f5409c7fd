"""The person page and what hangs on it, as the office uses it."""

import re

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.roles import Role
from core.events import events_of
from core.models import AccessLog, Message
from core.outbox import send_message
from core.pdf import check
from core.route_list import all_routes
from core.uploads import store_bytes
from programme.models import Locality
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory
from tests.factories.youth_groups import MembershipFactory, PersonFactory
from youth_groups.documents.consent_texts import LANGUAGES, PURPOSES, QUESTIONS, WORDS
from youth_groups.domain.clearance import record_clearance
from youth_groups.domain.protected import declare_sensitive
from youth_groups.models import Consent, Person, PersonLink

pytestmark = pytest.mark.django_db
PARTS = ("person", "sensitive", "links", "consents")
SECRET = "дунганка-тайна"


def address(name, person, *more):
    return reverse(f"youth_groups:{name}", args=[person.number, *more])


@pytest.fixture
def child():
    return PersonFactory(birth_year=timezone.localdate().year - 14)


@pytest.mark.parametrize("name", ["person", "consents", "sensitive"])
def test_a_minors_record_is_closed_without_clearance_and_says_what_is_missing(signed_in, child, name):
    client = signed_in(holder(Role.TRAINING_COORDINATOR, cleared=False))
    page = client.get(address(name, child))
    assert page.status_code == 403
    text = page.content.decode()
    assert [word for word in ("code of conduct", "focal point") if word not in text] == []
    assert child.written_name not in text
    assert client.get(address(name, PersonFactory(birth_year=1990))).status_code == 200


@pytest.mark.parametrize("name", PARTS)
def test_the_pages_are_not_there_for_strangers(signed_in, child, name):
    for stranger in (UserFactory(), holder(Role.GRANTS_OFFICER), holder(Role.PROGRAMME_MANAGER, OrganisationFactory())):
        assert signed_in(stranger).get(address(name, child)).status_code == 404


def test_the_record_is_changed_part_by_part(signed_in, child):
    client = signed_in(holder(Role.TRAINING_COORDINATOR))
    facts = {"written_name": " Айсулуу  кызы ", "sex": "female", "birth_year": "2012", "language": "uz", "languages": ["ky", "uz"]}
    contact = {"phone": "+996555111222", "phone_owner": "family", "may_call": "on", "may_name": "programme"}
    assert client.post(address("person_edit", child, "facts"), facts).status_code == 302
    assert client.post(address("person_edit", child, "contact"), contact).status_code == 302
    assert client.post(address("person_edit", child, "occupation"), {"kind": "pupil", "first_year": "2019"}).status_code == 302
    carer = {"kind": "carer", "relation": "таенеси", "why_no_parent": "", "name": "Гүл", "phone": ""}
    assert "why no parent can answer" in client.post(address("person_edit", child, "caregiver"), carer).content.decode()
    assert client.post(address("person_edit", child, "caregiver"), {**carer, "why_no_parent": "abroad"}).status_code == 302
    child.refresh_from_db()
    assert (child.written_name, child.languages, child.phone_owner, child.may_write) == ("Айсулуу кызы", ["ky", "uz"], "family", False)
    text = client.get(address("person", child)).content.decode()
    assert [word for word in ("do not write", "there is an answer for you", "таенеси", "abroad", "pupil") if word not in text] == []


def test_the_list_of_papers_leads_to_their_scans(signed_in):
    focal, trainer = holder(Role.SAFEGUARDING_FOCAL_POINT), holder(Role.TRAINER, cleared=False)
    scan = store_bytes(content=b"%PDF-1.4 signed", name="c.pdf", content_type="application/pdf")
    today = timezone.localdate()
    row = record_clearance(user=trainer, kind="code_of_conduct", signed_on=today, by=focal, scan=scan)
    record_clearance(user=trainer, kind="briefing", signed_on=today, by=focal)
    body = signed_in(focal).get(reverse("youth_groups:clearances")).content.decode()
    assert re.findall(r'href="([^"]*/scan/)"', body) == [reverse("youth_groups:clearance_scan", args=[row.pk])]
    assert signed_in(focal).get(reverse("youth_groups:clearance_scan", args=[row.pk])).status_code == 200


def test_the_place_is_changed_and_an_unknown_village_waits(signed_in, child):
    client, province, stood = signed_in(holder(Role.TRAINING_COORDINATOR)), child.province, child.locality
    facts = {"written_name": child.written_name, "sex": "female", "birth_year": "2012", "language": "ky", "province": province.pk}
    page = address("person_edit", child, "facts")
    assert f'value="{stood.name}"' in client.get(page).content.decode()
    for typed, name in ((stood.name, stood.name), ("Жаңы-Айыл", "Жаңы-Айыл"), ("", None)):
        assert client.post(page, {**facts, "village": typed}).status_code == 302
        child.refresh_from_db()
        assert (child.locality.name if child.locality else None, child.province) == (name, province)
    assert Locality.objects.get(name="Жаңы-Айыл").typed
    changed = [event.data.get("fields", []) for event in events_of(child)]
    assert [fields for fields in changed if "locality" in fields] == [["locality"], ["locality"]]


def test_a_field_that_was_not_sent_changes_nothing_and_an_empty_one_clears(signed_in):
    person = PersonFactory(birth_year=1990, institution="№ 5 мектеп", certificate_name="Aisuluu")
    client, page = signed_in(holder(Role.TRAINING_COORDINATOR)), address("person_edit", person, "facts")
    stood = (person.locality_id, person.province_id, person.institution, person.certificate_name, person.birth_year)
    needed = {"written_name": person.written_name, "sex": "female", "language": "ky"}

    def stands():
        row = Person.objects.get(pk=person.pk)
        return (row.locality_id, row.province_id, row.institution, row.certificate_name, row.birth_year)

    assert client.post(page, needed).status_code == 302
    assert (stands(), events_of(person).filter(action="changed").count()) == (stood, 0)
    assert client.post(page, {**needed, "province": person.province_id}).status_code == 302
    assert (stands(), events_of(person).filter(action="changed").count()) == (stood, 0)
    empty = {"village": "", "province": "", "institution": "", "certificate_name": "", "birth_year": ""}
    assert client.post(page, {**needed, "village": ""}).status_code == 302
    assert stands() == (None, *stood[1:])
    assert client.post(page, {**needed, **empty}).status_code == 302
    assert stands() == (None, None, "", "", None)


def test_a_year_that_cannot_be_keeps_what_was_typed(signed_in, child):
    data = {"written_name": "Айсулуу", "sex": "female", "birth_year": "1850", "language": "ky"}
    page = signed_in(holder(Role.TRAINING_COORDINATOR)).post(address("person_edit", child, "facts"), data)
    assert (page.status_code, 'value="Айсулуу"' in page.content.decode()) == (200, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_screen_each_question_is_answered_on_its_own(signed_in, child, language):
    client = signed_in(holder(Role.TRAINING_COORDINATOR))
    here = address("consent_screen", child, "caregiver", language)
    page = client.get(here).content.decode()
    assert [purpose for purpose in PURPOSES if QUESTIONS[language][purpose] not in page.replace("&#x27;", "'")] == []
    assert " checked" not in page
    assert client.post(here, {"relation": "апасы", "participation": "given", "photo_internal": "refused"}).status_code == 302
    rows = Consent.objects.order_by("purpose").values_list("purpose", "answer", "by", "channel", "language", "text_version")
    assert list(rows) == [
        ("participation", "given", "caregiver", "screen", language, "2026-1"),
        ("photo_internal", "refused", "caregiver", "screen", language, "2026-1"),
    ]


def test_a_caregivers_answer_on_screen_needs_the_relation(signed_in, child):
    page = signed_in(holder(Role.TRAINING_COORDINATOR)).post(
        address("consent_screen", child, "caregiver", "ky"), {"participation": "given"}
    )
    assert (page.status_code, Consent.objects.count()) == (200, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_form_reads_in_every_language(signed_in, child, language):
    content = signed_in(holder(Role.TRAINING_COORDINATOR)).get(address("consent_form", child, language)).content
    text = check.text(content).replace(" ", "")
    wanted = [child.written_name, child.number, WORDS[language]["assent"], *QUESTIONS[language].values()]
    assert [words for words in wanted if words.replace(" ", "") not in text] == []
    assert check.outside(content) == []
    assert (set(check.fonts(content).values()), len(check.texts(content))) == ({True}, 1)


def test_withdrawn_from_the_page_stands(signed_in, child):
    from youth_groups.queries.consents import consents_standing

    client = signed_in(holder(Role.TRAINING_COORDINATOR))
    day = timezone.localdate().isoformat()
    data = {"part": "answer", "purpose": "photo_internal", "by": "self", "channel": "voice", "language": "ky", "given_on": day}
    for answer in ("given", "withdrawn"):
        assert client.post(address("consents", child), {**data, "answer": answer, "witness": "Эже"}).status_code == 302
    standing = consents_standing([child.pk], "photo_internal", timezone.localdate())[child.pk]
    assert (standing.ok, standing.stopped, Consent.objects.filter(witness="Эже").count()) == (False, True, 2)


def test_links_are_for_the_leads_office_and_never_seen_by_a_partner(signed_in):
    partner = OrganisationFactory()
    ours, theirs = PersonFactory(), PersonFactory(organisation=partner)
    client = signed_in(holder(Role.ME_OFFICER))
    assert client.post(address("links", ours), {"number": theirs.number, "reason": "same"}).status_code == 302
    assert PersonLink.objects.count() == 1
    text = signed_in(holder(Role.PROGRAMME_MANAGER, partner)).get(address("person", theirs)).content.decode()
    assert ours.number not in text
    assert ours.written_name not in text


def test_declared_attributes_stand_on_no_list_export_search_or_other_page(signed_in, bare_refusals):
    """Every address that a manager, coordinator, M&E officer or focal point can open without an object, and the person's other pages.

    Wagtail's own pages are walked with all roles at once (tests/walks/test_sentinels.py).
    """
    training = TrainingFactory()
    person = PersonFactory()
    ParticipationFactory(training=training, person=person)
    MembershipFactory(person=person)
    manager = holder(Role.PROGRAMME_MANAGER)
    declare_sensitive(person=person, by=manager, declared_on=timezone.localdate(), ethnicity=SECRET, wg={"seeing": "3"})
    skipped = ("logout", "finish")
    pages = [
        found.route
        for found in all_routes()
        if "<" not in found.route
        and not any(word in found.route for word in skipped)
        and "GET" in methods(found)
        and not found.route.startswith("/admin/")
    ]
    pages += [f"{address('person', person)}", f"{address('consents', person)}", f"{address('sensitive', person)}"]
    pages += [reverse("trainings:training", args=[training.slug]), reverse("trainings:preparation", args=[training.slug])]
    opened = 0
    for role in (Role.PROGRAMME_MANAGER, Role.TRAINING_COORDINATOR, Role.ME_OFFICER, Role.SAFEGUARDING_FOCAL_POINT):
        client = signed_in(holder(role))
        for page in pages:
            answer = client.get(page)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if answer.status_code == 200:
                opened += 1
            assert SECRET not in body.decode(errors="replace"), page
        assert person.written_name not in client.get(reverse("youth_groups:people"), {"q": SECRET}).content.decode()
    assert opened > 40
    assert not AccessLog.objects.filter(action="read_sensitive").exists()


def methods(found):
    return found.declared.methods if found.declared is not None else ()


@pytest.mark.parametrize(
    ("fields", "state", "body"),
    [
        ({"no_messages": True}, "cancelled", ""),
        ({"may_write": False}, "cancelled", ""),
        ({"phone": "+996555111222", "phone_owner": "family", "may_name": "topic"}, "queued", "Ashar: there is an answer for you"),
    ],
)
def test_messages_respect_how_somebody_may_be_reached(fields, state, body):
    user = UserFactory(email=None, phone="+996700000001", language="en")
    PersonFactory(user=user, **fields)
    message = send_message(to=user, kind="selection_decided", context={"training": TrainingFactory(), "chosen": 1})
    assert (Message.objects.get().state, message.channel, message.body) == (state, "tell", body)


def test_the_clearances_page_records_and_is_for_the_focal_point(signed_in):
    trainer = holder(Role.TRAINER, cleared=False)
    client = signed_in(holder(Role.SAFEGUARDING_FOCAL_POINT))
    here = reverse("youth_groups:clearances")
    assert "not on file" in client.get(here).content.decode()
    data = {"user": trainer.pk, "kind": "briefing", "signed_on": timezone.localdate().isoformat()}
    assert client.post(here, data).status_code == 302
    assert trainer.clearances.count() == 1
    assert signed_in(holder(Role.TRAINING_COORDINATOR)).get(here).status_code == 404


def test_there_is_no_address_without_a_number():
    with pytest.raises(NoReverseMatch):
        reverse("youth_groups:person")

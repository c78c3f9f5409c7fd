"""The pages of answers: the short page of a code, the group's page, the coordinator's page with the waiting list."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, trainer_of
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account
from tests.trainings.offers import GROWN, asked, chosen, coming, waits
from tests.trainings.pages import address, coordinator, get
from trainings.domain.answers import answer_offer
from trainings.domain.offers import code_of
from trainings.forms.offers import AskForm
from trainings.models import ConfirmationTerms, PlaceOffer
from trainings.queries.offers import waiting_of
from trainings.queries.work import work_for
from youth_groups.domain.consents import ConsentGiven, record_consents

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["language"] = "en"
    cache.clear()


@pytest.fixture
def training():
    return coming(capacity=3, public_title_en="Talking and agreeing", internal_title="Secret phase 2")


@pytest.fixture
def by():
    return coordinator()


def one(training, by, **person):
    chosen(training, by, 1, **({"written_name": "Асанова Айпери"} | person))
    return asked(training, by)[-1]


def page(client, url, data=None, status=200):
    response = client.post(url, data, follow=True) if data is not None else client.get(url)
    assert response.status_code == status
    return response.content.decode()


# by code, without an account


def test_a_code_opens_the_place_and_one_tap_answers(client, training, by):
    offer = one(training, by)
    url, code = reverse("place_code"), code_of(offer)
    body = page(client, url, {"code": f"{code[:4].lower()} {code[4:]}"})
    assert "Айпери, do you come?" in body
    assert "Talking and agreeing" in body
    assert not any(words in body for words in ("Асанова", "Secret"))
    body = page(client, url, {"code": code, "answer": "yes"})
    assert "It is written down that you come." in body
    assert PlaceOffer.objects.get().state == "confirmed"
    assert page(client, url, {"code": code, "answer": "yes"})
    body = page(client, url, {"code": code, "answer": "no", "reason": "Оорукана"})
    assert "The place goes to somebody else." in body
    assert PlaceOffer.objects.get().state == "declined"


def test_nothing_of_the_place_stays_in_an_address_a_cookie_or_a_store(client, training, by):
    offer = one(training, by)
    response = client.post(reverse("place_code"), {"code": code_of(offer), "answer": "yes"})
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store, private")
    assert not any(code_of(offer) in morsel.value for morsel in client.cookies.values())
    assert "sessionid" not in client.cookies


def test_a_wrong_code_finds_nothing_and_an_old_one_says_why(client, training, by):
    offer = one(training, by)
    url = reverse("place_code")
    assert "No place has this code." in page(client, url, {"code": "7K4M-Q2XD"}, status=404)
    assert "No place has this code." in page(client, url, {"code": "?"}, status=404)
    PlaceOffer.objects.update(answer_by=timezone.now())
    body = page(client, url, {"code": code_of(offer)})
    assert "the time to answer is over" in body
    assert 'name="answer"' not in body
    assert "The time to answer is over. Please ask the organiser." in page(client, url, {"code": code_of(offer), "answer": "yes"})
    assert PlaceOffer.objects.get().state == "asked"


def test_a_code_whose_place_went_on_answers_for_nobody(client, training, by):
    offer = one(training, by)
    chosen(training, by, 2)
    waits(training, by)
    answer_offer(offer=offer, comes=False)
    body = page(client, reverse("place_code"), {"code": code_of(offer), "answer": "yes"})
    assert "The place has gone to the next person on the waiting list." in body
    assert training.participations.count() == 3


def test_forty_in_a_classroom_answer_behind_one_address_and_guessing_ends(client, training, by, monkeypatch):
    monkeypatch.setattr("trainings.views.answers.UNKNOWN_TRIES", 5)
    offer = one(training, by)
    url = reverse("place_code")
    for _child in range(40):
        assert client.post(url, {"code": code_of(offer)}).status_code == 200
    assert [client.post(url, {"code": f"WRNG{n}ABC"}).status_code for n in range(6)] == [404] * 5 + [429]
    assert client.post(url, {"code": code_of(offer), "answer": "yes"}).status_code == 200


def test_a_minor_reads_what_is_missing_and_no_refusal(client, training, by):
    offer = one(training, by, birth_year=training.first_day.year - 15)
    answer = ConsentGiven(person=offer.person, purpose="participation", by="caregiver", relation="апасы", answer="refused")
    record_consents(answers=[answer], by=by, given_on=timezone.localdate())
    body = page(client, reverse("place_code"), {"code": code_of(offer), "answer": "yes"})
    assert "comes, consent outstanding" in body
    assert "the child&#x27;s own assent is missing" in body
    assert "refused" not in body
    assert "The office will speak with you about a consent." in body
    assert training.participations.get().confirmed_at is None


# the group


def test_the_group_answers_on_its_page(client, training, by):
    group = GroupFactory()
    chosen(training, by, 2, group=group)
    offers = asked(training, by)
    editor = member_account(group, language="en")
    url = reverse("trainings:nominate", args=[training.call.slug, group.number])
    body = get(client, editor, url).content.decode()
    assert body.count("asked, until") == 2
    assert [(item.title, item.count, item.url) for item in work_for(editor)][-1] == (f"Say who comes: {training.call.title}", 2, url)
    answer = [reverse("trainings:group_answer", args=[training.call.slug, group.number, offer.pk]) for offer in offers]
    assert "confirmed" in page(client, answer[0], {"answer": "yes"})
    assert "does not come" in page(client, answer[1], {"answer": "no", "reason": "Harvest"})
    assert "Say whether they come." in page(client, answer[0], {"answer": "perhaps"})
    assert PlaceOffer.objects.get(pk=offers[0].pk).state == "confirmed"
    assert not [item for item in work_for(editor) if "Say who comes" in item.title]


def test_another_group_finds_no_place_to_answer_for(client, training, by):
    group, other = GroupFactory(), GroupFactory()
    chosen(training, by, 1, group=group)
    [offer] = asked(training, by)
    client.force_login(member_account(other))
    for number in (group.number, other.number):
        url = reverse("trainings:group_answer", args=[training.call.slug, number, offer.pk])
        assert client.post(url, {"answer": "no"}).status_code == 404
    assert PlaceOffer.objects.get().state == "asked"


# the coordinator


def test_the_coordinator_asks_records_and_moves_up_on_one_page(client, training, by):
    rows = chosen(training, by, 2)
    waiting = waits(training, by, written_name="Бекова Нургүл")
    client.force_login(by)
    url = address("answers", training)
    body = page(client, url)
    assert "2 people with a place were not asked yet." in body
    assert "Бекова Нургүл" in body
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    ask = {"part": "ask", "answer_day": day, "answer_time": "18:00", "move_up_hours": "24"}
    assert "The most" not in page(client, url, {**ask, "answer_day": (timezone.localdate() - timedelta(days=1)).isoformat()})
    assert not PlaceOffer.objects.exists()
    assert "2 people are asked." in page(client, url, ask)
    offer = PlaceOffer.objects.get(nomination=rows[0])
    assert timezone.localtime(offer.answer_by).hour == 18
    record = reverse("trainings:record_answer", args=[training.slug, offer.pk])
    assert "recorded by staff on behalf" in page(client, record, {"answer": "yes"})
    assert "asked, until" in page(client, record, {"answer": "back"})
    body = page(client, record, {"answer": "no", "reason": "Оорукана"})
    assert "Оорукана" in body
    assert waiting.__class__.objects.get(pk=waiting.pk).state == "selected"
    waits(training, by)
    assert "1 person moved up." in page(client, url, {"part": "fill"})
    assert training.participations.count() == 3


def test_the_order_of_the_waiting_list_is_changed_on_the_page(client, training, by):
    first, second = (waits(training, by, written_name=name) for name in ("Асанова Айпери", "Бакиров Эрлан"))
    client.force_login(by)
    url = address("answers", training)
    sent = {"part": "line", "nomination": second.pk, "place": "1", "reason": "Asked first"}
    for data, before, after in ((None, first, second), (sent, second, first)):
        html = page(client, url, data)
        assert html.index(before.person.written_name) < html.index(after.person.written_name)
    assert "Say which place on the waiting list." in page(client, url, sent | {"nomination": first.pk, "place": ""})
    assert "Write a reason" in page(client, url, sent | {"nomination": first.pk, "reason": " "})
    page(client, url, sent | {"nomination": waits(coming(), by).pk}, status=404)
    assert [row.pk for row in waiting_of(training)] == [second.pk, first.pk]


def test_whoever_is_asked_later_gets_the_training_own_deadline_while_it_lies_ahead(training, by):
    chosen(training, by, 1)
    asked(training, by)
    until = ConfirmationTerms.objects.get()
    until.answer_by = timezone.localtime(timezone.now() + timedelta(days=11)).replace(hour=12, minute=30, second=0, microsecond=0)
    until.save()
    initial = AskForm(training=training).initial
    assert (initial["answer_day"], initial["answer_time"].isoformat()) == (until.answer_by.date(), "12:30:00")
    until.answer_by = timezone.now()
    until.save()
    assert AskForm(training=training).initial["answer_day"] == timezone.localdate() + timedelta(days=7)


def test_asking_too_late_says_so_beside_the_day(client, training, by):
    chosen(training, by, 1)
    client.force_login(by)
    late = {"part": "ask", "answer_day": training.first_day.isoformat(), "answer_time": "09:00", "move_up_hours": "24"}
    assert "on the eve of the first day at the latest" in page(client, address("answers", training), late)
    assert not PlaceOffer.objects.exists()


def test_answers_show_on_board_training_and_preparation(client, training, by):
    offer = one(training, by, birth_year=GROWN)
    answer_offer(offer=offer, comes=True)
    client.force_login(by)
    for name in ("selection", "training", "preparation"):
        assert "confirmed" in page(client, address(name, training)), name


def test_telling_from_the_board_asks_until_the_day_of_the_form(client, training, by):
    group = GroupFactory()
    member_account(group, email="leader@example.org")
    chosen(training, by, 1, group=group)
    client.force_login(by)
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    tell = address("tell", training)
    assert "Say until when" in page(client, tell, {"answer_day": "", "answer_time": "18:00", "move_up_hours": "48"})
    assert not PlaceOffer.objects.exists()
    page(client, tell, {"answer_day": day, "answer_time": "12:00", "move_up_hours": "48"})
    assert timezone.localtime(PlaceOffer.objects.get().answer_by).isoformat() == f"{day}T12:00:00+06:00"
    assert "Please say for each who comes" in Message.objects.get().body


@pytest.mark.parametrize("name", ["answers", "cards", "cards_pdf", "record"])
def test_only_the_coordinators_of_the_organisation_open_these(client, training, by, name):
    offer = one(training, by)
    url = reverse("trainings:record_answer", args=[training.slug, offer.pk]) if name == "record" else address(name, training)
    for user in (holder("training_coordinator", OrganisationFactory()), trainer_of(training), holder("me_officer"), holder("trainer")):
        client.force_login(user)
        response = client.post(url, {"answer": "no"}) if name == "record" else client.get(url)
        assert response.status_code == 404
    assert PlaceOffer.objects.get().state == "asked"


def test_an_offer_of_another_training_is_not_answered_here(client, training, by):
    other = coming()
    offer = one(other, by)
    client.force_login(by)
    assert client.post(reverse("trainings:record_answer", args=[training.slug, offer.pk]), {"answer": "no"}).status_code == 404
    assert client.post(address("cards", training), {"told": f"offer-{offer.pk}"}).status_code == 404


def test_without_papers_for_work_with_minors_nobody_reads_them(client, training, by):
    offer = one(training, by, birth_year=training.first_day.year - 15)
    user = holder("training_coordinator", cleared=False)
    for name in ("answers", "cards", "cards_pdf"):
        response = get(client, user, address(name, training))
        assert response.status_code == 403
        assert offer.person.written_name not in response.content.decode()


def test_the_pages_take_the_same_statements_for_1_and_for_10_of_each_state(client, by):
    training = coming(capacity=60)
    client.force_login(by)

    def statements(name):
        page(client, address(name, training))
        with CaptureQueriesContext(connection) as captured:
            page(client, address(name, training))
        return len(captured)

    counts = []
    for more in (1, 9):
        for n in range(more):
            group = GroupFactory()
            child, _grown, gone = (
                chosen(training, by, 1, group=group, birth_year=year)[0] for year in (training.first_day.year - 15, GROWN, GROWN)
            )
            ParticipationFactory(training=training, person=PersonFactory(birth_year=GROWN))
            asked(training, by)
            answer_offer(offer=PlaceOffer.objects.get(nomination=child), comes=True)
            answer_offer(offer=PlaceOffer.objects.get(nomination=gone), comes=False, reason=f"x{n}")
        waits(training, by)
        counts.append([statements(name) for name in ("answers", "cards", "selection", "preparation", "training")])
    assert counts[0] == counts[1]


def test_the_groups_page_takes_the_same_statements_for_1_and_for_20(client, by):
    training, group = coming(capacity=60), GroupFactory()
    editor = member_account(group)
    client.force_login(editor)
    url, counts = reverse("trainings:nominate", args=[training.call.slug, group.number]), []
    for more in (1, 19):
        chosen(training, by, more, group=group, birth_year=training.first_day.year - 15)
        asked(training, by)
        page(client, url)
        with CaptureQueriesContext(connection) as captured:
            page(client, url)
        counts.append(len(captured))
    assert counts[0] == counts[1]

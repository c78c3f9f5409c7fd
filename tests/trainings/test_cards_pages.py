"""Cards for whoever has to be told and gets no e-mail: on the screen, ticked, on paper."""

import pytest
from django.core.cache import cache

from core.events import events_of
from core.models import AccessLog, Message
from core.pdf import check
from tests.factories.youth_groups import GroupFactory, member_account
from tests.trainings.offers import asked, chosen, coming, in_a_week, nominated
from tests.trainings.pages import address, coordinator, get
from tests.trainings.test_answers_pages import one, page
from trainings.domain.offers import code_of
from trainings.domain.selection import decide, tell_groups
from trainings.models import Nomination, PlaceOffer
from trainings.queries.work import work_for

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


def test_a_card_says_how_what_may_be_named_and_what_to_say_in_their_language(client, training, by):
    contact = {"phone": "+996555111222", "phone_owner": "family", "may_call": True, "may_write": False, "language": "ru"}
    offer = one(training, by, birth_year=training.first_day.year - 15, **contact)
    body = get(client, by, address("cards", training)).content.decode()
    code = f"{code_of(offer)[:4]}-{code_of(offer)[4:]}"
    for words in ("+996555111222", "do not write", "leave no message", "what may be named: nothing", code, "a minor for consent"):
        assert words in body, words
    assert 'lang="ru"' in body
    assert training.public_title_ru in body
    assert "Secret" not in body
    log = AccessLog.objects.get(action="read_cards")
    assert (log.user, log.rows, log.subject_id) == (by, 1, str(training.pk))


def test_nothing_is_told_by_phone_to_whoever_wants_no_message(client, training, by):
    one(training, by, phone="+996555111222", phone_owner="own", no_messages=True)
    body = get(client, by, address("cards", training)).content.decode()
    assert "wants no message at all" in body
    assert "+996555111222" not in body


def test_the_tick_says_who_told_and_ends_the_work(client, training, by):
    offer = one(training, by)
    assert ("Whom somebody must tell", 1) in [(item.title, item.count) for item in work_for(by)]
    client.force_login(by)
    body = page(client, address("cards", training), {"told": f"offer-{offer.pk}"})
    assert by.name in body.split("told ")[1]
    assert PlaceOffer.objects.get().told_by == by
    assert "Whom somebody must tell" not in [item.title for item in work_for(by)]
    assert client.get(address("cards_pdf", training)).status_code == 404
    for wrong in ("offer-0", "offer-", "message-0", "group-0", "person-1", ""):
        assert client.post(address("cards", training), {"told": wrong}).status_code == 404


def test_accounts_without_an_address_and_groups_without_an_account_have_cards(client, training, by):
    reached, alone = GroupFactory(), GroupFactory(name_en="Bulak", contact_name="Гүлзат эже", contact_phone="+996700123456", language="en")
    leader = member_account(reached, email=None, phone="+996555000111", name="Leader One")
    chosen(training, by, 1, group=reached)
    chosen(training, by, 1, group=alone)
    tell_groups(training=training, by=by)
    message = Message.objects.get(to=leader)
    client.force_login(by)
    body = page(client, address("cards", training))
    assert all(words in body for words in ("Leader One", "+996555000111", "Bulak", "Гүлзат эже, +996700123456", "Chosen: 1."))
    body = page(client, address("cards", training), {"told": f"message-{message.pk}"})
    message.refresh_from_db()
    assert (message.state, message.told_by) == ("told", by)
    body = page(client, address("cards", training), {"told": f"group-{alone.pk}"})
    assert "Bulak" not in body


def test_who_stands_without_a_group_is_told_by_a_card_what_was_decided(client, training, by):
    comes, waiting = (nominated(training, group=None, written_name=name) for name in ("Асанова Айпери", "Бакиров Эрлан"))
    Nomination.objects.update(group=None)
    decide(nomination=comes, training=training, action="select", by=by, reason="First camp")
    decide(nomination=waiting, training=training, action="wait", by=by, reason="No place yet")
    client.force_login(by)
    url = address("cards", training)
    assert "Бакиров" not in page(client, url), "nothing is told before the coordinator tells it"
    tell_groups(training=training, by=by, answer_by=in_a_week())
    body = page(client, url)
    assert f'value="nomination-{waiting.pk}"' in body
    assert f'value="nomination-{comes.pk}"' not in body, "who has a place has the card with the question"
    assert list(Nomination.objects.filter(told_at=None)) == [waiting]
    body = page(client, url, {"told": f"nomination-{waiting.pk}"})
    assert f'value="nomination-{waiting.pk}"' not in body
    assert [event.actor for event in events_of(waiting).filter(action="told")] == [by]
    page(client, url, {"told": f"nomination-{nominated(coming()).pk}"}, status=404)


def test_the_cards_print_three_on_a_page_with_long_names_inside_their_boxes(client, by):
    training = coming(capacity=30)
    training.public_title_ky = "Кыз-келиндердин коопсуздугу жана укуктары боюнча жашоо көндүмдөрүн өнүктүрүү тренинги, экинчи бөлүгү"
    training.venue = "Айыл өкмөтүнүн жыйындар залы, экинчи кабат, мектептин жанында"
    training.save()
    long = "Абдырахмангазиева Гүлбүбүайым Токтогулжановна"
    group = GroupFactory(contact_name=long, contact_phone="+996700123456")
    person = {"phone": "+996555111222", "phone_owner": "family", "best_time": "кечинде, саат алтыдан кийин, жума күндөн башка"}
    chosen(training, by, 7, group=group, birth_year=training.first_day.year - 15, language="ky", written_name=long, **person)
    offers = asked(training, by)
    response = get(client, by, address("cards_pdf", training))
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "no-store, private")
    pages = check.texts(response.content)
    assert len(pages) == 3
    words = " ".join(" ".join(pages).split())
    assert all(f"{code_of(offer)[:4]}-{code_of(offer)[4:]}" in words for offer in offers)
    assert words.count(long) >= 7
    assert check.outside(response.content, margin=5) == []
    assert set(check.fonts(response.content).values()) == {True}
    assert AccessLog.objects.get(action="print_cards").rows == 7

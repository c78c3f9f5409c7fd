"""Follow-up rounds: due days, who may be contacted as it stands today, what was answered, who was not reached, the board."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder, lead
from tests.factories.trainings import QUESTIONS_OF_A_TEST, ParticipationFactory, TrainingFactory, trainer_of, with_sessions
from tests.factories.youth_groups import PersonFactory
from tests.trainings.pages import marked
from trainings.domain.follow_ups import close_round, due_day, plan_follow_ups, record_follow_up
from trainings.domain.short_forms import save_short_form
from trainings.models import FollowUpContact, ShortForm
from trainings.queries.follow_ups import contact_list, figures_of_round, may_contact, work_for
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.erasure import erase_person, request_erasure

pytestmark = pytest.mark.django_db


def refused(code):
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def agrees(by, *people, answer="given"):
    given = [ConsentGiven(person=person, purpose="contact", by="self", answer=answer) for person in people]
    record_consents(answers=given, by=by, given_on=timezone.localdate())


@pytest.fixture
def training(coordinator):
    """Three who were there, of whom two agreed; one who never came agreed, too."""
    training = TrainingFactory(first_day=date(2026, 5, 29), last_day=date(2026, 5, 31))
    with_sessions(training, 2)
    for name in ("Асанов Бакыт", "Бекова Нургүл", "Орозова Айгүл"):
        ParticipationFactory(training=training, person=PersonFactory(written_name=name, birth_year=1990, phone="+996700123456"))
    marked(training)
    absent = ParticipationFactory(training=training, person=PersonFactory(written_name="Токтоев Эмил", birth_year=1990))
    people = [row.person for row in training.participations.order_by("pk")]
    agrees(coordinator, people[0], people[1], absent.person)
    return training


@pytest.fixture
def rounds(training, coordinator):
    form = ShortForm(organisation=lead(), kind="follow_up", name_en="Later", questions=QUESTIONS_OF_A_TEST)
    form = save_short_form(form=form, by=coordinator)
    rows = plan_follow_ups(training=training, form=form, by=coordinator)
    assert plan_follow_ups(training=training, form=form, by=coordinator) == []
    return rows


def test_rounds_are_due_on_the_same_day_of_the_month(training, rounds):
    assert [(row.months, row.due_on) for row in rounds] == [(3, date(2026, 8, 31)), (6, date(2026, 11, 30)), (12, date(2027, 5, 31))]
    assert due_day(TrainingFactory.build(last_day=date(2027, 11, 30)), 3) == date(2028, 2, 29)


def test_only_who_was_there_and_agrees_today_is_asked(training, rounds, coordinator):
    names = lambda: [row.person.written_name for row in may_contact(training)]  # noqa: E731
    assert names() == ["Асанов Бакыт", "Бекова Нургүл"]
    place = training.participations.order_by("pk")[0]
    agrees(coordinator, place.person, answer="withdrawn")
    assert names() == ["Бекова Нургүл"]
    with refused("no_consent"):
        record_follow_up(follow_up=rounds[0], participation=place, by=coordinator, outcome="not_reached")
    type(place.person).objects.filter(written_name="Бекова Нургүл").update(no_messages=True)
    assert names() == []


def test_tries_are_counted_and_an_answer_stands_in_the_place_of_not_reached(training, rounds, coordinator):
    place = training.participations.order_by("pk")[0]
    for _time in range(2):
        row = record_follow_up(follow_up=rounds[0], participation=place, by=coordinator, outcome="not_reached")
    assert (row.tries, [line.is_left for line in contact_list(rounds[0])]) == (2, [True, True])
    with refused("empty"):
        record_follow_up(follow_up=rounds[0], participation=place, by=coordinator, outcome="answered", answers={"nothing": 1})
    record_follow_up(follow_up=rounds[0], participation=place, by=coordinator, outcome="answered", answers={"mood": 4, "words": "Zq"})
    figures = figures_of_round(rounds[0], "en")
    assert (figures.answered, figures.not_reached, figures.declined, figures.questions) == (1, 0, 0, [])
    close_round(follow_up=rounds[0], by=coordinator)
    with refused("closed"):
        record_follow_up(follow_up=rounds[0], participation=place, by=coordinator, outcome="declined")
    asked = request_erasure(person=place.person, asked_by="self", asked_on=timezone.localdate(), by=holder("programme_manager"))
    erase_person(request=asked, by=holder("programme_manager"))
    assert (FollowUpContact.objects.get().answers, FollowUpContact.objects.get().outcome) == ({}, "answered")


def test_rounds_wait_on_the_board_of_who_coordinates_until_they_are_closed(training, rounds, coordinator):
    due = [item.url for item in work_for(coordinator)]
    today = timezone.localdate()
    assert due == [reverse("trainings:follow_up", args=[training.slug, row.months]) for row in rounds if (row.due_on - today).days <= 14]
    assert due
    close_round(follow_up=rounds[0], by=coordinator)
    assert reverse("trainings:follow_up", args=[training.slug, 3]) not in [item.url for item in work_for(coordinator)]
    assert list(work_for(holder("training_coordinator", OrganisationFactory(code="partner")))) == []


def test_the_pages_walk_from_plan_to_answer(client, training, coordinator):
    client.force_login(coordinator)
    form = ShortForm(organisation=lead(), kind="follow_up", name_en="Later", questions=QUESTIONS_OF_A_TEST)
    save_short_form(form=form, by=coordinator)
    home = reverse("trainings:follow_ups", args=[training.slug])
    assert home in client.get(training.get_absolute_url()).content.decode()
    assert "3 months after" in client.post(home, {"form": form.pk}, follow=True).content.decode()
    url = reverse("trainings:follow_up", args=[training.slug, 3])
    page = client.get(url).content.decode()
    assert ("Бекова Нургүл" in page, "Орозова Айгүл" in page, "+996700123456" in page) == (True, False, True)
    place = training.participations.order_by("pk")[0]
    record = reverse("trainings:record_follow_up", args=[training.slug, 3, place.pk])
    assert client.post(record, {"outcome": "answered"}).status_code == 200
    data = {"outcome": "answered", "q-law": "no", "q-phone": "a", "q-mood": "4"}
    assert "answered" in client.post(record, data, follow=True).content.decode()
    for user in (trainer_of(training), holder("training_coordinator", OrganisationFactory(code="partner"))):
        client.force_login(user)
        assert {client.get(address).status_code for address in (home, url, record)} == {404}


def test_the_list_costs_the_same_with_many_people(training, rounds, coordinator):
    def statements():
        with CaptureQueriesContext(connection) as found:
            contact_list(rounds[0])
        return len(found)

    few = statements()
    people = ParticipationFactory.create_batch(10, training=training)
    marked(training)
    agrees(coordinator, *(row.person for row in people))
    assert statements() == few

"""The leader's sheet: whom to call, what to know, who collects; each copy has a number, who took it is written down, nothing is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.models import AccessLog, Event, StoredFile
from core.pdf import check
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, trainer_of
from tests.factories.youth_groups import PersonFactory
from trainings.documents import LeaderSheet, draw_leader_sheet
from trainings.domain.leader_copies import mark_copy_destroyed
from trainings.domain.risk import number_leader_sheet, say_who_collects
from trainings.queries.leader_copies import leader_copies
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.protected import record_care

pytestmark = pytest.mark.django_db
CARE = {"health": "asthma", "diet": ["no_meat"], "contact_name": "Гүлнара Асанова", "contact_phone": "+996 555 010 203"}


@pytest.fixture
def child(camp, coordinator):
    person = PersonFactory(written_name="Бекова Айжан", birth_year=camp.first_day.year - 15)
    ParticipationFactory(training=camp, person=person)
    answers = [ConsentGiven(person=person, purpose="care", by=giver, relation="апасы") for giver in ("self", "caregiver")]
    record_consents(answers=answers, by=coordinator, given_on=timezone.localdate(), about=camp)
    record_care(person=person, about=camp, answers=CARE, by=coordinator, first_day=camp.first_day, ends_on=camp.last_day)
    say_who_collects(training=camp, person=person, who="апасы, Нурзат", by=coordinator)
    return person


def take(client, user, camp, language="en"):
    client.force_login(user)
    return client.post(reverse("trainings:leader_sheet", args=[camp.slug, language]))


def test_a_copy_says_whom_to_call_what_to_know_and_who_collects(client, camp, child, coordinator):
    answer = take(client, coordinator, camp)
    text = " ".join(check.text(answer.content).split())
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "application/pdf", "no-store, private")
    words = ("Бекова Айжан", "Гүлнара Асанова", "+996555010203", "asthma", "апасы, Нурзат", f"{camp.number}/1")
    assert [word for word in words if word not in text] == []
    assert not StoredFile.objects.exists()


def test_each_copy_has_the_next_number_and_both_who_took_it_and_the_reading_are_written_down(client, camp, child, coordinator):
    trainer = trainer_of(camp)
    for user in (coordinator, trainer):
        assert take(client, user, camp).status_code == 200
    page = client.get(reverse("trainings:preparation", args=[camp.slug])).content.decode()
    assert [word for word in ("Copy 1:", "Copy 2:") if word not in page] == []
    reasons = AccessLog.objects.filter(action="read_care", reason__startswith="leader").order_by("pk").values_list("user", "reason")
    assert list(reasons) == [(coordinator.pk, "leader's sheet, copy 1"), (trainer.pk, "leader's sheet, copy 2")]


def test_a_copy_is_marked_as_destroyed_by_whom_and_when(client, camp, child, coordinator):
    trainer = trainer_of(camp)
    assert [take(client, coordinator, camp).status_code for _copy in range(2)] == [200, 200]
    page = reverse("trainings:preparation", args=[camp.slug])
    assert "Not destroyed yet" in client.get(page).content.decode()
    client.force_login(trainer)
    for _again in range(2):
        assert client.post(page, {"part": "destroyed", "copy": "2"}).status_code == 302
    told = Event.objects.filter(action="leader_sheet_destroyed")
    assert [(event.actor, event.data) for event in told] == [(trainer, {"copy": 2})]
    assert [(copy.number, copy.destroyed_by != "", copy.overdue) for copy in leader_copies(camp)] == [(1, False, False), (2, True, False)]
    type(camp).objects.filter(pk=camp.pk).update(first_day=camp.first_day - timedelta(days=60), last_day=camp.last_day - timedelta(days=60))
    camp.refresh_from_db()
    assert [copy.overdue for copy in leader_copies(camp)] == [True, False]
    words = client.get(page).content.decode()
    assert ("Destroyed:" in words, "Should be destroyed by now" in words) == (True, True)


def test_only_a_copy_that_was_taken_and_only_by_who_leads_the_training(client, camp, child, coordinator):
    number_leader_sheet(training=camp, by=coordinator)
    with pytest.raises(Refused) as raised:
        mark_copy_destroyed(training=camp, copy=2, by=coordinator)
    assert raised.value.code == "no_copy"
    stranger = holder(Role.TRAINING_COORDINATOR, OrganisationFactory())
    with pytest.raises(Refused):
        mark_copy_destroyed(training=camp, copy=1, by=stranger)
    client.force_login(stranger)
    assert client.post(reverse("trainings:preparation", args=[camp.slug]), {"part": "destroyed", "copy": "1"}).status_code == 404
    client.force_login(coordinator)
    assert client.post(reverse("trainings:preparation", args=[camp.slug]), {"part": "destroyed", "copy": "x"}).status_code == 404
    assert not Event.objects.filter(action="leader_sheet_destroyed").exists()


def test_nobody_else_gets_one(client, camp, child, coordinator):
    stranger = holder(Role.TRAINING_COORDINATOR, OrganisationFactory())
    assert take(client, stranger, camp).status_code == 404
    assert take(client, coordinator, camp, "xx").status_code == 404
    with pytest.raises(Refused):
        number_leader_sheet(training=camp, by=stranger)
    uncleared = trainer_of(camp, cleared=False)
    with pytest.raises(Refused):
        number_leader_sheet(training=camp, by=uncleared)
    assert take(client, uncleared, camp).status_code != 200
    assert number_leader_sheet(training=camp, by=coordinator) == 1


def test_three_hundred_people_with_long_words_stay_inside_the_pages():
    people = [("Өзүмчүлдүк " * 6, "Гүлнара " * 8, "аллергия " * 20, "апасы")] * 300
    sheet = LeaderSheet(
        language="ky",
        title="Лидер үчүн",
        number="T-1/1",
        organiser="Уюм",
        facts=[("Тренинг", "Лагерь")],
        warning="Ден соолук маалыматы",
        heads=("Аты", "Кимге", "Эмнени", "Ким алып кетет"),
        people=people,
        page="{page} / {pages}",
    )
    content = draw_leader_sheet(sheet)
    assert check.outside(content) == []
    assert len(check.texts(content)) > 10
    assert "300" in check.texts(content)[-1]

"""Every page of the app: who sees it, what it says, how many statements it takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AccessLog
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingCallFactory, TrainingFactory, new_key, trainer_of
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account
from tests.trainings.pages import address, coordinator, get, marked
from trainings.domain.certificates import issue_certificates
from trainings.models import Mark

pytestmark = pytest.mark.django_db


TRAINER_PAGES = ["training", "attendance", "walk_in", "certificates"]


@pytest.mark.parametrize("name", TRAINER_PAGES)
def test_page_opens_for_its_trainer_and_its_coordinator(client, training, name):
    for user in (trainer_of(training), coordinator()):
        assert get(client, user, address(name, training)).status_code == 200


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("name", [*TRAINER_PAGES, "selection"])
@pytest.mark.parametrize("who", ["stranger", "another_trainer", "partners_coordinator", "grants_officer", "group_member", "me_officer"])
def test_page_is_not_found_for_others(client, training, name, who):
    user = {
        "stranger": UserFactory,
        "another_trainer": lambda: trainer_of(TrainingFactory()),
        "partners_coordinator": lambda: holder("training_coordinator", OrganisationFactory()),
        "grants_officer": lambda: holder("grants_officer"),
        "group_member": lambda: member_account(GroupFactory()),
        "me_officer": lambda: holder("me_officer"),
    }[who]()
    assert get(client, user, address(name, training)).status_code == 404


@pytest.mark.parametrize("name", ["training", "attendance", "certificates"])
def test_page_takes_the_same_statements_for_3_and_for_40_people(client, training, name):
    marked(training)
    user = coordinator()
    get(client, user, address(name, training))
    with CaptureQueriesContext(connection) as few:
        client.get(address(name, training))
    ParticipationFactory.create_batch(37, training=training)
    marked(training, "late")
    with CaptureQueriesContext(connection) as many:
        client.get(address(name, training))
    assert len(few) == len(many)
    assert len(many) <= 30


def test_list_takes_the_same_statements_for_1_and_for_30_trainings(client, training):
    user = coordinator()
    get(client, user, reverse("trainings:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("trainings:list"))
    TrainingFactory.create_batch(29)
    TrainingCallFactory.create_batch(20)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("trainings:list"))
    assert len(few) == len(many)


def test_list_of_a_trainer_holds_only_own_trainings(client, training):
    other = TrainingFactory(public_title_en="Somebody else's")
    body = get(client, trainer_of(training), reverse("trainings:list")).content.decode()
    assert training.public_title_en.replace("'", "&#x27;") in body
    assert other.public_title_en not in body


def test_the_theme_is_the_offices_own(client, training):
    training.theme = "violent_extremism"
    training.save()
    client.cookies["language"] = "en"
    assert "violent extremism" in get(client, coordinator(), training.get_absolute_url()).content.decode()
    trainer = trainer_of(training)
    for page in (training.get_absolute_url(), address("attendance", training), address("calendar", training)):
        assert "violent" not in get(client, trainer, page).content.decode()


def test_internal_title_is_on_no_page_of_the_trainer(client, training):
    user = trainer_of(training)
    for name in TRAINER_PAGES:
        assert training.internal_title not in get(client, user, address(name, training)).content.decode()


def test_grid_posts_marks_without_javascript_and_shows_them(client, training):
    client.force_login(trainer_of(training))
    url = address("attendance", training)
    page = client.get(url).context["form"]
    places = list(training.participations.values_list("pk", flat=True))
    data = {"key": str(page.initial["key"]), "how": "paper", f"p{places[0]}": "present", f"p{places[1]}": "late"}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302
    assert set(Mark.objects.values_list("participation_id", "status", "how")) == {
        (places[0], "present", "paper"),
        (places[1], "late", "paper"),
    }
    body = client.get(url).content.decode()
    assert "marked 2 of 3" in body
    assert "1 without a mark" in body


def test_grid_keeps_what_was_typed_when_the_form_is_wrong(client, training):
    client.force_login(trainer_of(training))
    place = training.participations.first()
    response = client.post(address("attendance", training), {"key": "no key", "how": "paper", f"p{place.pk}": "excused"})
    assert response.status_code == 200
    assert f'name="p{place.pk}" value="excused" checked' in response.content.decode()
    assert not Mark.objects.exists()


def test_reading_a_roster_with_minors_is_logged_and_without_minors_is_not(client, training):
    user = trainer_of(training)
    get(client, user, address("attendance", training))
    assert not AccessLog.objects.exists()
    ParticipationFactory(training=training, person=PersonFactory(birth_year=2012))
    get(client, user, address("attendance", training))
    assert list(AccessLog.objects.values_list("user", "action", "rows", "reason")) == [(user.pk, "read_roster", 1, "attendance")]


def test_settle_cancels_a_session(client, training):
    client.force_login(trainer_of(training))
    client.post(reverse("trainings:settle", args=[training.slug, 6]), {"action": "cancel"})
    assert training.sessions.get(position=6).state == "cancelled"


def test_walk_in_page_adds_to_the_roster(client, training):
    client.force_login(trainer_of(training))
    data = {"key": str(new_key()), "written_name": "Шерзод Юлдашев", "sex": "male", "birth_year": "1990", "village": "Араван"}
    for _twice in range(2):
        assert client.post(address("walk_in", training), data).status_code == 302
    assert training.participations.filter(source="walk_in").count() == 1


def test_walk_in_page_with_a_wrong_year_keeps_what_was_typed(client, training):
    client.force_login(trainer_of(training))
    data = {"key": str(new_key()), "written_name": "Шерзод Юлдашев", "sex": "male", "birth_year": "90", "village": "Араван"}
    body = client.post(address("walk_in", training), data).content.decode()
    assert "Шерзод Юлдашев" in body
    assert "four digits" in body


def test_an_unconsented_minor_who_is_there_is_listed_and_the_certificate_waits(client, training):
    child = ParticipationFactory(training=training, person=PersonFactory(birth_year=2012, written_name="Асель Маматова"))
    marked(training)
    body = get(client, coordinator(), address("training", training)).content.decode()
    assert "Under 18, was there, consent outstanding" in body
    assert child not in [row.participation for row in issue_certificates(training=training, by=coordinator()).certificates]

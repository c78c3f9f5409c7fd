"""Trainers take attendance by a device pass: a QR code opens one training on one phone until 7 days after it, and nothing else."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import DevicePass, User
from core.dates import BISHKEK
from core.events import events_of
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import TrainingFactory, trainer_of
from tests.trainings.phones import phone_of, running
from trainings.domain.passes import close_training_pass, make_pass_for_newcomer, make_training_pass
from trainings.domain.trainings import save_training
from trainings.views.device_pass import qr_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    return running()


@pytest.fixture
def trainer(training):
    return trainer_of(training)


def _refused(expected, verb, /, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(**arguments)
    assert refusal.value.code == expected


# Making one


def test_pass_stands_until_the_seventh_day_after_the_last(coordinator):
    training = TrainingFactory(first_day=date(2099, 8, 4), last_day=date(2099, 8, 6))
    made, _token = make_training_pass(training=training, user=trainer_of(training), by=coordinator)
    assert made.valid_until == datetime(2099, 8, 14, 0, 0, tzinfo=BISHKEK)


def test_its_end_follows_the_last_day_of_the_training(coordinator):
    training = TrainingFactory(first_day=date(2099, 8, 4), last_day=date(2099, 8, 6))
    made, _token = make_training_pass(training=training, user=trainer_of(training), by=coordinator)
    closed, _token = make_training_pass(training=training, user=trainer_of(training), by=coordinator)
    close_training_pass(training=training, device_pass=closed, by=coordinator)
    training.last_day = date(2099, 9, 1)
    save_training(training=training, by=coordinator)
    for row in (made, closed):
        row.refresh_from_db()
    assert (made.valid_until, closed.valid_until) == (datetime(2099, 9, 9, tzinfo=BISHKEK), datetime(2099, 8, 14, tzinfo=BISHKEK))
    assert [event.action for event in events_of(made)] == ["made", "end_moved"]
    training.venue = "School"
    save_training(training=training, by=coordinator)
    assert [event.action for event in events_of(made)] == ["made", "end_moved"]


def test_no_pass_when_the_week_is_over(coordinator):
    today = timezone.localdate()
    training = TrainingFactory(first_day=today - timedelta(days=9), last_day=today - timedelta(days=8))
    _refused("over", make_training_pass, training=training, user=trainer_of(training), by=coordinator)
    last = TrainingFactory(first_day=today - timedelta(days=9), last_day=today - timedelta(days=7))
    assert make_training_pass(training=last, user=trainer_of(last), by=coordinator)


@pytest.mark.parametrize("role", ["training_coordinator", "programme_manager"])
def test_coordinators_and_managers_of_the_organisation_make_and_close_them(role, training, trainer):
    by = holder(role)
    made, _token = make_training_pass(training=training, user=trainer, by=by)
    assert close_training_pass(training=training, device_pass=made, by=by).standing == "closed"


@pytest.mark.parametrize("role", ["grants_officer", "trainer", "me_officer", "reviewer", "content_editor"])
def test_nobody_else_does(role, training, trainer, coordinator):
    made, _token = make_training_pass(training=training, user=trainer, by=coordinator)
    for by in (holder(role), trainer, holder("training_coordinator", OrganisationFactory(code="partner"))):
        _refused("not_coordinator", make_training_pass, training=training, user=trainer, by=by)
        _refused("not_coordinator", make_pass_for_newcomer, training=training, name="Тренер", by=by)
        _refused("not_coordinator", close_training_pass, training=training, device_pass=made, by=by)


def test_only_trainers_of_this_training_get_one(training, coordinator):
    for user in (UserFactory(), trainer_of(TrainingFactory()), coordinator):
        _refused("not_trainer", make_training_pass, training=training, user=user, by=coordinator)


def test_a_pass_of_another_training_is_not_closed_here(training, coordinator):
    other = TrainingFactory(first_day=training.first_day, last_day=training.last_day)
    made, _token = make_training_pass(training=other, user=trainer_of(other), by=coordinator)
    with pytest.raises(ValueError, match="another training"):
        close_training_pass(training=training, device_pass=made, by=coordinator)


def test_a_trainer_without_an_account_gets_one_that_only_passes_open(training, coordinator):
    made, token = make_pass_for_newcomer(training=training, name=" Бакыт уулу ", by=coordinator)
    user = made.user
    assert (user.name, user.pass_only, user.email, user.phone, user.has_usable_password()) == ("Бакыт уулу", True, None, None, False)
    assert [event.action for event in events_of(training)] == ["trainer_added"]
    phone = Client()
    phone.post("/accounts/pass/", {"code": token})
    assert phone.get(f"/trainings/{training.slug}/sessions/1/").status_code == 200
    _refused("no_name", make_pass_for_newcomer, training=training, name=" ", by=coordinator)


def test_a_refused_newcomer_leaves_nobody_behind(coordinator):
    today = timezone.localdate()
    old = TrainingFactory(first_day=today - timedelta(days=30), last_day=today - timedelta(days=20))
    before = User.objects.count()
    _refused("over", make_pass_for_newcomer, training=old, name="Тренер", by=coordinator)
    assert User.objects.count() == before


# The coordinator's page


def _address(training):
    return f"/trainings/office/{training.number}/device-pass/"


def test_page_shows_the_code_once(client, training, trainer, coordinator):
    client.force_login(coordinator)
    page = client.post(_address(training), {"trainer": trainer.pk, "name": "", "label": "Айгүлдүн телефону"})
    html = page.content.decode()
    token = page.context["token"]
    assert token in html
    assert "no-store" in page["Cache-Control"]
    again = client.get(_address(training)).content.decode()
    assert token not in again
    assert "<path" not in again.split("<main")[1]
    assert "Айгүлдүн телефону" in again
    assert "waits for its phone" in again


def test_qr_code_holds_the_token_behind_the_hash_only(client, training, trainer, coordinator):
    client.force_login(coordinator)
    page = client.post(_address(training), {"trainer": trainer.pk})
    token = page.context["token"].replace("-", "")
    assert page.context["qr"] == qr_path(f"http://127.0.0.1:8000/accounts/pass/#{token}")
    side, path = page.context["qr"]
    assert f'viewBox="0 0 {side} {side}"' in page.content.decode()
    assert path in page.content.decode()


def test_qr_path_draws_the_squares_of_the_code():
    import segno

    side, path = qr_path("ABC")
    matrix = segno.make("ABC", error="m", micro=False, boost_error=False, mask=3).matrix
    assert side == len(matrix) + 8
    drawn = {
        (int(row) - 4, int(column) - 4 + step)
        for column, row, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)
        for step in range(int(width))
    }
    assert drawn == {(r, c) for r, line in enumerate(matrix) for c, dark in enumerate(line) if dark}


def test_page_makes_one_for_somebody_without_an_account_and_keeps_what_was_typed(client, training, coordinator):
    client.force_login(coordinator)
    wrong = client.post(_address(training), {"trainer": "", "name": "", "label": "Синий телефон"})
    assert list(wrong.context["form"].errors) == ["trainer"]
    assert wrong.context["form"]["label"].value() == "Синий телефон"
    page = client.post(_address(training), {"trainer": "", "name": "Бакыт уулу"})
    assert "Pass for Бакыт уулу" in page.content.decode()
    assert DevicePass.objects.get().user.name == "Бакыт уулу"


def test_page_says_why_not_and_keeps_what_was_typed(client, coordinator):
    today = timezone.localdate()
    old = TrainingFactory(first_day=today - timedelta(days=30), last_day=today - timedelta(days=20))
    client.force_login(coordinator)
    page = client.post(_address(old), {"trainer": "", "name": "Бакыт уулу"})
    assert "time for device passes is over" in page.content.decode()
    assert page.context["form"]["name"].value() == "Бакыт уулу"


def test_page_closes_a_pass(client, training, trainer, coordinator):
    phone = phone_of(training, trainer, coordinator)
    client.force_login(coordinator)
    assert "open on a phone" in client.get(_address(training)).content.decode()
    client.post(f"{_address(training)}{DevicePass.objects.get().pk}/close/")
    assert phone.get(f"/trainings/{training.slug}/pass/").status_code == 302
    assert "opens nothing" in phone.post("/accounts/pass/", {"code": "BBBBBBBBBBBB"}).content.decode()


def test_page_is_not_there_for_others(client, training, trainer, coordinator):
    made, _token = make_training_pass(training=training, user=trainer, by=coordinator)
    for user in (trainer, UserFactory(), holder("training_coordinator", OrganisationFactory(code="partner")), holder("grants_officer")):
        client.force_login(user)
        assert client.get(_address(training)).status_code == 404
        assert client.post(f"{_address(training)}{made.pk}/close/").status_code == 404


def test_a_pass_of_another_training_is_not_there(client, training, coordinator):
    other = TrainingFactory(first_day=training.first_day, last_day=training.last_day)
    made, _token = make_training_pass(training=other, user=trainer_of(other), by=coordinator)
    client.force_login(coordinator)
    assert client.post(f"{_address(training)}{made.pk}/close/").status_code == 404


def test_page_costs_the_same_with_one_and_with_thirty_passes(client, training, coordinator):
    client.force_login(coordinator)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(_address(training)).status_code == 200
        return len(queries)

    make_training_pass(training=training, user=trainer_of(training), by=coordinator)
    one = cost()
    for _number in range(29):
        make_training_pass(training=training, user=trainer_of(training), by=coordinator)
    assert cost() == one

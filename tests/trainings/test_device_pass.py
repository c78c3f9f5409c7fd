"""Trainers take attendance by a device pass: a QR code opens one training on one phone until 7 days after it, and nothing else."""

import re
import uuid
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import DevicePass, User
from core.dates import BISHKEK
from core.events import events_of
from core.models import Event
from core.refusals import Refused
from core.route_list import all_routes
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder, lead
from tests.factories.trainings import ParticipationFactory, TrainingFactory, new_key, trainer_of, with_sessions
from trainings.domain.passes import close_training_pass, make_pass_for_newcomer, make_training_pass
from trainings.domain.trainings import remove_trainer, save_training
from trainings.models import Mark, Participation, SignInSheet
from trainings.views.device_pass import qr_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    today = timezone.localdate()
    training = TrainingFactory(first_day=today - timedelta(days=1), last_day=today + timedelta(days=1))
    with_sessions(training)
    ParticipationFactory.create_batch(2, training=training)
    return training


@pytest.fixture
def coordinator():
    return holder("training_coordinator")


@pytest.fixture
def trainer(training):
    return trainer_of(training)


def _phone(training, user, by):
    """A browser that has scanned the QR code."""
    _made, token = make_training_pass(training=training, user=user, by=by)
    phone = Client()
    response = phone.post("/accounts/pass/", {"code": token})
    assert (response.status_code, response.url) == (302, f"/trainings/{training.slug}/pass/")
    return phone


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
    phone = _phone(training, trainer, coordinator)
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


# The phone


def test_cookie_ends_with_the_pass_and_no_script_reads_it(training, trainer, coordinator):
    phone = _phone(training, trainer, coordinator)
    cookie = phone.cookies["device_pass"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["expires"]
    assert "_auth_user_id" not in phone.session


def test_phone_marks_attendance_and_the_marks_keep_pass_and_person(training, trainer, coordinator):
    phone = _phone(training, trainer, coordinator)
    assert training.public_title in phone.get(f"/trainings/{training.slug}/pass/").content.decode()
    places = list(Participation.objects.filter(training=training).order_by("pk"))
    address = f"/trainings/{training.slug}/sessions/1/"
    page = phone.get(address)
    facts = {"key": str(new_key()), "how": "tap", **{row.field: "present" for row in page.context["rows"]}}
    assert phone.post(address, facts).status_code == 302
    made = DevicePass.objects.get()
    assert {(mark.participation_id, mark.device, mark.by) for mark in Mark.objects.all()} == {
        (place.pk, made.number, trainer) for place in places
    }
    event = Event.objects.get(action="marked")
    assert (event.actor, event.actor_role) == (trainer, "trainer")


def test_phone_writes_down_who_came_without_being_on_the_list_and_goes_on(training, trainer, coordinator):
    phone = _phone(training, trainer, coordinator)
    address = f"/trainings/{training.slug}/walk-in/"
    facts = {"written_name": "Айгүл Сапарова", "sex": "female", "birth_year": "2001", "village": "Айыл", "key": str(uuid.uuid4())}
    page = phone.post(address, facts, follow=True)
    assert page.redirect_chain[-1][0] == f"/trainings/{training.slug}/pass/"
    assert Participation.objects.filter(training=training, source="walk_in").count() == 1


def test_phone_prints_and_opens_the_sheet(training, trainer, coordinator):
    phone = _phone(training, trainer, coordinator)
    assert phone.post(f"/trainings/{training.slug}/sheets/print/{training.first_day}/").status_code == 302
    sheet = SignInSheet.objects.get()
    assert phone.get(f"/trainings/{training.slug}/sheets/{sheet.number}/")["Content-Type"] == "application/pdf"


def test_phone_prints_the_sheet_of_one_session(training, trainer, coordinator):
    phone = _phone(training, trainer, coordinator)
    session = training.sessions.earliest("position")
    address = reverse("trainings:print_session_sheet", args=[training.slug, session.position])
    assert f'action="{address}"' in phone.get(f"/trainings/{training.slug}/pass/").content.decode()
    phone.post(address)
    assert SignInSheet.objects.get().session_id == session.pk


def _filled(route, training, other):
    values = {"slug": training.slug, "number": training.number, "position": "1", "day": str(training.first_day), "pk": "1"}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: values.get(match[1], "1"), route)


PAGES = {f"trainings:{name}" for name in ("pass_home", "attendance", "walk_in", "papers", "head_count")}
OPEN = PAGES | {f"trainings:{name}" for name in ("print_sheet", "print_session_sheet", "sheet_file")}
PRIVATE = [
    found
    for found in all_routes()
    if found.declared is not None and found.declared.audience != "public" and not found.view.startswith(("allauth.", "wagtail."))
    if not found.route.startswith("/admin/")
]


def test_there_are_addresses_of_trainings_to_look_at():
    assert {found.name for found in PRIVATE} >= OPEN
    assert len([found for found in PRIVATE if found.name.startswith("trainings:")]) > 20


@pytest.mark.parametrize("found", PRIVATE, ids=[found.route for found in PRIVATE])
def test_everything_else_is_not_there(found, training, coordinator):
    """Also for somebody who holds roles: on this phone they count for nothing."""
    from guardian.shortcuts import assign_perm

    boss = holder("programme_manager")
    other = TrainingFactory(first_day=training.first_day, last_day=training.last_day)
    for led in (training, other):
        assign_perm("lead_training", boss, led)
    phone = _phone(training, boss, coordinator)
    own = _filled(found.route.replace("<uuid:pk>", str(uuid.uuid4())), training, other)
    method = phone.get if "GET" in found.declared.methods else phone.post
    if found.name == "trainings:training":
        assert method(own).url == f"/trainings/{training.slug}/pass/"
    elif found.name not in OPEN:
        assert method(own).status_code == 404, own
    elif found.name in PAGES:
        assert method(own).status_code == 200, own
    if "slug" in found.route:
        foreign = _filled(found.route, other, training)
        assert method(foreign).status_code == 404, foreign


def test_public_pages_are_as_for_anybody_and_the_admin_is_shut(training, trainer, coordinator):
    phone = _phone(training, trainer, coordinator)
    assert phone.get("/v/").status_code == 200
    assert trainer.name not in phone.get("/v/").content.decode()
    assert phone.get("/admin/").url.startswith("/accounts/login/")
    assert phone.get("/accounts/login/").status_code == 200


def test_every_page_of_the_pass_has_the_way_out_and_no_links_of_the_office(training, trainer, coordinator):
    phone = _phone(training, trainer, coordinator)
    for tail in ("pass/", "sessions/1/", "walk-in/"):
        page = phone.get(f"/trainings/{training.slug}/{tail}")
        html = page.content.decode()
        assert page["Cache-Control"] == "no-store, private"
        assert 'action="/accounts/finish/"' in html
        for address in ("/accounts/logout/", 'href="/office/"', 'href="/trainings/"', 'href="/my/"'):
            assert address not in html, (tail, address)


def test_finishing_closes_the_pass_and_wipes_the_phone(training, trainer, coordinator):
    phone = _phone(training, trainer, coordinator)
    key = phone.cookies["device_pass"].value
    assert "Finish and wipe?" in phone.get("/accounts/finish/").content.decode()
    response = phone.post("/accounts/finish/")
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.cookies["device_pass"]["max-age"] == 0
    assert [event.action for event in events_of(DevicePass.objects.get())] == ["made", "claimed", "given_back"]
    thief = Client()
    thief.cookies["device_pass"] = key
    assert thief.get(f"/trainings/{training.slug}/pass/").url.startswith("/accounts/login/")


def test_who_no_longer_leads_the_training_finds_nothing_behind_the_pass(training, trainer, coordinator):
    phone = _phone(training, trainer, coordinator)
    remove_trainer(training=training, user=trainer, by=coordinator)
    for tail in ("pass/", "sessions/1/", "walk-in/"):
        assert phone.get(f"/trainings/{training.slug}/{tail}").status_code == 404


def test_a_password_goes_before_the_pass(training, coordinator):
    user = trainer_of(training, password="saffron-hill-42-lantern", email="trainer@example.org")
    phone = _phone(training, user, coordinator)
    phone.post("/accounts/login/", {"login": user.email, "password": "saffron-hill-42-lantern"})
    assert phone.get(f"/trainings/{training.slug}/").status_code == 200
    phone.post("/accounts/logout/")
    assert phone.get(f"/trainings/{training.slug}/").url == f"/trainings/{training.slug}/pass/"


def test_a_new_password_does_not_close_a_phone_at_work(training, coordinator):
    user = trainer_of(training, password="saffron-hill-42-lantern")
    phone = _phone(training, user, coordinator)
    user.set_password("quiet-mountain-road-7")
    user.save()
    assert phone.get(f"/trainings/{training.slug}/pass/").status_code == 200


def test_lead_and_partner_are_kept_apart(training, coordinator):
    partner = OrganisationFactory(code="partner")
    theirs = TrainingFactory(organisation=partner, first_day=training.first_day, last_day=training.last_day)
    assert lead() != partner
    phone = _phone(training, trainer_of(training), coordinator)
    assert phone.get(f"/trainings/{theirs.slug}/sessions/1/").status_code == 404

"""A phone with a device pass: attendance of one training, walk-ins, sheets, and nothing else."""

import re
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import DevicePass
from core.events import events_of
from core.models import Event
from core.route_list import all_routes
from tests.factories.programme import OrganisationFactory, holder, lead
from tests.factories.trainings import TrainingFactory, new_key, trainer_of
from tests.trainings.phones import phone_of, running
from trainings.domain.trainings import remove_trainer
from trainings.models import Mark, Participation, SignInSheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    return running()


@pytest.fixture
def trainer(training):
    return trainer_of(training)


def test_cookie_ends_with_the_pass_and_no_script_reads_it(training, trainer, coordinator):
    phone = phone_of(training, trainer, coordinator)
    cookie = phone.cookies["device_pass"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["expires"]
    assert "_auth_user_id" not in phone.session


def test_phone_marks_attendance_and_the_marks_keep_pass_and_person(training, trainer, coordinator):
    phone = phone_of(training, trainer, coordinator)
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
    phone = phone_of(training, trainer, coordinator)
    address = f"/trainings/{training.slug}/walk-in/"
    facts = {"written_name": "Айгүл Сапарова", "sex": "female", "birth_year": "2001", "village": "Айыл", "key": str(uuid.uuid4())}
    page = phone.post(address, facts, follow=True)
    assert page.redirect_chain[-1][0] == f"/trainings/{training.slug}/pass/"
    assert Participation.objects.filter(training=training, source="walk_in").count() == 1


def test_phone_prints_and_opens_the_sheet(training, trainer, coordinator):
    phone = phone_of(training, trainer, coordinator)
    assert phone.post(f"/trainings/{training.slug}/sheets/print/{training.first_day}/").status_code == 302
    sheet = SignInSheet.objects.get()
    assert phone.get(f"/trainings/{training.slug}/sheets/{sheet.number}/")["Content-Type"] == "application/pdf"


def test_phone_prints_the_sheet_of_one_session(training, trainer, coordinator):
    phone = phone_of(training, trainer, coordinator)
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


def test_everything_else_is_not_there(training, coordinator):
    """Also for somebody who holds roles: on this phone they count for nothing."""
    from guardian.shortcuts import assign_perm

    boss = holder("programme_manager")
    other = TrainingFactory(first_day=training.first_day, last_day=training.last_day)
    for led in (training, other):
        assign_perm("lead_training", boss, led)
    phone = phone_of(training, boss, coordinator)
    wrong = {}
    for found in PRIVATE:
        own = _filled(found.route.replace("<uuid:pk>", str(uuid.uuid4())), training, other)
        expected = 302 if found.name == "trainings:training" else 200 if found.name in PAGES else 404
        tried = [(own, expected)] if found.name not in OPEN - PAGES else []
        tried += [(_filled(found.route, other, training), 404)] if "slug" in found.route else []
        for address, status in tried:
            with transaction.atomic():
                answer = phone.get(address) if "GET" in found.declared.methods else phone.post(address)
                transaction.set_rollback(True)
            if answer.status_code != status or answer.get("Location", home := f"/trainings/{training.slug}/pass/") != home:
                wrong[address] = answer.status_code
    assert wrong == {}


def test_public_pages_are_as_for_anybody_and_the_admin_is_shut(training, trainer, coordinator):
    phone = phone_of(training, trainer, coordinator)
    assert phone.get("/v/").status_code == 200
    assert trainer.name not in phone.get("/v/").content.decode()
    assert phone.get("/admin/").url.startswith("/accounts/login/")
    assert phone.get("/accounts/login/").status_code == 200


def test_every_page_of_the_pass_has_the_way_out_and_no_links_of_the_office(training, trainer, coordinator):
    phone = phone_of(training, trainer, coordinator)
    for tail in ("pass/", "sessions/1/", "walk-in/"):
        page = phone.get(f"/trainings/{training.slug}/{tail}")
        html = page.content.decode()
        assert page["Cache-Control"] == "no-store, private"
        assert 'action="/accounts/finish/"' in html
        for address in ("/accounts/logout/", 'href="/office/"', 'href="/trainings/"', 'href="/my/"'):
            assert address not in html, (tail, address)


def test_finishing_closes_the_pass_and_wipes_thephone_of(training, trainer, coordinator):
    phone = phone_of(training, trainer, coordinator)
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
    phone = phone_of(training, trainer, coordinator)
    remove_trainer(training=training, user=trainer, by=coordinator)
    for tail in ("pass/", "sessions/1/", "walk-in/"):
        assert phone.get(f"/trainings/{training.slug}/{tail}").status_code == 404


def test_a_password_goes_before_the_pass(training, coordinator):
    user = trainer_of(training, password="saffron-hill-42-lantern", email="trainer@example.org")
    phone = phone_of(training, user, coordinator)
    phone.post("/accounts/login/", {"login": user.email, "password": "saffron-hill-42-lantern"})
    assert phone.get(f"/trainings/{training.slug}/").status_code == 200
    phone.post("/accounts/logout/")
    assert phone.get(f"/trainings/{training.slug}/").url == f"/trainings/{training.slug}/pass/"


def test_a_new_password_does_not_close_a_phone_at_work(training, coordinator):
    user = trainer_of(training, password="saffron-hill-42-lantern")
    phone = phone_of(training, user, coordinator)
    user.set_password("quiet-mountain-road-7")
    user.save()
    assert phone.get(f"/trainings/{training.slug}/pass/").status_code == 200


def test_lead_and_partner_are_kept_apart(training, coordinator):
    partner = OrganisationFactory(code="partner")
    theirs = TrainingFactory(organisation=partner, first_day=training.first_day, last_day=training.last_day)
    assert lead() != partner
    phone = phone_of(training, trainer_of(training), coordinator)
    assert phone.get(f"/trainings/{theirs.slug}/sessions/1/").status_code == 404

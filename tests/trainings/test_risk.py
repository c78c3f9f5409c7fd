from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.models import AccessLog
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory
from tests.factories.youth_groups import PersonFactory
from trainings.domain.offers import latest_answer
from trainings.domain.risk import RiskFacts, confirm_place, open_camp, say_who_collects, write_risk_form
from trainings.domain.trainings import add_trainer
from trainings.models import Collector, ConfirmationTerms, TrainingUserObjectPermission
from youth_groups.domain.consents import ConsentGiven, decide_for_child, record_consents
from youth_groups.domain.protected import record_care

pytestmark = pytest.mark.django_db
FACTS = RiskFacts(women=1, men=1, children_per_adult=8, sleeping="two floors", transport="bus", dangers="river", nearest_help="Osh")


@pytest.fixture
def place(camp):
    return ParticipationFactory(training=camp, person=PersonFactory(birth_year=camp.first_day.year - 15))


def consent(place, by, *givers, purposes=("participation", "travel")):
    answers = [ConsentGiven(person=place.person, purpose=p, by=giver, relation="апасы") for p in purposes for giver in givers]
    record_consents(answers=answers, by=by, given_on=timezone.localdate(), about=place.training)


def refused(verb, **arguments):
    with pytest.raises(Refused) as refusal:
        verb(**arguments)
    return refusal.value


def test_a_minor_without_consent_is_not_confirmed_and_is_told_who_can_give_it(place, coordinator):
    refusal = refused(confirm_place, participation=place, by=coordinator)
    assert refusal.code == "no_consent"
    assert all(word in str(refusal) for word in ("caregiver's consent is missing", "parent, guardian or caregiver", "only they themself"))
    consent(place, coordinator, "caregiver")
    assert refused(confirm_place, participation=place, by=coordinator).code == "no_consent"
    consent(place, coordinator, "self", purposes=("participation",))
    assert "travel" in str(refused(confirm_place, participation=place, by=coordinator))
    consent(place, coordinator, "self", purposes=("travel",))
    assert confirm_place(participation=place, by=coordinator).confirmed_by == coordinator


def test_the_focal_points_decision_counts_as_the_caregivers_answer_never_for_photos(place, coordinator):
    from youth_groups.queries.consents import consents_standing

    focal = holder(Role.SAFEGUARDING_FOCAL_POINT)
    consent(place, coordinator, "self", purposes=("participation", "travel", "photo_internal"))
    arguments = {"person": place.person, "trusted_adult": "Эжеке", "grounds": "danger at home"}
    assert refused(decide_for_child, by=coordinator, **arguments).code == "not_focal_point"
    decide_for_child(by=focal, **arguments)
    assert confirm_place(participation=place, by=coordinator).confirmed_at is not None
    day = place.training.first_day
    assert not consents_standing([place.person_id], "photo_internal", day)[place.person_id].ok


def test_an_adult_is_confirmed_and_a_refusal_stops(camp, coordinator):
    adult = ParticipationFactory(training=camp, person=PersonFactory(birth_year=1990))
    assert confirm_place(participation=adult, by=coordinator).confirmed_at is not None
    other = ParticipationFactory(training=camp, person=PersonFactory(birth_year=1990))
    answer = ConsentGiven(person=other.person, purpose="participation", by="self", answer="refused")
    record_consents(answers=[answer], by=coordinator, given_on=timezone.localdate())
    assert refused(confirm_place, participation=other, by=coordinator).code == "no_consent"


def test_without_clearance_no_minor_is_confirmed_and_nobody_is_assigned(place, coordinator):
    consent(place, coordinator, "self", "caregiver")
    assert refused(confirm_place, participation=place, by=holder(Role.PROGRAMME_MANAGER, cleared=False)).code == "not_cleared"
    uncleared = holder(Role.TRAINER, cleared=False)
    assert refused(add_trainer, training=place.training, user=uncleared, by=coordinator).code == "not_cleared"
    assert TrainingUserObjectPermission.objects.count() == 0
    add_trainer(training=TrainingFactory(), user=uncleared, by=coordinator)


def test_a_camp_with_minors_opens_with_risk_form_and_confirmed_places_only(place, coordinator):
    refusal = refused(open_camp, training=place.training, by=coordinator)
    assert ("risk form" in str(refusal), "1 place" in str(refusal)) == (True, True)
    write_risk_form(training=place.training, by=coordinator, facts=FACTS)
    assert refused(open_camp, training=place.training, by=coordinator).code == "not_ready"
    consent(place, coordinator, "self", "caregiver")
    confirm_place(participation=place, by=coordinator)
    assert open_camp(training=place.training, by=coordinator).opened_by == coordinator


@pytest.mark.parametrize(("change", "code"), [({"women": 0}, "women_and_men"), ({"sleeping": " "}, "empty")])
def test_the_risk_form_is_whole(camp, coordinator, change, code):
    facts = RiskFacts(**{**FACTS.__dict__, **change})
    assert refused(write_risk_form, training=camp, by=coordinator, facts=facts).code == code


def test_who_collects_is_encrypted_and_for_the_roster_only(place, coordinator):
    from django.db import connection

    say_who_collects(training=place.training, person=place.person, who="Чоң ата", by=coordinator)
    assert Collector.objects.get().who == "Чоң ата"
    with connection.cursor() as cursor:
        cursor.execute("SELECT who FROM trainings_collector")
        assert "ата" not in str(cursor.fetchall())
    assert refused(say_who_collects, training=place.training, person=PersonFactory(), who="x", by=coordinator).code == "not_on_roster"


def test_preparation_page_opens_for_the_cleared_of_the_organisation(client, place, coordinator):
    address = reverse("trainings:preparation", args=[place.training.slug])
    for user, status in (
        (coordinator, 200),
        (holder(Role.TRAINING_COORDINATOR, cleared=False), 403),
        (holder(Role.TRAINING_COORDINATOR, OrganisationFactory()), 404),
    ):
        client.force_login(user)
        assert client.get(address).status_code == status
    client.force_login(coordinator)
    page = client.post(address, {"place": place.pk}, follow=True)
    assert "Cannot be confirmed yet" in page.content.decode()
    assert client.get(reverse("trainings:risk", args=[place.training.slug])).status_code == 200
    assert client.get(reverse("trainings:preparation_care", args=[place.training.slug, place.pk])).status_code == 200
    counts = client.get(reverse("trainings:preparation_counts", args=[place.training.slug])).content.decode()
    assert place.person.written_name not in counts
    sheet = client.get(reverse("trainings:preparation_counts_pdf", args=[place.training.slug, "ru"]))
    assert (sheet["Content-Type"], sheet["Cache-Control"]) == ("application/pdf", "no-store, private")
    assert client.get(reverse("trainings:preparation_counts_pdf", args=[place.training.slug, "de"])).status_code == 404
    assert client.get(reverse("trainings:consent_forms", args=[place.training.slug, "ky"])).content.startswith(b"%PDF")


def test_the_risk_form_prints_with_every_child_and_who_collects_it(client, place, coordinator):
    address = reverse("trainings:risk_sheet", args=[place.training.slug])
    leader, adult = holder(Role.TRAINER), ParticipationFactory(training=place.training, person=PersonFactory(birth_year=1980))
    add_trainer(training=place.training, user=leader, by=coordinator)
    client.force_login(leader)
    assert client.get(address).status_code == 404  # nothing is written yet
    write_risk_form(training=place.training, by=coordinator, facts=FACTS)
    say_who_collects(training=place.training, person=place.person, who="Чоң ата", by=coordinator)
    page = client.get(address)
    text = page.content.decode()
    assert all(word in text for word in ("two floors", "bus", "river", "Osh", place.person.written_name, "Чоң ата", leader.name))
    assert adult.person.written_name not in text
    logged = AccessLog.objects.get(action="read_roster", user=leader)
    assert (logged.rows, logged.subject_id) == (1, str(place.training.pk))
    for user, status in ((holder(Role.TRAINER), 404), (holder(Role.TRAINING_COORDINATOR, cleared=False), 403)):
        client.force_login(user)
        assert client.get(address).status_code == status


def test_the_page_says_until_when_what_is_missing_is_needed(client, place, coordinator):
    client.force_login(coordinator)
    address = reverse("trainings:preparation", args=[place.training.slug])
    eve = client.get(address)
    assert (eve.context["needed_by"], "What is missing is needed by" in eve.content.decode()) == (latest_answer(place.training), True)
    asked = timezone.now() + timedelta(days=2)
    ConfirmationTerms.objects.create(training=place.training, answer_by=asked)
    assert client.get(address).context["needed_by"] == asked
    consent(place, coordinator, "caregiver", "self")
    whole = client.get(address)
    assert (whole.context["needed_by"], "What is missing" in whole.content.decode()) == (None, False)


def test_leaders_read_each_persons_needs_in_words(client, place, coordinator):
    consent(place, coordinator, "self", "caregiver", purposes=("care",))
    answers = {
        "health": "Asthma",
        "diet": ["no_meat", "no_nuts"],
        "access": ["no_steps"],
        "contact_name": "Апасы",
        "contact_phone": "+996555",
    }
    days = {"first_day": place.training.first_day, "ends_on": place.training.last_day}
    record_care(person=place.person, about=place.training, answers=answers, by=coordinator, **days)
    client.force_login(coordinator)
    page = client.get(reverse("trainings:preparation", args=[place.training.slug])).content.decode()
    assert "Asthma; no meat; no nuts; a way without steps<br>Whom to call in an emergency: Апасы +996555" in page

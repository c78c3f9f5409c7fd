"""A series of trainings: what belongs to it, people over all of it each once."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder, lead
from tests.factories.trainings import ParticipationFactory, TrainingFactory, new_key, trainer_of, with_sessions
from tests.factories.youth_groups import PersonFactory
from tests.trainings.pages import coordinator, get
from trainings.domain.attendance import record_marks
from trainings.domain.counts import save_head_count
from trainings.domain.series import save_series
from trainings.domain.trainings import save_training
from trainings.models import Training, TrainingSeries
from trainings.queries.series import series_page_of

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 1), date(2026, 11, 10)


@pytest.fixture
def series() -> TrainingSeries:
    return TrainingSeries.objects.create(
        organisation=lead(), slug="ambassadors", name_en="Youth ambassadors", name_ky="Жаштар элчилери", first_day=FIRST, last_day=LAST
    )


def held(series, *people, day=FIRST, status="present") -> Training:
    training = TrainingFactory(series=series, first_day=day, last_day=day)
    session = with_sessions(training, 1)[0]
    by = trainer_of(training)
    rows = [ParticipationFactory(training=training, person=person) for person in people]
    if rows:
        record_marks(session=session, by=by, statuses={row.pk: status for row in rows}, batch=new_key())
    return training


def refused(code):
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def test_people_over_all_trainings_count_once(series):
    one, two, three, away = PersonFactory.create_batch(4)
    first = held(series, one, two)
    held(series, two, three, day=FIRST + timedelta(days=7))
    held(series, away, day=FIRST + timedelta(days=14), status="absent")
    held(None, PersonFactory())
    page = series_page_of(series)
    assert (page.people, page.participations, page.heads) == (3, 4, 0)
    assert [(line.held, line.there) for line in page.lines] == [(1, 2), (1, 2), (1, 0)]
    twin = ParticipationFactory(training=first, person=one)
    record_marks(session=first.sessions.get(), by=coordinator(), statuses={twin.pk: "late"}, batch=new_key())
    assert (series_page_of(series).people, series_page_of(series).participations) == (3, 4)


def test_counted_heads_are_never_added_to_people(series):
    training = held(series, PersonFactory())
    cells = {("female", "18-28"): 40}
    save_head_count(session=training.sessions.get(), by=coordinator(), cells=cells, counted_by="Elder")
    page = series_page_of(series)
    assert (page.people, page.participations, page.heads) == (1, 1, 40)


def test_the_page_takes_the_same_statements_for_1_and_for_5_trainings(client, series):
    held(series, PersonFactory())
    user, url = coordinator(), series.get_absolute_url()
    get(client, user, url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for week in range(4):
        held(series, *PersonFactory.create_batch(2), day=FIRST + timedelta(days=week))
    with CaptureQueriesContext(connection) as many:
        page = client.get(url).content.decode()
    assert len(few) == len(many)
    assert "Youth ambassadors" in page


def test_the_page_is_for_the_coordinators_in_scope_and_the_training_leads_there(client, series):
    training = held(series)
    for user in (trainer_of(training), holder("training_coordinator", OrganisationFactory())):
        assert get(client, user, series.get_absolute_url()).status_code == 404
    assert get(client, trainer_of(training), training.get_absolute_url()).content.decode().count(series.get_absolute_url()) == 0
    assert get(client, coordinator(), training.get_absolute_url()).content.decode().count(series.get_absolute_url()) == 1


@pytest.mark.parametrize(("first", "last"), [(FIRST - timedelta(days=1), FIRST), (LAST, LAST + timedelta(days=1))])
def test_a_training_lies_within_the_days_of_its_series(series, first, last):
    training = TrainingFactory(first_day=first, last_day=last)
    training.series = series
    with refused("days"):
        save_training(training=training, by=coordinator())
    assert Training.objects.get(pk=training.pk).series is None


def test_a_series_does_not_shrink_below_its_trainings(series):
    training = held(series)
    series.first_day = FIRST + timedelta(days=1)
    with refused("days") as refusal:
        save_series(series=series, by=coordinator())
    assert training.number in str(refusal.value)


def test_another_organisations_series_is_refused(series):
    theirs = OrganisationFactory()
    training = TrainingFactory(organisation=theirs, first_day=FIRST, last_day=FIRST)
    training.series = series
    with refused("other_organisation"):
        save_training(training=training, by=coordinator())
    with refused("not_coordinator"):
        save_series(series=series, by=holder("training_coordinator", theirs))


def test_the_office_makes_a_series_in_the_admin(client):
    client.force_login(coordinator())
    data = {"organisation": lead().pk, "slug": "ambassadors", "name_ky": "Жаштар элчилери", "first_day": FIRST, "last_day": LAST}
    data |= {"name_en": "", "name_ru": "", "name_uz": ""}
    assert client.post(reverse("admin_training_series:add"), data).status_code == 302
    series = TrainingSeries.objects.get()
    assert (series.name, str(series)) == ("Жаштар элчилери", "Жаштар элчилери")
    held(series)
    response = client.post(reverse("admin_training_series:edit", args=[series.pk]), {**data, "first_day": LAST})
    assert response.status_code == 200
    assert "outside the days of the series" in response.content.decode()

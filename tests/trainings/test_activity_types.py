"""Types of activities are rows of the office; pages and verbs ask their way of counting, never their code."""

import io
import uuid

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.refusals import Refused
from tests.core.test_uploads import picture
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingCallFactory, TrainingFactory, with_sessions
from tests.factories.youth_groups import PersonFactory
from tests.trainings.pages import coordinator, get
from trainings.activity_types import KINDS, lay_types, lay_types_after_migrate
from trainings.domain.activity_types import save_activity_type
from trainings.domain.calls import create_training_call, save_call
from trainings.domain.certificates import issue_certificates, issue_provisional
from trainings.domain.counts import save_head_count
from trainings.domain.rosters import add_participation, add_walk_in
from trainings.domain.sheets import print_sign_in_sheet
from trainings.domain.trainings import create_training, save_training
from trainings.models import ActivityType, Training
from trainings.queries.work import work_for
from youth_groups.domain.people import PersonFacts

pytestmark = pytest.mark.django_db
COUNTED = {"open_door_day", "reporting_event", "mentoring"}
FACTS = PersonFacts(written_name="Асанова Айгүл", sex="female", birth_year=1999)


def event(**fields) -> Training:
    today = timezone.localdate()
    training = TrainingFactory(activity_type_id="open_door_day", first_day=today, last_day=today, **fields)
    with_sessions(training, 2)
    return training


def heads(session, by) -> None:
    cells = {("female", "18-28"): 12, ("male", "36+"): 5}
    save_head_count(session=session, by=by, cells=cells, counted_by="Elder", sheet=io.BytesIO(picture()), sheet_name="a.jpg")


def test_the_rows_that_are_laid_down_have_names_in_four_languages_and_are_laid_once():
    rows = ActivityType.objects.all()
    assert [row.code for row in rows] == [kind.code for kind in KINDS]
    assert all(getattr(row, f"name_{code}").strip() for row in rows for code in ("en", "ru", "ky", "uz"))
    assert {row.code for row in rows if row.is_counted} == COUNTED
    assert {row.code for row in rows if row.is_remote} == {"messaging_course"}
    ActivityType.objects.filter(code="camp").update(name_en="summer camp", active=False)
    ActivityType.objects.filter(code="other").delete()
    lay_types(ActivityType)
    assert ActivityType.objects.count() == len(KINDS)
    assert ActivityType.objects.get(code="camp").name_en == "summer camp"
    assert not ActivityType.objects.get(code="camp").active


def test_types_are_laid_down_after_a_migration_once_their_table_is_there():
    sender = apps.get_app_config("trainings")
    ActivityType.objects.filter(code="other").delete()
    lay_types_after_migrate(sender=sender, apps=Apps())
    lay_types_after_migrate(sender=apps.get_app_config("grants"))
    assert ActivityType.objects.count() == len(KINDS) - 1
    lay_types_after_migrate(sender=sender)
    assert ActivityType.objects.count() == len(KINDS)


def test_who_keeps_the_types_is_the_lead_organisation():
    kind = ActivityType(code="forum", name_en="forum", name_ru="форум", name_ky="форум", name_uz="forum")
    with pytest.raises(Refused) as refusal:
        save_activity_type(kind=kind, by=holder("training_coordinator", OrganisationFactory()))
    assert refusal.value.code == "not_of_the_lead"
    row = save_activity_type(kind=kind, by=coordinator())
    row.name_en = "youth forum"
    save_activity_type(kind=row, by=coordinator())
    assert ActivityType.objects.get(code="forum").name_en == "youth forum"


def test_code_stays_and_the_way_of_counting_stays_while_there_are_trainings():
    kind = ActivityType.objects.get(code="workshop")
    kind.counting = "remote"
    assert save_activity_type(kind=kind, by=coordinator()).is_remote
    TrainingFactory(activity_type_id="workshop")
    for field, value, code in (("counting", "rostered", "in_use"), ("code", "atelier", "code_stays")):
        changed = ActivityType.objects.get(code="workshop")
        setattr(changed, field, value)
        with pytest.raises(Refused) as refusal:
            save_activity_type(kind=changed, by=coordinator())
        assert refusal.value.code == code
    assert ActivityType.objects.get(code="workshop").is_remote


def test_a_type_of_heads_gives_no_certificates_the_database_says():
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityType.objects.filter(code="open_door_day").update(certificates=True)


def test_the_admin_list_of_types(client):
    mine, index = coordinator(), reverse("admin_activity_types:index")
    client.force_login(holder("training_coordinator", OrganisationFactory()))
    row = ActivityType.objects.get(code="camp")
    assert "young people" not in client.get(index).content.decode()
    assert client.get(reverse("admin_activity_types:edit", args=[row.pk])).status_code == 404
    client.force_login(mine)
    assert "young people&#x27;s camp" in client.get(index).content.decode()
    data = {f"name_{code}": f"camp {code}" for code in ("en", "ru", "ky", "uz")}
    data |= {"code": "camp", "counting": "rostered", "overnight": "on", "risk_form": "on", "position": "5", "active": "on"}
    assert client.post(reverse("admin_activity_types:edit", args=[row.pk]), data).status_code == 302
    row.refresh_from_db()
    assert (row.name_ru, row.certificates, row.overnight, row.position) == ("camp ru", False, True, 5)


def test_the_admin_lists_of_trainings_take_the_same_statements_for_1_and_for_20(client):
    client.force_login(coordinator())
    for name in ("admin_trainings:index", "admin_training_calls:index"):
        TrainingFactory(call=TrainingCallFactory())
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as few:
            client.get(reverse(name))
        for kind in KINDS[:19]:
            TrainingFactory(call=TrainingCallFactory(), activity_type_id=kind.code)
        with CaptureQueriesContext(connection) as many:
            client.get(reverse(name))
        assert len(few) == len(many), name


def test_a_retired_type_is_not_offered_and_a_training_of_it_stays(client):
    training = TrainingFactory(activity_type_id="workshop")
    ActivityType.objects.filter(code__in=["workshop", "conference"]).update(active=False)
    client.force_login(coordinator())
    page = client.get(reverse("admin_trainings:edit", args=[training.pk])).content.decode()
    assert 'value="workshop" selected' in page
    assert 'value="conference"' not in page
    training.venue = "Hall"
    assert save_training(training=training, by=coordinator()).venue == "Hall"
    training.activity_type_id = "conference"
    with pytest.raises(Refused) as refusal:
        save_training(training=training, by=coordinator())
    assert refusal.value.code == "no_type"


@pytest.mark.parametrize("code", ["conference", "no_such_type"])
def test_create_training_refuses_a_type_that_is_not_in_use(code):
    ActivityType.objects.filter(code="conference").update(active=False)
    by, today = coordinator(), timezone.localdate()
    facts = {"slug": "x", "internal_title": "x", "public_titles": {"en": "x"}, "capacity": 1, "contact_hours": 1}
    with pytest.raises(Refused) as refusal:
        create_training(organisation=TrainingFactory().organisation, by=by, activity_type=code, first_day=today, last_day=today, **facts)
    assert refusal.value.code == "no_type"


def test_nobody_is_nominated_for_an_event_of_heads():
    by, today, call = coordinator(), timezone.localdate(), TrainingCallFactory()
    facts = {"slug": "x", "titles": {"en": "x"}, "places": 1, "closes_at": timezone.now(), "questions": []}
    with pytest.raises(Refused) as refusal:
        create_training_call(organisation=call.organisation, by=by, activity_type="mentoring", first_day=today, last_day=today, **facts)
    assert refusal.value.code == "no_roster"
    call.activity_type_id = "mentoring"
    with pytest.raises(Refused):
        save_call(call=call, by=by)


def test_no_names_where_heads_are_counted():
    training, by = event(), coordinator()
    refused = (
        lambda: add_participation(training=training, person=PersonFactory(organisation=training.organisation), by=by),
        lambda: add_walk_in(training=training, by=by, facts=FACTS, key=uuid.uuid4()),
        lambda: print_sign_in_sheet(training=training, day=training.first_day, by=by),
    )
    for verb in refused:
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.code == "no_roster"
    for verb in (issue_certificates, issue_provisional):
        with pytest.raises(Refused) as refusal:
            verb(training=training, by=by)
        assert refusal.value.code == "no_certificates"
    assert not training.participations.exists()


def test_names_on_a_roster_forbid_to_count_heads_only():
    training = ParticipationFactory().training
    training.activity_type_id = "open_door_day"
    with pytest.raises(Refused) as refusal:
        save_training(training=training, by=coordinator())
    assert refusal.value.code == "has_people"


def test_the_page_of_an_event_shows_heads_and_no_lists(client):
    training, by = event(), coordinator()
    page = get(client, by, training.get_absolute_url()).content.decode()
    head_count = reverse("trainings:head_count", args=[training.slug, 1])
    assert head_count in page
    for name in ("walk_in", "preparation", "certificates", "papers", "import_upload"):
        assert reverse(f"trainings:{name}", args=[training.slug]) not in page
    for name in ("walk_in", "preparation", "preparation_counts", "certificates"):
        assert client.get(reverse(f"trainings:{name}", args=[training.slug])).status_code == 404
    grid = client.get(reverse("trainings:attendance", args=[training.slug, 1]))
    assert (grid.status_code, grid["Location"]) == (302, head_count)
    heads(training.sessions.get(position=1), by)
    page = client.get(training.get_absolute_url()).content.decode()
    assert 'data-l="People">17</td>' in page


def test_an_event_waits_for_its_head_count_and_leads_there():
    training, by = event(), coordinator()
    training.sessions.update(starts_at=timezone.now() - timezone.timedelta(hours=4), ends_at=timezone.now() - timezone.timedelta(hours=1))
    assert {item.url for item in work_for(by)} == {reverse("trainings:head_count", args=[training.slug, n]) for n in (1, 2)}
    for session in training.sessions.all():
        heads(session, by)
    assert list(work_for(by)) == []


def test_a_course_at_a_distance_has_a_roster_and_nothing_to_sign(client):
    training, by = TrainingFactory(activity_type_id="messaging_course", locality=None), coordinator()
    with_sessions(training, 2)
    ParticipationFactory(training=training)
    with pytest.raises(Refused) as refusal:
        print_sign_in_sheet(training=training, day=training.first_day, by=by)
    assert refusal.value.code == "no_sheet"
    page = get(client, by, training.get_absolute_url()).content.decode()
    assert reverse("trainings:attendance", args=[training.slug, 1]) in page
    assert reverse("trainings:certificates", args=[training.slug]) in page
    for name in ("papers", "print_sheet", "print_session_sheet"):
        args = {"papers": [], "print_sheet": [training.first_day.isoformat()], "print_session_sheet": [1]}[name]
        assert reverse(f"trainings:{name}", args=[training.slug, *args]) not in page


def test_a_type_without_certificates_shows_none(client):
    training = TrainingFactory(activity_type_id="talking_day")
    assert (
        reverse("trainings:certificates", args=[training.slug])
        not in get(client, coordinator(), training.get_absolute_url()).content.decode()
    )

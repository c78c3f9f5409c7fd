from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from core.models import AccessLog, Event
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import TrainingFactory
from tests.factories.youth_groups import PersonFactory
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.protected import (
    blank_care_data,
    care_counts,
    declare_sensitive,
    read_care,
    read_sensitive,
    record_care,
)
from youth_groups.models import CareData, SensitiveAttributes

pytestmark = pytest.mark.django_db
WORD = "дунганка-слово"


def care(person, training, by, **answers):
    today = timezone.localdate()
    givers = ("self", "caregiver") if person.is_minor_on(training.first_day) else ("self",)
    given = [ConsentGiven(person=person, purpose="care", by=giver, relation="апасы") for giver in givers]
    record_consents(answers=given, by=by, given_on=today, about=training)
    return record_care(person=person, about=training, first_day=training.first_day, ends_on=training.last_day, answers=answers, by=by)


@pytest.fixture
def training():
    today = timezone.localdate()
    return TrainingFactory(first_day=today, last_day=today + timedelta(days=2))


def test_coordinator_declares_and_does_not_read_back():
    person, coordinator = PersonFactory(), holder(Role.TRAINING_COORDINATOR)
    declare_sensitive(person=person, by=coordinator, declared_on=timezone.localdate(), ethnicity=WORD, wg={"seeing": "2", "hearing": ""})
    with pytest.raises(Refused) as refusal:
        read_sensitive(person=person, by=coordinator, reason="balance")
    assert (refusal.value.code, AccessLog.objects.count()) == ("not_reader", 0)


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_FOCAL_POINT, Role.ME_OFFICER])
def test_focal_point_and_me_officer_of_the_lead_read_with_a_reason_and_are_logged(role):
    person = PersonFactory()
    declare_sensitive(
        person=person, by=holder(Role.PROGRAMME_MANAGER), declared_on=timezone.localdate(), ethnicity=WORD, wg={"seeing": "prefer_not"}
    )
    reader = holder(role)
    row = read_sensitive(person=person, by=reader, reason="report on balance")
    assert row.answers == {"ethnicity": WORD, "wg": {"seeing": "prefer_not"}}
    assert list(AccessLog.objects.values_list("user", "action", "subject_id", "reason")) == [
        (reader.pk, "read_sensitive", str(person.pk), "report on balance")
    ]
    with pytest.raises(Refused) as refusal:
        read_sensitive(person=person, by=reader, reason=" ")
    assert refusal.value.code == "no_reason"


def test_a_partners_me_officer_does_not_read():
    partner = OrganisationFactory()
    with pytest.raises(Refused):
        read_sensitive(person=PersonFactory(organisation=partner), by=holder(Role.ME_OFFICER, partner), reason="x")


def test_sensitive_answers_are_unreadable_in_the_database_and_not_in_events():
    person = PersonFactory()
    declare_sensitive(person=person, by=holder(Role.PROGRAMME_MANAGER), declared_on=timezone.localdate(), ethnicity=WORD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM youth_groups_sensitiveattributes")
        assert WORD not in str(cursor.fetchall())
    assert [event.data for event in Event.objects.filter(action="sensitive_declared")] == [{"fields": ["ethnicity"]}]


@pytest.mark.parametrize("wg", [{"seeing": "5"}, {"religion": "1"}])
def test_only_the_six_questions_on_the_official_scale(wg):
    with pytest.raises(ValueError, match="short set"):
        declare_sensitive(person=PersonFactory(), by=holder(Role.PROGRAMME_MANAGER), declared_on=timezone.localdate(), wg=wg)
    assert SensitiveAttributes.objects.count() == 0


def test_no_consent_to_care_data_means_none_are_kept(training):
    person, by = PersonFactory(birth_year=training.first_day.year - 15), holder(Role.TRAINING_COORDINATOR)
    with pytest.raises(Refused) as refusal:
        record_care(
            person=person, about=training, first_day=training.first_day, ends_on=training.last_day, answers={"health": "asthma"}, by=by
        )
    assert (refusal.value.code, CareData.objects.count()) == ("no_consent", 0)


def test_a_minors_care_data_need_clearance(training):
    person = PersonFactory(birth_year=training.first_day.year - 15)
    with pytest.raises(Refused) as refusal:
        care(person, training, holder(Role.TRAINING_COORDINATOR, cleared=False), health="asthma")
    assert refusal.value.code == "not_cleared"


def test_care_is_read_logged_by_the_cleared_only_and_counted_without_names(training):
    by = holder(Role.TRAINING_COORDINATOR)
    people = [PersonFactory(birth_year=training.first_day.year - 15) for _n in range(2)]
    care(people[0], training, by, health="asthma", diet=["no_meat", "no_nuts"], contact_name="Гүлнара")
    care(people[1], training, by, diet=["no_meat"], access=["no_steps"])
    ids = [person.pk for person in people]
    found = read_care(about=training, person_ids=ids, by=by, reason="preparation")
    assert found[people[0].pk] == {"health": "asthma", "diet": ["no_meat", "no_nuts"], "contact_name": "Гүлнара"}
    assert list(AccessLog.objects.filter(action="read_care").values_list("user", "subject_id", "rows")) == [(by.pk, str(training.pk), 2)]
    assert care_counts(training, ids) == {"diet": {"no_meat": 2, "no_nuts": 1}, "access": {"no_steps": 1}}
    with pytest.raises(Refused) as refusal:
        read_care(about=training, person_ids=ids, by=holder(Role.TRAINING_COORDINATOR, cleared=False), reason="x")
    assert refusal.value.code == "not_cleared"


def test_care_data_are_blanked_thirty_days_after_the_last_day(training):
    row = care(PersonFactory(), training, holder(Role.TRAINING_COORDINATOR), health="asthma")
    noon = datetime(training.last_day.year, training.last_day.month, training.last_day.day, 6, tzinfo=UTC)
    assert blank_care_data(at=noon + timedelta(days=29)) == 0
    assert blank_care_data(at=noon + timedelta(days=30)) == 1
    assert blank_care_data(at=noon + timedelta(days=31)) == 0
    row.refresh_from_db()
    assert (row.answers, row.blanked_at) == ({}, noon + timedelta(days=30))
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM youth_groups_caredata")
        assert cursor.fetchall() == [("",)]


def test_care_of_an_activity_long_over_is_not_written(training):
    training.first_day = training.last_day = timezone.localdate() - timedelta(days=40)
    training.save()
    with pytest.raises(Refused) as refusal:
        care(PersonFactory(), training, holder(Role.TRAINING_COORDINATOR), health="x")
    assert refusal.value.code == "over"

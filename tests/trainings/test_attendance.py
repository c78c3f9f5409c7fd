import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.models import Event
from core.refusals import Refused
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, new_key, trainer_of, with_sessions
from trainings.domain.attendance import record_marks, settle_session
from trainings.models import Mark, Participation, Session
from trainings.queries.attendance import attendance_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    training = TrainingFactory()
    with_sessions(training)
    ParticipationFactory.create_batch(3, training=training)
    return training


def sheet(training, status="present"):
    return dict.fromkeys(training.participations.values_list("pk", flat=True), status)


def test_record_marks_adds_marks_and_holds_the_session(training):
    session = training.sessions.first()
    added = record_marks(session=session, by=trainer_of(training), statuses=sheet(training), batch=new_key())
    assert len(added) == 3
    assert Session.objects.get(pk=session.pk).state == "held"
    assert list(Event.objects.filter(subject_type="trainings.session").values_list("action", "data__marks")) == [
        ("marked", 3),
        ("hold", None),
    ]


def test_record_marks_unchanged_adds_nothing_and_a_change_adds_one(training):
    session, trainer = training.sessions.first(), trainer_of(training)
    record_marks(session=session, by=trainer, statuses=sheet(training), batch=new_key())
    assert record_marks(session=session, by=trainer, statuses=sheet(training), batch=new_key()) == []
    changed = sheet(training)
    changed[min(changed)] = "late"
    assert [mark.status for mark in record_marks(session=session, by=trainer, statuses=changed, batch=new_key())] == ["late"]
    assert Mark.objects.count() == 4


def test_record_marks_an_old_batch_sent_again_does_not_undo_a_correction(training):
    session, trainer, first = training.sessions.first(), trainer_of(training), new_key()
    record_marks(session=session, by=trainer, statuses=sheet(training), batch=first)
    record_marks(session=session, by=trainer, statuses=sheet(training, "absent"), batch=new_key())
    assert record_marks(session=session, by=trainer, statuses=sheet(training), batch=first) == []
    grid = attendance_of(training)
    assert {grid.status(row, session) for row in grid.roster} == {"absent"}


def test_record_marks_corrected_on_the_same_form_is_kept(training):
    session, trainer, form = training.sessions.first(), trainer_of(training), new_key()
    record_marks(session=session, by=trainer, statuses=sheet(training), batch=form)
    assert len(record_marks(session=session, by=trainer, statuses=sheet(training, "late"), batch=form)) == 3


def test_marks_are_only_added(training):
    record_marks(session=training.sessions.first(), by=trainer_of(training), statuses=sheet(training), batch=new_key())
    with pytest.raises(DatabaseError), transaction.atomic():
        Mark.objects.update(status="absent")
    with pytest.raises(DatabaseError), transaction.atomic():
        Mark.objects.all().delete()


@pytest.mark.parametrize("who", ["stranger", "another_trainer", "partners_coordinator", "grants_officer"])
def test_record_marks_by_somebody_else_is_refused(training, who):
    user = {
        "stranger": UserFactory,
        "another_trainer": lambda: trainer_of(TrainingFactory()),
        "partners_coordinator": lambda: holder("training_coordinator", OrganisationFactory()),
        "grants_officer": lambda: holder("grants_officer"),
    }[who]()
    with pytest.raises(Refused) as refusal:
        record_marks(session=training.sessions.first(), by=user, statuses=sheet(training), batch=new_key())
    assert refusal.value.code == "not_trainer"
    assert not Mark.objects.exists()


def test_record_marks_of_a_cancelled_session_is_refused(training):
    session, trainer = training.sessions.first(), trainer_of(training)
    settle_session(session=session, by=trainer, action="cancel", note="snow")
    with pytest.raises(Refused) as refusal:
        record_marks(session=session, by=trainer, statuses=sheet(training), batch=new_key())
    assert refusal.value.code == "not_held"


def test_record_marks_of_a_future_session_is_refused(training):
    session = training.sessions.first()
    session.starts_at = session.starts_at.replace(year=2099)
    session.ends_at = session.ends_at.replace(year=2099)
    session.save()
    with pytest.raises(Refused) as refusal:
        record_marks(session=session, by=trainer_of(training), statuses=sheet(training), batch=new_key())
    assert refusal.value.code == "not_begun"


def test_record_marks_of_somebody_of_another_roster_is_refused(training):
    stranger = ParticipationFactory()
    with pytest.raises(Refused) as refusal:
        record_marks(session=training.sessions.first(), by=trainer_of(training), statuses={stranger.pk: "present"}, batch=new_key())
    assert refusal.value.code == "not_on_roster"


def test_a_session_with_marks_cannot_become_not_held(training):
    session, trainer = training.sessions.first(), trainer_of(training)
    record_marks(session=session, by=trainer, statuses=sheet(training), batch=new_key())
    settle_session(session=session, by=trainer, action="reopen")
    with pytest.raises(Refused):
        settle_session(session=session, by=trainer, action="not_held")
    assert Session.objects.get(pk=session.pk).state == "planned"


def test_two_places_of_one_person_count_once_with_the_better_status(training):
    first, second, other = training.participations.order_by("pk")
    Participation.objects.filter(pk=second.pk).update(person=first.person)
    trainer = trainer_of(training)
    for session in training.sessions.all():
        record_marks(session=session, by=trainer, statuses={first.pk: "absent", second.pk: "present", other.pk: "absent"}, batch=new_key())
    met = {pk: result.met for pk, result in attendance_of(training).completions().items()}
    assert met == {first.pk: True, second.pk: True, other.pk: False}


def test_attendance_of_takes_the_same_statements_for_3_and_for_40_people(training):
    with CaptureQueriesContext(
        connection,
    ) as few:
        attendance_of(training)
    ParticipationFactory.create_batch(37, training=training)
    with CaptureQueriesContext(connection) as many:
        attendance_of(training)
    assert len(few) == len(many) == 3


@pytest.mark.django_db(transaction=True)
def test_ten_identical_posts_at_once_add_the_marks_once():
    training = TrainingFactory()
    session = with_sessions(training)[0]
    ParticipationFactory.create_batch(3, training=training)
    trainer, batch, statuses = trainer_of(training), new_key(), sheet(training)
    outcomes = run_concurrently(lambda _n: len(record_marks(session=session, by=trainer, statuses=statuses, batch=batch)), range(10))
    assert sorted(outcomes) == [0] * 9 + [3]
    assert Mark.objects.count() == 3

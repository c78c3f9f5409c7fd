"""An import is undone: everything that it made goes, nothing else does, and only while nothing builds on it."""

import uuid

import pytest
from django.utils import timezone

from core.refusals import Refused
from tests.factories.programme import OrganisationFactory
from tests.factories.trainings import ParticipationFactory, TrainingFactory, with_sessions
from tests.factories.youth_groups import PersonFactory
from tests.trainings.rosters import coordinator, decide_all, received
from trainings.domain.attendance import record_marks
from trainings.domain.import_files import choose_columns, read_held, stage_roster
from trainings.domain.import_undo import record_attendance, undo_import
from trainings.domain.imports import confirm_import, decide_pairs
from trainings.models import Participation, RosterImport
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.duplicates import propose_pairs
from youth_groups.domain.people import change_person
from youth_groups.models import Caregiver, Person, PersonPair


def imported(by, table="Аты-жөнү;Жынысы;Ата-энеси\nАсанов Бакыт;э;апасы 0555000111\nЖакыпова Айжан;а;\n") -> RosterImport:
    row = stage_roster(training=TrainingFactory(), content=table.encode(), file_name="a.csv", by=by)
    decide_all(row, "two", by=by)
    return confirm_import(roster_import=row, by=by)


@pytest.mark.django_db
def test_undoing_takes_everything_back_that_the_import_made_and_nothing_else():
    by = coordinator()
    before = PersonFactory(written_name="Осмонов Эрлан")
    row = imported(by)
    other = ParticipationFactory(training=row.training, person=before)
    assert (Person.objects.count(), Caregiver.objects.count(), Participation.objects.count()) == (3, 1, 3)
    propose_pairs(list(Person.objects.values_list("pk", flat=True)))
    undo_import(roster_import=row, by=by)
    undo_import(roster_import=row, by=by)
    row.refresh_from_db()
    assert (row.state, list(Person.objects.all()), Caregiver.objects.count()) == ("undone", [before], 0)
    assert list(Participation.objects.all()) == [other]


@pytest.mark.django_db
def test_people_known_before_lose_only_the_place_of_the_undone_import():
    by, training = coordinator(), TrainingFactory()
    first = stage_roster(training=training, content="Аты-жөнү;Туулган жылы\nАсанов Бакыт;1998\n".encode(), file_name="a.csv", by=by)
    confirm_import(roster_import=first, by=by)
    second = stage_roster(
        training=TrainingFactory(), content="Аты-жөнү;Туулган жылы\nАсанов Бакыт;1998\n".encode(), file_name="a.csv", by=by
    )
    decide_pairs(roster_import=second, decisions={second.pairs.get().pk: "same"}, by=by)
    confirm_import(roster_import=second, by=by)
    assert (Person.objects.count(), Participation.objects.count()) == (1, 2)
    with pytest.raises(Refused) as refusal:
        undo_import(roster_import=RosterImport.objects.get(pk=first.pk), by=by)
    assert refusal.value.code == "built_on"
    undo_import(roster_import=second, by=by)
    assert (Person.objects.count(), Participation.objects.get().training) == (1, training)
    undo_import(roster_import=first, by=by)
    assert Person.objects.count() == 0


def _mark(row, by):
    session = with_sessions(row.training, 1)[0]
    record_marks(session=session, by=by, statuses={row.training.participations.first().pk: "present"}, batch=uuid.uuid4())


def _consent(row, by):
    person = row.training.participations.first().person
    record_consents(
        answers=[ConsentGiven(person=person, purpose="participation", by="self")], by=by, given_on=timezone.localdate(), about=row.training
    )


def _correct(row, by):
    change_person(person=row.training.participations.first().person, by=by, written_name="Асанов Бакытбек")


def _elsewhere(row, by):
    ParticipationFactory(person=row.training.participations.first().person)


@pytest.mark.django_db
@pytest.mark.parametrize("build", [_mark, _consent, _correct, _elsewhere])
def test_an_import_that_something_builds_on_is_not_undone(build):
    by = coordinator()
    row = imported(by)
    build(row, by)
    with pytest.raises(Refused) as refusal:
        undo_import(roster_import=row, by=by)
    assert refusal.value.code == "built_on"
    assert (Person.objects.count(), RosterImport.objects.get(pk=row.pk).state) == (2, "confirmed")


@pytest.mark.django_db
def test_two_people_decided_at_the_import_do_not_come_back_as_a_pair():
    by, training = coordinator(), TrainingFactory()
    table = "Аты-жөнү;Туулган жылы;Телефону\nАсанов Бакыт;1998;0555000111\nАсанов Бакыт;1998;0555000111\n"
    row = stage_roster(training=training, content=table.encode(), file_name="a.csv", by=by)
    decide_pairs(roster_import=row, decisions={row.pairs.get().pk: "two"}, by=by)
    confirm_import(roster_import=row, by=by)
    assert propose_pairs(list(Person.objects.values_list("pk", flat=True))) == 0
    assert list(PersonPair.objects.values_list("state", flat=True)) == ["two"]
    undo_import(roster_import=row, by=by)
    assert (Person.objects.count(), PersonPair.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_another_organisations_coordinator_is_refused_by_every_verb():
    theirs = coordinator(OrganisationFactory())
    by = coordinator()
    waiting, done = received("Аты-жөнү;Жынысы\nАсанов Бакыт;э\n", by), imported(by)
    for verb in (
        lambda: received("Аты-жөнү;Жынысы\nАсанов Бакыт;э\n", theirs),
        lambda: choose_columns(roster_import=waiting, choices={}, by=theirs),
        lambda: read_held(roster_import=waiting, by=theirs),
        lambda: record_attendance(roster_import=done, by=theirs),
        lambda: undo_import(roster_import=done, by=theirs),
    ):
        with pytest.raises(Refused):
            verb()

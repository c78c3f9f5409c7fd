from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import demo
from accounts.roles import Role
from core import jobs
from core.events import events_of
from core.models import Event, Job, StoredFile
from core.refusals import Refused
from tests.concurrency import run_concurrently
from tests.factories.programme import OrganisationFactory, PlaceFactory, holder
from tests.factories.trainings import TrainingFactory
from tests.factories.youth_groups import PersonFactory
from tests.trainings.rosters import coordinator, decide_all
from trainings.domain.import_files import stage_roster
from trainings.domain.imports import blank_old_imports, carry_out_import, confirm_import, decide_pairs, discard_import
from trainings.models import ImportRow, Participation, RosterImport
from youth_groups.domain.duplicates import refresh_keys
from youth_groups.models import Caregiver, Person

FOLDER = Path(demo.__file__).parent / "data" / "rosters"
CAMP = (FOLDER / "camp-2019.xlsx").read_bytes()


def staged(by=None, content=CAMP, training=None) -> RosterImport:
    return stage_roster(training=training or TrainingFactory(), content=content, file_name="camp-2019.xlsx", by=by or coordinator())


def decide(roster_import, decision="same", by=None):
    decide_all(roster_import, decision, by=by or coordinator())


def table(*lines: str) -> bytes:
    return "\n".join(["Фамилия;Имя;Пол;Г.р.;Село;Телефон", *lines]).encode()


@pytest.mark.django_db
def test_staging_records_nobody_and_keeps_no_file():
    row = staged()
    assert (row.rows.count(), row.pairs.count(), row.state) == (57, 3, "staged")
    assert (Person.objects.count(), Participation.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
    kept = repr(list(ImportRow.objects.values_list("data", flat=True)))
    assert [word for word in ("кыргыз", "11107200305965", "2005-10-12", "12.10.2005", "05.11") if word in kept] == []


@pytest.mark.django_db
def test_the_camp_becomes_54_people_when_three_pairs_are_the_same():
    PlaceFactory(), PlaceFactory(soate="41705000000000", name_en="Batken", name_ky="Баткен облусу", folded="баткен")
    row, by = staged(), coordinator()
    decide(row, by=by)
    done = confirm_import(roster_import=row, by=by)
    assert (done.state, Person.objects.count(), Participation.objects.filter(training=row.training).count()) == ("confirmed", 54, 54)
    person = Person.objects.get(written_name="Калыков Жаныбек Нурлан уулу")
    assert (person.birth_year, person.sex, person.phone, person.phone_owner, person.locality.name, person.province.name_en) == (
        2004,
        "male",
        "+996550262057",
        "family",
        "Мирмахмудов",
        "Osh",
    )
    assert list(person.caregivers.values_list("relation", "phone")) == [("апасы", "+996550262057")]
    assert set(Participation.objects.values_list("source", flat=True)) == {"import"}


@pytest.mark.django_db
def test_two_people_stay_two():
    row, by = staged(), coordinator()
    decide(row, "two", by=by)
    confirm_import(roster_import=row, by=by)
    assert (Person.objects.count(), Participation.objects.count()) == (57, 57)


@pytest.mark.django_db
def test_nothing_is_imported_while_a_pair_is_open():
    row = staged()
    with pytest.raises(Refused) as refusal:
        confirm_import(roster_import=row, by=coordinator())
    assert refusal.value.code == "start_refused"
    assert (Person.objects.count(), RosterImport.objects.get().state) == (0, "staged")


@pytest.mark.django_db
def test_staged_rows_are_blank_after_confirming_and_the_link_stays():
    row, by = staged(), coordinator()
    decide(row, by=by)
    confirm_import(roster_import=row, by=by)
    assert set(map(str, ImportRow.objects.values_list("data", flat=True))) == {"{}"}
    assert ImportRow.objects.filter(person=None).count() == 0
    assert [event.action for event in events_of(row)] == ["staged", "pairs_decided", "start", "confirm"]
    names = [
        name
        for name in Person.objects.values_list("written_name", flat=True)
        if name in repr(list(Event.objects.values_list("data", flat=True)))
    ]
    assert names == []


@pytest.mark.django_db
def test_confirming_again_imports_nothing_more():
    row, by = staged(), coordinator()
    decide(row, by=by)
    confirm_import(roster_import=row, by=by)
    confirm_import(roster_import=row, by=by)
    assert (Person.objects.count(), Participation.objects.count(), Caregiver.objects.count()) == (54, 54, Caregiver.objects.count())
    with pytest.raises(Refused) as refusal:
        decide(row, "two", by=by)
    assert refusal.value.code == "finished"


@pytest.mark.django_db
def test_a_known_person_is_used_and_not_changed():
    training, by = TrainingFactory(), coordinator()
    known = PersonFactory(
        written_name="Асанов Бакыт", sex="male", birth_year=1998, phone="+996555000111", organisation=training.organisation, locality=None
    )
    refresh_keys([known.pk])
    row = staged(by, table("АСАНОВ;БАКЫТ;муж;1998;Кара-Суу;0555000111", "Жакыпова;Айжан;жен;2001;Ош;"), training)
    assert [(pair.person, pair.other) for pair in row.pairs.all()] == [(known, None)]
    decide(row, by=by)
    confirm_import(roster_import=row, by=by)
    known.refresh_from_db()
    assert (known.written_name, known.locality) == ("Асанов Бакыт", None)
    assert set(training.participations.values_list("person__written_name", flat=True)) == {"Асанов Бакыт", "Жакыпова Айжан"}


@pytest.mark.django_db
def test_decisions_that_contradict_each_other_are_refused():
    by = coordinator()
    row = staged(by, table(*["Асанов;Бакыт;муж;1998;Кара-Суу;0555000111"] * 3))
    pairs = list(row.pairs.all())
    assert len(pairs) == 3
    decide_pairs(roster_import=row, decisions={pairs[0].pk: "same", pairs[1].pk: "same", pairs[2].pk: "two"}, by=by)
    with pytest.raises(Refused) as refusal:
        confirm_import(roster_import=row, by=by)
    assert refusal.value.code == "contradiction"
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_two_people_of_the_records_cannot_become_one_by_an_import():
    training, by = TrainingFactory(), coordinator()
    for _n in range(2):
        one = PersonFactory(
            written_name="Асанов Бакыт", sex="male", birth_year=1998, phone="+996555000111", organisation=training.organisation
        )
        refresh_keys([one.pk])
    row = staged(by, table("Асанов;Бакыт;муж;1998;Кара-Суу;0555000111"), training)
    decide(row, by=by)
    with pytest.raises(Refused) as refusal:
        confirm_import(roster_import=row, by=by)
    assert refusal.value.code == "contradiction"


@pytest.mark.django_db
def test_a_partners_coordinator_may_neither_stage_nor_confirm():
    theirs = holder(Role.TRAINING_COORDINATOR, OrganisationFactory())
    with pytest.raises(Refused):
        staged(theirs)
    row = staged()
    for verb in (
        lambda: decide(row, by=theirs),
        lambda: confirm_import(roster_import=row, by=theirs),
        lambda: discard_import(roster_import=row, by=theirs),
    ):
        with pytest.raises(Refused):
            verb()


@pytest.mark.django_db
def test_other_organisations_people_are_never_proposed():
    theirs = PersonFactory(
        written_name="Сыдыков Бекжан", sex="male", birth_year=2003, phone="+996777622241", organisation=OrganisationFactory()
    )
    refresh_keys([theirs.pk])
    assert staged().pairs.filter(person__isnull=False).count() == 0


@pytest.mark.django_db
def test_discarding_and_waiting_too_long_blank_the_rows():
    first, second = staged(), staged()
    discard_import(roster_import=first, by=coordinator())
    assert set(map(str, first.rows.values_list("data", flat=True))) == {"{}"}
    assert blank_old_imports(at=timezone.now() + timedelta(days=29)) == 0
    assert blank_old_imports(at=timezone.now() + timedelta(days=31)) == 1
    second.refresh_from_db()
    assert (second.state, second.file_name, set(map(str, second.rows.values_list("data", flat=True)))) == ("discarded", "", {"{}"})


@pytest.mark.django_db
def test_the_number_of_statements_does_not_grow_with_the_rows(django_assert_max_num_queries):
    free = ("SAVEPOINT", "RELEASE")
    by = coordinator()
    counts = []
    for number in (2, 60):
        row = staged(
            by, table(*[f"Асанов;Имя{chr(1072 + n % 30)}{chr(1072 + n // 30)};муж;{1970 + n % 30};Кара-Суу;" for n in range(number)])
        )
        decide(row, "two", by=by)
        with django_assert_max_num_queries(70) as captured:
            carry_out_import(roster_import=row, by=by)
        counts.append(sum(not query["sql"].startswith(free) for query in captured.captured_queries))
        assert row.rows.count() == number
    assert counts[0] <= 35
    assert counts[1] <= counts[0] + 1


@pytest.mark.django_db(transaction=True)
def test_a_long_import_is_a_job_and_is_done_once():
    lines = [
        f"Фамилия{chr(1072 + n // 30)}{chr(1072 + n % 30)};Имя{chr(1072 + n % 30)};муж;{1960 + n % 40};Село{chr(1072 + n % 20)};"
        for n in range(230)
    ]
    by = coordinator()
    row = staged(by, table(*lines))
    assert row.rows.count() == 230
    decide(row, "two", by=by)
    confirm_import(roster_import=row, by=by)
    confirm_import(roster_import=row, by=by)
    assert (Job.objects.filter(kind="trainings.import_roster").count(), Person.objects.count()) == (1, 0)
    while jobs.take_one():
        pass
    assert (Job.objects.get(kind="trainings.import_roster").state, Person.objects.count(), Participation.objects.count()) == (
        "done",
        230,
        230,
    )


@pytest.mark.django_db(transaction=True)
def test_ten_confirmations_at_once_import_once():
    row, by = staged(), coordinator()
    decide(row, by=by)
    outcomes = run_concurrently(lambda user: confirm_import(roster_import=RosterImport.objects.get(pk=row.pk), by=user).state, [by] * 10)
    assert outcomes == ["confirmed"] * 10
    assert (Person.objects.count(), Participation.objects.count()) == (54, 54)

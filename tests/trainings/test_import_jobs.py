"""A long import goes by jobs: with true progress, on from where it was killed, back whole where it is refused."""

import pytest
from django.urls import reverse

from core import jobs
from core.models import AccessLog, Job
from core.refusals import Refused
from tests.factories.trainings import TrainingFactory
from tests.trainings.rosters import coordinator, decide_all, received
from trainings.domain import import_files
from trainings.domain import imports as verbs
from trainings.domain.import_files import choose_columns, stage_roster
from trainings.domain.imports import carry_out_import, confirm_import
from trainings.models import HeldRoster, Participation
from youth_groups.models import Person

#: So many people are a long list here: the bounds are a tenth of the real ones.
MANY = 62


@pytest.fixture(autouse=True)
def bounds(monkeypatch) -> None:
    monkeypatch.setattr(import_files, "READ_AT_ONCE", 30)
    monkeypatch.setattr(verbs, "AT_ONCE", 20)
    monkeypatch.setattr(verbs, "SMALLEST_BATCH", 20)


def run_jobs() -> None:
    while jobs.take_one():
        pass


def lines(count: int) -> str:
    letters = "абвгдежзиклмнопрстуфхцчшщэюя"
    words = [f"{a}{b}" for a in letters for b in letters]
    body = "".join(
        f"Тегин{words[n % 700]}ов;{words[-n - 1].title()}бек{words[n]};э;{1950 + n % 50};Айыл{words[n % 60]}\n" for n in range(count)
    )
    return "Фамилия;Имя;Пол;Г.р.;Село\n" + body


def long_import():
    """A long list, staged and decided, and who brought it."""
    by = coordinator()
    row = stage_roster(training=TrainingFactory(), content=lines(MANY).encode(), file_name="a.csv", by=by)
    decide_all(row, "two", by=by)
    return by, row


def stop_at(monkeypatch, batch, stop) -> None:
    """The import ends with `stop` when it comes to this batch, counted from 1."""
    real, calls = verbs.import_batch, []

    def stops(*args, **kwargs):
        calls.append(1)
        if len(calls) == batch:
            raise stop
        real(*args, **kwargs)

    monkeypatch.setattr(verbs, "import_batch", stops)


@pytest.mark.django_db(transaction=True)
def test_a_long_file_is_read_and_imported_by_jobs_with_true_progress(monkeypatch):
    by = coordinator()
    row = received(lines(MANY), by)
    choose_columns(roster_import=row, choices={}, by=by)
    choose_columns(roster_import=row, choices={}, by=by)
    row.refresh_from_db()
    assert (row.state, Job.objects.count(), row.rows.count()) == ("received", 1, 0)
    run_jobs()
    row.refresh_from_db()
    assert (row.state, row.rows.count(), HeldRoster.objects.count()) == ("staged", MANY, 0)
    seen: list[tuple[int, int]] = []
    progress = jobs.Run.progress

    def noted(self, done, total, **more):
        if self.job.kind == "trainings.import_roster":
            seen.append((done, Participation.objects.count()))
        progress(self, done, total, **more)

    monkeypatch.setattr(jobs.Run, "progress", noted)
    decide_all(row, "two", by=by)
    confirm_import(roster_import=row, by=by)
    confirm_import(roster_import=row, by=by)
    run_jobs()
    row.refresh_from_db()
    told = [pair for pair in seen if pair[1]]
    assert (row.state, Person.objects.count()) == ("confirmed", MANY)
    assert len(told) >= 3
    assert all(done == there for done, there in told)


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_in_the_middle_goes_on_and_imports_nobody_twice(monkeypatch):
    by, row = long_import()
    stop_at(monkeypatch, 2, KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        carry_out_import(roster_import=row, by=by)
    row.refresh_from_db()
    half = Person.objects.count()
    assert (row.state, 0 < half < MANY) == ("importing", True)
    carry_out_import(roster_import=row, by=by)
    row.refresh_from_db()
    assert (row.state, Person.objects.count(), Participation.objects.count()) == ("confirmed", MANY, MANY)


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_refused_in_the_middle_is_taken_back_whole(monkeypatch):
    by, row = long_import()
    stop_at(monkeypatch, 3, Refused("no", code="no"))
    with pytest.raises(Refused):
        carry_out_import(roster_import=row, by=by)
    row.refresh_from_db()
    assert (row.state, row.made, Person.objects.count(), Participation.objects.count()) == ("staged", {}, 0, 0)
    carry_out_import(roster_import=row, by=by)
    assert Person.objects.count() == MANY


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_import_record_everybody_once_and_neither_takes_the_other_back(monkeypatch):
    by, row = long_import()
    real, other = verbs.import_batch, []

    def meets_another(*args, **kwargs):
        real(*args, **kwargs)
        if not other:
            other.append(1)
            carry_out_import(roster_import=row, by=by)

    monkeypatch.setattr(verbs, "import_batch", meets_another)
    carry_out_import(roster_import=row, by=by)
    row.refresh_from_db()
    assert (row.state, Person.objects.count(), Participation.objects.count()) == ("confirmed", MANY, MANY)
    assert (len(row.made["people"]), row.rows.filter(person=None).count()) == (MANY, 0)


@pytest.mark.django_db
def test_the_page_of_columns_opens_no_file_while_it_is_being_read(client, monkeypatch):
    by = coordinator()
    row = received(lines(MANY), by)
    choose_columns(roster_import=row, choices={}, by=by)
    monkeypatch.setattr("trainings.views.imports.samples_of", None)
    client.force_login(by)
    answer = client.get(reverse("trainings:import_columns", args=[row.pk]))
    assert (answer.status_code, AccessLog.objects.filter(subject_id=str(row.pk)).count()) == (200, 0)
    assert b"<select" not in answer.content

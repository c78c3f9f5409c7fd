"""A long import goes by jobs: with true progress, on from where it was killed, back whole where it is refused."""

import pytest

from core import jobs
from core.models import Job
from core.refusals import Refused
from tests.factories.trainings import TrainingFactory
from tests.trainings.rosters import coordinator, decide_all, received
from trainings.domain import imports as verbs
from trainings.domain.import_files import choose_columns, stage_roster
from trainings.domain.imports import carry_out_import, confirm_import
from trainings.models import HeldRoster, Participation
from youth_groups.models import Person


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
    """A list of 620 people, staged and decided, and who brought it."""
    by = coordinator()
    row = stage_roster(training=TrainingFactory(), content=lines(620).encode(), file_name="a.csv", by=by)
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
    row = received(lines(620), by)
    choose_columns(roster_import=row, choices={}, by=by)
    choose_columns(roster_import=row, choices={}, by=by)
    row.refresh_from_db()
    assert (row.state, Job.objects.count(), row.rows.count()) == ("received", 1, 0)
    run_jobs()
    row.refresh_from_db()
    assert (row.state, row.rows.count(), HeldRoster.objects.count()) == ("staged", 620, 0)
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
    assert (row.state, Person.objects.count()) == ("confirmed", 620)
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
    assert (row.state, 0 < half < 620) == ("importing", True)
    carry_out_import(roster_import=row, by=by)
    row.refresh_from_db()
    assert (row.state, Person.objects.count(), Participation.objects.count()) == ("confirmed", 620, 620)


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_refused_in_the_middle_is_taken_back_whole(monkeypatch):
    by, row = long_import()
    stop_at(monkeypatch, 3, Refused("no", code="no"))
    with pytest.raises(Refused):
        carry_out_import(roster_import=row, by=by)
    row.refresh_from_db()
    assert (row.state, row.made, Person.objects.count(), Participation.objects.count()) == ("staged", {}, 0, 0)
    carry_out_import(roster_import=row, by=by)
    assert Person.objects.count() == 620
